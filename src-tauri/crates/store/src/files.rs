//! Small files that are there whole or not at all, and on the disk when a call returns.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file of the owner's alone beside its place and renames it.
pub(crate) fn put(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = place.with_extension("draft");
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options.open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&draft, place)?;
    sync_folder(place)
}

/// Removes a file, if it is there.
pub(crate) fn remove(place: &Path) -> io::Result<()> {
    match std::fs::remove_file(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// A name is on the disk when its folder is; Windows does that by itself.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}
