//! The practice platform as any HTTP client meets it: what it refuses, what a batch lives through, what becomes visible.
//! Nothing here uses our own client.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::format_collect,
    reason = "a test that unwraps says with its panic what went wrong"
)]

mod access;
mod batches;
mod catalog;
mod desk;
mod journey;
mod namespaces;
mod registry;
mod sandboxes;
