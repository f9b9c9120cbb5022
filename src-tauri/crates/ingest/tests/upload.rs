//! The whole way to the real practice server: counts that agree, shoppers that are found, and one visible copy of them
//! whatever the network and the process go through.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use aep::{Batch, BatchFilter, Client, Retry, SandboxName, SchemaId};
use ingest::{
    ConnectionSettings, Desk, Engine, FileFacts, PartFormat, RunReport, RunStatus, SendSettings, SourceFile, UploadJob,
};
use practice::{Options, Quirk, RepeatedExternalId, Server};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const WAIT: Duration = Duration::from_secs(120);

/// A practice platform, and an engine with a data folder of its own.
struct Stage {
    server: Server,
    engine: Engine,
    desk: Arc<Desk>,
    source: Arc<SourceFile>,
    _folder: tempfile::TempDir,
}

impl Stage {
    async fn set(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            dir: folder.path().join("platform"),
            speed: 500.0,
            ..options
        };
        let server = Server::start(options).await.unwrap();
        let desk = Desk::connect(&settings(&server), &CancellationToken::new())
            .await
            .unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample/customers.csv");
        Self {
            server,
            engine: Engine::open(Some(&folder.path().join("data"))).unwrap(),
            desk: Arc::new(desk),
            source: Arc::new(SourceFile::at(&sample).unwrap()),
            _folder: folder,
        }
    }

    fn job(&self, format: PartFormat) -> UploadJob {
        let mapping = self.desk.suggested_mapping(&FileFacts::read(&self.source).unwrap());
        UploadJob {
            format,
            wait: WAIT,
            ..UploadJob::new(ingest::new_run_id(), self.source.clone(), mapping)
        }
    }

    async fn upload(&self, format: PartFormat) -> RunReport {
        let cancel = CancellationToken::new();
        let outcome = self
            .engine
            .upload(&self.desk, self.job(format), Arc::new(|_| {}), cancel.clone())
            .await
            .unwrap();
        let shoppers = outcome.verification.unwrap();
        self.engine
            .verify(&self.desk, shoppers, WAIT, Arc::new(|_| {}), &cancel)
            .await
            .unwrap()
    }

    /// Takes up whatever was left open until nothing is, as the next start of the app would; a run that never got as far as
    /// a batch is begun again.
    async fn until_done(&self) -> RunReport {
        for _ in 0..20 {
            let cancel = CancellationToken::new();
            let sink = Arc::new(|_| {});
            let open = self.engine.interrupted().unwrap();
            let result = if let Some(run) = open.first() {
                self.engine.resume(&self.desk, &run.run, WAIT, sink, cancel).await
            } else if let Some(done) = self.done() {
                return done;
            } else {
                let job = self.job(PartFormat::Parquet);
                self.engine.upload(&self.desk, job, sink, cancel).await
            };
            if let Err(failure) = result {
                eprintln!("taken up again after {:?}", failure.problem);
            }
        }
        panic!("never done: {:?}", self.engine.history(1).unwrap());
    }

    fn done(&self) -> Option<RunReport> {
        let runs = self.engine.history(10).unwrap();
        runs.into_iter().find(|r| r.status == RunStatus::SucceededWithRejects)
    }

    /// A client without any of the run's knowledge.
    fn client(&self) -> Client {
        let settings = settings(&self.server);
        let sandbox = SandboxName::parse(settings.sandbox).unwrap();
        Client::new(settings.hosts, settings.credentials, sandbox, Retry::INTERACTIVE).unwrap()
    }

    /// Every batch on the platform.
    async fn batches(&self) -> Vec<Batch> {
        self.client()
            .batches(&BatchFilter::default(), &CancellationToken::new())
            .await
            .unwrap()
    }

    /// One batch is visible, it holds what the report says, and no other can become visible.
    async fn assert_visible_once(&self, report: &RunReport) {
        let batches = self.batches().await;
        let (visible, others): (Vec<_>, Vec<_>) = batches.iter().partition(|b| b.status.is_success());
        assert_eq!(visible.len(), 1, "{batches:?}");
        assert_eq!(visible[0].metrics.output_records, Some(974));
        assert_eq!(report.batches, [visible[0].id.to_string()]);
        assert!(others.iter().all(|b| b.status.is_without_rows()), "{others:?}");
    }
}

fn settings(server: &Server) -> ConnectionSettings {
    ConnectionSettings::practice(&serde_json::to_value(server.endpoint()).unwrap()).unwrap()
}

