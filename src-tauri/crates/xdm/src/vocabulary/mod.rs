//! One vocabulary: what people and programs write for yes and no, for nothing, for a gender, for a consent and for a
//! courtesy title. English, Dutch, German, French, Spanish and Italian first, and as spreadsheets and databases write
//! them; the words are data (`data/vocabulary.tsv`). Recipes, proposals, profiles, conditions and the page all use these lists; they stand in no second place.
//! (The names of months stand beside the dates that they belong to.)

mod answers;
mod consent;
mod fold;
mod gender;
mod lists;
mod nothing;
#[cfg(test)]
mod page;

pub use answers::{no_words, yes_no, yes_words};
pub use consent::{ConsentWord, consent_word, consent_words};
pub(crate) use fold::fold;
pub use gender::{Gender, gender, gender_words, is_title};
pub(crate) use lists::lines;
pub(crate) use nothing::nobody_words;
pub use nothing::{may_be_a_name, nothing_words, says_nothing};

use crate::text;
use std::borrow::Cow;

/// Words and what each means, looked up in any case. Most cells are told apart by their first byte and their length,
/// so that a million of them can be asked.
struct Words<T> {
    meanings: hashbrown::HashMap<&'static str, T>,
    /// By the first byte: a bit for each length in bytes that a word has. The highest bit tells that some word with
    /// this first byte has letters beyond ASCII.
    lengths: [u32; 256],
}

/// Longer words than this are in no list.
const LONGEST: usize = 31;

impl<T: Copy> Words<T> {
    /// The first meaning of a word counts. Words are in lower case.
    fn new(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        let mut all = Self {
            meanings: hashbrown::HashMap::new(),
            lengths: [0; 256],
        };
        for (word, meaning) in words {
            debug_assert!(word.len() < LONGEST && word == word.to_lowercase(), "{word}");
            all.meanings.entry(word).or_insert(meaning);
            if let Some(first) = word.as_bytes().first() {
                all.lengths[usize::from(*first)] |= if word.is_ascii() { 1 << word.len() } else { 1 << LONGEST };
            }
        }
        all
    }

    /// What a cell without white space around it means.
    #[inline]
    fn get(&self, text: &str) -> Option<T> {
        let first = text.as_bytes().first()?.to_ascii_lowercase();
        let lengths = self.lengths[usize::from(first)];
        if lengths == 0 || text.len() > 2 * LONGEST {
            return None;
        }
        if !text.is_ascii() {
            // A capital of two bytes can begin with another byte than its small letter.
            return if lengths >> LONGEST == 1 || first > 127 {
                self.among(&text::composed(Cow::Borrowed(text)).to_lowercase())
            } else {
                None
            };
        }
        if text.len() >= LONGEST || lengths >> text.len() & 1 == 0 {
            return None;
        }
        let mut small = [0; LONGEST];
        let small = &mut small[..text.len()];
        small.copy_from_slice(text.as_bytes());
        small.make_ascii_lowercase();
        self.among(std::str::from_utf8(small).ok()?)
    }

    fn among(&self, word: &str) -> Option<T> {
        self.meanings.get(word).copied()
    }
}
