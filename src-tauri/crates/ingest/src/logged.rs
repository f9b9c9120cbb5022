//! What a log may hear.

/// Rooms that log nothing of shoppers: every field that they log was allowed where it is logged. Libraries do not know
/// which of their values are shoppers' data (one logs every telephone number that it reads).
const ROOMS: [&str; 7] = [
    "courier",
    "profile_courier",
    "ingest",
    "aep",
    "store",
    "tabular",
    "practice",
];

/// A filter that hears only these rooms, at this level (`info`, `debug`).
pub fn logged_rooms(level: &str) -> String {
    ROOMS.map(|room| format!("{room}={level}")).join(",")
}
