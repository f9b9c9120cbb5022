//! A damaged history is moved aside, whole, and a new one takes its place with what could be saved. Nothing is moved
//! before the new one is complete, and a repair that was cut off is taken up at the next open.

use crate::database::{connect, now};
use crate::guard::{self, Guard};
use crate::reset::Reset;
use crate::{Error, files, folders, salvage, slot};
use std::path::{Path, PathBuf};

pub(crate) const DATABASE: &str = "history.db";

/// The note that the history is damaged; where its files are about to be moved, it says where to.
fn note(folder: &Path) -> PathBuf {
    folder.join("history.damaged")
}

/// The folder in which the new one is made.
fn workshop(folder: &Path) -> PathBuf {
    folder.join("history.repair")
}

/// Damage was met: the next open repairs it.
pub(crate) fn mark(folder: &Path) {
    let note = note(folder);
    if !note.exists()
        && let Err(error) = files::put(&note, b"")
    {
        tracing::warn!(%error, "damage of the history cannot be noted");
    }
}

/// Damage was met before, or a repair was cut off.
pub(crate) fn is_marked(folder: &Path) -> bool {
    note(folder).exists()
}

/// With a name and a companion's ending: as SQLite looks for it.
pub(crate) fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Whether there are pages that are only in the journal: whoever had it open did not close it.
pub(crate) fn has_journal(folder: &Path) -> bool {
    std::fs::metadata(with(&folder.join(DATABASE), "-wal")).is_ok_and(|file| file.len() > 0)
}

/// Whether the file's head can be one that this program wrote. A file without a whole head is a new one.
pub(crate) fn has_sound_head(folder: &Path) -> bool {
    use std::io::Read;
    let mut head = [0; 100];
    let Ok(mut file) = std::fs::File::open(folder.join(DATABASE)) else {
        return true;
    };
    if file.metadata().is_ok_and(|file| file.len() == 0) {
        return true;
    }
    let number = |head: &[u8; 100], at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    file.read_exact(&mut head).is_ok()
        && head.starts_with(b"SQLite format 3\0")
        && head[16..18] == [0x10, 0]
        && head[18..20].iter().all(|version| matches!(version, 1 | 2))
        && head[20..24] == [0, 64, 32, 32]
        && number(&head, 44) <= 4
        && number(&head, 56) <= 1
}

/// To be called by whoever is alone with the history. Where the damaged file is now, if there was one.
pub(crate) fn repair(folder: &Path, guard: Option<&Guard>) -> Result<Option<PathBuf>, Error> {
    if let Some(aside) = unfinished(folder) {
        return finish(folder, &aside);
    }
    mark(folder);
    let (database, workshop) = (folder.join(DATABASE), workshop(folder));
    clear(&workshop)?;
    folders::private_folder(&workshop)?;
    let aside = (1..u32::MAX)
        .map(|n| folder.join(format!("history.corrupt-{n}")))
        .find(|aside| !aside.exists() && !with(aside, "-wal").exists())
        .ok_or_else(|| Error::Unusable("too many damaged histories".into()))?;
    let kept = database.exists() || has_journal(folder);
    renew(folder, guard, kept.then_some(aside.as_path()))?;
    files::put(&note(folder), aside.file_name().unwrap_or_default().as_encoded_bytes())?;
    finish(folder, &aside)
}

/// Where a repair that was cut off was about to move the damaged file.
fn unfinished(folder: &Path) -> Option<PathBuf> {
    let name = std::fs::read_to_string(note(folder)).ok()?;
    name.starts_with("history.corrupt-").then(|| folder.join(name))
}

/// Makes the new database, in one file.
fn renew(folder: &Path, guard: Option<&Guard>, aside: Option<&Path>) -> Result<(), Error> {
    let (path, copy) = (workshop(folder).join("new.db"), workshop(folder).join("copy.db"));
    let mut new = connect(&path)?;
    // It is on the disk before it takes its place, and until then it can be made again.
    new.execute_batch("PRAGMA synchronous=OFF; PRAGMA wal_checkpoint(TRUNCATE);")?;
    let pristine = std::fs::read(&path)?;
    let t = new.transaction()?;
    let salvaged = salvage::salvage(&folder.join(DATABASE), &copy, &pristine, &t)?;
    let before = guard::mark(&t)?.unwrap_or_default();
    let at = now();
    let mut reset = Reset {
        at,
        aside: aside.map(|path| path.to_string_lossy().into_owned()),
        rows: salvaged.rows,
        incomplete: salvaged.incomplete,
        never_incomplete: !salvaged.never_whole,
        ..Reset::default()
    };
    let mut least = guard::Mark::default();
    let own = Guard::within(&t)?;
    if let Some(guard) = guard.filter(|guard| guard.is_of(&own)) {
        reset.restored = guard.restore(&t, at)?;
        // One that is behind the database does not know who was added since.
        if guard.mark.count >= before.count {
            reset.never_incomplete = false;
        }
        least.clone_from(&guard.mark);
    } else if !own.never.is_empty() && !own.has_install() {
        // Hashes without their key say nothing.
        reset.never_incomplete = true;
    }
    if reset
        .incomplete
        .iter()
        .any(|table| table == "run" || table == "slot_run")
    {
        slot::give_up_begun(&t)?;
    }
    guard::count(&t, &least)?;
    reset.keep(&t)?;
    t.commit()?;
    new.execute_batch("PRAGMA journal_mode=DELETE;")?;
    new.close().map_err(|(_, error)| error)?;
    std::fs::File::options().write(true).open(&path)?.sync_all()?;
    Ok(())
}

/// Moves the damaged files away and the new one to their place. Each step can be the first one that is still to be done.
fn finish(folder: &Path, aside: &Path) -> Result<Option<PathBuf>, Error> {
    let (database, workshop) = (folder.join(DATABASE), workshop(folder));
    let new = workshop.join("new.db");
    if new.exists() {
        for ending in ["-wal", ""] {
            let (from, to) = (with(&database, ending), with(aside, ending));
            if from.exists() && !to.exists() {
                std::fs::rename(from, to)?;
            }
        }
        // Made anew from the other two.
        files::remove(&with(&database, "-shm"))?;
        files::sync_folder(&database)?;
        std::fs::rename(new, &database)?;
        files::sync_folder(&database)?;
    }
    clear(&workshop)?;
    files::remove(&note(folder))?;
    Ok(aside.exists().then(|| aside.to_owned()))
}

fn clear(workshop: &Path) -> Result<(), Error> {
    match std::fs::remove_dir_all(workshop) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
