//! What the cells of one row say about consent to marketing over one channel. What is sent cannot be taken back, so an
//! objection wins over every yes, and a word that is not understood is never taken for either.

use crate::date::{DateStyle, Instant, parse_date_time};
use crate::text::trimmed;
use crate::vocabulary::{ConsentWord, consent_word, says_nothing};
use crate::{Cells, FindingCode, Op, is_zero_date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// What the cells of a column about consent say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ConsentReads {
    /// A yes is consent, a no an objection: *Accepts marketing*.
    Grants,
    /// A yes is an objection, a no says nothing: *Unsubscribed*, *Do not call*.
    Objects,
    /// A word for how things stand: *Subscribed*, *Pending*, *Opted out*.
    State,
    /// A yes or a date confirms a consent; a no, and no answer, keeps it open: *Double opt-in*.
    Confirms,
    /// A date on which somebody agreed.
    GrantedOn,
    /// A date on which somebody objected.
    ObjectedOn,
}

/// A further column about the same channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(export)]
pub struct ConsentColumn {
    /// Its name.
    pub column: String,
    /// What its cells say.
    pub reads: ConsentReads,
}

/// What one cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentSaid {
    /// Nothing about consent.
    Nothing,
    /// Yes; with milliseconds since 1970 where the cell is a date.
    Granted(Option<i64>),
    /// No; likewise.
    Refused(Option<i64>),
    /// Neither: it waits for an answer, or was never asked for.
    Open,
    /// Nobody knows: it may be an objection.
    Unreadable,
}

/// What a cell of a column that is read in this way says.
pub fn consent_said(cell: &str, reads: ConsentReads) -> ConsentSaid {
    let cell = trimmed(cell);
    if cell.is_empty() || says_nothing(cell) {
        return ConsentSaid::Nothing;
    }
    let day = moment(cell);
    match reads {
        ConsentReads::GrantedOn => dated(cell, day, ConsentSaid::Granted),
        ConsentReads::ObjectedOn => dated(cell, day, ConsentSaid::Refused),
        ConsentReads::Confirms if is_zero_date(cell) => ConsentSaid::Open,
        ConsentReads::Confirms if day.is_some() || is_dated(cell) => ConsentSaid::Granted(day),
        _ if day.is_some() => match reads {
            ConsentReads::Objects => ConsentSaid::Refused(day),
            _ => ConsentSaid::Unreadable,
        },
        _ => match (consent_word(cell), reads) {
            (None, _) => ConsentSaid::Unreadable,
            (Some(ConsentWord::Silent), _) => ConsentSaid::Nothing,
            (Some(ConsentWord::Open), _) | (Some(ConsentWord::Refused), ConsentReads::Confirms) => ConsentSaid::Open,
            (Some(word), ConsentReads::Objects) => objection(cell, word),
            (Some(ConsentWord::Granted), _) => ConsentSaid::Granted(None),
            (Some(ConsentWord::Refused), _) => ConsentSaid::Refused(None),
        },
    }
}

/// In a column that objects, *yes* is the objection; a word that names one (*Unsubscribed*) is one there too.
fn objection(cell: &str, word: ConsentWord) -> ConsentSaid {
    let objects = match crate::vocabulary::yes_no(cell) {
        Some(yes) => yes,
        None => word == ConsentWord::Refused,
    };
    if objects {
        ConsentSaid::Refused(None)
    } else {
        ConsentSaid::Nothing
    }
}

/// A date that is there says that it happened; a no says that it did not.
fn dated(cell: &str, day: Option<i64>, said: fn(Option<i64>) -> ConsentSaid) -> ConsentSaid {
    let not = is_zero_date(cell) || crate::vocabulary::yes_no(cell) == Some(false);
    let has_digits = cell.bytes().any(|b| b.is_ascii_digit());
    match (not, day) {
        (true, _) => ConsentSaid::Nothing,
        (false, Some(_)) => said(day),
        (false, None) if has_digits || crate::vocabulary::yes_no(cell) == Some(true) => said(None),
        (false, None) => ConsentSaid::Unreadable,
    }
}

