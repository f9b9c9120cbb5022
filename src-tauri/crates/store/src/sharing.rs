//! Who else has the history open. Only somebody who is alone with it may move it aside, and only one at a time opens it
//! or writes the copy beside it. OS file locks, which end with their process however that ends.

use crate::Error;
use std::fs::File;
use std::path::Path;
use std::time::{Duration, Instant};

/// One at a time: opening, repairing, and writing `guard.json`.
pub(crate) struct Gate {
    _file: File,
}

impl Gate {
    /// Waits at most so long.
    pub(crate) fn enter(folder: &Path, wait: Duration) -> Result<Self, Error> {
        let file = crate::lock::open(&folder.join("history-gate.lock"))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(std::fs::TryLockError::Error(error)) => return Err(error.into()),
                Err(std::fs::TryLockError::WouldBlock) if start.elapsed() >= wait => {
                    return Err(Error::Unusable("another program is opening the history".into()));
                }
                Err(std::fs::TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }
}

/// Held while a store is open, by any number of them.
pub(crate) struct Share {
    _file: File,
    /// Nobody else had the history open when this began.
    pub alone: bool,
}

impl Share {
    /// To be called inside the gate: between the two locks nobody else can come in.
    pub(crate) fn join(folder: &Path, _gate: &Gate) -> Result<Self, Error> {
        let file = crate::lock::open(&folder.join("history-use.lock"))?;
        let alone = file.try_lock().is_ok();
        if alone {
            file.unlock()?;
        }
        file.lock_shared()?;
        Ok(Self { _file: file, alone })
    }
}
