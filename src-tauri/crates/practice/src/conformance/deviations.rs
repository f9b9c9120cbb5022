//! Where guides, samples and Adobe's own clients differ from the OpenAPI files, and we follow the former. Each entry says
//! from where that is known.

use super::{Finding, Place};

/// One known difference.
#[derive(Debug, Clone, Copy)]
pub struct Deviation {
    /// Method and path template as in [`Finding::operation`]; `*` at the end stands for anything.
    pub operation: &'static str,
    /// Which part.
    pub place: Place,
    /// How the finding's detail begins; `*` stands for anything in between.
    pub detail: &'static str,
    /// Where it is known from.
    pub source: &'static str,
}

impl Deviation {
    pub(super) fn explains(&self, finding: &Finding) -> bool {
        let operation = match self.operation.strip_suffix('*') {
            Some(start) => finding.operation.starts_with(start),
            None => finding.operation == self.operation,
        };
        operation && self.place == finding.place && begins(&finding.detail, self.detail)
    }
}

fn begins(text: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return text.starts_with(pattern);
    };
    let Some(after) = text.strip_prefix(first) else {
        return false;
    };
    // A star stands for one step at most: it ends before the next slash, or before the text that follows it.
    let end = after.find('/').unwrap_or(after.len());
    (0..=end).any(|at| after.is_char_boundary(at) && begins(&after[at..], rest))
}

pub(super) const fn known(
    operation: &'static str,
    place: Place,
    detail: &'static str,
    source: &'static str,
) -> Deviation {
    Deviation {
        operation,
        place,
        detail,
        source,
    }
}

const GATEWAY: &str = "the gateway's codes: Experience Platform troubleshooting guide";
const SANDBOX: &str = "an unknown sandbox or object: Sandbox API guide, appendix";
pub(super) const PATCHES: &str =
    "operations are a list, and their values are of any type: the file's own example, RFC 6902";
const VERSION: &str = "a number in every example of the file and of the guide";
const LAST_PAGE: &str = "null on the last page: the file's own example";
const ACCEPT: &str = "406: XDM troubleshooting guide";
const IN_USE: &str = "what is in use stays: rules for schema evolution; the status is not documented";

const REGISTRY_GET: &str = "GET /data/foundation/schemaregistry/*";
const DESCRIPTORS: &str = "GET /data/foundation/schemaregistry/{CONTAINER_ID}/descriptors";

