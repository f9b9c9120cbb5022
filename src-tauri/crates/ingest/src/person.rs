//! Who a row is about: whether two rows of one identity are one person, what a row carries as identity, and what it says
//! about consent. In a few bytes a row, because a file has millions.

use crate::compile::Compiled;
use crate::convert::Record;
use crate::report::{ConsentCounts, IdentityUse};
use xdm::{FieldPath, Value};

/// What two rows are held against each other by: nine letters of the first name (where the file has none, of the last
/// one), the day of birth, and where there is no name at all the gender, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Likeness(u64);

/// Bits of a letter, of which a name has nine.
const LETTER: u32 = 5;
const LETTERS: u32 = 9;
/// Where the gender stands, above them.
const GENDER: u32 = 16 + LETTER * LETTERS;
/// Days before this are no customer's birthday, so that sixteen bits are enough: 1900-01-01.
const FIRST_DAY: i32 = -25_567;

impl Likeness {
    /// Nothing is known.
    pub(crate) const NONE: Self = Self(0);

    /// Of a record.
    pub(crate) fn of(compiled: &Compiled, record: &Record<'_>) -> Self {
        let value = |leaf: Option<usize>| record.values[leaf?].as_ref();
        let name = match (value(compiled.likeness.name), value(compiled.likeness.last)) {
            // *Bakker, Anna*
            (Some(Value::Text(name)), _) => letters(name.split_once(',').map_or(&**name, |(_, first)| first)),
            // *van Dam* and *van Vries* differ behind the blank.
            (None, Some(Value::Text(name))) if compiled.likeness.name.is_none() => {
                letters(&name.replace(|c: char| !c.is_alphabetic(), ""))
            }
            _ => 0,
        };
        let gender = match value(compiled.likeness.gender) {
            Some(Value::Text(gender)) if gender == "male" => 1,
            Some(Value::Text(gender)) if gender == "female" => 2,
            _ => 0,
        };
        let day = match value(compiled.likeness.birth) {
            Some(Value::Date(day)) => u16::try_from(day - FIRST_DAY).unwrap_or(0),
            _ => 0,
        };
        Self(gender << GENDER | name << 16 | u64::from(day))
    }

    fn name(self) -> u64 {
        self.0 >> 16 & ((1 << (LETTER * LETTERS)) - 1)
    }

    /// The two cannot be one person: both have a name and neither begins with the other, both have a birth date and it is
    /// another, or nothing but their gender is known and it is another.
    pub(crate) fn contradicts(self, other: Self) -> bool {
        let (day, other_day) = (self.0 & 0xffff, other.0 & 0xffff);
        let (gender, other_gender) = (self.0 >> GENDER, other.0 >> GENDER);
        let is_unnamed = self.name() == 0 || other.name() == 0;
        (day != 0 && other_day != 0 && day != other_day)
            || !alike(self.name(), other.name())
            || (is_unnamed && gender != 0 && other_gender != 0 && gender != other_gender)
    }

    /// Something says that the two are one person: the same first name, and nothing against it.
    pub(crate) fn agrees(self, other: Self) -> bool {
        self.name() != 0 && other.name() != 0 && !self.contradicts(other)
    }
}

/// One begins with the other: *A.* and *Anna*, *Jan* and *Jan Willem*.
fn alike(a: u64, b: u64) -> bool {
    let shorter = length(a).min(length(b));
    a & mask(shorter) == b & mask(shorter)
}

/// How many letters there are, the first in the highest place.
fn length(name: u64) -> u32 {
    let used = LETTER * LETTERS;
    (used - name.trailing_zeros().min(used)).div_ceil(LETTER)
}

fn mask(letters: u32) -> u64 {
    let all = (1_u64 << (LETTER * LETTERS)) - 1;
    all & !(all >> (LETTER * letters))
}

