//! What the words of cells say, looked up once for each different cell: most columns have few, and each look goes through
//! long lists in six languages.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use xdm::vocabulary::{consent_word, may_be_a_name, says_nothing, yes_no};

/// So many different cells are remembered; a column with more of them is no list of answers.
const MOST: usize = 4_096;

/// What one cell says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// Something about a consent, or nothing at all.
    pub consent: bool,
    /// Yes or no.
    pub yes_no: bool,
    /// Nothing: NULL, n/a.
    pub nothing: bool,
    /// Nothing, in a word that is also a name.
    pub name: bool,
}

/// What cells said, by keyed hashes of them: no cell is kept.
#[derive(Clone, Default)]
pub(crate) struct Told {
    known: HashMap<u64, Said>,
    key: RandomState,
}

/// Two columns are alike whatever was looked up for them.
impl PartialEq for Told {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Told {
    /// What a cell says; `is_address`: it is an e-mail address, which says nothing about consent.
    pub(crate) fn of(&mut self, cell: &str, is_address: bool) -> Said {
        let hash = self.key.hash_one(cell);
        if let Some(said) = self.known.get(&hash) {
            return *said;
        }
        let said = look(cell, is_address);
        if self.known.len() < MOST {
            self.known.insert(hash, said);
        }
        said
    }
}

fn look(cell: &str, is_address: bool) -> Said {
    let (yes_no, nothing) = (yes_no(cell).is_some(), says_nothing(cell));
    // Dates, telephone numbers and amounts are words of no list.
    let is_number =
        cell.len() > 3 && !cell.chars().any(char::is_alphabetic) && cell.bytes().any(|b| b.is_ascii_digit());
    let consent = yes_no || nothing || !(is_address || is_number || consent_word(cell).is_none());
    Said {
        consent,
        yes_no,
        nothing,
        name: nothing && may_be_a_name(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_the_same_each_time() {
        let mut told = Told::default();
        for _ in 0..2 {
            for (cell, consent, yes_no, nothing) in [
                ("Unsubscribed", true, false, false),
                ("yes", true, true, false),
                ("1.0", true, true, false),
                ("✓", true, true, false),
                ("n/a", true, false, true),
                ("Amsterdam", false, false, false),
                ("2024-01-05 10:11", false, false, false),
                ("+31 6 12345678", false, false, false),
            ] {
                let said = told.of(cell, false);
                assert_eq!(
                    (said.consent, said.yes_no, said.nothing),
                    (consent, yes_no, nothing),
                    "{cell}"
                );
            }
        }
        assert!(!told.of("unsubscribed@shop.example", true).consent);
    }
}
