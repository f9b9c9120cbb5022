//! Where the reference is silent or contradicts itself: the default is the stricter or newer reading, a quirk the other.

use serde::{Deserialize, Serialize};

/// One other reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Quirk {
    /// An Accept header that the registry does not know earns 400, not 406.
    AcceptRefusedWith400,
    /// Registry errors have `detail` alone, without `report`.
    OldRegistryErrors,
    /// `classUsage` of `GET /stats` is a list, as in the OpenAPI file, not an object keyed by class.
    ClassUsageAsList,
    /// Tag values are shown with a space: `enabled: true`.
    TagsWithSpace,
    /// `acp_…` tags of batches are scalars, not lists of strings.
    ScalarBatchTags,
    /// Only `partialIngestionPercent` is known; the longer spelling is refused.
    OnlyPercent,
    /// Only `partialIngestionPercentage` is known; the shorter spelling is refused.
    OnlyPercentage,
    /// A spelling of the threshold that is not known is ignored without a word.
    UnknownMembersIgnored,
    /// An uploaded file earns 201, as in the OpenAPI file, not 200.
    FileCreated,
    /// `Content-Range` must name the total.
    RangeTotalRequired,
    /// `Content-Range` must not name the total.
    RangeTotalRefused,
    /// Fields that the schema does not name are dropped from a row, which is then taken.
    UnknownFieldsDropped,
    /// JSON into an upsert dataset is refused when the batch is created: the guide speaks of Parquet.
    UpsertNeedsParquet,
    /// Values of the Email namespace are compared without regard to case.
    EmailCaseIgnored,
    /// Row errors are found as `row_error_samples.json`, not `row_errors_sample.json`.
    SamplesSpeltOtherwise,
    /// Metrics have their older names, `recordsRead` and so on.
    OldMetricNames,
    /// Every dataset has the tags `adobe/pqs/table` and `adobe/siphon/table/format`, as Adobe's Python client takes for
    /// granted; by default only the platform's own datasets have tags of `adobe/`.
    EveryDatasetNamesItsTable,
    /// The row limit of partial ingestion is judged with `<`, not `<=`.
    ThresholdExclusive,
    /// New links of the identity graph are there a quarter of an hour after their records, as it was seen, not at once.
    GraphLags,
    /// Graphs grow without limit, and profiles of more than 50 identities are refused with 422, not pushed out of.
    GraphsWithoutLimit,
    /// The default merge policy prefers the dataset that was made last, not the newest value.
    MergePolicyPrecedence,
    /// The default merge policy has the identity graph `none`.
    PrivateGraph,
    /// `mergePolicyId=none` earns 400: the OpenAPI file does not know it.
    NoFragmentLookup,
    /// A bulk lookup takes 10 identities, not 1,000; the reference names no limit.
    FewIdentitiesPerLookup,
    /// Entries of a bulk lookup do not repeat who was asked for, and whoever is unknown has none, as in the OpenAPI file's
    /// example of profiles.
    TerseBulkLookups,
    /// Descriptors give their namespace back in small letters, whatever it was sent in.
    DescriptorsInSmallLetters,
}

impl Quirk {
    /// Every quirk, for lists and command lines.
    pub const ALL: [Self; 26] = [
        Self::AcceptRefusedWith400,
        Self::OldRegistryErrors,
        Self::ClassUsageAsList,
        Self::TagsWithSpace,
        Self::ScalarBatchTags,
        Self::OnlyPercent,
        Self::OnlyPercentage,
        Self::UnknownMembersIgnored,
        Self::FileCreated,
        Self::RangeTotalRequired,
        Self::RangeTotalRefused,
        Self::UnknownFieldsDropped,
        Self::UpsertNeedsParquet,
        Self::EmailCaseIgnored,
        Self::SamplesSpeltOtherwise,
        Self::OldMetricNames,
        Self::EveryDatasetNamesItsTable,
        Self::ThresholdExclusive,
        Self::GraphLags,
        Self::GraphsWithoutLimit,
        Self::MergePolicyPrecedence,
        Self::PrivateGraph,
        Self::NoFragmentLookup,
        Self::FewIdentitiesPerLookup,
        Self::TerseBulkLookups,
        Self::DescriptorsInSmallLetters,
    ];

    /// As it is written on a command line, such as `only-percent`.
    pub fn parse(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
    }
}
