//! The use cases: inspect, suggest, check, plan, send, follow, verify, history.
//!
//! | to | call |
//! |---|---|
//! | look at a file | [`SourceFile::at`], [`FileFacts::read`], [`Desk::inspect`] |
//! | connect | [`Engine::settings_of`] and its neighbours, [`Desk::connect`]; without a connection [`Desk::offline`] |
//! | check, prepare | [`Desk::check`], [`Desk::prepare`] |
//! | upload | [`Engine::upload`], then [`Engine::verify`]; after a stop [`Engine::resume`] |
//! | see what was | [`Engine::history`] |
//!
//! Two passes over the source and nothing spooled: the check decides what becomes of every row, the sending reads
//! again and encodes. Shells bring a [`ProgressSink`] and words; this room knows neither windows nor terminals.

mod adobe_page;
mod ahead;
mod changes;
mod check;
mod compile;
mod connections;
mod convert;
mod core_dumps;
mod custom_fields;
mod data_prep;
mod desk;
mod encode;
mod engine;
mod format;
mod handover;
mod inspect;
mod logged;
mod mapping_file;
mod never;
mod note;
mod output;
mod parent;
mod people;
mod person;
mod pipeline;
mod plan;
mod prepare;
mod problem;
mod progress;
mod rejects;
mod related;
mod remembered;
mod report;
mod rows;
mod schedules;
mod seen;
mod shoppers;
mod source;
mod suggest;
mod tally;
mod upload;
mod verdict;
pub mod view;

pub use ahead::*;
pub use connections::*;
pub use core_dumps::no_core_dumps;
pub use custom_fields::*;
pub use data_prep::*;
pub use desk::{ConsentAnswer, Desk, PrepareJob, consent_meanings};
pub use engine::Engine;
pub use handover::*;
pub use inspect::FileFacts;
pub use jiff::Timestamp;
pub use logged::logged_rooms;
pub use mapping_file::{read_mapping, write_mapping};
pub use output::write_file;
pub use parent::ParentRun;
pub use plan::PartFormat;
pub use problem::{Failure, Problem, Unreached};
pub use progress::{Phase, Progress, ProgressSink, Waiting};
pub use rejects::Reasons;
pub use report::*;
pub use schedule;
pub use schedules::*;
pub use source::SourceFile;
pub use upload::{Outcome, UploadJob, Verification};
pub use xdm::{
    AddressGroup, BadValue, ConsentReads, DateOrder, FindingCode, FindingSummary, FoundIn, MappingSet, Op, Reading,
    Severity, SharedEmail, Zone, country_code,
};

use sha2::{Digest, Sha256};

/// A new run's id: a ULID, so that runs sort by time.
pub fn new_run_id() -> String {
    ulid::Ulid::generate().to_string()
}

/// A name for a file of this session that nobody can guess.
pub fn new_ticket() -> String {
    let ids = [ulid::Ulid::generate().to_bytes(), ulid::Ulid::generate().to_bytes()].concat();
    hex::encode(&Sha256::digest(ids)[..16])
}

/// The proposed name for the rejects of a file.
pub fn rejects_name(source: &str) -> String {
    let stem = source.rsplit_once('.').map_or(source, |(stem, _)| stem);
    format!("{stem}-rejected.csv")
}

/// The proposed name for the mapping of a file.
pub fn mapping_name(source: &str) -> String {
    let stem = source.rsplit_once('.').map_or(source, |(stem, _)| stem);
    format!("{stem}-mapping.json")
}

/// The proposed name for the mapping of a file in Data Prep's language.
pub fn data_prep_name(source: &str) -> String {
    let stem = source.rsplit_once('.').map_or(source, |(stem, _)| stem);
    format!("{stem}-data-prep.json")
}

/// This moment, RFC 3339 in UTC with seconds.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Work that blocks, off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|e| Err(Failure::new(Problem::Internal {}, e)))
}
