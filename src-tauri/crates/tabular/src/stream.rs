//! The text of a file as UTF-8 bytes without a byte order mark.
//!
//! UTF-8 passes through untouched, wrong bytes included: they are found cell by cell. In other encodings, what cannot
//! be decoded becomes the byte 0xFF, which no UTF-8 has, so that it is found the same way and never becomes U+FFFD.

use crate::Detected;
use encoding_rs::{Decoder, DecoderResult};
use std::io::{ErrorKind, Read, Result};

const INPUT_BYTES: usize = 128 << 10;
const WRONG: u8 = 0xff;

/// Reads a file as text.
pub struct TextStream<R> {
    source: R,
    /// Bytes of the mark that are still to be passed over.
    mark_left: usize,
    transcoder: Option<Box<Transcoder>>,
}

struct Transcoder {
    decoder: Decoder,
    input: Vec<u8>,
    input_at: usize,
    input_len: usize,
    ended: bool,
    finished: bool,
    output: Vec<u8>,
    output_at: usize,
    output_len: usize,
}

impl<R: Read> TextStream<R> {
    /// Reads `source` from its first byte in the encoding that was detected.
    pub fn new(source: R, detected: Detected) -> Self {
        Self {
            mark_left: detected.mark_len() as usize,
            ..Self::resumed(source, detected)
        }
    }

    /// Reads `source` from a later byte, where a character begins.
    pub fn resumed(source: R, detected: Detected) -> Self {
        let transcoder = (!detected.charset.is_utf8()).then(|| Box::new(Transcoder::new(detected)));
        Self {
            source,
            mark_left: 0,
            transcoder,
        }
    }

    /// The source, which may have been read further than its text was.
    pub fn into_inner(self) -> R {
        self.source
    }

    /// The source, for instance to ask a hashing reader how far it is.
    pub fn get_ref(&self) -> &R {
        &self.source
    }

    fn pass_mark(&mut self) -> Result<()> {
        let mut mark = [0; 3];
        while self.mark_left > 0 {
            match self.source.read(&mut mark[..self.mark_left]) {
                Ok(0) => self.mark_left = 0,
                Ok(n) => self.mark_left -= n,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for TextStream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.pass_mark()?;
        match &mut self.transcoder {
            None => self.source.read(buffer),
            Some(transcoder) => transcoder.read(&mut self.source, buffer),
        }
    }
}

impl Transcoder {
    fn new(detected: Detected) -> Self {
        Self {
            decoder: detected.charset.encoding().new_decoder_without_bom_handling(),
            input: vec![0; INPUT_BYTES],
            input_at: 0,
            input_len: 0,
            ended: false,
            finished: false,
            output: vec![0; INPUT_BYTES * 2],
            output_at: 0,
            output_len: 0,
        }
    }

    fn read(&mut self, source: &mut impl Read, buffer: &mut [u8]) -> Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        while self.output_at == self.output_len {
            if self.finished {
                return Ok(0);
            }
            if self.input_at == self.input_len && !self.ended {
                self.input_len = source.read(&mut self.input)?;
                self.input_at = 0;
                self.ended = self.input_len == 0;
            }
            self.decode();
        }
        let n = buffer.len().min(self.output_len - self.output_at);
        buffer[..n].copy_from_slice(&self.output[self.output_at..self.output_at + n]);
        self.output_at += n;
        Ok(n)
    }

    /// Decodes what was read until the output is full or the input used up.
    fn decode(&mut self) {
        self.output_at = 0;
        self.output_len = 0;
        // One byte is kept free for the mark of a wrong sequence.
        let room = self.output.len() - 1;
        loop {
            let input = &self.input[self.input_at..self.input_len];
            let output = &mut self.output[self.output_len..room];
            let (result, read, written) = self
                .decoder
                .decode_to_utf8_without_replacement(input, output, self.ended);
            self.input_at += read;
            self.output_len += written;
            match result {
                DecoderResult::InputEmpty => {
                    self.finished = self.ended;
                    return;
                }
                DecoderResult::OutputFull => return,
                DecoderResult::Malformed(..) => {
                    self.output[self.output_len] = WRONG;
                    self.output_len += 1;
                    if self.output_len >= room {
                        return;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoding::{Charset, detect};

    /// Gives one byte per call, now and then none because of a signal.
    struct Slow<'a>(&'a [u8], bool);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
            self.1 = !self.1;
            if self.1 {
                return Err(ErrorKind::Interrupted.into());
            }
            let n = self.0.len().min(1).min(buffer.len());
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    fn read_all(bytes: &[u8]) -> Vec<u8> {
        let detected = detect(bytes, true).unwrap();
        let (mut fast, mut slow) = (Vec::new(), Vec::new());
        TextStream::new(bytes, detected).read_to_end(&mut fast).unwrap();
        TextStream::new(Slow(bytes, false), detected)
            .read_to_end(&mut slow)
            .unwrap();
        assert!(fast == slow, "the size of reads must not matter");
        fast
    }

    #[test]
    fn every_encoding_becomes_the_same_text() {
        let text = "email;naam\r\na@example.com;José 😀\r\n";
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_all(text.as_bytes()), text.as_bytes());
        assert_eq!(read_all(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), text.as_bytes());
        assert_eq!(read_all(&[b"\xff\xfe".as_slice(), &wide].concat()), text.as_bytes());
        assert_eq!(read_all(&wide), text.as_bytes());
        assert_eq!(
            read_all(b"naam\nJos\xe9 \x80 \x93ja\x94\n"),
            "naam\nJosé € “ja”\n".as_bytes()
        );
    }

    #[test]
    fn wrong_bytes_in_utf8_stay_as_they_are() {
        let text = b"naam\nZo\xc3\xab\nJos\xe9\n";
        assert_eq!(read_all(text), text);
    }

    #[test]
    fn half_a_surrogate_pair_becomes_a_byte_that_is_no_text() {
        let units = [u16::from(b'a'), 0xd800, u16::from(b'b'), u16::from(b'\n')];
        let mut wide = b"\xff\xfe".to_vec();
        wide.extend(units.iter().flat_map(|u| u.to_le_bytes()));
        wide.push(0x41);
        assert_eq!(read_all(&wide), b"a\xffb\n\xff");
    }

    #[test]
    fn a_large_file_is_decoded_piece_by_piece() {
        let row = b"a@example.com;Jos\xe9;\x80\n";
        let source = row.repeat(40_000);
        let mut text = Vec::new();
        TextStream::new(source.as_slice(), Detected::chosen(Charset::WINDOWS_1252, row))
            .read_to_end(&mut text)
            .unwrap();
        assert_eq!(text.len(), "a@example.com;José;€\n".len() * 40_000);
        assert!(std::str::from_utf8(&text).is_ok());
    }
}
