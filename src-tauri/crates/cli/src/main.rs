//! `courier`.
fn main() {}
