//! The names of months and days in English, Dutch, German, French, Spanish and
//! Italian, as exports write them, short or long.

const MONTHS: [&[&str]; 12] = [
    &[
        "january", "januari", "januar", "janvier", "jan", "janv", "jän", "jänner", "enero", "ene", "gennaio", "gen",
    ],
    &[
        "february", "februari", "februar", "février", "fevrier", "feb", "févr", "fevr", "fév", "febrero", "febbraio",
    ],
    &[
        "march", "maart", "märz", "maerz", "mars", "mar", "mrt", "mär", "mrz", "marzo",
    ],
    &["april", "avril", "apr", "avr", "abril", "abr", "aprile"],
    &["may", "mei", "mai", "mayo", "maggio", "mag"],
    &["june", "juni", "juin", "jun", "junio", "giugno", "giu"],
    &["july", "juli", "juillet", "jul", "juil", "julio", "luglio", "lug"],
    &["august", "augustus", "août", "aout", "aug", "agosto", "ago"],
    &[
        "september",
        "septembre",
        "sep",
        "sept",
        "septiembre",
        "setiembre",
        "settembre",
        "set",
        "sett",
    ],
    &[
        "october", "oktober", "octobre", "oct", "okt", "octubre", "ottobre", "ott",
    ],
    &["november", "novembre", "nov", "noviembre"],
    &[
        "december",
        "dezember",
        "décembre",
        "decembre",
        "dec",
        "dez",
        "déc",
        "diciembre",
        "dicembre",
        "dic",
    ],
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
    "lunes",
    "martes",
    "miércoles",
    "miercoles",
    "jueves",
    "viernes",
    "sábado",
    "sabado",
    "domingo",
    "mié",
    "jue",
    "vie",
    "sáb",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
    "gio",
    "sab",
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
