//! Handing over to the platform's own engine, on the real practice server: what lands is what a batch would have carried,
//! and everything that was made can be found, stopped and deleted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::{
    ConnectionSettings, Desk, Engine, FileFacts, FlowEvery, FlowRunState, FlowStanding, Lands, NewFlow, Outcome,
    Problem, RunReport, RunStatus, SourceFile, Timestamp, UploadJob,
};
use practice::{Options, Server};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const WAIT: Duration = Duration::from_secs(1_200);
/// The practice dataset whose schema has the e-mail address as primary identity.
const BY_FIELD: &str = "67420c5e1a9d3b2f8c47e602";
const HEADER: &str = "email,firstname,lastname,dob,gender,telephone,created_at\n";

struct Stage {
    server: Server,
    engine: Engine,
    desk: Arc<Desk>,
    folder: tempfile::TempDir,
}

fn settings(server: &Server, dataset: &str) -> ConnectionSettings {
    let endpoint = serde_json::to_value(server.endpoint()).unwrap();
    let mut settings = ConnectionSettings::practice(&endpoint).unwrap();
    dataset.clone_into(&mut settings.dataset);
    settings
}

impl Stage {
    async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            dir: folder.path().join("platform"),
            // A flow of every 15 minutes runs every second.
            speed: 900.0,
            ..Options::default()
        };
        let server = Server::start(options).await.unwrap();
        let desk = Desk::connect(&settings(&server, BY_FIELD), &CancellationToken::new())
            .await
            .unwrap();
        Self {
            server,
            engine: Engine::open(Some(&folder.path().join("data"))).unwrap(),
            desk: Arc::new(desk),
            folder,
        }
    }

    fn file(&self, name: &str, rows: &str) -> SourceFile {
        let path: PathBuf = self.folder.path().join(name);
        std::fs::write(&path, format!("{HEADER}{rows}")).unwrap();
        SourceFile::at(&path).unwrap()
    }

    async fn finish(&self, outcome: Outcome) -> RunReport {
        let cancel = CancellationToken::new();
        match outcome.verification {
            Some(seen) => self
                .engine
                .verify(&self.desk, seen, WAIT, Arc::new(|_| {}), &cancel)
                .await
                .unwrap(),
            None => outcome.report,
        }
    }

    async fn land(&self, job: UploadJob) -> RunReport {
        let job = UploadJob { wait: WAIT, ..job };
        let cancel = CancellationToken::new();
        let uploading = self.engine.upload(&self.desk, job, Arc::new(|_| {}), cancel);
        let outcome = Box::pin(uploading).await.unwrap();
        Box::pin(self.finish(outcome)).await
    }
}

fn new_flow(name: &str, every: FlowEvery) -> NewFlow {
    NewFlow {
        name: name.to_owned(),
        every,
        lands: Lands::Here,
        despite_differences: false,
    }
}

