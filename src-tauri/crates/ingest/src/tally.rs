//! Findings, counted per kind and column, with the first few places in file order.

use hashbrown::HashMap;
use xdm::{Example, FindingCode, FindingSummary};

/// How many places are kept per finding.
const EXAMPLES: usize = 20;

/// Findings of a file or of a piece of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    seen: HashMap<Kind, Count>,
    /// What was seen in the row that is being looked at, each once.
    row: Vec<Kind>,
}

/// What was seen, and in which column.
type Kind = (FindingCode, Option<usize>);

#[derive(Clone, Debug, Default)]
struct Count {
    times: u64,
    rows: u64,
    examples: Vec<Example>,
}

impl Tally {
    /// Counts one finding.
    pub(crate) fn see(&mut self, code: FindingCode, column: Option<usize>, at: Option<Example>) {
        let count = self.seen.entry((code, column)).or_default();
        count.times += 1;
        if count.examples.len() < EXAMPLES {
            count.examples.extend(at);
        }
    }

    /// Counts one finding of the row that is being looked at, which [`Tally::end_row`] ends.
    pub(crate) fn see_in_row(&mut self, code: FindingCode, column: Option<usize>, at: Option<Example>) {
        self.see(code, column, at);
        if !self.row.contains(&(code, column)) {
            self.row.push((code, column));
        }
    }

    /// Nothing more is seen in this row; `goes` where nothing left it out.
    pub(crate) fn end_row(&mut self, goes: bool) {
        for kind in self.row.drain(..).filter(|_| goes) {
            if let Some(count) = self.seen.get_mut(&kind) {
                count.rows += 1;
            }
        }
    }

    /// Adds the findings of the next piece.
    pub(crate) fn add(&mut self, later: Self) {
        for (kind, count) in later.seen {
            let total = self.seen.entry(kind).or_default();
            total.times += count.times;
            total.rows += count.rows;
            let room = EXAMPLES - total.examples.len();
            total.examples.extend(count.examples.into_iter().take(room));
        }
    }

    /// Forgets a finding that is too rare to mean something: fewer than `least` in a column.
    pub(crate) fn forget_rare(&mut self, code: FindingCode, least: u64) {
        self.seen
            .retain(|(seen, _), count| *seen != code || count.times >= least);
    }

    /// As reported: what cannot be sent first, then by how often.
    pub(crate) fn into_summaries(self, columns: &[String]) -> Vec<FindingSummary> {
        let mut all: Vec<FindingSummary> = self
            .seen
            .into_iter()
            .map(|((code, column), count)| FindingSummary {
                code,
                severity: code.severity(),
                column: column.and_then(|i| columns.get(i).cloned()),
                count: count.times,
                rows: count.rows,
                examples: count.examples,
            })
            .collect();
        all.sort_by(|a, b| {
            (a.severity, std::cmp::Reverse(a.count), a.code, &a.column).cmp(&(
                b.severity,
                std::cmp::Reverse(b.count),
                b.code,
                &b.column,
            ))
        });
        all
    }
}
