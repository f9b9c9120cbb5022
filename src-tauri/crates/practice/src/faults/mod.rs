//! Misfortune on demand: refusals, dropped connections and answers lost after the effect; drawn by a seed, or exactly
//! where a test asks for it. A draw depends on the seed and on a running number, never on the clock.

mod exact;

pub(crate) use exact::Planned;
pub use exact::{Effect, Fault};

use crate::{
    state::Shared,
    wire::{self, Switch},
};
use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use exact::{hinted, refusal};
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Debug)]
pub(crate) struct Faults {
    seed: u64,
    drawn: AtomicU64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawn {
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

    fn draw(&self) -> Drawn {
        let number = self.drawn.fetch_add(1, Ordering::Relaxed);
        match scramble(self.seed ^ scramble(number)) % 100 {
            0..2 => Drawn::Busy,
            2..4 => Drawn::BusyWithHint,
            4..6 => Drawn::DroppedBefore,
            6..10 => Drawn::LostAfter,
            10 => Drawn::Throttled,
            _ => Drawn::None,
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

/// Applies what was asked for to any request, the token endpoint's too.
pub(crate) async fn planned(
    State(state): State<Shared>,
    ConnectInfo(switch): ConnectInfo<Switch>,
    request: Request,
    next: Next,
) -> Response {
    match state.planned.next(request.method().as_str(), request.uri()) {
        Some(effect) => exact::suffer(effect, &state, &switch, request, next).await,
        None => next.run(request).await,
    }
}

/// Applies at most one drawn fault to a platform request.
pub(crate) async fn misfortune(
    State(state): State<Shared>,
    ConnectInfo(switch): ConnectInfo<Switch>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let drawn = state.faults.as_ref().map_or(Drawn::None, Faults::draw);
    if matches!(drawn, Drawn::Busy | Drawn::BusyWithHint | Drawn::Throttled) {
        wire::drain(std::mem::take(request.body_mut())).await;
    }
    match drawn {
        Drawn::None => next.run(request).await,
        Drawn::Busy => refusal(&path, 503),
        Drawn::BusyWithHint => hinted(refusal(&path, 503), 1),
        Drawn::Throttled => hinted(refusal(&path, 429), 1),
        Drawn::DroppedBefore => {
            switch.cut();
            refusal(&path, 503)
        }
        Drawn::LostAfter => {
            let response = next.run(request).await;
            switch.cut();
            response
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_brings_the_same_faults_and_about_a_tenth_of_requests_suffers() {
        let (one, two) = (Faults::new(7), Faults::new(7));
        let first: Vec<Drawn> = (0..2000).map(|_| one.draw()).collect();
        let second: Vec<Drawn> = (0..2000).map(|_| two.draw()).collect();
        assert_eq!(first, second);
        let suffered = first.iter().filter(|f| **f != Drawn::None).count();
        assert!((140..300).contains(&suffered), "{suffered}");
    }
}
