//! The Catalog Service: datasets, and batches as the platform sees them (facts §5).

mod batch;
mod dataset;
mod status;

pub use batch::{Batch, BatchError, BatchFilter, Metrics};
pub use dataset::Dataset;
pub use status::BatchStatus;

pub(crate) const CATALOG: &str = "/data/foundation/catalog";
/// The service's own maximum; its default is 20.
const PAGE: usize = 100;