/// Spreadsheet oddities on purpose: the landed file must not leave them to the mapper.
const ROWS: &str = "Anna@Shop.example,\"Anna, A.\",Visser,1990-04-01,Female,+31 6 12345678,2024-01-02T03:04:05Z\n\
    bob@shop.example,Bob,\"O\"\"Neill\",,male,,2023-05-06T07:08:09Z\n\
    not an address,Nobody,Here,1980-01-01,,,\n\
    cas@shop.example,Cas,\"de\nBruin\",1971-12-31,,,\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_handed_over_once_and_its_shoppers_are_found() {
    let stage = Stage::set().await;
    let cancel = CancellationToken::new();
    let source = stage.file("customers.csv", ROWS);
    let mapping = stage.desk.suggested_mapping(&FileFacts::read(&source).unwrap());
    let new = new_flow("Once", FlowEvery::Once);
    let flow = stage
        .engine
        .create_flow(&stage.desk, &new, &source, &mapping, &cancel)
        .await
        .unwrap();
    assert_eq!(flow.standing, FlowStanding::Waits);
    let job = stage.engine.flow_upload(ingest::new_run_id(), source, "once").unwrap();
    let report = stage.land(job).await;
    assert_eq!(report.status, RunStatus::SucceededWithRejects, "{report:?}");
    assert_eq!((report.rows.send, report.rows.rejected), (3, 1));
    assert_eq!(report.platform.unwrap().accepted, 3);
    let seen = report.verified.unwrap();
    // The first and the last; the one in the middle was left out.
    assert_eq!((seen.looked_up, seen.found), (2, 2), "{seen:?}");
    let flow = stage.engine.flow("Once", Some(&stage.desk), &cancel).await.unwrap();
    assert_eq!(flow.runs[0].status, FlowRunState::Succeeded, "{flow:?}");
    assert_eq!(flow.runs[0].read, Some(3));
    stage.server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_takes_what_lands_rests_and_goes_without_a_rest() {
    let stage = Stage::set().await;
    let cancel = CancellationToken::new();
    let first = stage.file("customers.csv", ROWS);
    let mapping = stage.desk.suggested_mapping(&FileFacts::read(&first).unwrap());
    let new = new_flow("Nightly", FlowEvery::Minutes(15));
    let make = || stage.engine.create_flow(&stage.desk, &new, &first, &mapping, &cancel);
    make().await.unwrap();
    for every in [FlowEvery::Hours(6), FlowEvery::Minutes(15)] {
        let timed = stage.engine.retime_flow("Nightly", every, &stage.desk, &cancel);
        assert_eq!(timed.await.unwrap().every, every);
    }
    let often = stage
        .engine
        .retime_flow("Nightly", FlowEvery::Minutes(1), &stage.desk, &cancel);
    assert_eq!(often.await.unwrap_err().problem, Problem::FlowTooOften {});
    let taken = make().await.unwrap_err();
    assert!(matches!(taken.problem, Problem::NameTaken { .. }), "{taken:?}");
    let landed = |file: &SourceFile| {
        stage
            .engine
            .flow_upload(ingest::new_run_id(), file.clone(), "Nightly")
            .unwrap()
    };
    for round in 0..2 {
        let rows = format!("dora{round}@shop.example,Dora,Roos,1990-04-01,,,2024-01-02T03:04:05Z\n");
        let report = stage.land(landed(&stage.file("next.csv", &rows))).await;
        assert_eq!(report.status, RunStatus::Succeeded, "{report:?}");
        assert_eq!(report.verified.unwrap().found, 1);
    }
    // At rest, what lands stays there, and the upload says so.
    let off = stage
        .engine
        .switch_flow("Nightly", false, &stage.desk, &cancel)
        .await
        .unwrap();
    assert_eq!(off.standing, FlowStanding::Off);
    let mut waiting = Vec::new();
    for (name, email) in [("late.csv", "eva@shop.example"), ("later.csv", "finn@shop.example")] {
        let job = UploadJob {
            wait: Duration::from_secs(2),
            ..landed(&stage.file(name, &format!("{email},Eva,Smit,,,,\n")))
        };
        waiting.push(job.run.clone());
        let outcome = stage
            .engine
            .upload(&stage.desk, job, Arc::new(|_| {}), cancel.clone())
            .await
            .unwrap();
        assert_eq!(outcome.report.status, RunStatus::Processing);
    }
    // On again, one run takes both files, which have landed and are not sent again; each upload tells its own share.
    stage
        .engine
        .switch_flow("Nightly", true, &stage.desk, &cancel)
        .await
        .unwrap();
    let mut batches = Vec::new();
    for run in waiting {
        let outcome = stage
            .engine
            .resume(&stage.desk, &run, WAIT, Arc::new(|_| {}), cancel.clone())
            .await
            .unwrap();
        let report = stage.finish(outcome).await;
        assert_eq!(report.status, RunStatus::Succeeded, "{report:?}");
        assert_eq!(
            (report.platform.unwrap().accepted, report.verified.unwrap().found),
            (1, 1)
        );
        batches.extend(report.batches);
    }
    assert_eq!(batches[0], batches[1]);

    stage.engine.delete_flow("Nightly", &stage.desk, &cancel).await.unwrap();
    assert!(stage.engine.flows(None, &cancel).await.unwrap().is_empty());
    assert_eq!(left_behind(&stage).await, "");
    stage.server.stop().await;
}

