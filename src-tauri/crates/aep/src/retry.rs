//! When to try again, and how long to wait before (reliability R10).

use std::time::{Duration, SystemTime};
use tokio::time::Instant;

/// The longest wait that a server can ask for.
const LONGEST_HINT: Duration = Duration::from_secs(3600);

/// Exponential waits with full jitter, within a budget counted from the start of a call; for a file from its first failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Upper bound of the first wait; doubles with each failure.
    pub base: Duration,
    /// Upper bound of any wait that the server does not ask for.
    pub longest: Duration,
    /// No wait ends later than this.
    pub budget: Duration,
}

impl Retry {
    /// 20 s of refusal, for everything before a batch exists (decision 37).
    pub const BEFORE_BATCH: Self = Self::within(Duration::from_secs(20));
    /// 30 min, for a run that somebody watches.
    pub const INTERACTIVE: Self = Self::within(Duration::from_secs(30 * 60));
    /// 6 h, for a scheduled run.
    pub const SCHEDULED: Self = Self::within(Duration::from_secs(6 * 3600));
    /// One attempt.
    pub const NEVER: Self = Self::within(Duration::ZERO);

    /// 1 s to 60 s, within `budget`.
    pub const fn within(budget: Duration) -> Self {
        Self {
            base: Duration::from_secs(1),
            longest: Duration::from_secs(60),
            budget,
        }
    }
}

/// One call's failures so far.
pub(crate) struct Patience {
    retry: Retry,
    failures: u32,
    since: Option<Instant>,
}

impl Patience {
    /// The budget runs from now on.
    pub(crate) fn from_now(retry: Retry) -> Self {
        Self {
            since: Some(Instant::now()),
            ..Self::after_a_failure(retry)
        }
    }

    /// The budget runs from the first failure on.
    pub(crate) fn after_a_failure(retry: Retry) -> Self {
        Self {
            retry,
            failures: 0,
            since: None,
        }
    }

    /// How long to wait after one more failure, or `None` when the budget would be exceeded.
    pub(crate) fn wait(&mut self, hint: Option<Duration>) -> Option<Duration> {
        let spent = self.since.get_or_insert_with(Instant::now).elapsed();
        let doubled = self.retry.base.saturating_mul(1 << self.failures.min(16));
        self.failures += 1;
        let wait = doubled.min(self.retry.longest).mul_f64(rand::random::<f64>());
        // A hint of zero is no reason to hammer: the own wait still holds.
        let wait = wait.max(hint.unwrap_or_default());
        (spent.saturating_add(wait) <= self.retry.budget && !self.retry.budget.is_zero()).then_some(wait)
    }
}

/// Reads `Retry-After`: seconds, or an HTTP date relative to the answer's own `Date` (`now` where it has none).
///
/// At most an hour; a date in the past is no wait; negative numbers and other texts are `None`.
pub(crate) fn retry_after(value: &str, date: Option<&str>, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        // Too many digits for a number are a long wait all the same.
        return Some(
            value
                .parse()
                .map_or(LONGEST_HINT, Duration::from_secs)
                .min(LONGEST_HINT),
        );
    }
    let at = httpdate::parse_http_date(value).ok()?;
    let sent = date
        .and_then(|date| httpdate::parse_http_date(date.trim()).ok())
        .unwrap_or(now);
    Some(at.duration_since(sent).unwrap_or_default().min(LONGEST_HINT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

    #[test]
    fn retry_after_is_read_in_every_form() {
        let secs = |s| Some(Duration::from_secs(s));
        for (value, date, wait) in [
            ("0", None, secs(0)),
            ("7", None, secs(7)),
            (" 7 ", None, secs(7)),
            ("1000000000", None, secs(3600)),
            ("99999999999999999999999999", None, secs(3600)),
            ("-5", None, None),
            ("+5", None, None),
            ("1.5", None, None),
            ("", None, None),
            ("soon", None, None),
            ("Sun, 06 Nov 1994 08:49:57 GMT", Some(DATE), secs(20)),
            ("Sunday, 06-Nov-94 08:49:57 GMT", Some(DATE), secs(20)),
            ("Sun Nov  6 08:49:57 1994", Some(DATE), secs(20)),
            ("Sun, 06 Nov 1994 08:49:00 GMT", Some(DATE), secs(0)),
            ("Sat, 06 Nov 2094 08:49:00 GMT", Some(DATE), secs(3600)),
            ("Sun, 06 Nov 1994 08:49:57 GMT", None, secs(0)),
            ("Sun, 06 Nov 1994 08:49:57 GMT", Some("not a date"), secs(0)),
        ] {
            let now = httpdate::parse_http_date("Mon, 24 Nov 2025 00:00:00 GMT").unwrap();
            assert_eq!(retry_after(value, date, now), wait, "{value:?} with date {date:?}");
        }
    }

    #[test]
    fn a_wait_is_never_shorter_than_asked_and_never_beyond_the_budget() {
        let mut patience = Patience::after_a_failure(Retry::within(Duration::from_secs(20)));
        assert!(
            patience
                .wait(Some(Duration::from_secs(5)))
                .is_some_and(|wait| wait >= Duration::from_secs(5))
        );
        assert_eq!(patience.wait(Some(Duration::from_secs(3600))), None);
    }

    #[test]
    fn waits_grow_but_stay_under_their_longest() {
        let mut patience = Patience::after_a_failure(Retry::SCHEDULED);
        for failure in 0..40_u32 {
            let wait = patience.wait(None).unwrap();
            let bound = Duration::from_secs(1 << failure.min(6)).min(Duration::from_secs(60));
            assert!(wait <= bound, "wait {wait:?} after failure {failure}");
        }
    }

    #[test]
    fn never_means_one_attempt() {
        assert_eq!(Patience::after_a_failure(Retry::NEVER).wait(Some(Duration::ZERO)), None);
    }

    proptest! {
        #[test]
        fn any_header_gives_at_most_an_hour(value in "\\PC{0,40}", date in proptest::option::of("\\PC{0,40}")) {
            let wait = retry_after(&value, date.as_deref(), SystemTime::UNIX_EPOCH);
            prop_assert!(wait.is_none_or(|wait| wait <= Duration::from_secs(3600)));
        }

        #[test]
        fn seconds_come_back_as_they_are(seconds in 0_u64..=3600) {
            let wait = retry_after(&seconds.to_string(), None, SystemTime::now());
            prop_assert_eq!(wait, Some(Duration::from_secs(seconds)));
        }
    }
}