/// The first nine letters of the first word, without case and accents.
fn letters(name: &str) -> u64 {
    let mut packed = 0;
    let mut room = LETTERS;
    for letter in name.chars() {
        let letter = match letter {
            'a'..='z' => letter as u64 - 'a' as u64 + 1,
            'A'..='Z' => letter as u64 - 'A' as u64 + 1,
            _ if !letter.is_alphabetic() => {
                if packed != 0 {
                    break;
                }
                continue;
            }
            _ => of_other(letter),
        };
        room -= 1;
        packed |= letter << (LETTER * room);
        if room == 0 {
            break;
        }
    }
    packed
}

/// A letter with an accent by its base letter; one of another script by a number of its own in the same range.
fn of_other(letter: char) -> u64 {
    match xdm::base_letter(letter) {
        base @ 'a'..='z' => base as u64 - 'a' as u64 + 1,
        other => u64::from(other as u32) % 31 + 1,
    }
}

/// What one row carries and says, where that is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PersonNote {
    /// A bit for each identity that it carries.
    pub carries: u8,
    /// Two bits for each consent: 1 yes, 2 no, 3 anything else that is sent.
    pub consents: u16,
    /// Milliseconds since 1970 of its oldest yes; the lowest where some yes has no moment.
    pub granted: i64,
    /// Milliseconds since 1970 of its newest no; the lowest where some no has no moment.
    pub objected: i64,
}

/// What is sent about consent to one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Nothing,
    Yes,
    No,
    Other,
}

impl Said {
    pub(crate) fn of(value: Option<&Value<'_>>) -> Self {
        match value {
            Some(Value::Text(text)) => match text.as_ref() {
                "y" => Self::Yes,
                "n" => Self::No,
                _ => Self::Other,
            },
            Some(_) => Self::Other,
            None => Self::Nothing,
        }
    }
}

impl PersonNote {
    /// Nothing is known.
    pub(crate) const NONE: Self = Self {
        carries: 0,
        consents: 0,
        granted: i64::MIN,
        objected: i64::MIN,
    };

    /// Of a record.
    pub(crate) fn of(compiled: &Compiled, record: &Record<'_>) -> Self {
        let mut note = Self::NONE;
        for at in 0..compiled.carried.min(8) {
            note.carries |= u8::from(record.carries(compiled, at)) << at;
        }
        let (mut oldest, mut newest): (Option<i64>, Option<i64>) = (None, None);
        let mut is_undated = false;
        for (at, consent) in compiled.consents.iter().enumerate() {
            let said = Said::of(record.values[consent.value].as_ref());
            note.say(at, said);
            let moment = match consent.time.and_then(|leaf| record.values[leaf].as_ref()) {
                Some(Value::DateTime(millis)) => *millis,
                _ => i64::MIN,
            };
            match said {
                Said::Yes => oldest = Some(oldest.map_or(moment, |known| known.min(moment))),
                Said::No => {
                    newest = newest.max(Some(moment));
                    is_undated |= moment == i64::MIN;
                }
                _ => {}
            }
        }
        note.granted = oldest.unwrap_or(i64::MIN);
        note.objected = newest.filter(|_| !is_undated).unwrap_or(i64::MIN);
        note
    }

    /// Says something else about the consent of this number.
    pub(crate) fn say(&mut self, consent: usize, said: Said) {
        let shift = consent * 2;
        self.consents = self.consents & !(3 << shift) | (said as u16) << shift;
    }

    /// What it says about the consent of this number.
    pub(crate) fn said(&self, consent: usize) -> Said {
        match self.consents >> (consent * 2) & 3 {
            0 => Said::Nothing,
            1 => Said::Yes,
            2 => Said::No,
            _ => Said::Other,
        }
    }

    /// It says this of some channel.
    pub(crate) fn says(&self, wanted: Said) -> bool {
        self.consents != 0 && (0..crate::compile::MOST_CHANNELS).any(|consent| self.said(consent) == wanted)
    }
}

/// What records carry and say, counted one by one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    identities: [u64; 8],
    /// Yes and no of each consent.
    consents: Vec<(u64, u64)>,
    records: u64,
}

impl Written {
    /// Counts a record as it is written.
    pub(crate) fn count(&mut self, compiled: &Compiled, record: &Record<'_>) {
        self.add(compiled, PersonNote::of(compiled, record));
    }

