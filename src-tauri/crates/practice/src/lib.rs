//! The practice platform: Experience Platform's published behaviour on loopback.
//! It shares no code with the client it judges, so that one mistake cannot excuse the other.
//! Everything it knows lives in one folder; one folder is served by one process at a time.

mod access;
mod admin;
mod answer;
mod catalog;
mod clock;
pub mod conformance;
mod dataprep;
mod documents;
mod export;
mod faults;
mod fill;
mod flows;
mod home;
mod import;
mod landing;
mod namespaces;
mod options;
mod profile;
mod query;
mod quirks;
mod rate;
mod registry;
mod routes;
mod sandboxes;
mod server;
mod state;
mod streaming;
mod wire;

pub use access::{Account, Download, Standing};
pub use admin::Exchange;
pub use faults::{Effect, Fault};
pub use options::{Endpoint, Error, NotFound, Options, Quirk, RepeatedExternalId};
pub use profile::{DatasetOf, IdentityOf, Person, people};
pub use server::{Practice, Server, join};
