//! The time of day that follows a date, and its offset.

use jiff::civil::Time;

/// A time of day.
#[derive(Clone, Copy, Default)]
pub(super) struct Clock {
    pub(super) seconds: i64,
    pub(super) millis: i64,
    /// In seconds, where the text says so.
    pub(super) offset: Option<i32>,
}

/// The time that follows a date, with what separates them.
pub(super) fn time_of(rest: &str) -> Option<Clock> {
    let rest = rest.strip_prefix(',').unwrap_or(rest);
    rest.starts_with(['T', ' '])
        .then(|| parse_time(rest[1..].trim()))
        .flatten()
}

pub(super) fn parse_time(text: &str) -> Option<Clock> {
    let (text, half) = half_day(text);
    let cut = text.find(['Z', 'z', '+', '-', 'U', 'G']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(cut);
    let offset = if zone.is_empty() {
        None
    } else {
        Some(parse_offset(zone)?)
    };
    let clock = clock.trim_end();
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || fraction.len() > 9 {
        return None;
    }
    let mut numbers = clock.split(':').map(|n| {
        if n.len() <= 2 && !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()) {
            n.parse::<i8>().ok()
        } else {
            None
        }
    });
    let (hour, minute) = (numbers.next()??, numbers.next()??);
    let second = numbers.next().unwrap_or(Some(0))?;
    if numbers.next().is_some() {
        return None;
    }
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(after_noon) => hour % 12 + if after_noon { 12 } else { 0 },
    };
    Time::new(hour, minute, second, 0).ok()?;
    Some(Clock {
        seconds: i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second),
        millis: match fraction {
            "" => 0,
            digits => format!("{digits:0<3}")[..3].parse().ok()?,
        },
        offset,
    })
}

/// Takes off `AM`, `p.m.`, `Uhr` and `uur`; tells whether it is after noon.
pub(super) fn half_day(text: &str) -> (&str, Option<bool>) {
    if text.ends_with(|c: char| c.is_ascii_digit()) {
        return (text, None);
    }
    let letters: String = text
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic() || *c == '.')
        .filter(|c| *c != '.')
        .collect();
    let word: String = letters.chars().rev().collect::<String>().to_lowercase();
    let half = match word.as_str() {
        "am" => Some(false),
        "pm" => Some(true),
        "uhr" | "uur" | "h" => None,
        _ => return (text, None),
    };
    let time = text
        .trim_end_matches(|c: char| c.is_alphabetic() || c == '.')
        .trim_end();
    (time, half)
}

/// `Z`, `UTC`, `+01:00`, `+0100` or `UTC+01:00` in seconds.
pub(crate) fn parse_offset(text: &str) -> Option<i32> {
    let text = text.trim();
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(0);
    }
    let text = text
        .strip_prefix("UTC")
        .or_else(|| text.strip_prefix("GMT"))
        .unwrap_or(text);
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (digits[..2].parse().ok()?, digits.get(2..4).unwrap_or("0").parse().ok()?);
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}
