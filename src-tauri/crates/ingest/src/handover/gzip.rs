//! One gzip file made of pieces that are compressed apart from each other: the same bytes for any number of threads and
//! at every attempt, so that what has landed already need not land again (RFC 1952, RFC 1951 §3.2.3).

use crc32fast::Hasher;
use flate2::{Compress, Compression, FlushCompress, Status};

/// Without a name and a time, so that the same file is always the same bytes.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// An empty last block of deflate.
const LAST: [u8; 2] = [0x03, 0x00];
/// Twice as fast as the default, for a twentieth more bytes.
const LEVEL: Compression = Compression::new(3);

/// A piece, compressed: whole bytes of deflate that can stand behind any other piece.
pub(crate) struct Piece {
    bytes: Vec<u8>,
    sum: Hasher,
    plain: u64,
}

/// Compresses a piece.
pub(crate) fn compress(plain: &[u8]) -> Result<Piece, flate2::CompressError> {
    let mut deflate = Compress::new(LEVEL, false);
    let mut bytes = Vec::with_capacity(plain.len() / 3 + 64);
    loop {
        let taken = usize::try_from(deflate.total_in()).unwrap_or(usize::MAX);
        // A full flush ends on a whole byte and forgets what was before.
        let status = deflate.compress_vec(&plain[taken.min(plain.len())..], &mut bytes, FlushCompress::Full)?;
        // Room left over means that all of it is out.
        if matches!(status, Status::Ok) && bytes.len() < bytes.capacity() && deflate.total_in() == plain.len() as u64 {
            break;
        }
        bytes.reserve(bytes.len().max(1 << 12));
    }
    let mut sum = Hasher::new();
    sum.update(plain);
    Ok(Piece {
        bytes,
        sum,
        plain: plain.len() as u64,
    })
}

/// A gzip file on its way.
#[derive(Default)]
pub(crate) struct Gzip {
    sum: Hasher,
    plain: u64,
}

impl Gzip {
    /// What a file begins with.
    pub(crate) fn head() -> Vec<u8> {
        HEAD.to_vec()
    }

    /// The bytes of the next piece.
    pub(crate) fn push(&mut self, piece: Piece) -> Vec<u8> {
        self.sum.combine(&piece.sum);
        self.plain += piece.plain;
        piece.bytes
    }

    /// What a file ends with.
    pub(crate) fn end(self) -> Vec<u8> {
        // The format counts modulo 2³².
        let size = (self.plain & u64::from(u32::MAX)) as u32;
        [&LAST[..], &self.sum.finalize().to_le_bytes(), &size.to_le_bytes()].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Read as _;

    fn file(pieces: &[Vec<u8>]) -> Vec<u8> {
        let mut gzip = Gzip::default();
        let mut out = Gzip::head();
        for piece in pieces {
            out.extend(gzip.push(compress(piece).unwrap()));
        }
        out.extend(gzip.end());
        out
    }

    /// By a reader that stops after the first member, so that it must be one.
    fn read(bytes: &[u8]) -> Vec<u8> {
        let mut plain = Vec::new();
        let mut reader = flate2::read::GzDecoder::new(bytes);
        reader.read_to_end(&mut plain).unwrap();
        assert!(reader.into_inner().is_empty(), "nothing behind its end");
        plain
    }

    #[test]
    fn pieces_larger_than_any_buffer_are_one_file() {
        let text: Vec<u8> = (0..400_000_u32)
            .flat_map(|n| (n.wrapping_mul(2_654_435_761)).to_le_bytes())
            .collect();
        let pieces = [text.clone(), Vec::new(), b"end".repeat(90_000)];
        assert_eq!(read(&file(&pieces)), pieces.concat());
    }

    proptest! {
        #[test]
        fn any_pieces_are_one_file(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..3_000), 0..6)) {
            let made = file(&pieces);
            prop_assert_eq!(read(&made), pieces.concat());
            prop_assert_eq!(file(&pieces), made);
        }
    }
}