    /// Counts a record by its note.
    pub(crate) fn add(&mut self, compiled: &Compiled, note: PersonNote) {
        self.records += 1;
        for (at, count) in self.identities.iter_mut().enumerate() {
            *count += u64::from(note.carries >> at & 1);
        }
        self.consents.resize(compiled.consents.len(), (0, 0));
        for (consent, (yes, no)) in self.consents.iter_mut().enumerate() {
            match note.said(consent) {
                Said::Yes => *yes += 1,
                Said::No => *no += 1,
                _ => {}
            }
        }
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.records += other.records;
        for (count, more) in self.identities.iter_mut().zip(other.identities) {
            *count += more;
        }
        self.consents
            .resize(self.consents.len().max(other.consents.len()), (0, 0));
        for ((yes, no), (more_yes, more_no)) in self.consents.iter_mut().zip(&other.consents) {
            *yes += more_yes;
            *no += more_no;
        }
    }

    /// Some record was counted.
    pub(crate) fn has_some(&self) -> bool {
        self.records > 0
    }

    /// As reported, the primary identity first.
    pub(crate) fn identities(&self, compiled: &Compiled) -> Vec<IdentityUse> {
        let mut all = identities(compiled);
        for (one, count) in all.iter_mut().zip(self.identities) {
            one.count = Some(count);
        }
        all
    }

    /// As reported, by channel.
    pub(crate) fn consent(&self, compiled: &Compiled) -> Vec<ConsentCounts> {
        let counts = |(at, consent): (usize, &crate::compile::ConsentLeaf)| {
            let (allow, object) = self.consents.get(at).copied().unwrap_or_default();
            ConsentCounts {
                channel: consent.channel.clone(),
                allow,
                object,
                unsaid: self.records - allow - object,
            }
        };
        compiled.consents.iter().enumerate().map(counts).collect()
    }
}

/// What records of a mapping carry, before any was counted.
pub(crate) fn identities(compiled: &Compiled) -> Vec<IdentityUse> {
    let carried = compiled.identities.iter().take(compiled.carried).enumerate();
    carried
        .map(|(at, (namespace, from))| IdentityUse {
            namespace: namespace.clone(),
            column: compiled.column_of(*from).map(|column| compiled.columns[column].clone()),
            field: compiled.field_of(*from).map(FieldPath::to_string),
            primary: at == 0,
            count: None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, day: u16) -> Likeness {
        Likeness(letters(name) << 16 | u64::from(day))
    }

    #[test]
    fn people_are_told_apart_by_first_name_and_birth_date() {
        for (a, b) in [
            ("Anna", "anna"),
            ("A.", "Anna"),
            ("Jan", "Jan Willem"),
            ("José", "Jose"),
            ("", "Anna"),
            ("Zoë", "ZOE"),
            ("Christina-Maria", "Christina"),
        ] {
            assert!(!of(a, 0).contradicts(of(b, 0)), "{a} {b}");
        }
        for (a, b) in [
            ("Anna", "Bas"),
            ("Anne", "Anna"),
            ("Christian", "Christina"),
            ("Иван", "Пётр"),
        ] {
            assert!(of(a, 0).contradicts(of(b, 0)), "{a} {b}");
        }
        assert!(of("Anna", 5).contradicts(of("Anna", 6)));
        assert!(!of("Anna", 5).contradicts(of("Anna", 0)));
        assert!(of("Anna", 0).agrees(of("Anna", 7)));
        assert!(!of("", 5).agrees(of("", 5)), "a birth date alone is shared by many");
    }

    #[test]
    fn what_a_row_says_about_each_channel_is_kept_apart() {
        let mut note = PersonNote::NONE;
        for (at, said) in [Said::Yes, Said::Nothing, Said::No, Said::Other]
            .into_iter()
            .enumerate()
        {
            note.say(at, said);
        }
        note.say(0, Said::No);
        let said: Vec<Said> = (0..4).map(|at| note.said(at)).collect();
        assert_eq!(said, [Said::No, Said::Nothing, Said::No, Said::Other]);
    }
}