/// All of them.
pub(super) const DEVIATIONS: &[Deviation] = &[
    // statuses
    known("*", Place::Status, "401", GATEWAY),
    known("*", Place::Status, "403", GATEWAY),
    known("*", Place::Status, "404", SANDBOX),
    known(
        "*",
        Place::Status,
        "415",
        "media types: batch ingestion troubleshooting guide",
    ),
    known("*", Place::Status, "429", GATEWAY),
    known("*", Place::Status, "500", GATEWAY),
    known("*", Place::Status, "503", GATEWAY),
    known(REGISTRY_GET, Place::Status, "406", ACCEPT),
    known("DELETE /data/foundation/schemaregistry/*", Place::Status, "400", IN_USE),
    known("DELETE /data/foundation/schemaregistry/*", Place::Status, "403", IN_USE),
    known(
        "POST /data/foundation/import/*",
        Place::Status,
        "413",
        "the gateway's limit: batch ingestion guide",
    ),
    known(
        "PUT /data/foundation/import/*",
        Place::Status,
        "413",
        "the gateway's limit: batch ingestion guide",
    ),
    // sandboxes
    known(
        "GET /data/foundation/sandbox-management/*",
        Place::Query,
        "limit",
        "Sandbox API guide",
    ),
    known(
        "GET /data/foundation/sandbox-management/*",
        Place::Query,
        "offset",
        "Sandbox API guide",
    ),
    // the registry
    known(
        "GET /data/foundation/schemaregistry/stats",
        Place::Answer,
        "/classUsage",
        "an object keyed by class: Schema Registry guide, getting started",
    ),
    known(REGISTRY_GET, Place::Answer, "/_page/next", LAST_PAGE),
    known(REGISTRY_GET, Place::Answer, "/_links/next", LAST_PAGE),
    known(
        "PATCH /data/foundation/schemaregistry/*",
        Place::Request,
        "/*/value",
        PATCHES,
    ),
    known("*", Place::Answer, "/xdm:sourceVersion", VERSION),
    known("*", Place::Request, "/xdm:sourceVersion", VERSION),
    known(DESCRIPTORS, Place::Answer, "/*/*/xdm:sourceVersion", VERSION),
    known(
        DESCRIPTORS,
        Place::Answer,
        "/xdm:alternateDisplayInfo/*/xdm:title",
        "a text per language: Schema Registry guide, descriptors",
    ),
    known(
        DESCRIPTORS,
        Place::Answer,
        "/xdm:alternateDisplayInfo/*/xdm:description",
        "a text per language: Schema Registry guide, descriptors",
    ),
    known(
        DESCRIPTORS,
        Place::Answer,
        "/*/*: value is not of type",
        "names or addresses alone, as the Accept header asks: the file's own words",
    ),
    known(
        "*",
        Place::Answer,
        "/xdm:namespace",
        "a number with xdm:id: the file's own words",
    ),
    // namespaces
    known(
        "PUT /data/core/idnamespace/identities/{ID}",
        Place::Request,
        "/idType",
        "POST and PUT of the same file spell the types differently",
    ),
    // Catalog
    known(
        "PATCH /data/foundation/catalog/dataSets/{DATASET_ID}",
        Place::Request,
        ": value",
        PATCHES,
    ),
    known(
        "GET /data/foundation/catalog/batches*",
        Place::Answer,
        "/*/status",
        "the longer list of words: batch ingestion troubleshooting guide",
    ),
    known(
        "GET /data/foundation/catalog/batches*",
        Place::Answer,
        "/*/tags",
        "tags as scalars: error diagnostics guide",
    ),
    // batch ingestion
    known(
        "POST /data/foundation/import/batches",
        Place::Request,
        "/inputFormat/format",
        "small letters in every example of the guide",
    ),
    known(
        "POST /data/foundation/import/batches",
        Place::Answer,
        "/inputFormat/format",
        "small letters in every example of the guide",
    ),
    known(
        "POST /data/foundation/import/batches",
        Place::Answer,
        "/status",
        "`loading`: batch ingestion guide",
    ),
    known(
        "POST /data/foundation/import/batches/{batchId}/datasets/{datasetId}/files/{filePath}",
        Place::Header,
        "Content-Type is missing",
        "INITIALIZE and COMPLETE have no body: batch ingestion guide",
    ),
    known(
        "POST /data/foundation/import/batches/{batchId}/datasets/{datasetId}/files/{filePath}",
        Place::Status,
        "201",
        "INITIALIZE: batch ingestion guide",
    ),
    known(
        "PATCH /data/foundation/import/batches/{batchId}/datasets/{datasetId}/files/{filePath}",
        Place::Header,
        "content-type application/octet-stream",
        "batch ingestion guide",
    ),
    // Data Prep
    known(
        "POST /data/foundation/conversion/mappingSets/preview",
        Place::Answer,
        ": value",
        "one entry per row: Data Prep API guide",
    ),
    known(
        "POST /data/foundation/conversion/mappingSets/validate",
        Place::Answer,
        "/validationResponse/*/errors: value",
        "null without errors: Data Prep API guide",
    ),
    known(
        "POST /data/foundation/conversion/mappingSets",
        Place::Request,
        "/id",
        "null for a new set: sources tutorial",
    ),
    // streaming
    known(
        "POST /collection/*",
        Place::Status,
        "501",
        "outside VA7: streaming validation guide",
    ),
    known(
        "POST /collection/*",
        Place::Request,
        "/header: \"flowId\"",
        "names a dataflow, and an inlet need not have one: tutorial for streaming record data",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_step() {
        for (text, pattern, fits) in [
            ("/a/b/c: wrong", "/*/b", true),
            ("/a/b/c: wrong", "/*/c", false),
            ("/a/b/c: wrong", "/*/*/c", true),
            ("401", "401", true),
            ("/x/tags", "/*/status", false),
        ] {
            assert_eq!(begins(text, pattern), fits, "{text} {pattern}");
        }
    }
}
