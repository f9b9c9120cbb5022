//! One sender per target: an OS file lock, which ends with its process however that ends. Not a timed lease: timers
//! stop while a computer sleeps.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

/// Held while a run sends; released when dropped or when the process dies.
#[derive(Debug)]
pub struct SendLock {
    _file: File,
}

/// Another run sends to the same target.
#[derive(Debug, thiserror::Error)]
pub enum Busy {
    /// Somebody else holds it.
    #[error("another run sends to the same dataset")]
    Held,
    /// The lock file cannot be used.
    #[error("the lock file cannot be used")]
    Io(#[from] std::io::Error),
}

impl SendLock {
    /// Takes the lock of a target (connection, sandbox and dataset), waiting at most so long. Blocks.
    pub fn acquire(folder: &Path, target: &str, wait: Duration) -> Result<Self, Busy> {
        let file = open(&folder.join(file_name(target)))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::Error(error)) => return Err(Busy::Io(error)),
                Err(TryLockError::WouldBlock) if start.elapsed() >= wait => return Err(Busy::Held),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(100).min(wait)),
            }
        }
    }
}

/// A file name that no target's letters can leave the folder with.
fn file_name(target: &str) -> String {
    let safe: String = target
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' })
        .take(150)
        .collect();
    format!("send-{safe}.lock")
}

pub(crate) fn open(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sender_per_target_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let take = |target| SendLock::acquire(dir.path(), target, Duration::ZERO);
        let first = take("practice/practice/ds").unwrap();
        assert!(matches!(take("practice/practice/ds"), Err(Busy::Held)));
        take("practice/practice/other").unwrap();
        drop(first);
        take("practice/practice/ds").unwrap();
    }
}
