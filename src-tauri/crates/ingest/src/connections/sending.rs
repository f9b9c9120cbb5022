//! How a connection is sent to: what somebody chose, and what was learned of its gateway.

use crate::engine::Engine;
use crate::plan::PART_WEIGHT;
use crate::problem::Failure;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Parts are not made smaller than this: what still is too large is not the part.
const SMALLEST_PART: u64 = 256 << 10;

/// How a connection is sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(export)]
pub struct SendSettings {
    /// Percent of bad rows that the platform leaves out before it refuses the whole batch; 0 lets one bad row refuse it.
    pub threshold: u8,
    /// Bytes a second that all uploads of a process share; none for no limit.
    #[ts(type = "number | null")]
    pub bytes_per_second: Option<u64>,
    /// Whoever goes out with a yes is looked up in Profile before: somebody may have objected elsewhere.
    pub look_up_consent: bool,
    /// Learned: the gateway knows the threshold by its older name.
    pub older_threshold_name: bool,
    /// Learned: records of a part, as JSON Lines, in bytes. Halved when the gateway says that a part is too large.
    #[ts(type = "number")]
    pub part_bytes: u64,
}

impl Default for SendSettings {
    fn default() -> Self {
        Self {
            threshold: 5,
            bytes_per_second: None,
            look_up_consent: true,
            older_threshold_name: false,
            part_bytes: PART_WEIGHT,
        }
    }
}

impl SendSettings {
    /// With what was chosen, within its bounds.
    fn bounded(self) -> Self {
        Self {
            threshold: self.threshold.min(100),
            // Below this nothing would arrive before the platform gives the request up.
            bytes_per_second: self
                .bytes_per_second
                .filter(|rate| *rate > 0)
                .map(|rate| rate.max(16 << 10)),
            part_bytes: self.part_bytes.clamp(SMALLEST_PART, PART_WEIGHT),
            ..self
        }
    }
}

impl Engine {
    /// How a connection is sent to.
    pub fn send_settings(&self, key: &str) -> Result<SendSettings, Failure> {
        let kept = self.store().get(&setting(key))?;
        // What an older or newer program wrote and this one cannot read is no reason not to send.
        Ok(kept
            .and_then(|kept| serde_json::from_value(kept).ok())
            .unwrap_or_default())
    }

    /// Changes it.
    pub fn set_send_settings(&self, key: &str, settings: SendSettings) -> Result<SendSettings, Failure> {
        let settings = settings.bounded();
        let json = serde_json::to_value(&settings).map_err(|e| Failure::new(crate::Problem::Internal {}, e))?;
        self.store().set(&setting(key), &json)?;
        Ok(settings)
    }

    /// Learns that a part was too large; `None` where parts cannot be made smaller any more.
    pub(crate) fn halve_parts(&self, key: &str) -> Result<Option<u64>, Failure> {
        let settings = self.send_settings(key)?;
        if settings.part_bytes <= SMALLEST_PART {
            return Ok(None);
        }
        let part_bytes = settings.part_bytes / 2;
        let kept = self.set_send_settings(key, SendSettings { part_bytes, ..settings })?;
        Ok(Some(kept.part_bytes))
    }
}

fn setting(key: &str) -> String {
    format!("sending/{key}")
}
