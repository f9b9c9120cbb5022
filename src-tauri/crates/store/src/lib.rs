//! What stays on this computer: history and upload journal in SQLite, locks, and secrets in the OS keychain.
//!
//! Every step of an upload is one transaction that is on disk before the step's effect begins ([`Store::creating`] …
//! [`Store::settled`]; `synchronous=FULL`), so that after a crash the journal never claims less than happened.
//! No shopper's data is kept here; of what was sent, [`Ledgers`] keep keyed fingerprints, and [`Memories`] whose number is
//! whose and who has objected, likewise. Knows neither HTTP nor files of customers; reports are JSON that it does not read.

mod batch;
mod connection;
mod database;
mod error;
mod files;
mod flow;
mod folders;
mod guard;
mod held;
mod keychain;
mod known;
mod ledger;
mod lock;
mod memory;
mod part;
mod refused;
mod repair;
mod reset;
mod run;
mod salvage;
mod schedule;
mod setting;
mod sharing;
mod slot;
mod walk;

pub use batch::{BatchRow, BatchState};
pub use connection::ConnectionRow;
pub use database::Store;
pub use error::Error;
pub use flow::FlowRow;
pub use folders::Folders;
pub use held::HeldRow;
pub use keychain::{Keychain, KeychainError, KeychainState};
pub use known::KnownMapping;
pub use ledger::{
    Basis, Change, Compared, Feed, Fingerprint, Frozen, Landed, LedgerName, Ledgers, Noted, Stamp,
    sort as sort_fingerprints,
};
pub use lock::{Busy, SendLock};
pub use memory::{Going, Memo, Memories, MemoryName, MemoryStamp, Memos, Recalled};
pub use part::{NewPart, PartRow};
pub use refused::RefusedRow;
pub use reset::Reset;
pub use run::{NewRun, RunRow};
pub use schedule::ScheduleRow;
pub use slot::{NewSlot, SlotEnd, SlotRow, SlotRun};
