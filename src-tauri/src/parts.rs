//! What the package puts beside the program: the manual and the licences; and how they are opened outside of the window.

use ingest::{Failure, Problem};
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager};

/// Opens a page, file or folder with what the system has for it.
pub(crate) fn open(address: String) -> Result<(), Failure> {
    open::that_detached(&address).map_err(|e| Failure::new(Problem::BrowserUnavailable { address }, e))
}

/// Opens a part of the package, such as `licences.html`.
pub(crate) fn open_part(app: &AppHandle, name: &str) -> Result<(), Failure> {
    let part = places(app)
        .into_iter()
        .map(|place| place.join(name))
        .find(|part| part.is_file());
    let part = part.ok_or_else(|| Problem::PartMissing { name: name.to_owned() })?;
    open(part.display().to_string())
}

/// The package's own place; while developing also where they are built.
fn places(app: &AppHandle) -> Vec<PathBuf> {
    let mut places: Vec<PathBuf> = app.path().resource_dir().into_iter().collect();
    if cfg!(debug_assertions) {
        places.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("target"));
    }
    places
}
