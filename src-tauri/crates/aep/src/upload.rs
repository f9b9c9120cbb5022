//! A file's way out: handed to the connection in chunks, and watched, because no timeout of the HTTP client tells a slow
//! upload from a dead one.

use crate::bandwidth::Bandwidth;
use crate::client::Limits;
use crate::error::{Error, NoAnswer};
use crate::transport::Failure;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::sync::watch::{Receiver, Sender, channel};
use tokio::time::{Instant, Sleep, sleep_until};

/// Large enough for the connection, small enough that one takes less than a stall at 5 kB/s.
const CHUNK: usize = 256 << 10;

/// A body that says how much of it the connection has taken, and that keeps to the bandwidth that all uploads of a
/// connection share. Its length is known, so nothing is sent chunk-encoded.
pub(crate) struct Watched {
    left: Bytes,
    sent: Sender<u64>,
    bandwidth: Arc<Bandwidth>,
    /// The turn of the next chunk, with its length.
    turn: Option<(Pin<Box<Sleep>>, usize)>,
}

impl Watched {
    pub(crate) fn new(bytes: Bytes, bandwidth: Arc<Bandwidth>) -> (Self, Receiver<u64>) {
        let (sent, progress) = channel(0);
        let body = Self {
            left: bytes,
            sent,
            bandwidth,
            turn: None,
        };
        (body, progress)
    }

    /// The length of the next chunk, once it may be sent.
    fn poll_turn(&mut self, context: &mut Context<'_>) -> Poll<usize> {
        if self.turn.is_none() {
            let (length, at) = self.bandwidth.reserve(self.left.len().min(CHUNK));
            let Some(at) = at else {
                return Poll::Ready(length);
            };
            self.turn = Some((Box::pin(sleep_until(at)), length));
        }
        let Some((turn, length)) = &mut self.turn else {
            return Poll::Pending;
        };
        let length = *length;
        ready!(turn.as_mut().poll(context));
        self.turn = None;
        Poll::Ready(length)
    }
}

impl Body for Watched {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        let length = ready!(self.poll_turn(context));
        let chunk = self.left.split_to(length);
        self.sent.send_modify(|sent| *sent += length as u64);
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.left.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.len() as u64)
    }
}

/// Waits for the exchange as long as something moves: `stall` between chunks, `answer` after the last.
pub(crate) async fn watch<T>(
    exchange: impl Future<Output = Result<T, Failure>>,
    mut sent: Receiver<u64>,
    total: u64,
    on_sent: &(dyn Fn(u64) + Send + Sync),
    limits: Limits,
) -> Result<T, Failure> {
    let mut exchange = pin!(exchange);
    let mut taken = 0;
    let mut body_lives = true;
    loop {
        let (limit, what) = if taken < total {
            (limits.stall, "progress")
        } else {
            (limits.answer, "answer")
        };
        let deadline = Instant::now() + limit;
        loop {
            tokio::select! {
                biased;
                moved = sent.changed(), if body_lives => {
                    body_lives = moved.is_ok();
                    if body_lives {
                        taken = *sent.borrow_and_update();
                        on_sent(taken);
                        break;
                    }
                }
                outcome = &mut exchange => return outcome,
                () = sleep_until(deadline) => {
                    return Err(Error::Unreachable(NoAnswer::TooSlow(what)).into());
                }
            }
        }
    }
}
