//! Ingestion of one completed batch: every file read, every record checked, the good ones kept for Profile, the bad ones
//! written to the diagnostics, and the batch judged by its threshold. Runs off the async threads, with its own
//! connection; a restart begins it anew.

use super::{
    check::{CORRUPT, Check, Kind, Refused, Taken},
    identity::LIST_MARK,
    rows::{self, Broken, Form, RawRow},
};
use crate::{
    catalog::{
        batch_row::Batch,
        dataset::{self, has_tag},
    },
    clock,
    namespaces::Known,
    options::{Error, Quirk},
    registry::Registry,
    state::State,
};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, HashMap},
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::PathBuf,
};

/// So many records per transaction: requests get their turn in between.
const PER_TRANSACTION: u64 = 2_000;

/// The numbers of a batch while it is read.
#[derive(Default)]
struct Tally {
    read: u64,
    taken: u64,
    failed: u64,
    bytes: u64,
    files: u64,
    by_code: BTreeMap<&'static str, u64>,
    /// Files that could not be read at all: name and reason.
    broken: Vec<(String, String)>,
}

/// Ingests and returns the outcome (`status`, `metrics`, `errors`); `None` when the server is ending.
pub(crate) fn run(state: &State, batch: &Batch) -> Result<Option<Value>, Error> {
    let started = clock::now_ms();
    let db = state.home.connect()?;
    forget_records(&db, batch)?;
    let found = dataset::find(&db, &batch.sandbox, &batch.dataset)?.unwrap_or_default();
    let registry = Registry::open(state, &db, &batch.sandbox)?;
    let schema = registry.schema(found["schemaRef"]["id"].as_str().unwrap_or_default())?;
    let Some(schema) = schema else {
        return Ok(Some(outcome("failed", &Tally::default(), json!([]), started)));
    };
    let namespaces = Known::read(state, registry.documents)?;
    let check = Check::new(&schema, namespaces, state.has(Quirk::UnknownFieldsDropped))
        .map_err(|e| Error::Io(std::io::Error::other(e)))?;
    // Data that comes while the dataset is disabled never reaches Profile, not even when it is enabled later.
    let mut batch = batch.clone();
    batch.profile &= has_tag(&found, "unifiedProfile", "enabled:true");
    let batch = &batch;
    let mut intake = Intake::begin(state, &db, batch)?;
    for (name, stored, size) in files(&db, batch)? {
        intake.tally.files += 1;
        intake.tally.bytes += size;
        let path = state.home.uploads().join(&batch.id).join(stored);
        let form = Form::of(&batch.body["inputFormat"]);
        match rows::read(&path, form, &schema.full, &mut |row| intake.row(&check, &name, row)) {
            Ok(()) => {}
            Err(Broken::File(reason)) => intake.tally.broken.push((name, reason)),
            Err(Broken::Caller(Stop::Ending)) => return Ok(None),
            Err(Broken::Caller(Stop::Failed(error))) => return Err(error),
        }
    }
    let tally = intake.end()?;
    let (status, errors) = judge(batch, &tally, state.has(Quirk::ThresholdExclusive));
    if status == "failed" || !batch.profile {
        forget_records(&db, batch)?;
    }
    // What was uploaded is not needed again; the practice folder shall not grow by it.
    let _ = fs::remove_dir_all(state.home.uploads().join(&batch.id));
    Ok(Some(outcome(status, &tally, errors, started)))
}

fn files(db: &Connection, batch: &Batch) -> rusqlite::Result<Vec<(String, String, u64)>> {
    let mut statement = db.prepare("SELECT name, stored, size FROM file WHERE batch = ?1 ORDER BY name")?;
    let rows = statement.query_map([&batch.id], |r| Ok((r.get(0)?, r.get(1)?, r.get::<_, i64>(2)? as u64)))?;
    rows.collect()
}

fn forget_records(db: &Connection, batch: &Batch) -> rusqlite::Result<()> {
    db.execute_batch("BEGIN IMMEDIATE")?;
    // Identities are read back from the records, because links are found by identity only.
    let mut links = db.prepare("DELETE FROM link WHERE identity = ?1 AND record = ?2")?;
    let mut records = db.prepare("SELECT id, links FROM record WHERE batch = ?1")?;
    let found = records.query_map([batch.seq], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?)))?;
    for row in found {
        let (id, identities) = row?;
        for identity in identities.split(LIST_MARK) {
            links.execute(params![identity, id])?;
        }
    }
    db.execute("DELETE FROM record WHERE batch = ?1", [batch.seq])?;
    db.execute_batch("COMMIT")
}

enum Stop {
    Ending,
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Where the rows of a batch go.
struct Intake<'a> {
    state: &'a State,
    db: &'a Connection,
    batch: &'a Batch,
    folder: PathBuf,
    diagnostics: HashMap<Kind, BufWriter<File>>,
    tally: Tally,
}

impl<'a> Intake<'a> {
    fn begin(state: &'a State, db: &'a Connection, batch: &'a Batch) -> Result<Self, Error> {
        let folder = state.home.diagnostics().join(&batch.id);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        db.execute_batch("BEGIN IMMEDIATE")?;
        Ok(Self {
            state,
            db,
            batch,
            folder,
            diagnostics: HashMap::new(),
            tally: Tally::default(),
        })
    }

