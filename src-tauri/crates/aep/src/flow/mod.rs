//! Flow Service: what takes files from the landing zone to a dataset, at set times (facts §8.2). A flow is a source, a
//! target, a mapping set and a schedule; each is found again by its name, so every step can be taken twice.

mod change;
mod connections;
mod flows;
mod items;
mod run;
mod schedule;

pub use connections::{
    Compression, LandedFormat, NewSourceConnection, NewTargetConnection, SourceConnection, TargetConnection,
};
pub use flows::{Flow, FlowOptions, FlowState, NewFlow};
pub use run::{FlowCounts, FlowFault, FlowRun, FlowRunStatus, FlowRuns};
pub use schedule::{BadSchedule, Every, FlowSchedule};

const SERVICE: &str = "/data/foundation/flowservice";
/// The landing zone's connection specification.
const LANDING_ZONE: &str = "26f526f2-58f4-4712-961d-e41bf1ccc0e8";
/// The data lake's.
const DATA_LAKE: &str = "c604ff05-7f1a-43c0-8e18-33bf874cb11c";
