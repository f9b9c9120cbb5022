//! A reader whose bytes another thread writes: for formats that hand out their content by borrowing from themselves.

use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

const CHUNK: usize = 256 << 10;
/// Chunks under way: what the reader has not asked for yet waits in the writer.
const AHEAD: usize = 2;

/// Reads what `work` writes. Dropping it ends the work at its next write, and waits for that: two workbooks in memory at
/// once are one too many.
pub(super) struct Piped {
    /// None once it is dropped.
    chunks: Option<Receiver<io::Result<Vec<u8>>>>,
    worker: Option<JoinHandle<()>>,
    chunk: Vec<u8>,
    at: usize,
    is_ended: bool,
}

impl Piped {
    pub(super) fn new(work: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static) -> io::Result<Self> {
        let (sender, chunks) = sync_channel(AHEAD);
        let worker = Builder::new().name("unpack".to_owned()).spawn(move || {
            let mut out = Chunks {
                sender,
                chunk: Vec::new(),
            };
            // An empty chunk is the end: a worker that panics must not look like one that is done.
            let result = work(&mut out)
                .and_then(|()| out.flush())
                .and_then(|()| out.send(Vec::new()));
            if let Err(error) = result {
                // Nobody listens any more where this fails.
                let _ = out.sender.send(Err(error));
            }
        })?;
        Ok(Self {
            chunks: Some(chunks),
            worker: Some(worker),
            chunk: Vec::new(),
            at: 0,
            is_ended: false,
        })
    }
}

impl Drop for Piped {
    fn drop(&mut self) {
        self.chunks = None;
        // What it panicked of was told already.
        let _ = self.worker.take().map(JoinHandle::join);
    }
}

impl Read for Piped {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.chunk.len() && !self.is_ended {
            let chunk = self.chunks.as_ref().and_then(|chunks| chunks.recv().ok());
            (self.chunk, self.at) = (chunk.ok_or(io::ErrorKind::InvalidData)??, 0);
            self.is_ended = self.chunk.is_empty();
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

impl Chunks {
    fn send(&self, chunk: Vec<u8>) -> io::Result<()> {
        self.sender
            .send(Ok(chunk))
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
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
        match std::mem::take(&mut self.chunk) {
            nothing if nothing.is_empty() => Ok(()),
            chunk => self.send(chunk),
        }
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
        let mut lost = Piped::new(|out| {
            out.write_all(b"half")?;
            panic!("planted")
        })
        .unwrap();
        assert!(lost.read_to_string(&mut text).is_err());
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