    fn row(&mut self, check: &Check<'_>, file: &str, row: RawRow) -> Result<(), Stop> {
        self.tally.read += 1;
        if self.tally.read.is_multiple_of(PER_TRANSACTION) {
            self.db.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
            if self.state.stop.is_cancelled() {
                return Err(Stop::Ending);
            }
        }
        match row {
            RawRow::Corrupt(text) => {
                let refused = Refused {
                    kind: Kind::Parsing,
                    code: CORRUPT,
                    message: "The row is corrupted.".to_owned(),
                    column: None,
                };
                self.refuse(file, json!({"_corrupt_record": text}), &refused)
            }
            RawRow::Record(record) => match check.record(record) {
                Ok(taken) => self.take(&taken),
                Err(refused) => self.refuse(file, refused.0, &refused.1),
            },
        }
    }

    fn take(&mut self, taken: &Taken) -> Result<(), Stop> {
        self.tally.taken += 1;
        if !(taken.fits_profile && self.batch.profile) {
            return Ok(());
        }
        let identities = &taken.identities;
        let mut insert = self
            .db
            .prepare_cached("INSERT INTO record (batch, primary_key, links, body) VALUES (?1, ?2, ?3, ?4)")?;
        let id = insert.insert(params![
            self.batch.seq,
            identities.primary,
            identities.all.join(LIST_MARK),
            taken.record.to_string()
        ])?;
        let mut link = self.db.prepare_cached("INSERT OR IGNORE INTO link VALUES (?1, ?2)")?;
        for identity in &identities.all {
            link.execute(params![identity, id])?;
        }
        Ok(())
    }

    fn refuse(&mut self, file: &str, mut row: Value, refused: &Refused) -> Result<(), Stop> {
        self.tally.failed += 1;
        *self.tally.by_code.entry(refused.code).or_default() += 1;
        if !self.batch.diagnoses() {
            return Ok(());
        }
        let mut error = json!({"code": refused.code, "message": refused.message});
        if let Some(column) = &refused.column {
            error["column"] = json!(column);
        }
        row["_errors"] = json!([error]);
        row["_filename"] = json!(file);
        let path = self.folder.join(refused.kind.file_name());
        let out = match self.diagnostics.entry(refused.kind) {
            std::collections::hash_map::Entry::Occupied(open) => open.into_mut(),
            std::collections::hash_map::Entry::Vacant(empty) => empty.insert(BufWriter::new(File::create(path)?)),
        };
        writeln!(out, "{row}")?;
        Ok(())
    }

    fn end(self) -> Result<Tally, Error> {
        self.db.execute_batch("COMMIT")?;
        for mut file in self.diagnostics.into_values() {
            file.flush()?;
        }
        Ok(self.tally)
    }
}

/// Success or failure, and the batch's `errors`.
fn judge(batch: &Batch, tally: &Tally, exclusive: bool) -> (&'static str, Value) {
    let mut errors: Vec<Value> = Vec::new();
    for (name, reason) in &tally.broken {
        errors.push(json!({"code": "INGEST-1401-400", "description": format!("{name}: {reason}")}));
    }
    if tally.failed > 0 {
        let (code, text) = if batch.diagnoses() {
            ("INGEST-1212-400", "See the error diagnostics of this batch.")
        } else {
            ("INGEST-1211-400", "Send the batch again with error diagnostics on.")
        };
        let counts = format!(
            "{} errors were found and {} rows were ingested. {text}",
            tally.failed, tally.taken
        );
        errors.push(json!({"code": code, "description": counts}));
    }
    if batch.diagnoses() {
        let coded = tally.by_code.iter().map(|(code, count)| {
            json!({"code": format!("INGEST-{code}-400"), "description": meaning(code), "recordCount": count})
        });
        errors.extend(coded);
    }
    if tally.read == 0 && tally.broken.is_empty() {
        errors.push(json!({"code": "106", "description": "The file is empty."}));
        return ("failed", Value::Array(errors));
    }
    let share = tally.failed as f64 * 100.0 / (tally.read.max(1)) as f64;
    let tolerated = tally.failed == 0
        || batch
            .allowed_percent()
            .is_some_and(|allowed| share < allowed || (share <= allowed && !exclusive));
    let status = if tolerated && tally.broken.is_empty() {
        "success"
    } else {
        "failed"
    };
    (status, Value::Array(errors))
}

fn meaning(code: &str) -> &'static str {
    match code {
        CORRUPT => "A row is corrupted and cannot be parsed.",
        "1555" => "A required field is either missing or has a value of null.",
        "1502" => "A value cannot be converted to the type of its field.",
        _ => "A row does not satisfy the schema.",
    }
}

fn outcome(status: &str, tally: &Tally, errors: Value, started: i64) -> Value {
    let written = if status == "success" { tally.taken } else { 0 };
    json!({
        "status": status, "errors": errors,
        "metrics": {
            "inputByteSize": tally.bytes, "inputFileCount": tally.files, "inputRecordCount": tally.read,
            "outputRecordCount": written, "failedRecordCount": tally.read - written,
            "outputByteSize": if written > 0 { tally.bytes } else { 0 }, "outputFileCount": u8::from(written > 0),
            "partitionCount": u8::from(written > 0), "startTime": started, "endTime": clock::now_ms(),
        },
    })
}
