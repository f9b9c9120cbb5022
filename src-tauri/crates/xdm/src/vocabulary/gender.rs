//! Genders, and the titles by which people are addressed.

use super::fold;
use super::lists::list;
use hashbrown::{HashMap, HashSet};
use std::sync::LazyLock;

/// A gender as XDM lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Not said.
    NotSpecified,
    /// Neither of the two.
    NonSpecific,
}

impl Gender {
    /// Its value in XDM.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::NotSpecified => "not_specified",
            Self::NonSpecific => "non_specific",
        }
    }
}

use Gender::{Female, Male, NonSpecific, NotSpecified};

/// Courtesy titles that tell no gender, and those that do.
fn titles() -> impl Iterator<Item = (&'static str, Option<Gender>)> {
    let told = |name, gender| list(name).map(move |title| (title, gender));
    told("title", None)
        .chain(told("title_female", Some(Female)))
        .chain(told("title_male", Some(Male)))
}

static BY_WORD: LazyLock<HashMap<String, Gender>> = LazyLock::new(|| {
    let told = titles().filter_map(|(title, gender)| Some((fold(title).to_owned(), gender?)));
    told.chain(gender_words().map(|(word, gender)| (fold(word).to_owned(), gender)))
        .collect()
});

static FOLDED_TITLES: LazyLock<HashSet<String>> =
    LazyLock::new(|| titles().map(|(title, _)| fold(title).to_owned()).collect());

/// The gender that a cell names, by a word, a letter or a title, without regard to case; `None` where it names none.
/// A column is asked as a whole before single letters are believed: see [`gender_words`].
pub fn gender(text: &str) -> Option<Gender> {
    BY_WORD.get(&*fold(text)).copied()
}

/// Words and letters for a gender, in lower case, for recipes, which carry their words. An `M` beside an `H` is a woman
/// (mujer, hombre), so `h` is not among them.
pub fn gender_words() -> impl Iterator<Item = (&'static str, Gender)> {
    [Female, Male, NotSpecified, NonSpecific]
        .into_iter()
        .flat_map(|gender| list(gender.code()).map(move |word| (word, gender)))
        .chain([("mr", Male), ("herr", Male), ("mrs", Female)])
}

/// Whether a cell is a title by which people are addressed (Mr., Mevr., Sig.ra, Dr.), as opposed to a job.
pub fn is_title(text: &str) -> bool {
    let folded = fold(text);
    let is_known = |words: &str| FOLDED_TITLES.contains(words);
    !folded.is_empty() && (is_known(&folded) || folded.split(' ').all(is_known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genders_are_known_in_the_languages_of_the_product() {
        for (text, gender_of) in [
            ("Female", Female),
            ("V", Female),
            ("weiblich", Female),
            ("Féminin", Female),
            ("mujer", Female),
            ("DONNA", Female),
            ("Mevr.", Female),
            ("m", Male),
            ("Männlich", Male),
            ("HOMME", Male),
            ("dhr.", Male),
            ("Not Specified", NotSpecified),
            ("not_specified", NotSpecified),
            ("keine Angabe", NotSpecified),
            ("divers", NonSpecific),
            ("Non-binary", NonSpecific),
        ] {
            assert_eq!(gender(text), Some(gender_of), "{text}");
        }
        for none in ["", "H", "Dr.", "1", "Anna", "business"] {
            assert_eq!(gender(none), None, "{none}");
        }
    }

    #[test]
    fn a_job_is_no_title() {
        for title in [
            "Mr.",
            "Mrs",
            "Dhr.",
            "mevr.",
            "Frau",
            "Mme",
            "Sr.",
            "Sig.ra",
            "Prof. Dr.",
            "Herr Dr.",
            "Doña",
        ] {
            assert!(is_title(title), "{title}");
        }
        for other in ["", "Sales Manager", "CEO", "Developer", "Inkoper", "VP"] {
            assert!(!is_title(other), "{other}");
        }
    }
}
