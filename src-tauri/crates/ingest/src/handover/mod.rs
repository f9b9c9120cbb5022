//! Handing over: files land in the Data Landing Zone, and a flow of the platform's own takes them at its own times
//! (facts §7, §8). For what outgrows a desktop.
//!
//! What lands are our own values, so that nothing is left to the mapper's guesses: the check, its rules and its refusals
//! are those of any upload. From the flow's batch on, following, counting and looking up are those of any upload too.

mod advise;
mod columns;
mod gzip;
mod kept;
mod land;
mod make;
mod manage;
mod piecewise;
mod preview;
mod view;

pub use view::*;
