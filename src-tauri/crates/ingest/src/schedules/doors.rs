//! The way to a schedule's dataset. A shell knows it: it also starts the practice platform.

use crate::desk::Desk;
use crate::problem::Failure;
use aep::CancellationToken;
use schedule::Destination;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// A desk that is being opened.
pub type Opening<'a> = Pin<Box<dyn Future<Output = Result<Arc<Desk>, Failure>> + Send + 'a>>;

/// Opens the desk of a destination.
pub trait Doors: Send + Sync {
    /// Signs in and reads the schema, with the sandbox and dataset of the destination, whatever its connection points to.
    fn open<'a>(&'a self, destination: &'a Destination, cancel: &'a CancellationToken) -> Opening<'a>;
}
