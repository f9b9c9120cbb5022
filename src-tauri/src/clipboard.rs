//! The system's clipboard, for what the page must not see. It is kept open: on many desktops a text is gone with the
//! one who put it there.

use crate::state::held;
use ingest::{Failure, Problem};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Mutex;

#[cfg(target_os = "macos")]
use arboard::SetExtApple as _;
#[cfg(target_os = "linux")]
use arboard::SetExtLinux as _;
#[cfg(windows)]
use arboard::SetExtWindows as _;

/// Opened when it is first needed.
#[derive(Default)]
pub(crate) struct Clipboard(Mutex<Option<arboard::Clipboard>>);

impl Clipboard {
    /// Puts a secret there; programs that keep what was on the clipboard are asked not to.
    pub(crate) fn put(&self, secret: SecretString) -> Result<(), Failure> {
        let put = |open: &mut Option<arboard::Clipboard>| {
            let clipboard = match open {
                Some(clipboard) => clipboard,
                None => open.insert(arboard::Clipboard::new()?),
            };
            clipboard.set().exclude_from_history().text(secret.expose_secret())
        };
        put(&mut held(&self.0)).map_err(|e| Failure::new(Problem::ClipboardUnavailable {}, e))
    }
}
