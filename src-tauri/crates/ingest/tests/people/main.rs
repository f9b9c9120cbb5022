//! Who is who on the platform after an upload: whether each person is still one, and whether reports name what was written,
//! against the real practice server in each kind of dataset.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

mod datasets;
mod one_person;
mod order;
mod readings;
mod stage;
