//! The check: streams the whole file once, decides what becomes of every row, counts what it sees and plans the
//! parts. Sends nothing and needs no network.

use crate::changes::{Against, Before};
use crate::compile::Compiled;
use crate::format::Format;
use crate::note::{BlockNotes, RowNote, note};
use crate::pipeline;
use crate::plan::{Phones, Plan, PlannedPart};
use crate::problem::{Failure, Problem};
use crate::progress::{Phase, Ticker};
use crate::related::{self, Additions, Folds};
use crate::report::ChangeCounts;
use crate::rows;
use crate::source::{Hashing, SourceFile, io_problem};
use crate::tally::Tally;
use crate::verdict::{Mailboxes, Newest, Sharing, Verdict, Verdicts};
use std::io::Read;
use std::sync::Arc;
use store::Noted;
use tabular::{Blocks, CellReader, TextStream};
use tokio_util::sync::CancellationToken;
use xdm::{Example, FindingCode, SharedEmail};
use xxhash_rust::xxh3::Xxh3Default;

/// What a check found.
pub(crate) struct Checked {
    pub plan: Plan,
    pub tally: Tally,
    /// Against last time.
    pub change: ChangeCounts,
    /// What a run does about the ledger before it sends.
    pub before: Before,
}

/// Checks a file.
pub(crate) fn check(
    source: &SourceFile,
    format: &Format,
    compiled: Arc<Compiled>,
    part_bytes: u64,
    against: Against,
    ticker: &Ticker,
    cancel: &CancellationToken,
) -> Result<Checked, Failure> {
    // A random key per check: nobody can prepare two addresses that this program takes for one.
    let seed = ulid::Ulid::generate().random() as u64;
    let content = source.open()?;
    let consumed = content.consumed();
    let mut blocks = blocks(Hashing::new(content), format, &compiled);
    let key = against.key();
    let mut merge = Merge::new(compiled.clone(), part_bytes, format.dialect.data_offset);
    let stoppable = blocks.by_ref().map(|block| match block {
        _ if cancel.is_cancelled() => Err(Problem::Cancelled {}),
        Ok(block) => Ok(block),
        Err(error) => Err(reading_problem(&error, source)),
    });
    pipeline::in_order(
        stoppable,
        pipeline::threads(),
        |block| Ok(note(block, &format.dialect, &compiled, seed, key)),
        |notes| {
            merge.take(notes)?;
            ticker.tick(Phase::Checking, |p| {
                p.rows_done = merge.verdicts.len();
                p.bytes_done = consumed.bytes().min(source.bytes);
                p.bytes_total = Some(source.bytes);
            });
            Ok(())
        },
    )?;
    let source_sha256 = blocks.into_inner().into_inner().finish();
    if merge.verdicts.len() == 0 {
        return Err(Problem::FileHeaderOnly {
            name: source.name.clone(),
        }
        .into());
    }
    if !source.is_unchanged() {
        return Err(Problem::SourceChanged {
            name: source.name.clone(),
        }
        .into());
    }
    ticker.show(Phase::Checking, |p| {
        (p.rows_done, p.rows_total) = (merge.verdicts.len(), Some(merge.verdicts.len()));
    });
    let related::Gathered {
        additions,
        tally,
        prints,
    } = related::gather(
        source,
        format,
        &merge.compiled,
        &merge.verdicts,
        std::mem::take(&mut merge.folds),
        &merge.ranks,
        cancel,
    )?;
    merge.tally.add(tally);
    // It has done its work, and what follows needs room of its own.
    merge.newest = Newest::default();
    let noted = std::mem::take(&mut merge.noted);
    let (change, before) = against.settle(&mut merge.verdicts, noted, &prints)?;
    let (plan, tally) = merge.finish(source, format, source_sha256, additions);
    Ok(Checked {
        plan,
        tally,
        change,
        before,
    })
}

/// The blocks of a source.
pub(crate) fn blocks<R: Read>(content: R, format: &Format, compiled: &Compiled) -> Blocks<TextStream<R>> {
    let text = TextStream::new(content, format.detected);
    let blocks = Blocks::new(text, &format.dialect);
    if compiled.continued_by.is_empty() {
        return blocks;
    }
    // Address rows stay with their customer, so that a shopper is never cut in two.
    let (mut reader, own) = (CellReader::new(&format.dialect), compiled.continued_by.clone());
    blocks.with_continues(Box::new(move |record| rows::continues(&reader.read(record), &own)))
}

/// The problem behind an error of the reader.
pub(crate) fn reading_problem(error: &tabular::Error, source: &SourceFile) -> Problem {
    match error {
        tabular::Error::RecordTooLarge { line } => Problem::RecordTooLarge { line: *line },
        tabular::Error::Io(error) => io_problem(error, &source.name),
        _ => Problem::FileUnreadable {
            name: source.name.clone(),
        },
    }
}

/// Puts the blocks together in file order.
struct Merge {
    compiled: Arc<Compiled>,
    /// A part closes before its records would exceed this.
    part_bytes: u64,
    verdicts: Verdicts,
    newest: Newest,
    mailboxes: Mailboxes,
    /// How new each row is, where a date column tells.
    ranks: Vec<i64>,
    /// The web site of each row, where the file names it.
    websites: Vec<u8>,
    /// Which rows gave way to which, where the rows of a shopper complete each other.
    folds: Folds,
    /// The size of the largest record so far.
    largest: u64,
    phones: Phones,
    /// For the ledger.
    noted: Vec<Noted>,
    tally: Tally,
    offset: u64,
    parts: Vec<PlannedPart>,
    open: OpenPart,
}

/// The part that is being planned.
struct OpenPart {
    start: u64,
    first_row: u64,
    weight: u64,
    hasher: Xxh3Default,
}

