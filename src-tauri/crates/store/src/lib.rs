//! What stays on this computer: history and upload journal in SQLite, secrets in the OS keychain.
