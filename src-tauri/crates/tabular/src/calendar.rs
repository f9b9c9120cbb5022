//! Days and instants as text, for JSON. The Gregorian calendar in whole numbers, without a zone.

const DAY_MS: i64 = 86_400_000;

/// Year, month and day of a day since 1970-01-01. Counted in years that begin in March, so that the leap day is last.
fn civil(days: i64) -> (i64, i64, i64) {
    const ERA_DAYS: i64 = 146_097;
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted.div_euclid(ERA_DAYS), shifted.rem_euclid(ERA_DAYS));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// `1991-03-05`; years have four digits. By hand: formatting would take half the time of a record.
pub(crate) fn date(days: i64) -> [u8; 10] {
    let (year, month, day) = civil(days);
    let mut text = *b"0000-00-00";
    text[..2].copy_from_slice(&digits(year / 100));
    text[2..4].copy_from_slice(&digits(year));
    text[5..7].copy_from_slice(&digits(month));
    text[8..].copy_from_slice(&digits(day));
    text
}

/// `2015-10-30T12:49:47Z`, with milliseconds where there are any: bytes, and how many of them count.
pub(crate) fn date_time(ms: i64) -> ([u8; 24], usize) {
    let mut text = instant(ms);
    if ms.rem_euclid(1_000) != 0 {
        return (text, 24);
    }
    text[19] = b'Z';
    (text, 20)
}

/// `2015-10-30T12:49:47.000Z`, always with milliseconds.
pub(crate) fn instant(ms: i64) -> [u8; 24] {
    let mut text = *b"0000-00-00T00:00:00.000Z";
    text[..10].copy_from_slice(&date(ms.div_euclid(DAY_MS)));
    let ms = ms.rem_euclid(DAY_MS);
    let (seconds, ms) = (ms / 1_000, ms % 1_000);
    text[11..13].copy_from_slice(&digits(seconds / 3_600));
    text[14..16].copy_from_slice(&digits(seconds / 60 % 60));
    text[17..19].copy_from_slice(&digits(seconds % 60));
    text[20..22].copy_from_slice(&digits(ms / 10));
    text[22] = digits(ms)[1];
    text
}

/// The last two digits.
fn digits(number: i64) -> [u8; 2] {
    [b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_that_the_reader_of_dates_counts() {
        for text in [
            "1970-01-01",
            "1969-12-31",
            "2000-02-29",
            "1900-03-01",
            "1899-12-31",
            "2024-12-31",
            "0001-01-01",
            "9999-12-31",
        ] {
            let days = xdm::parse_date(text, &xdm::DateStyle::default()).unwrap().days();
            assert_eq!(date(i64::from(days)), text.as_bytes());
        }
    }

    #[test]
    fn instants_have_milliseconds_only_where_there_are_any() {
        for text in [
            "1970-01-01T00:00:00Z",
            "2015-10-30T12:49:47Z",
            "1969-12-31T23:59:59.001Z",
            "2024-02-29T23:59:59.999Z",
        ] {
            let (bytes, len) = date_time(xdm::parse_date_time(text, &xdm::DateStyle::default()).unwrap().0);
            assert_eq!(&bytes[..len], text.as_bytes());
        }
    }
}
