//! Where this user's data lives. Folders are the owner's alone.

use crate::Error;
use std::path::{Path, PathBuf};

/// The program's folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    data: PathBuf,
}

impl Folders {
    /// The folders of this user, as the system has them (`XDG_DATA_HOME`, `LocalAppData`, …); made where missing.
    pub fn of_user() -> Result<Self, Error> {
        let dirs = directories::ProjectDirs::from("", "", "profile-courier")
            .ok_or_else(|| Error::Unusable("this user has no home folder".into()))?;
        Self::at(dirs.data_local_dir())
    }

    /// The folders below `data`; made where missing.
    pub fn at(data: &Path) -> Result<Self, Error> {
        private_folder(data)?;
        let folders = Self { data: data.to_owned() };
        private_folder(&folders.log())?;
        Ok(folders)
    }

    /// History, journal and locks.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The log of the window's program.
    pub fn log(&self) -> PathBuf {
        self.data.join("log")
    }

    /// The practice platform's own folder; made by it.
    pub fn practice(&self) -> PathBuf {
        self.data.join("practice")
    }
}

/// Makes it where it is missing; one that others may look into, such as one that was copied here, is closed to them.
pub(crate) fn private_folder(path: &Path) -> Result<(), Error> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        builder.mode(0o700);
        builder.create(path)?;
        let mut permissions = std::fs::metadata(path)?.permissions();
        if permissions.mode() & 0o077 != 0 {
            permissions.set_mode(0o700);
            std::fs::set_permissions(path, permissions)?;
        }
    }
    #[cfg(not(unix))]
    builder.create(path)?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_folder_that_others_could_look_into_is_closed() {
        let dir = tempfile::tempdir().unwrap();
        let open = dir.path().join("data");
        std::fs::create_dir(&open).unwrap();
        std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o755)).unwrap();
        let folders = Folders::at(&open).unwrap();
        for folder in [folders.data(), &folders.log()] {
            assert_eq!(std::fs::metadata(folder).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }
}
