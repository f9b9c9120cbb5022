//! The key to a running server: a new one at each start, in a file that only this user can read. It lies where every
//! process of the user finds it by the port alone, whatever their folders are.

use crate::{access::accounts, options::Error};
use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

/// The header that brings it.
pub(crate) const HEADER: &str = "x-practice-key";

/// The key of this server; its file goes with it.
#[derive(Debug)]
pub(crate) struct Key {
    value: String,
    file: PathBuf,
}

impl Key {
    /// Makes the key of the server at this port.
    pub(crate) fn make(port: u16) -> Result<Self, Error> {
        let file = file_of(port)?;
        let value = accounts::secret();
        // What an earlier server left there was its own.
        match fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&file)?.write_all(value.as_bytes())?;
        Ok(Self { value, file })
    }

    pub(crate) fn value(&self) -> &str {
        &self.value
    }

    /// The key of the server of this user at a port.
    pub(crate) fn of_port(port: u16) -> Result<String, Error> {
        Ok(fs::read_to_string(file_of(port)?)?)
    }
}

impl Drop for Key {
    fn drop(&mut self) {
        // The port may be another server's by now.
        if fs::read_to_string(&self.file).is_ok_and(|value| value == self.value) {
            let _ = fs::remove_file(&self.file);
        }
    }
}

/// Where the key of the server at a port lies.
fn file_of(port: u16) -> Result<PathBuf, Error> {
    let user = user();
    let folder = shared().join(format!("profile-courier-{user}"));
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(&folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
        _ => {}
    }
    if !is_ours_alone(&folder, &user)? {
        return Err(io::Error::from(ErrorKind::PermissionDenied).into());
    }
    Ok(folder.join(format!("practice-{port}.key")))
}

/// A place that all processes of a user agree on, whatever their environment says.
#[cfg(unix)]
fn shared() -> PathBuf {
    PathBuf::from("/tmp")
}

#[cfg(not(unix))]
fn shared() -> PathBuf {
    std::env::temp_dir()
}

/// The folder may have been put there by another user, who could then read along.
#[cfg(unix)]
fn is_ours_alone(folder: &Path, user: &str) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let meta = fs::symlink_metadata(folder)?;
    Ok(meta.is_dir() && meta.uid().to_string() == user && meta.mode().is_multiple_of(0o100))
}

/// The folder for temporary files is each user's own.
#[cfg(not(unix))]
fn is_ours_alone(folder: &Path, _user: &str) -> io::Result<bool> {
    Ok(folder.is_dir())
}

#[cfg(unix)]
fn user() -> String {
    rustix::process::geteuid().as_raw().to_string()
}

#[cfg(not(unix))]
fn user() -> String {
    "own".to_owned()
}