impl Merge {
    fn new(compiled: Arc<Compiled>, part_bytes: u64, offset: u64) -> Self {
        let open = OpenPart {
            start: offset,
            first_row: 0,
            weight: 0,
            hasher: Xxh3Default::new(),
        };
        Self {
            compiled,
            part_bytes,
            verdicts: Verdicts::default(),
            newest: Newest::default(),
            mailboxes: Mailboxes::default(),
            ranks: Vec::new(),
            websites: Vec::new(),
            folds: Folds::default(),
            largest: 0,
            phones: Phones::default(),
            noted: Vec::new(),
            tally: Tally::default(),
            offset,
            parts: Vec::new(),
            open,
        }
    }

    fn take(&mut self, notes: BlockNotes) -> Result<(), Problem> {
        if let Some(column) = notes.credential {
            return Err(Problem::ColumnBlocked {
                column: self.compiled.columns[column].clone(),
            });
        }
        let block = &notes.block;
        let mut hashed = 0;
        for (index, row) in notes.rows.iter().enumerate() {
            // Only a shopper's own row can begin a part.
            let weight = self.weight(row);
            if row.verdict == Verdict::Send && self.open.weight > 0 && self.open.weight + weight > self.part_bytes {
                let start = block.records[index].start as usize;
                self.open.hasher.update(&block.bytes[hashed..start]);
                hashed = start;
                self.close(block.place.offset + start as u64);
            }
            self.open.weight += weight;
            let line = block.line(&block.records[index]);
            self.judge(row, line);
        }
        self.open.hasher.update(&block.bytes[hashed..]);
        self.offset = block.place.offset + block.bytes.len() as u64;
        self.tally.add(notes.tally);
        Ok(())
    }

    /// What a row counts for in its part. Where blanks are filled it may become as large as any other record.
    fn weight(&mut self, row: &RowNote) -> u64 {
        let own = u64::from(row.weight);
        self.largest = self.largest.max(own);
        if own > 0 && self.compiled.related.fill() {
            self.largest
        } else {
            own
        }
    }

    /// Decides about a row in the light of those before it.
    fn judge(&mut self, note: &RowNote, line: u64) {
        let row = self.verdicts.len();
        self.verdicts.push(note.verdict);
        if self.compiled.newest_by.is_some() {
            self.ranks.push(note.rank);
        }
        if self.compiled.website.is_some() {
            self.websites.push(note.website);
        }
        if self.compiled.phone.is_some() {
            self.phones.push(note.phone);
        }
        if note.print.shopper != 0 {
            self.noted.push(Noted::new(note.print, row as u32));
        }
        if note.verdict != Verdict::Send {
            return;
        }
        let place = Some(Example { row: row + 1, line });
        let (ranks, mut met) = (&self.ranks, row);
        let newer = |other: u64| {
            met = other;
            ranks.get(other as usize).is_none_or(|before| note.rank >= *before)
        };
        if let Some(folded) = self.newest.note(note.identity, row, &mut self.verdicts, newer) {
            self.tally.see(FindingCode::DuplicateMerged, None, place);
            if !self.compiled.related.are_none() {
                self.folds.note(folded, if folded == row { met } else { row });
            }
            if self
                .websites
                .get(met as usize)
                .is_some_and(|site| *site != note.website)
            {
                self.tally
                    .see(FindingCode::EmailOnWebsites, self.compiled.website, place);
            }
        }
        if note.email != 0 {
            self.share(note, row, place);
        }
    }

    /// Finds e-mail addresses that several customer numbers have.
    fn share(&mut self, note: &RowNote, row: u64, place: Option<Example>) {
        let verdict = match self.compiled.shared_email {
            SharedEmail::Send => return,
            SharedEmail::Hold => Verdict::Rejected(FindingCode::EmailShared),
            SharedEmail::NumberOnly => Verdict::SendByNumber,
        };
        let Sharing::Shared(first) = self.mailboxes.note(note.email, note.identity as u64, row) else {
            return;
        };
        for row in first.into_iter().chain([row]) {
            // A row that was folded meanwhile is a newer row's business.
            if self.verdicts.get(row).is_sent() {
                self.verdicts.set(row, verdict);
                if verdict != Verdict::SendByNumber {
                    self.tally
                        .see(FindingCode::EmailShared, self.compiled.email_column, place);
                }
            }
        }
    }

    fn close(&mut self, end: u64) {
        let next = OpenPart {
            start: end,
            first_row: self.verdicts.len(),
            weight: 0,
            hasher: Xxh3Default::new(),
        };
        let open = std::mem::replace(&mut self.open, next);
        self.parts.push(PlannedPart {
            number: 0,
            start: open.start,
            end,
            first_row: open.first_row,
            end_row: self.verdicts.len(),
            shoppers: 0,
            source_hash: format!("{:032x}", open.hasher.digest128()),
        });
    }

    fn finish(
        mut self,
        source: &SourceFile,
        format: &Format,
        source_sha256: String,
        additions: Additions,
    ) -> (Plan, Tally) {
        self.close(self.offset);
        let Self {
            compiled,
            verdicts,
            tally,
            mut parts,
            phones,
            ..
        } = self;
        for part in &mut parts {
            part.shoppers = (part.first_row..part.end_row)
                .filter(|row| verdicts.get(*row).is_sent())
                .count() as u64;
        }
        parts.retain(|part| part.shoppers > 0);
        for (part, number) in parts.iter_mut().zip(1..) {
            part.number = number;
        }
        let plan = Plan {
            source: source.clone(),
            source_sha256,
            format: format.clone(),
            compiled,
            verdicts: Arc::new(verdicts),
            additions: Arc::new(additions),
            phones: Arc::new(phones),
            parts,
        };
        (plan, tally)
    }
}
