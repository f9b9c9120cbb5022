//! Blocks on the wire: at most three, which move on while the next one is read.

use super::LandingError;
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::pin::pin;

/// At once. Memory holds one block more.
const LINES: usize = 3;

pub(super) struct Flights<F, T> {
    flying: FuturesUnordered<F>,
    landed: Vec<T>,
}

impl<T, F: Future<Output = Result<T, LandingError>>> Flights<F, T> {
    pub(super) fn new() -> Self {
        Self {
            flying: FuturesUnordered::new(),
            landed: Vec::new(),
        }
    }

    /// Does something else meanwhile; the first block that fails ends it.
    pub(super) async fn beside<W>(
        &mut self,
        work: impl Future<Output = Result<W, LandingError>>,
    ) -> Result<W, LandingError> {
        let mut work = pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                Some(landed) = self.flying.next() => self.landed.push(landed?),
            }
        }
    }

    /// Starts one, as soon as there is a line.
    pub(super) async fn start(&mut self, flight: F) -> Result<(), LandingError> {
        while self.flying.len() >= LINES {
            self.landed.extend(self.flying.next().await.transpose()?);
        }
        self.flying.push(flight);
        Ok(())
    }

    /// Waits for all.
    pub(super) async fn all(mut self) -> Result<Vec<T>, LandingError> {
        while let Some(landed) = self.flying.next().await {
            self.landed.push(landed?);
        }
        Ok(self.landed)
    }
}
