//! How much all uploads of a connection may send together. A bucket that fills at the given rate, kept as the moment at
//! which all that was handed out is paid for; each chunk reserves its place in that line.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Chunks per second at least, so that a slow line moves evenly and the watchdog sees it move.
const CHUNKS: u64 = 8;
/// The smallest chunk, whatever the rate.
const SMALLEST: usize = 1 << 10;
/// Slower than this an upload would look dead, to us and to the platform.
const SLOWEST: u64 = 1 << 10;
/// What may be sent at once after a rest.
const BURST: Duration = Duration::from_millis(250);

/// The line that all uploads stand in.
#[derive(Default)]
pub(crate) struct Bandwidth {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Bytes in a second; `None` is without limit.
    rate: Option<u64>,
    /// When all that was handed out is paid for.
    paid: Option<Instant>,
}

impl Bandwidth {
    /// From now on at most so many bytes in a second, but not fewer than 1,024; none, or zero, is without limit.
    pub(crate) fn set(&self, bytes_per_second: Option<u64>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.rate = bytes_per_second.filter(|rate| *rate > 0).map(|rate| rate.max(SLOWEST));
        state.paid = None;
    }

    /// How many of `wanted` bytes to send next, and when; at once where there is no moment.
    pub(crate) fn reserve(&self, wanted: usize) -> (usize, Option<Instant>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(rate) = state.rate else {
            return (wanted, None);
        };
        let chunk = usize::try_from(rate / CHUNKS)
            .unwrap_or(usize::MAX)
            .max(SMALLEST)
            .min(wanted);
        let now = Instant::now();
        let start = state
            .paid
            .map_or(now, |paid| paid.max(now.checked_sub(BURST).unwrap_or(now)));
        state.paid = Some(start + Duration::from_secs_f64(chunk as f64 / rate as f64));
        (chunk, (start > now).then_some(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends through `bandwidth` from `lines` uploads at once and says how much passed in how long.
    async fn sent(bandwidth: &Bandwidth, lines: usize, each: usize) -> (usize, Duration) {
        let began = Instant::now();
        let mut left = vec![each; lines];
        let mut turns = std::collections::BinaryHeap::new();
        for line in 0..lines {
            turns.push(std::cmp::Reverse((Instant::now(), line)));
        }
        while let Some(std::cmp::Reverse((at, line))) = turns.pop() {
            tokio::time::sleep_until(at).await;
            if left[line] > 0 {
                let (length, at) = bandwidth.reserve(left[line]);
                left[line] -= length;
                turns.push(std::cmp::Reverse((at.unwrap_or_else(Instant::now), line)));
            }
        }
        (lines * each, began.elapsed())
    }

    #[tokio::test(start_paused = true)]
    async fn parallel_uploads_share_the_rate() {
        for (rate, lines) in [(100_000_u64, 1), (100_000, 4), (5_000, 2), (50_000_000, 3)] {
            let bandwidth = Bandwidth::default();
            bandwidth.set(Some(rate));
            let (bytes, took) = sent(&bandwidth, lines, usize::try_from(rate * 5).unwrap()).await;
            let allowed = rate as f64 * (took.as_secs_f64() + 0.6);
            assert!(bytes as f64 <= allowed, "{bytes} bytes in {took:?} at {rate}");
            assert!(
                took.as_secs_f64() <= bytes as f64 / rate as f64 + 1.0,
                "{took:?} wastes the line at {rate}"
            );
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_rest_saves_up_only_a_little() {
        let bandwidth = Bandwidth::default();
        bandwidth.set(Some(8_000));
        assert_eq!(bandwidth.reserve(1_000_000), (1_024, None));
        tokio::time::advance(Duration::from_secs(3600)).await;
        let at_once = (0..100).filter(|_| bandwidth.reserve(1_000_000).1.is_none()).count();
        assert!(at_once <= 3, "{at_once} chunks of an eighth of a second");
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_limit_nothing_waits() {
        let bandwidth = Bandwidth::default();
        for rate in [None, Some(0)] {
            bandwidth.set(rate);
            assert_eq!(bandwidth.reserve(256 << 10), (256 << 10, None));
        }
        bandwidth.set(Some(1));
        bandwidth.reserve(4096);
        assert!(bandwidth.reserve(4096).1.is_some());
        bandwidth.set(None);
        assert_eq!(
            bandwidth.reserve(4096),
            (4096, None),
            "a limit that is lifted is lifted at once"
        );
    }
}
