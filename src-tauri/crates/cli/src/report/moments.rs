//! Moments as they are read on this computer's clock.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use words::Words;

/// “tomorrow, 06:30”, of an RFC 3339 instant.
pub(super) fn moment(words: &Words, at: &str) -> String {
    let Ok(at) = at.parse::<Timestamp>() else {
        return at.to_owned();
    };
    let zone = TimeZone::system();
    let far = |at: jiff::civil::DateTime| at.date().to_string();
    words.moment(zone.to_datetime(at), zone.to_datetime(Timestamp::now()), far)
}
