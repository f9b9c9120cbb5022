//! One run: the files of its window are read, mapped and handed over as a batch, which then goes the way of every batch.
//! Runs off the async threads with its own connection, and holds one row at a time.

use super::{
    delimited::{Layout, Row},
    flow,
    metrics::{Run, Stage},
    schedule::Schedule,
    source,
};
use crate::{
    answer::{self, Refusal},
    catalog::{batch_row::Batch, dataset},
    clock,
    dataprep::mapper::Mapper,
    documents::{Documents, Kind},
    import::batches,
    landing::{segments::Chain, store::Blob},
    options::Error,
    state::State,
};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

/// Rows between two looks at whether the server is ending.
const PER_LOOK: u64 = 1_000;
/// Who makes the batches of sources. Which word the platform uses is not documented.
const CLIENT: &str = "acp_foundation_connectors";

/// A flow's turn.
pub(super) struct Turn {
    pub(super) sandbox: String,
    pub(super) flow: Value,
    pub(super) slot: i64,
}

/// Why a run did not come to its end.
enum Stop {
    /// The server is ending; the next start begins the run anew.
    Ending,
    /// The file's own fault, or the flow's.
    Unreadable(String),
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// Everything that the flow names.
struct Parts {
    target: Value,
    dataset: Value,
    mapper: Mapper,
    layout: Layout,
    files: Vec<Blob>,
}

/// Where a flow's schedule stands; kept apart, since no client changes it.
pub(super) fn clock_of(documents: Documents<'_>, flow: &str) -> rusqlite::Result<Value> {
    Ok(documents.get(Kind::FlowClock, flow)?.unwrap_or_default())
}

/// Runs the flow; `again` is the run that a restart interrupted.
pub(super) fn run(state: &State, turn: &Turn, again: Option<Run>) -> Result<(), Error> {
    let db = state.home.connect()?;
    let documents = Documents::of(&db, &turn.sandbox);
    // While nobody else writes: what is in the zone by now is in the window, and what comes is in the next one.
    let alone = Transaction::new_unchecked(&db, TransactionBehavior::Immediate)?;
    let now = clock::now_ms();
    let mut run = match again {
        Some(interrupted) => Run {
            started: now,
            ..interrupted
        },
        None => begun(documents, turn, now, state.options.speed)?,
    };
    run.updated = now;
    run.keep(documents)?;
    alone.commit()?;
    match work(state, &db, turn, &mut run) {
        Ok(()) => {
            state.wake.notify_one();
            Ok(())
        }
        // Whatever went wrong while the server ends: the folder may be another server's by now, so nothing is written.
        Err(_) if state.stop.is_cancelled() => Ok(()),
        Err(Stop::Ending) => Ok(()),
        Err(Stop::Unreadable(reason)) => {
            give_up(state, documents, &run)?;
            run.failure = Some(reason);
            Ok(ended(documents, turn, run)?)
        }
        Err(Stop::Failed(error)) => {
            give_up(state, documents, &run)?;
            run.failure = Some("An internal error has occurred. Please try again.".to_owned());
            ended(documents, turn, run)?;
            Err(error)
        }
    }
}

fn begun(documents: Documents<'_>, turn: &Turn, now: i64, speed: f64) -> rusqlite::Result<Run> {
    let flow = &turn.flow;
    let id = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let schedule = Schedule::read(&flow["scheduleParams"]).ok();
    // What was there before the first run is taken when the flow says so, else only what came after its start.
    let from = match clock_of(documents, flow["id"].as_str().unwrap_or_default())?["watermark"].as_i64() {
        Some(watermark) => watermark,
        None => match schedule {
            Some(schedule) if !schedule.backfill => {
                let set = turn.flow[flow::SCHEDULED].as_i64().unwrap_or(now);
                schedule.begins(set, speed)
            }
            _ => 0,
        },
    };
    Ok(Run {
        id: answer::uuid(),
        flow: id(&flow["id"]),
        source: id(&flow["sourceConnectionIds"][0]),
        target: id(&flow["targetConnectionIds"][0]),
        client: id(&flow["createdClient"]),
        is_once: schedule.is_some_and(Schedule::is_once),
        started: now,
        window: (from, now),
        ..Run::default()
    })
}

/// The batch of a run that comes to nothing, and what was written for it.
pub(super) fn give_up(state: &State, documents: Documents<'_>, run: &Run) -> rusqlite::Result<()> {
    let Some(id) = &run.batch else { return Ok(()) };
    let found = Batch::find(documents.db, documents.sandbox, id)?;
    if let Some(batch) = found.filter(|b| b.status == "loading") {
        batch.set_status(documents.db, "aborted")?;
    }
    let _ = fs::remove_dir_all(state.home.uploads().join(id));
    Ok(())
}

/// The run is over; the next one looks at what was written after its window.
fn ended(documents: Documents<'_>, turn: &Turn, mut run: Run) -> rusqlite::Result<()> {
    run.stage = Stage::Ended;
    run.copied = Some(clock::now_ms());
    advance(documents, turn, &run)
}

fn advance(documents: Documents<'_>, turn: &Turn, run: &Run) -> rusqlite::Result<()> {
    run.keep(documents)?;
    let stands = json!({"scheduled": turn.flow[flow::SCHEDULED], "slot": turn.slot, "watermark": run.window.1});
    documents.put(Kind::FlowClock, &run.flow, &stands)
}

fn work(state: &State, db: &Connection, turn: &Turn, run: &mut Run) -> Result<(), Stop> {
    let documents = Documents::of(db, &turn.sandbox);
    let parts = parts(state, db, turn, run.window).map_err(|reason| Stop::Unreadable(reason.to_owned()))?;
    run.files = parts.files.len() as u64;
    run.input_bytes = parts.files.iter().map(|f| f.size).sum();
    if parts.files.is_empty() {
        return Ok(ended(documents, turn, run.clone())?);
    }
    let id = parts.target["params"]["dataSetId"].as_str().unwrap_or_default();
    let body = json!({
        "inputFormat": {"format": "json", "isMultiLineJson": false}, "tags": tags(turn, run, &parts.dataset),
        "replay": null, "client": CLIENT, "fate": state.next_fate(),
    });
    let alone = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    let batch = batches::open(db, &turn.sandbox, id, &parts.dataset, None, &body)?;
    run.batch = Some(batch.clone());
    run.keep(documents)?;
    alone.commit()?;
    let folder = state.home.uploads().join(&batch);
    fs::create_dir_all(&folder)?;
    let mut written = Vec::new();
    for file in &parts.files {
        let stored = answer::request_id();
        let size = copy(state, &parts, file, &folder.join(&stored), &mut run.warned)?;
        run.output_bytes += size;
        written.push((&file.name, stored, size));
    }
    // All at once: a run is either to be begun anew, or handed over.
    let alone = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    if state.stop.is_cancelled() {
        return Err(Stop::Ending);
    }
    for (name, stored, size) in written {
        db.execute(
            "INSERT INTO file VALUES (?1, ?2, ?3, ?4, NULL)",
            (&batch, name, stored, size as i64),
        )?;
    }
    batches::close(db, &batch)?;
    run.stage = Stage::Handed;
    run.copied = Some(clock::now_ms());
    run.updated = clock::now_ms();
    advance(documents, turn, run)?;
    Ok(alone.commit()?)
}

/// A batch tells by its tags where it comes from. Their names are not documented, except for the producer's and those of
/// batch ingestion.
fn tags(turn: &Turn, run: &Run, dataset: &Value) -> Value {
    let options = &turn.flow["options"];
    let mut tags = json!({
        "acp_producer": [CLIENT], "flowId": [run.flow], "flowRunId": [run.id],
        "sourceConnectionId": [run.source], "targetConnectionId": [run.target],
    });
    let percent = &options["partialIngestionPercent"];
    if percent.is_number() {
        tags["acp_partialIngestionPercent"] = json!([percent.to_string()]);
    }
    let asked = options["errorDiagnosticsEnabled"].as_bool();
    if percent.is_number() || asked.unwrap_or(dataset["enableErrorDiagnostics"] == true) {
        tags["acp_enableErrorDiagnostics"] = json!(["true"]);
    }
    tags
}

/// `Err` says what is gone since the flow was made.
fn parts(state: &State, db: &Connection, turn: &Turn, window: (i64, i64)) -> Result<Parts, &'static str> {
    let documents = Documents::of(db, &turn.sandbox);
    let flow = &turn.flow;
    let named = |kind, list: &str| flow::connection(documents, kind, &flow[list], list);
    let gone = |what: &'static str| move |_: Refusal| what;
    let source =
        named(Kind::SourceConnection, "sourceConnectionIds").map_err(gone("the source connection is not found"))?;
    let target =
        named(Kind::TargetConnection, "targetConnectionIds").map_err(gone("the target connection is not found"))?;
    let id = target["params"]["dataSetId"].as_str().unwrap_or_default();
    let found = dataset::find(db, &turn.sandbox, id).ok().flatten();
    let set = flow::mapping(documents, &flow["transformations"]).map_err(gone("the mapping set is not found"))?;
    Ok(Parts {
        dataset: found.ok_or("the dataset is not found")?,
        mapper: Mapper::new(state, db, &turn.sandbox, &set).map_err(gone("the mapping set does not fit the schema"))?,
        layout: source::layout(&source["data"]).map_err(gone("the source connection is not usable"))?,
        files: source::files(db, &turn.sandbox, &source, window).map_err(gone("the landing zone cannot be read"))?,
        target,
    })
}

