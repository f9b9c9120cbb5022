//! The client against servers that misbehave: nothing here needs the practice platform.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod access;
mod bandwidth;
mod bulk;
mod certificates;
mod choose;
mod container;
mod datasets;
mod diagnostics;
mod flow_changes;
mod flows;
mod landing;
mod landing_places;
mod namespaces;
mod odd_answers;
mod operations;
mod repeats;
mod server;
mod services;
mod set_up;
mod sign_in;
mod table;
