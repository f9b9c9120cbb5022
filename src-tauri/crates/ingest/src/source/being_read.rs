//! Which files this process reads from: nothing may be written over them, by whatever name.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Paths, for as long as some source holds them.
static READ: Mutex<Vec<Weak<Path>>> = Mutex::new(Vec::new());

/// Notes a file as being read, until the last copy of what is returned is gone.
pub(super) fn read_from(path: &Path) -> Arc<Path> {
    let path: Arc<Path> = path.into();
    let mut all = READ.lock().unwrap_or_else(PoisonError::into_inner);
    all.retain(|one| one.strong_count() > 0);
    all.push(Arc::downgrade(&path));
    path
}

/// Whether a path leads to a file that is being read: a link to it does as well.
pub(crate) fn is_being_read(path: &Path) -> bool {
    let all: Vec<Arc<Path>> = {
        let all = READ.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().filter_map(Weak::upgrade).collect()
    };
    all.iter()
        .any(|source| same_file::is_same_file(source, path).unwrap_or(false))
}