/// One file to JSON lines; returns their bytes.
fn copy(state: &State, parts: &Parts, file: &Blob, to: &Path, warned: &mut u64) -> Result<u64, Stop> {
    let unreadable = |error: std::io::Error| {
        Stop::Unreadable(format!(
            "{} cannot be read as its source connection says: {}",
            file.name,
            error.kind()
        ))
    };
    let bytes = Chain::new(&state.home.landing(), &file.segments);
    let rows = parts.layout.rows(Box::new(bytes)).map_err(unreadable)?;
    let mut out = BufWriter::new(File::create(to)?);
    let (mut size, mut read) = (0, 0_u64);
    for row in rows {
        read += 1;
        if read.is_multiple_of(PER_LOOK) && state.stop.is_cancelled() {
            return Err(Stop::Ending);
        }
        let line = match row.map_err(unreadable)? {
            Row::Fields(fields) => {
                let (record, errors) = parts.mapper.record(&fields);
                *warned += u64::from(!errors.is_empty());
                record
            }
            // No object, so that ingestion finds the row corrupt and shows it in the diagnostics.
            Row::Corrupt(text) => Value::String(text),
        };
        let line = format!("{line}\n");
        size += line.len() as u64;
        out.write_all(line.as_bytes())?;
    }
    out.flush()?;
    Ok(size)
}