#[tokio::test]
async fn both_forms_of_parts_arrive_and_are_found() {
    for format in [PartFormat::Parquet, PartFormat::Jsonl] {
        let stage = Stage::set(Options::default()).await;
        let report = stage.upload(format).await;
        assert_eq!(report.status, RunStatus::SucceededWithRejects, "{report:?}");
        assert_eq!(
            (
                report.rows.read,
                report.rows.send,
                report.rows.merged,
                report.rows.rejected
            ),
            (1000, 974, 18, 8)
        );
        let platform = report.platform.unwrap();
        assert_eq!((platform.accepted, platform.refused), (974, 0));
        let verified = report.verified.as_ref().unwrap();
        assert_eq!((verified.looked_up, verified.found), (3, 3));
        stage.assert_visible_once(&report).await;
        stage.server.stop().await;
    }
}

/// What the engine reads of a schema; the rest of the platform's answer is not shipped.
const READ_OF_A_SCHEMA: &[&str] = &[
    "title",
    "type",
    "format",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "enum",
    "meta:enum",
    "meta:status",
    "meta:tenantNamespace",
    "meta:xdmType",
    "required",
    "additionalProperties",
    "items",
    "properties",
];

fn as_shipped(node: &Value) -> Value {
    let Value::Object(node) = node else { return node.clone() };
    let shipped = |(key, value): (&String, &Value)| {
        let value = match (key.as_str(), value) {
            ("properties", Value::Object(fields)) => fields
                .iter()
                .map(|(name, field)| (name.clone(), as_shipped(field)))
                .collect(),
            ("items" | "additionalProperties", value) => as_shipped(value),
            _ => value.clone(),
        };
        (key.clone(), value)
    };
    node.iter()
        .filter(|(key, _)| READ_OF_A_SCHEMA.contains(&key.as_str()))
        .map(shipped)
        .collect()
}

/// `UPDATE_SCHEMA=1` writes the served schema to the built-in one's place.
#[tokio::test]
async fn the_built_in_schema_is_the_one_that_the_practice_platform_serves() {
    let stage = Stage::set(Options::default()).await;
    let cancel = CancellationToken::new();
    let id = SchemaId::parse(stage.server.endpoint().schema_id.clone()).unwrap();
    let mut served = as_shipped(&stage.client().schema(&id, &cancel).await.unwrap().schema);
    served["$id"] = stage.server.endpoint().schema_id.clone().into();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/shopper.json");
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, serde_json::to_string_pretty(&served).unwrap() + "\n").unwrap();
    }
    let built_in: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert!(
        built_in == served,
        "run this test with UPDATE_SCHEMA=1 and look at the difference"
    );
    assert!(
        Desk::offline().unwrap().fields() == stage.desk.fields(),
        "the engine reads both alike"
    );
    stage.server.stop().await;
}

/// Each seed loses, refuses and drops other requests; an answer that is lost after its effect is the worst of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bad_network_neither_loses_nor_doubles_a_shopper() {
    let seeds = (1..=8).map(|seed| {
        tokio::spawn(async move {
            let stage = Stage::set(Options {
                faults: Some(seed),
                repeated_external_id: if seed % 2 == 0 {
                    RepeatedExternalId::Conflict
                } else {
                    RepeatedExternalId::Allow
                },
                ..Options::default()
            })
            .await;
            let report = stage.until_done().await;
            stage.assert_visible_once(&report).await;
            stage.server.stop().await;
        })
    });
    for run in seeds.collect::<Vec<_>>() {
        run.await.unwrap();
    }
}

/// The work is torn off after a growing time, so that every step is hit, and taken up from the journal alone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_was_torn_off_is_taken_up_and_arrives_once() {
    for torn_after in (0..400).step_by(40) {
        let stage = Stage::set(Options::default()).await;
        let (engine, desk, job) = (stage.engine.clone(), stage.desk.clone(), stage.job(PartFormat::Jsonl));
        let run = tokio::spawn(async move {
            let _ = engine
                .upload(&desk, job, Arc::new(|_| {}), CancellationToken::new())
                .await;
        });
        tokio::time::sleep(Duration::from_millis(torn_after)).await;
        run.abort();
        let _ = run.await;
        let report = stage.until_done().await;
        stage.assert_visible_once(&report).await;
        stage.server.stop().await;
    }
}

/// Found by killing the program: the journal has the platform's success, the report does not yet.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_was_torn_off_before_its_last_word_is_finished_from_the_journal() {
    let stage = Stage::set(Options::default()).await;
    let report = stage.upload(PartFormat::Jsonl).await;
    let journal = store::Store::open(stage.engine.data_folder()).unwrap();
    let unfinished = RunReport {
        status: RunStatus::Running,
        platform: None,
        finished: None,
        ..report
    };
    let json = serde_json::to_value(&unfinished).unwrap();
    journal
        .save_run(&unfinished.run, "running", &json, None, false)
        .unwrap();
    let finished = stage.until_done().await;
    assert_eq!(finished.run, unfinished.run);
    assert_eq!(finished.platform.map(|p| p.accepted), Some(974));
    stage.assert_visible_once(&finished).await;
    stage.server.stop().await;
}

