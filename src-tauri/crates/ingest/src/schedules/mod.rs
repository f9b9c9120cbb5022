//! Schedules: kept, considered as time passes, run slot by slot, held where a person is needed.

mod view;

pub use view::*;
