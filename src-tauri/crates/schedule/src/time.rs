//! A time of day as people write it: hours and minutes.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use ts_rs::TS;

/// `HH:MM` on a clock of 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(export, type = "string")]
pub struct TimeOfDay {
    hour: u8,
    minute: u8,
}

impl TimeOfDay {
    /// `None` beyond 23:59.
    pub const fn new(hour: u8, minute: u8) -> Option<Self> {
        if hour < 24 && minute < 60 {
            Some(Self { hour, minute })
        } else {
            None
        }
    }

    /// 0–23.
    pub const fn hour(self) -> u8 {
        self.hour
    }

    /// 0–59.
    pub const fn minute(self) -> u8 {
        self.minute
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

/// The text is no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a time is written as 06:30")]
pub struct BadTime;

impl FromStr for TimeOfDay {
    type Err = BadTime;

    fn from_str(text: &str) -> Result<Self, BadTime> {
        let (hour, minute) = text.split_once(':').ok_or(BadTime)?;
        let number = |digits: &str, longest: usize| {
            let is_plain = !digits.is_empty() && digits.len() <= longest && digits.bytes().all(|b| b.is_ascii_digit());
            is_plain.then(|| digits.parse().ok()).flatten().ok_or(BadTime)
        };
        if minute.len() != 2 {
            return Err(BadTime);
        }
        Self::new(number(hour, 2)?, number(minute, 2)?).ok_or(BadTime)
    }
}

impl TryFrom<String> for TimeOfDay {
    type Error = BadTime;

    fn try_from(text: String) -> Result<Self, BadTime> {
        text.parse()
    }
}

impl From<TimeOfDay> for String {
    fn from(time: TimeOfDay) -> Self {
        time.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_times_are_read() {
        assert_eq!("6:30".parse::<TimeOfDay>().unwrap().to_string(), "06:30");
        assert_eq!("23:59".parse::<TimeOfDay>(), Ok(TimeOfDay::new(23, 59).unwrap()));
        for wrong in ["", "24:00", "06:60", "6", "6:3", "+6:30", " 6:30", "06:30:00", "é:30"] {
            assert_eq!(wrong.parse::<TimeOfDay>(), Err(BadTime), "{wrong}");
        }
    }
}