/// It is some date, in whatever order: which day it was does not matter to a confirmation.
fn is_dated(cell: &str) -> bool {
    cell.bytes().filter(u8::is_ascii_digit).count() >= 4 && consent_word(cell).is_none()
}

/// Milliseconds since 1970 of a date that nobody can read in two ways; none for anything else.
fn moment(cell: &str) -> Option<i64> {
    const MARKS: [char; 3] = ['-', '/', ':'];
    let may_be = cell.len() >= 8 && cell.contains(MARKS) && cell.bytes().any(|b| b.is_ascii_digit());
    may_be
        .then(|| parse_date_time(cell, &DateStyle::default()))?
        .map(|Instant(millis)| millis)
}

/// What a row says: `y`, `n` or nothing.
pub(crate) fn heard<'a>(
    cell: &str,
    reads: ConsentReads,
    also: &[ConsentColumn],
    cells: &impl Cells<'a>,
    noticed: &mut dyn FnMut(FindingCode),
) -> Result<&'static str, FindingCode> {
    let mut all = Heard::default();
    all.add(cell, reads);
    for other in also {
        all.add(cells.cell(&other.column), other.reads);
    }
    all.verdict(noticed)
}

/// The further column whose cell is not understood; none where it is the column's own.
pub fn not_understood<'c, 'a>(cell: &str, recipe: &'c [Op], cells: &impl Cells<'a>) -> Option<&'c str> {
    let consent = recipe.iter().find_map(|op| match op {
        Op::Consent { reads, also } => Some((*reads, also)),
        _ => None,
    });
    let (_, also) = consent.filter(|(reads, _)| consent_said(cell, *reads) != ConsentSaid::Unreadable)?;
    let other = also
        .iter()
        .find(|other| consent_said(cells.cell(&other.column), other.reads) == ConsentSaid::Unreadable)?;
    Some(&other.column)
}

/// Everything that was heard.
#[derive(Default)]
struct Heard {
    granted: bool,
    refused: bool,
    open: bool,
    /// A confirmation is blank: a yes beside it was never confirmed.
    unconfirmed: bool,
    unreadable: bool,
    /// The latest yes and the latest no that have a date.
    granted_on: Option<i64>,
    refused_on: Option<i64>,
    /// Some no has no date.
    undated_no: bool,
}

impl Heard {
    fn add(&mut self, cell: &str, reads: ConsentReads) {
        match consent_said(cell, reads) {
            ConsentSaid::Nothing => self.unconfirmed |= reads == ConsentReads::Confirms,
            ConsentSaid::Granted(on) => {
                self.granted = true;
                self.granted_on = self.granted_on.max(on);
            }
            ConsentSaid::Refused(on) => {
                self.refused = true;
                self.refused_on = self.refused_on.max(on);
                self.undated_no |= on.is_none();
            }
            ConsentSaid::Open => self.open = true,
            ConsentSaid::Unreadable => self.unreadable = true,
        }
    }

