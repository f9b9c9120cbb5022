//! Why the store could not do what was asked, by what the caller can do about it.

use rusqlite::ErrorCode;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No room; nothing was changed.
    #[error("the disk is full")]
    DiskFull(#[source] rusqlite::Error),
    /// The system does not let us read or write there.
    #[error("no permission to use the data folder")]
    Denied(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Written by a newer version of the program; nothing was changed.
    #[error("the history is of version {found}, this program knows {known}")]
    Newer {
        /// Of the database.
        found: i64,
        /// Of this program.
        known: i64,
    },
    /// A step of the journal that may not follow what is there.
    #[error("the journal refuses: {0}")]
    Refused(&'static str),
    /// Anything else.
    #[error("the history cannot be used")]
    Unusable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// The file is not what was written: SQLite says so, or a value is none that was ever kept there.
    pub(crate) fn is_damage(&self) -> bool {
        use rusqlite::Error as Sql;
        match self.sql() {
            Some(
                Sql::FromSqlConversionFailure(..)
                | Sql::IntegralValueOutOfRange(..)
                | Sql::InvalidColumnType(..)
                | Sql::Utf8Error(..),
            ) => true,
            Some(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
            ),
            None => false,
        }
    }

    /// A statement of this program's own does not fit the tables that are there.
    pub(crate) fn is_strange(&self) -> bool {
        self.sql()
            .is_some_and(|error| error.sqlite_error_code() == Some(ErrorCode::Unknown))
    }

    fn sql(&self) -> Option<&rusqlite::Error> {
        match self {
            Self::Unusable(source) => source.downcast_ref(),
            _ => None,
        }
    }

    pub(crate) fn damage(why: &str) -> Self {
        rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT),
            Some(why.to_owned()),
        )
        .into()
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull(error),
            Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly | ErrorCode::CannotOpen) => {
                Self::Denied(Box::new(error))
            }
            _ => Self::Unusable(Box::new(error)),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => Self::DiskFull(rusqlite::Error::SqliteFailure(
                rusqlite::ffi::Error::new(13),
                Some(error.to_string()),
            )),
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::Denied(Box::new(error)),
            _ => Self::Unusable(Box::new(error)),
        }
    }
}
