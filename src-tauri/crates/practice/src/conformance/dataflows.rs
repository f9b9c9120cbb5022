//! The known differences of Flow Service, apart from the others for their number.

use super::{
    Place,
    deviations::{Deviation, PATCHES, known},
};

const FLOW_ERRORS: &str = "the table of Flow Service error messages";
const FLOW_NUMBERS: &str = "numbers and texts in turn: OpenAPI file, sources tutorial for cloud storage";
const LOOK: &str = "the parameters of a look into the zone: Data Landing Zone tutorial";

const EXPLORE: &str = "GET /data/foundation/flowservice/connectionSpecs/{CONNECTION_SPEC_ID}/explore";

/// All of them.
pub(super) const DATAFLOWS: &[Deviation] = &[
    known("GET /data/foundation/flowservice/*", Place::Status, "400", FLOW_ERRORS),
    known("POST /data/foundation/flowservice/*", Place::Status, "400", FLOW_ERRORS),
    known(
        "PATCH /data/foundation/flowservice/*",
        Place::Status,
        "400",
        FLOW_ERRORS,
    ),
    known(
        "PATCH /data/foundation/flowservice/*",
        Place::Status,
        "412",
        FLOW_ERRORS,
    ),
    known(
        "DELETE /data/foundation/flowservice/*",
        Place::Status,
        "400",
        FLOW_ERRORS,
    ),
    known(
        "PATCH /data/foundation/flowservice/*",
        Place::Request,
        "/*/value",
        PATCHES,
    ),
    known(
        "PATCH /data/foundation/flowservice/*",
        Place::Request,
        "/*/op",
        "small letters: tutorial for updating dataflows",
    ),
    known(
        "POST /data/foundation/flowservice/flows",
        Place::Request,
        "/scheduleParams/interval",
        FLOW_NUMBERS,
    ),
    known(
        "POST /data/foundation/flowservice/flows",
        Place::Request,
        "/scheduleParams/startTime",
        FLOW_NUMBERS,
    ),
    known(
        "POST /data/foundation/flowservice/flows",
        Place::Request,
        "/transformations/*/params/mappingVersion",
        FLOW_NUMBERS,
    ),
    known(
        "GET /data/foundation/flowservice/flows*",
        Place::Answer,
        "/items/*/scheduleParams/interval",
        FLOW_NUMBERS,
    ),
    known(
        "GET /data/foundation/flowservice/flows*",
        Place::Answer,
        "/items/*/scheduleParams/startTime",
        FLOW_NUMBERS,
    ),
    known(
        "GET /data/foundation/flowservice/flows*",
        Place::Answer,
        "/items/*/transformations/*/params/mappingVersion",
        FLOW_NUMBERS,
    ),
    known(
        "GET /data/foundation/flowservice/flowSpecs*",
        Place::Answer,
        "/items/*/transformationSpecs",
        "a list: sources tutorial for cloud storage",
    ),
    known(
        "POST /data/foundation/flowservice/flows/{FLOW_ID}/action",
        Place::Query,
        "op has another type",
        "small letters: tutorial for updating dataflows",
    ),
    known(
        "POST /data/foundation/flowservice/flows/{FLOW_ID}/action",
        Place::Query,
        "subOp is missing",
        "for providers alone: Flow Service error messages",
    ),
    known(EXPLORE, Place::Query, "objectType is not known", LOOK),
    known(EXPLORE, Place::Query, "object is not known", LOOK),
    known(EXPLORE, Place::Query, "fileType is not known", LOOK),
    known(EXPLORE, Place::Query, "preview is not known", LOOK),
    known(EXPLORE, Place::Query, "determineProperties is not known", LOOK),
    known(EXPLORE, Place::Query, "queryParams is not known", LOOK),
    known(EXPLORE, Place::Query, "columnDelimiter is not known", LOOK),
    known(EXPLORE, Place::Query, "compressionType is not known", LOOK),
    known(
        EXPLORE,
        Place::Answer,
        ": value",
        "a file is shown as an object: Data Landing Zone tutorial",
    ),
];
