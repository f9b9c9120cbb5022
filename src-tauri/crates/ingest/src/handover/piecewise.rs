//! Bytes that one thread makes and another reads: an end that nobody announced is an error, never the end of a file.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Pieces on their way.
enum Message {
    Piece(Vec<u8>),
    End,
}

/// Where pieces go in.
pub(super) struct Pieces(Sender<Message>);

/// Where they come out.
pub(super) struct Piecewise {
    pieces: Receiver<Message>,
    piece: Vec<u8>,
    at: usize,
    ended: bool,
}

/// At most one piece waits between the two.
pub(super) fn piecewise() -> (Pieces, Piecewise) {
    let (sender, pieces) = channel(1);
    let reader = Piecewise {
        pieces,
        piece: Vec::new(),
        at: 0,
        ended: false,
    };
    (Pieces(sender), reader)
}

/// Nobody reads any more.
#[derive(Debug)]
pub(super) struct Unheard;

impl Pieces {
    /// The next bytes. Blocks.
    pub(super) fn send(&self, piece: Vec<u8>) -> Result<(), Unheard> {
        self.0.blocking_send(Message::Piece(piece)).map_err(|_| Unheard)
    }

    /// All is said. Blocks.
    pub(super) fn end(self) -> Result<(), Unheard> {
        self.0.blocking_send(Message::End).map_err(|_| Unheard)
    }
}

impl AsyncRead for Piecewise {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        while self.at == self.piece.len() && !self.ended {
            match ready!(self.pieces.poll_recv(cx)) {
                Some(Message::Piece(piece)) => (self.piece, self.at) = (piece, 0),
                Some(Message::End) => self.ended = true,
                None => return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
            }
        }
        let rest = &self.piece[self.at..];
        let taken = rest.len().min(buffer.remaining());
        buffer.put_slice(&rest[..taken]);
        self.at += taken;
        Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt as _;

    #[tokio::test]
    async fn pieces_come_in_order_and_end_when_it_is_said() {
        let (pieces, mut reader) = piecewise();
        let sending = std::thread::spawn(move || {
            for piece in [b"ab".to_vec(), Vec::new(), vec![b'c'; 100_000]] {
                pieces.send(piece).unwrap();
            }
            pieces.end().unwrap();
        });
        let mut all = Vec::new();
        reader.read_to_end(&mut all).await.unwrap();
        sending.join().unwrap();
        assert_eq!((all.len(), &all[..3]), (100_002, &b"abc"[..]));
    }

    #[tokio::test]
    async fn a_maker_that_is_gone_is_no_end() {
        let (pieces, mut reader) = piecewise();
        std::thread::spawn(move || drop(pieces.send(b"half".to_vec())));
        let mut all = Vec::new();
        let error = reader.read_to_end(&mut all).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
    }
}
