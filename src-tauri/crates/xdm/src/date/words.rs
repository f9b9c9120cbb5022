//! The names of months and days in English, Dutch, German and French, as exports write them, short or long.

const MONTHS: [&[&str]; 12] = [
    &[
        "january", "januari", "januar", "janvier", "jan", "janv", "jän", "jänner",
    ],
    &[
        "february", "februari", "februar", "février", "fevrier", "feb", "févr", "fevr", "fév",
    ],
    &["march", "maart", "märz", "maerz", "mars", "mar", "mrt", "mär", "mrz"],
    &["april", "avril", "apr", "avr"],
    &["may", "mei", "mai"],
    &["june", "juni", "juin", "jun"],
    &["july", "juli", "juillet", "jul", "juil"],
    &["august", "augustus", "août", "aout", "aug"],
    &["september", "septembre", "sep", "sept"],
    &["october", "oktober", "octobre", "oct", "okt"],
    &["november", "novembre", "nov"],
    &["december", "dezember", "décembre", "decembre", "dec", "dez", "déc"],
];

const DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "ma",
    "di",
    "wo",
    "do",
    "vr",
    "za",
    "zo",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "mo",
    "mi",
    "fr",
    "sa",
    "so",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lun",
    "mer",
    "jeu",
    "ven",
    "sam",
    "dim",
    "le",
];

/// What follows a day's number: 1st, 2nd, 1er, 2e.
const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er", "e", "de", "ste"];

/// The month's number, from 1.
pub(super) fn month(word: &str) -> Option<i8> {
    if !(3..=10).contains(&word.chars().count()) {
        return None;
    }
    let word = word.to_lowercase();
    let index = MONTHS.iter().position(|names| names.contains(&word.as_str()))?;
    i8::try_from(index + 1).ok()
}

pub(super) fn is_day(word: &str) -> bool {
    let word = word.to_lowercase();
    DAYS.contains(&word.as_str())
}

pub(super) fn is_ordinal(word: &str) -> bool {
    let word = word.to_lowercase();
    ORDINALS.contains(&word.as_str())
}
