//! What the page may ask for, one file per feature: parse, delegate, map the error. No decisions here.

pub(crate) mod ahead;
pub(crate) mod check;
pub(crate) mod connections;
pub(crate) mod fields;
pub(crate) mod file;
pub(crate) mod flows;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod mapping;
pub(crate) mod people;
pub(crate) mod run;
pub(crate) mod schedules;
pub(crate) mod session;

use crate::state::Shell;
use ingest::Failure;
use std::sync::Arc;
use tauri::State;

/// The state as commands get it.
pub(crate) type Held<'a> = State<'a, Arc<Shell>>;
/// The answer of a command.
pub(crate) type Answer<T> = Result<T, Failure>;
