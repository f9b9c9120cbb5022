//! The log: what happened, for whoever helps. Only our own rooms are heard, and these log nothing but fields that were
//! allowed where they are logged: no shopper's data and no secret. Five days are kept.

use std::path::Path;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::EnvFilter;

const DAYS: usize = 5;

/// Begins the log of this process; `COURIER_LOG=debug` makes it talk more. Without a folder to write into there is none.
pub(crate) fn begin(folder: &Path) {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("profile-courier")
        .filename_suffix("log")
        .max_log_files(DAYS)
        .build(folder);
    let level = std::env::var("COURIER_LOG").unwrap_or_else(|_| "info".to_owned());
    if let Ok(file) = file {
        let heard = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(ingest::logged_rooms(&level)))
            .with_ansi(false)
            .with_writer(file)
            .try_init();
        debug_assert!(heard.is_ok(), "there is one log");
    }
}
