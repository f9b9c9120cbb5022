//! A reader whose bytes another thread writes: for formats that hand out their content by borrowing from themselves.

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

const CHUNK: usize = 256 << 10;
/// Chunks under way: what the reader has not asked for yet waits in the writer.
const AHEAD: usize = 2;

/// Reads what `work` writes. Dropping it ends the work at its next write.
pub(super) struct Piped {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
    at: usize,
}

impl Piped {
    pub(super) fn new(work: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static) -> io::Result<Self> {
        let (sender, chunks) = sync_channel(AHEAD);
        thread::Builder::new().name("unpack".to_owned()).spawn(move || {
            let mut out = Chunks {
                sender,
                chunk: Vec::new(),
            };
            let result = work(&mut out).and_then(|()| out.flush());
            if let Err(error) = result {
                // Nobody listens any more where this fails.
                let _ = out.sender.send(Err(error));
            }
        })?;
        Ok(Self {
            chunks,
            chunk: Vec::new(),
            at: 0,
        })
    }
}

impl Read for Piped {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.chunk.len() {
            match self.chunks.recv() {
                Ok(chunk) => (self.chunk, self.at) = (chunk?, 0),
                Err(_) => return Ok(0),
            }
        }
        let n = buffer.len().min(self.chunk.len() - self.at);
        buffer[..n].copy_from_slice(&self.chunk[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

struct Chunks {
    sender: SyncSender<io::Result<Vec<u8>>>,
    chunk: Vec<u8>,
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.chunk.extend_from_slice(bytes);
        if self.chunk.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let chunk = std::mem::take(&mut self.chunk);
        self.sender
            .send(Ok(chunk))
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_errors_arrive() {
        let mut text = String::new();
        let mut pipe = Piped::new(|out| (0..100_000).try_for_each(|i| writeln!(out, "{i}"))).unwrap();
        pipe.read_to_string(&mut text).unwrap();
        assert!(text.starts_with("0\n") && text.ends_with("99999\n") && text.lines().count() == 100_000);
        let mut broken = Piped::new(|_| Err(io::ErrorKind::InvalidData.into())).unwrap();
        assert_eq!(broken.read(&mut [0; 8]).unwrap_err().kind(), io::ErrorKind::InvalidData);
        drop(
            Piped::new(|out| {
                loop {
                    out.write_all(&[0; 1024])?;
                }
            })
            .unwrap(),
        );
    }
}
