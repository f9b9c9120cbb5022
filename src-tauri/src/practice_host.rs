//! The practice platform inside this process: started when a connection named `practice` is first used.

use ingest::{ConnectionSettings, Failure, Problem};
use practice::{Options, Practice};
use std::path::PathBuf;
use tokio::sync::OnceCell;

/// How much faster than the real platform it runs here: a batch takes a second or two, a profile some seconds.
const SPEED: f64 = 60.0;

/// The practice platform, or the promise of one.
pub(crate) struct PracticeHost {
    folder: PathBuf,
    practice: OnceCell<Practice>,
}

impl PracticeHost {
    /// Keeps its state in `folder`.
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            practice: OnceCell::new(),
        }
    }

    /// The same, for credentials that may be its own: nobody has any where it never ran.
    pub(crate) async fn settings_if_used(&self) -> Option<ConnectionSettings> {
        if !self.folder.exists() {
            return None;
        }
        self.settings().await.ok()
    }

    /// Its address and credentials; starts it, or joins the one that another process serves.
    pub(crate) async fn settings(&self) -> Result<ConnectionSettings, Failure> {
        let options = Options {
            dir: self.folder.clone(),
            speed: SPEED,
            ..Options::default()
        };
        let practice = self
            .practice
            .get_or_try_init(|| Practice::open(options))
            .await
            .map_err(|e| Failure::new(Problem::PracticeUnavailable {}, e))?;
        let endpoint = serde_json::to_value(practice.endpoint()).map_err(|e| Failure::new(Problem::Internal {}, e))?;
        ConnectionSettings::practice(&endpoint)
    }
}
