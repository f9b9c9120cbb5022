//! A file of refused rows, one JSON document per line, read as it comes.

use super::RowError;
use crate::error::{Error, NoAnswer};
use crate::transport::{Reply, no_answer};
use serde_json::Value;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// As large as a source record may be.
const LONGEST_LINE: usize = 8 << 20;

/// Refused rows, read as they come.
pub struct RowErrors {
    reply: Reply,
    /// Bytes that are not a whole line yet.
    waiting: Vec<u8>,
    /// How many of these are known to hold no line end.
    searched: usize,
    /// Rows of a line that held several.
    rows: VecDeque<Value>,
    ended: bool,
    stall: Duration,
}

impl RowErrors {
    pub(super) fn new(reply: Reply, stall: Duration) -> Self {
        Self {
            reply,
            waiting: Vec::new(),
            searched: 0,
            rows: VecDeque::new(),
            ended: false,
            stall,
        }
    }

    /// The next row, or `None` after the last. A line that is not JSON is [`Error::Answer`]: what was cut off must not
    /// look like the end.
    pub async fn next(&mut self, cancel: &CancellationToken) -> Result<Option<RowError>, Error> {
        loop {
            if let Some(row) = self.rows.pop_front() {
                return Ok(Some(RowError::read(row)));
            }
            let line = cancel
                .run_until_cancelled(self.line())
                .await
                .ok_or(Error::Cancelled)??;
            match line {
                None => return Ok(None),
                Some(line) if line.iter().all(u8::is_ascii_whitespace) => {}
                Some(line) => {
                    let row = serde_json::from_slice(&line).map_err(|_| self.reply.odd("a line that is not JSON"))?;
                    match row {
                        Value::Array(rows) => self.rows.extend(rows),
                        row => self.rows.push_back(row),
                    }
                }
            }
        }
    }

    async fn line(&mut self) -> Result<Option<Vec<u8>>, Error> {
        loop {
            if let Some(end) = self.waiting[self.searched..].iter().position(|byte| *byte == b'\n') {
                let rest = self.waiting.split_off(self.searched + end + 1);
                self.searched = 0;
                return Ok(Some(std::mem::replace(&mut self.waiting, rest)));
            }
            self.searched = self.waiting.len();
            if self.ended {
                self.searched = 0;
                return Ok(Some(std::mem::take(&mut self.waiting)).filter(|line| !line.is_empty()));
            }
            if self.waiting.len() > LONGEST_LINE {
                return Err(self.reply.odd("a line larger than 8 MiB"));
            }
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Result<(), Error> {
        let Some(response) = &mut self.reply.rest else {
            self.ended = true;
            return Ok(());
        };
        let slow = |_| Error::Unreachable(NoAnswer::TooSlow("progress"));
        match timeout(self.stall, response.chunk())
            .await
            .map_err(slow)?
            .map_err(no_answer)?
        {
            Some(chunk) => self.waiting.extend_from_slice(&chunk),
            None => self.ended = true,
        }
        Ok(())
    }
}