/// Many rows are refused with one code and for different reasons: each is saved with its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_rows_are_saved_with_their_own_reason_and_column() {
    let stage = Stage::set(Options::default()).await;
    let report = stage.upload(PartFormat::Jsonl).await;
    let why = |message: &str, column: &str| ingest::Refusal {
        code: "1401".to_owned(),
        message: message.to_owned(),
        count: 1,
        column: Some(column.to_owned()),
        examples: Vec::new(),
    };
    let refused = RunReport {
        refusals: vec![why("no such gender", "gender"), why("no such day", "dob")],
        ..report
    };
    let journal = store::Store::open(stage.engine.data_folder()).unwrap();
    let json = serde_json::to_value(&refused).unwrap();
    journal
        .save_run(&refused.run, "succeeded_with_rejects", &json, None, true)
        .unwrap();
    let rows = [(0, Some(1)), (1, Some(0)), (3, None)].map(|(row, reason)| store::RefusedRow {
        row,
        code: "1401".to_owned(),
        reason,
    });
    journal.keep_refused(&refused.run, &rows).unwrap();
    let out = tempfile::tempdir().unwrap();
    let path = out.path().join("left.csv");
    let saved = stage
        .engine
        .save_run_rejects(&stage.desk, &refused.run, &path, &|_| "left out".to_owned())
        .unwrap();
    assert_eq!(
        saved.rows,
        8 + 3,
        "those that stayed behind and those that were refused"
    );
    let text = std::fs::read_to_string(&path).unwrap();
    for (column, reason) in [
        ("dob", "Adobe: “no such day”"),
        ("gender", "Adobe: “no such gender”"),
        ("", "Adobe: 1401"),
    ] {
        let end = format!(r#","{column}","{reason}","1401","#);
        assert!(text.contains(&end), "{column}: {text}");
    }
    stage.server.stop().await;
}

/// The reference knows the threshold by two names: a platform that refuses one, or passes over it in silence, still gets
/// it, and is known for it from then on.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_threshold_stands_in_the_batch_under_either_name() {
    for quirks in [
        vec![],
        vec![Quirk::OnlyPercent],
        vec![Quirk::OnlyPercentage],
        vec![Quirk::OnlyPercentage, Quirk::UnknownMembersIgnored],
        vec![Quirk::OnlyPercentage, Quirk::ScalarBatchTags],
    ] {
        let older = quirks.contains(&Quirk::OnlyPercentage);
        let stage = Stage::set(Options {
            quirks: quirks.iter().copied().collect(),
            ..Options::default()
        })
        .await;
        let settings = SendSettings {
            threshold: 7,
            ..SendSettings::default()
        };
        stage.engine.set_send_settings("practice", settings).unwrap();
        let report = stage.upload(PartFormat::Parquet).await;
        stage.assert_visible_once(&report).await;
        let batches = stage.batches().await;
        let visible = batches.iter().find(|b| b.status.is_success()).unwrap();
        assert_eq!(visible.partial_ingestion_percent(), Some("7"), "{quirks:?}");
        assert_eq!(
            stage.engine.send_settings("practice").unwrap().older_threshold_name,
            older,
            "{quirks:?}"
        );
        stage.server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_that_takes_less_gets_smaller_parts() {
    let stage = Stage::set(Options {
        largest_put: 400_000,
        ..Options::default()
    })
    .await;
    let report = stage.upload(PartFormat::Jsonl).await;
    assert_eq!(report.status, RunStatus::SucceededWithRejects, "{report:?}");
    stage.assert_visible_once(&report).await;
    let learned = stage.engine.send_settings("practice").unwrap().part_bytes;
    assert!((200_000..400_000).contains(&learned), "{learned}");
    stage.server.stop().await;
}

#[tokio::test]
async fn a_cancelled_run_leaves_nothing_visible() {
    let stage = Stage::set(Options::default()).await;
    let cancel = CancellationToken::new();
    let at_sending = cancel.clone();
    let sink = Arc::new(move |progress: ingest::Progress| {
        if progress.phase == ingest::Phase::Sending {
            at_sending.cancel();
        }
    });
    let result = stage
        .engine
        .upload(&stage.desk, stage.job(PartFormat::Parquet), sink, cancel)
        .await;
    assert_eq!(result.err().unwrap().problem, ingest::Problem::Cancelled {});
    let report = stage.engine.history(1).unwrap().remove(0);
    assert_eq!(report.status, RunStatus::Cancelled);
    let batches = stage.batches().await;
    assert!(batches.iter().all(|b| b.status.is_without_rows()), "{batches:?}");
    stage.server.stop().await;
}
