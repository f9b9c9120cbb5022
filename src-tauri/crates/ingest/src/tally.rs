//! Findings, counted per kind and column, with the first few places in file order.

use hashbrown::HashMap;
use xdm::{Example, FindingCode, FindingSummary};

/// How many places are kept per finding.
const EXAMPLES: usize = 20;

/// Findings of a file or of a piece of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    seen: HashMap<(FindingCode, Option<usize>), (u64, Vec<Example>)>,
}

impl Tally {
    /// Counts one finding.
    pub(crate) fn see(&mut self, code: FindingCode, column: Option<usize>, at: Option<Example>) {
        let (count, examples) = self.seen.entry((code, column)).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.extend(at);
        }
    }

    /// Adds the findings of the next piece.
    pub(crate) fn add(&mut self, later: Self) {
        for (key, (count, places)) in later.seen {
            let (total, examples) = self.seen.entry(key).or_default();
            *total += count;
            let room = EXAMPLES - examples.len();
            examples.extend(places.into_iter().take(room));
        }
    }

    /// Forgets a finding that is too rare to mean something: fewer than `least` in a column.
    pub(crate) fn forget_rare(&mut self, code: FindingCode, least: u64) {
        self.seen
            .retain(|(seen, _), (count, _)| *seen != code || *count >= least);
    }

    /// As reported: what cannot be sent first, then by how often.
    pub(crate) fn into_summaries(self, columns: &[String]) -> Vec<FindingSummary> {
        let mut all: Vec<FindingSummary> = self
            .seen
            .into_iter()
            .map(|((code, column), (count, examples))| FindingSummary {
                code,
                severity: code.severity(),
                column: column.and_then(|i| columns.get(i).cloned()),
                count,
                examples,
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