/// What an outsider still finds of ours.
async fn left_behind(stage: &Stage) -> String {
    let settings = settings(&stage.server, BY_FIELD);
    let sandbox = aep::SandboxName::parse(settings.sandbox).unwrap();
    let client = aep::Client::new(settings.hosts, settings.credentials, sandbox, aep::Retry::INTERACTIVE).unwrap();
    let cancel = CancellationToken::new();
    let mut left = String::new();
    for flow in client.flows(&cancel).await.unwrap() {
        left.push_str(&flow.name);
    }
    let access = client.landing_credentials(false, &cancel).await.unwrap();
    for file in aep::Landing::open(client, access)
        .unwrap()
        .list("", &cancel)
        .await
        .unwrap()
    {
        left.push_str(&file.name);
    }
    left
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dataset_with_an_identity_map_is_refused_before_anything_is_made() {
    let stage = Stage::set().await;
    let cancel = CancellationToken::new();
    let endpoint = serde_json::to_value(stage.server.endpoint()).unwrap();
    let usual = ConnectionSettings::practice(&endpoint).unwrap();
    let desk = Arc::new(Desk::connect(&usual, &cancel).await.unwrap());
    let source = stage.file("customers.csv", ROWS);
    let mapping = desk.suggested_mapping(&FileFacts::read(&source).unwrap());
    let new = new_flow("Daily", FlowEvery::Days(1));
    let refused = stage.engine.create_flow(&desk, &new, &source, &mapping, &cancel).await;
    assert_eq!(refused.unwrap_err().problem, Problem::FlowNeedsIdentityField {});
    let often = new_flow("Often", FlowEvery::Minutes(5));
    let refused = stage
        .engine
        .create_flow(&stage.desk, &often, &source, &mapping, &cancel)
        .await;
    assert_eq!(refused.unwrap_err().problem, Problem::FlowTooOften {});
    assert!(stage.engine.flows(None, &cancel).await.unwrap().is_empty());
    assert!(!desk.advice(source.bytes, 4).hand_over);
    stage.server.stop().await;
    assert!(Path::new(&stage.folder.path().join("data")).exists());
}

/// `…:21Z` and `…:21.000Z` are one moment: columns of Parquet have no spelling.
fn with_one_spelling(value: Value) -> Value {
    match value {
        Value::String(text) => match text.parse::<Timestamp>() {
            Ok(moment) => moment.to_string().into(),
            Err(_) => text.into(),
        },
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name, with_one_spelling(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(with_one_spelling).collect(),
        other => other,
    }
}

/// Every record as the platform keeps it, by its e-mail address.
fn kept(stage: &Stage, report: &RunReport) -> BTreeMap<String, Value> {
    let records = stage.server.records_of(&report.batches[0]).unwrap();
    let by_email = |record: Value| {
        let email = record["personalEmail"]["address"].as_str().unwrap().to_owned();
        (email, with_one_spelling(record))
    };
    records.into_iter().map(by_email).collect()
}

/// `PARITY_FILE=100k.csv` compares another file than the sample.
#[tokio::test(flavor = "multi_thread")]
async fn both_ways_make_the_same_profiles() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample/customers.csv");
    let path = std::env::var_os("PARITY_FILE").map_or(sample, PathBuf::from);
    let source = SourceFile::at(&path).unwrap();
    let cancel = CancellationToken::new();
    let (here, there) = (Stage::set().await, Stage::set().await);
    let mapping = here.desk.suggested_mapping(&FileFacts::read(&source).unwrap());
    let job = UploadJob::new(ingest::new_run_id(), Arc::new(source.clone()), mapping.clone());
    let by_batch = here.land(job).await;
    let new = new_flow("Same", FlowEvery::Once);
    there
        .engine
        .create_flow(&there.desk, &new, &source, &mapping, &cancel)
        .await
        .unwrap();
    let job = there.engine.flow_upload(ingest::new_run_id(), source, "Same").unwrap();
    let by_flow = there.land(job).await;
    assert_eq!((by_batch.rows, by_batch.platform), (by_flow.rows, by_flow.platform));
    let (ours, theirs) = (kept(&here, &by_batch), kept(&there, &by_flow));
    assert_eq!(ours.len() as u64, by_batch.platform.unwrap().accepted);
    let differing: Vec<_> = ours
        .iter()
        .filter(|(email, record)| theirs.get(*email) != Some(record))
        .collect();
    let one = differing.first().map(|(email, record)| (record, theirs.get(*email)));
    assert!(
        differing.is_empty(),
        "{} of {} differ, such as {one:?}",
        differing.len(),
        ours.len()
    );
    println!("{} profiles are the same by either way", ours.len());
    here.server.stop().await;
    there.server.stop().await;
}
