//! The Catalog Service: datasets, and batches as the platform sees them (facts §5).

mod batch;
mod change;
mod choice;
mod dataset;
mod feeder;
mod status;

pub use batch::{Batch, BatchError, BatchFilter, Metrics};
pub use change::NewDataset;
pub use choice::DatasetChoice;
pub use dataset::Dataset;
pub use feeder::{BatchCount, Feeder, FeederKind};
pub use status::BatchStatus;

pub(crate) const CATALOG: &str = "/data/foundation/catalog";
/// The service's own maximum; its default is 20.
const PAGE: usize = 100;
