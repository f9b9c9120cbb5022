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
mod blobs;
mod catalog;
mod conformance;
mod dataflow;
mod dataprep;
mod descriptors;
mod desk;
mod faults;
mod files;
mod flow_entities;
mod flows;
mod graph;
mod identities;
mod journey;
mod landing;
mod namespaces;
mod other_user;
mod policies;
mod profiles;
mod registry;
mod sandboxes;
mod streaming;
mod zone;
