//! A recurring upload, pure: what is uploaded where, when, and under which conditions; the slots of its times in a time
//! zone; and what becomes of slots that the computer slept through. No IO, no clock: *now* is always an argument.

mod recurrence;
mod slots;
mod spec;
mod time;
mod wall;

pub use recurrence::{BadRecurrence, MonthDay, Recurrence, SHORTEST_MINUTES, Weekday};
pub use slots::{Considered, Fate, ON_TIME, Slot};
pub use spec::{Conditions, Destination, Missed, Schedule, Source, Tell, TellWhen, When};
pub use time::TimeOfDay;
