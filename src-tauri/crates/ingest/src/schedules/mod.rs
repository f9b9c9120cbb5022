//! Schedules: kept, considered as time passes, run slot by slot, held where a person is needed.
//!
//! Time comes in as an argument everywhere, so that days pass in milliseconds in tests. What happens:
//! [`Engine::consider_schedules`](crate::Engine::consider_schedules) turns passed times into slots, once each;
//! [`Engine::work_schedule`](crate::Engine::work_schedule) runs those that are due, one process at a time;
//! [`Agent`] does both for as long as it lives.

mod agent;
mod autostart;
mod consider;
mod decide;
mod doors;
mod drift;
mod due;
mod fault;
mod files;
mod handed;
mod keep;
mod news;
mod outlook;
mod proposal;
mod sentence;
#[cfg(test)]
mod simulation;
mod timer;
mod view;
mod work;

pub use agent::Agent;
pub use autostart::{start_with_computer, starts_with_computer};
pub use doors::{Doors, Opening};
pub use news::{News, Told};
pub use timer::{set_timer, timer};
pub use view::*;
pub use work::{Gate, Worked, Worker};
