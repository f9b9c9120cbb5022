//! Time as the platform tells it: epoch milliseconds, and the pace of waiting.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Now, in epoch milliseconds.
pub(crate) fn now_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |d| d.as_millis() as i64)
}

/// `at_speed_one` in milliseconds, at `speed`.
pub(crate) fn paced_ms(at_speed_one: Duration, speed: f64) -> i64 {
    (at_speed_one.as_secs_f64() * 1000.0 / speed) as i64
}

/// `2026-01-31T10:20:30.123Z`; `None` outside the years that can be written so.
pub(crate) fn instant_text(epoch_ms: i64) -> Option<String> {
    let stamp = jiff::Timestamp::from_millisecond(epoch_ms).ok()?;
    Some(format!("{stamp:.3}"))
}

/// `2026-01-31`, of a count of days since 1970-01-01.
pub(crate) fn date_text(days: i64) -> Option<String> {
    let stamp = jiff::Timestamp::from_second(days.checked_mul(86_400)?).ok()?;
    Some(stamp.strftime("%Y-%m-%d").to_string())
}

/// The sandbox API's own form, `2026-01-31 10:20:30`.
pub(crate) fn sandbox_text(epoch_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(epoch_ms)
        .map(|t| t.strftime("%Y-%m-%d %H:%M:%S").to_string())
        .unwrap_or_default()
}
