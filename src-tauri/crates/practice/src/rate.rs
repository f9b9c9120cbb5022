//! How often somebody may do something per minute.

use crate::clock;
use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
};

const MINUTE_MS: i64 = 60_000;

/// When each name has done it lately.
#[derive(Debug, Default)]
pub(crate) struct Rate(Mutex<HashMap<String, VecDeque<i64>>>);

impl Rate {
    /// False when `name` has done it `per_minute` times within the last minute.
    pub(crate) fn admits(&self, name: &str, per_minute: u32) -> bool {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let recent = all.entry(name.to_owned()).or_default();
        let now = clock::now_ms();
        while recent.front().is_some_and(|at| now - at > MINUTE_MS) {
            recent.pop_front();
        }
        let admitted = recent.len() < per_minute as usize;
        if admitted {
            recent.push_back(now);
        }
        admitted
    }
}
