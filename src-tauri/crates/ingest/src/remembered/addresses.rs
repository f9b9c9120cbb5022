//! The identities of a few rows, read from the source once more: they are not kept from the first reading, and not longer
//! than it takes to ask for them.

use super::Rows;
use crate::check::{blocks, reading_problem};
use crate::compile::Compiled;
use crate::convert::{Record, convert_shopper};
use crate::format::Format;
use crate::pipeline;
use crate::problem::{Failure, Problem};
use crate::rows::{self, Stretch};
use crate::source::SourceFile;
use tabular::Block;
use tokio_util::sync::CancellationToken;

/// A row whose person is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wanted {
    /// From 0.
    pub row: u32,
    /// It goes out with a yes.
    pub consent: bool,
    /// It is asked whose its number is.
    pub number: bool,
}

/// The identities of a row.
pub(super) struct Addressed {
    pub wanted: Wanted,
    /// Its e-mail address.
    pub email: String,
    /// The number that it carries, with its namespace.
    pub number: Option<(String, String)>,
}

/// Reads the rows that are wanted, in file order, and hands each to `take`.
pub(super) fn each(
    (source, format): (&SourceFile, &Format),
    compiled: &Compiled,
    wanted: &[Wanted],
    cancel: &CancellationToken,
    mut take: impl FnMut(Addressed) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let Some(last) = wanted.last() else { return Ok(()) };
    let mut blocks = blocks(source.open()?, format, compiled);
    let needed = blocks.by_ref().map_while(|block| match block {
        _ if cancel.is_cancelled() => Some(Err(Failure::from(Problem::Cancelled {}))),
        Ok(block) => (block.place.row <= u64::from(last.row) + 1).then_some(Ok(block)),
        Err(error) => Some(Err(reading_problem(&error, source).into())),
    });
    pipeline::in_order(
        needed,
        pipeline::threads(),
        |block: Block| Ok(of_block(&block, format, compiled, wanted)),
        |found| found.into_iter().try_for_each(&mut take),
    )
}

fn of_block(block: &Block, format: &Format, compiled: &Compiled, wanted: &[Wanted]) -> Vec<Addressed> {
    let mut found = Vec::new();
    let first = wanted.partition_point(|one| u64::from(one.row) < block.place.row - 1);
    let mut next = wanted[first..].iter().copied().peekable();
    rows::walk(
        block,
        0..block.records.len(),
        &format.dialect,
        compiled,
        |at, _, stretch| {
            let row = ((block.place.row - 1) + at as u64) as u32;
            let Some(one) = next.next_if(|one| one.row == row) else {
                return;
            };
            if let Stretch::Shopper(cells) = stretch
                && let Ok(record) = convert_shopper(compiled, cells, &mut |_, _| {})
            {
                found.extend(addressed(compiled, &record, one));
            }
        },
    );
    found
}

fn addressed(compiled: &Compiled, record: &Record<'_>, wanted: Wanted) -> Option<Addressed> {
    let mut carried = compiled
        .identities
        .iter()
        .zip(&record.ids)
        .take(compiled.carried)
        .enumerate();
    let number = carried.find_map(|(at, ((namespace, _), id))| {
        let id = id.as_deref().filter(|_| at != compiled.email)?;
        Some((namespace.clone(), id.to_owned()))
    });
    Some(Addressed {
        wanted,
        email: record.ids[compiled.email].as_deref()?.to_owned(),
        number,
    })
}

/// Rows that are wanted, in file order, each once.
pub(super) fn in_order(mut all: Vec<Wanted>) -> Vec<Wanted> {
    all.sort_unstable_by_key(|one| one.row);
    all.dedup_by(|later, kept| {
        let same = later.row == kept.row;
        if same {
            kept.consent |= later.consent;
            kept.number |= later.number;
        }
        same
    });
    all
}

impl Rows<'_> {
    /// The row goes out.
    pub(super) fn goes_out(&self, row: u32) -> bool {
        self.verdicts.get(row.into()).is_sent()
    }
}
