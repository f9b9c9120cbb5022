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
        Ok(Self { data: data.to_owned() })
    }

    /// History, journal and locks.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The practice platform's own folder; made by it.
    pub fn practice(&self) -> PathBuf {
        self.data.join("practice")
    }
}

pub(crate) fn private_folder(path: &Path) -> Result<(), Error> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    Ok(builder.create(path)?)
}