    fn verdict(&self, noticed: &mut dyn FnMut(FindingCode)) -> Result<&'static str, FindingCode> {
        // Of a day without a time nobody knows the hour: a whole day has to lie between.
        let later = |on: i64| self.refused_on.is_some_and(|no| on >= no + DAY);
        let open = self.open || (self.granted && self.unconfirmed);
        let taken_back = !self.undated_no && !open && !self.unreadable && self.granted_on.is_some_and(later);
        if self.refused {
            if self.granted {
                noticed(FindingCode::ConsentConflict);
            }
            return Ok(if taken_back { "y" } else { "n" });
        }
        if self.unreadable {
            return Err(FindingCode::ConsentUnreadable);
        }
        if open {
            noticed(FindingCode::ConsentOpen);
        }
        Ok(if self.granted && !open { "y" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Others(&'static [(&'static str, &'static str, ConsentReads)]);
    impl<'a> Cells<'a> for Others {
        fn cell(&self, column: &str) -> &'a str {
            self.0
                .iter()
                .find(|(name, ..)| *name == column)
                .map_or("", |(_, cell, _)| cell)
        }
    }

    fn of(cell: &str, reads: ConsentReads, others: &'static [(&'static str, &'static str, ConsentReads)]) -> String {
        let also: Vec<ConsentColumn> = others
            .iter()
            .map(|(column, _, reads)| ConsentColumn {
                column: (*column).to_owned(),
                reads: *reads,
            })
            .collect();
        match heard(cell, reads, &also, &Others(others), &mut |_| {}) {
            Ok(word) => word.to_owned(),
            Err(code) => code.code(),
        }
    }

    #[test]
    fn an_objection_in_any_column_wins() {
        use ConsentReads::{Confirms, GrantedOn, Grants, ObjectedOn, Objects, State};
        assert_eq!(of("true", Grants, &[("b", "Yes", Objects)]), "n");
        assert_eq!(of("true", Grants, &[("b", "No", Objects)]), "y");
        assert_eq!(of("", Grants, &[("b", "No", Objects)]), "");
        assert_eq!(of("SUBSCRIBED", State, &[("b", "USER_SUPPRESSED", Objects)]), "n");
        assert_eq!(of("yes", Grants, &[("b", "2024-02-01", ObjectedOn)]), "n");
        assert_eq!(of("yes", Grants, &[("b", "0000-00-00", ObjectedOn)]), "y");
        assert_eq!(of("yes", Grants, &[("b", "0", Confirms)]), "");
        assert_eq!(of("1", Confirms, &[("b", "yes", Grants)]), "y");
        assert_eq!(of("", Confirms, &[("b", "no", Grants)]), "n");
        assert_eq!(of("2024-03-01", GrantedOn, &[("b", "2024-02-01", ObjectedOn)]), "y");
        assert_eq!(of("2024-01-01", GrantedOn, &[("b", "2024-02-01", ObjectedOn)]), "n");
        assert_eq!(of("2024-03-01", GrantedOn, &[("b", "yes", Objects)]), "n");
        assert_eq!(of("2024-03-01", GrantedOn, &[("b", "01/02/2024", ObjectedOn)]), "n");
        assert_eq!(of("Do Not Allow", Objects, &[]), "n");
        assert_eq!(of("Allow", Objects, &[]), "");
    }

    #[test]
    fn a_yes_counts_once_it_is_confirmed() {
        use ConsentReads::{Confirms, GrantedOn, Grants};
        for blank in ["", " ", "n/a", "no", "0", "0000-00-00", "pending"] {
            assert_eq!(of(blank, Confirms, &[("b", "yes", Grants)]), "", "{blank}");
            assert_eq!(of(blank, Confirms, &[("b", "2024-03-01", GrantedOn)]), "", "{blank}");
        }
        for confirmed in [
            "yes",
            "1",
            "2024-03-01",
            "2024-03-01 10:11:12",
            "05.06.2023",
            "03/04/2024",
        ] {
            assert_eq!(of(confirmed, Confirms, &[("b", "yes", Grants)]), "y", "{confirmed}");
        }
        assert_eq!(of("perhaps", Confirms, &[("b", "yes", Grants)]), "consent_unreadable");
        assert_eq!(of("", Confirms, &[]), "");
    }

    #[test]
    fn what_is_not_understood_is_neither_yes_nor_no() {
        use ConsentReads::{Grants, Objects, State};
        for cell in ["perhaps", "2", "-1", "2024-01-05 10:11"] {
            assert_eq!(of(cell, Grants, &[]), "consent_unreadable", "{cell}");
        }
        assert_eq!(of("perhaps", Objects, &[("b", "yes", Grants)]), "consent_unreadable");
        assert_eq!(of("perhaps", State, &[("b", "yes", Objects)]), "n");
        assert_eq!(of("pending", State, &[("b", "yes", Grants)]), "");
    }
}
