//! What a column's cells prove about how its dates are written.

use super::calendar::{Parts, named, serial};
use super::clock::time_of;
use super::{DateOrder, plain_spaces};

/// Counts of the forms of dates in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateEvidence {
    /// Cells that can only be day first.
    pub day_first: u64,
    /// Cells that can only be month first.
    pub month_first: u64,
    /// Cells that can be both, with different results.
    pub either: u64,
    /// Cells with the year first.
    pub iso: u64,
    /// Cells with a month's name.
    pub named: u64,
    /// Cells whose year has two digits; also counted above.
    pub short_year: u64,
    /// Numbers that can be Excel's days.
    pub serial: u64,
    /// Numbers that can be seconds or milliseconds since 1970.
    pub epoch: u64,
    /// Dates with a time but without a zone, or without a time at all.
    pub without_zone: u64,
    /// Those of them that a shop's database would not write.
    pub localized: u64,
}

impl DateEvidence {
    /// Looks at one cell; anything that is no date counts for nothing.
    pub fn observe(&mut self, text: &str) {
        let text = plain_spaces(text);
        let text = text.as_ref();
        let rest = if let Some(parts) = Parts::read(text) {
            if !self.numbers(&parts) {
                return;
            }
            parts.rest
        } else if text.len() >= 8 && text.contains(char::is_alphabetic) {
            let Some((_, rest)) = named(text, Some(2_000)) else {
                return;
            };
            self.named += 1;
            self.localized += 1;
            rest
        } else {
            return self.number(text);
        };
        if time_of(rest).is_none_or(|clock| clock.offset.is_none()) {
            self.without_zone += 1;
        }
    }

    /// Whether the numbers are a date in any order.
    fn numbers(&mut self, parts: &Parts<'_>) -> bool {
        if parts.year_first() {
            self.iso += 1;
            return true;
        }
        let pivot = Some(2_000);
        let day_first = parts.date(Some(DateOrder::Dmy), pivot);
        let month_first = parts.date(Some(DateOrder::Mdy), pivot);
        match (day_first, month_first) {
            (Some(a), Some(b)) if a != b => self.either += 1,
            (Some(_), Some(_)) => {}
            (None, None) => return false,
            (Some(_), None) => self.day_first += 1,
            (None, Some(_)) => self.month_first += 1,
        }
        self.short_year += u64::from(parts.short_year());
        self.localized += 1;
        true
    }

    fn number(&mut self, text: &str) {
        let whole = text.bytes().all(|b| b.is_ascii_digit());
        if matches!(text.len(), 10 | 13) && whole && text.starts_with('1') {
            self.epoch += 1;
        } else if serial(text, false).is_some() {
            self.serial += 1;
        }
    }

    /// Adds what another part of the column proves.
    pub fn add(&mut self, other: Self) {
        self.day_first += other.day_first;
        self.month_first += other.month_first;
        self.either += other.either;
        self.iso += other.iso;
        self.named += other.named;
        self.short_year += other.short_year;
        self.serial += other.serial;
        self.epoch += other.epoch;
        self.without_zone += other.without_zone;
        self.localized += other.localized;
    }

    /// Cells that are dates by their form.
    pub fn dates(&self) -> u64 {
        self.iso + self.named + self.day_first + self.month_first + self.either
    }

    /// More cells could still prove the order of day and month.
    pub fn is_open(&self) -> bool {
        self.either > 0 && self.order().is_none()
    }

    /// How dates are written, where the column proves it: every unambiguous cell agrees, or all but one in twenty.
    /// Numbers alone are Excel's days where they can be; seconds and milliseconds are never told apart by themselves.
    pub fn order(&self) -> Option<DateOrder> {
        let (most, least, order) = if self.day_first >= self.month_first {
            (self.day_first, self.month_first, DateOrder::Dmy)
        } else {
            (self.month_first, self.day_first, DateOrder::Mdy)
        };
        match (most, self.either) {
            (0, 0) if self.dates() == 0 && self.epoch > self.serial => None,
            (0, 0) if self.serial > self.dates() => Some(DateOrder::Excel),
            (0, 0) => Some(DateOrder::Ymd),
            (0, _) => None,
            _ => (least * 20 <= most).then_some(order),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> DateEvidence {
        let mut evidence = DateEvidence::default();
        for cell in cells {
            evidence.observe(cell);
        }
        evidence
    }

    #[test]
    fn one_cell_over_twelve_proves_the_column_and_contradictions_prove_nothing() {
        let order = |cells: &[&str]| column(cells).order();
        assert_eq!(order(&["05-03-1991", "25-03-1991"]), Some(DateOrder::Dmy));
        assert_eq!(order(&["05/03/1991", "03/25/1991"]), Some(DateOrder::Mdy));
        assert_eq!(order(&["05-03-1991", "11-12-1978"]), None);
        assert_eq!(order(&["25-03-1991", "03-25-1991"]), None);
        assert_eq!(order(&["1991-03-05", ""]), Some(DateOrder::Ymd));
        assert_eq!(order(&["Apr 19, 2016, 12:55:51\u{202f}PM"]), Some(DateOrder::Ymd));
        assert_eq!(order(&["33302", "45231,5"]), Some(DateOrder::Excel));
        assert_eq!(order(&["1700000000", "1600000000000"]), None, "68");
        assert!(column(&["05-03-1991"]).is_open() && !column(&["1700000000"]).is_open());
    }

    #[test]
    fn times_without_a_zone_are_counted_and_so_are_forms_that_no_database_writes() {
        let seen = column(&[
            "2024-01-05 10:00:00",
            "2024-01-05T10:00:00Z",
            "Jan 5, 2024 10:11:12 AM",
            "25-03-91",
        ]);
        assert_eq!(
            (seen.without_zone, seen.localized, seen.short_year, seen.named),
            (3, 2, 1, 1)
        );
    }
}
