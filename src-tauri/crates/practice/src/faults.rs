//! Misfortune on demand: refusals, dropped connections and answers lost after the effect.
//! Each draw depends on the seed and on a running number, never on the clock.

use crate::{answer, state::Shared, wire::Switch};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Debug)]
pub(crate) struct Faults {
    seed: u64,
    drawn: AtomicU64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    None,
    Busy,
    BusyWithHint,
    Throttled,
    DroppedBefore,
    LostAfter,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            drawn: AtomicU64::new(0),
        }
    }

    fn draw(&self) -> Fault {
        let number = self.drawn.fetch_add(1, Ordering::Relaxed);
        match scramble(self.seed ^ scramble(number)) % 100 {
            0..2 => Fault::Busy,
            2..4 => Fault::BusyWithHint,
            4..6 => Fault::DroppedBefore,
            6..10 => Fault::LostAfter,
            10 => Fault::Throttled,
            _ => Fault::None,
        }
    }
}

/// The finaliser of SplitMix64 (public domain): neighbouring numbers come out unrelated.
fn scramble(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Applies at most one fault to a platform request.
pub(crate) async fn misfortune(
    State(state): State<Shared>,
    ConnectInfo(switch): ConnectInfo<Switch>,
    request: Request,
    next: Next,
) -> Response {
    let fault = state.faults.as_ref().map_or(Fault::None, Faults::draw);
    match fault {
        Fault::None => next.run(request).await,
        Fault::Busy => busy(),
        Fault::BusyWithHint => hinted(busy(), "1"),
        Fault::Throttled => hinted(answer::gateway(429, "429050", "Too many requests").into_response(), "1"),
        Fault::DroppedBefore => {
            switch.cut();
            busy()
        }
        Fault::LostAfter => {
            let response = next.run(request).await;
            switch.cut();
            response
        }
    }
}

fn busy() -> Response {
    answer::problem(503, "Service Unavailable", "wait and retry").into_response()
}

fn hinted(mut response: Response, seconds: &'static str) -> Response {
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_brings_the_same_faults_and_about_a_tenth_of_requests_suffers() {
        let (one, two) = (Faults::new(7), Faults::new(7));
        let first: Vec<Fault> = (0..2000).map(|_| one.draw()).collect();
        let second: Vec<Fault> = (0..2000).map(|_| two.draw()).collect();
        assert_eq!(first, second);
        let suffered = first.iter().filter(|f| **f != Fault::None).count();
        assert!((140..300).contains(&suffered), "{suffered}");
    }
}
