//! What is asked of the platform ahead of an upload, against the real practice server.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::{
    ConnectionSettings, Desk, Engine, FileFacts, MappingSet, Problem, SourceFile, TrialOutcome, TryRecord, UploadJob,
};
use practice::{Options, Server};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

struct Stage {
    _server: Server,
    settings: ConnectionSettings,
    engine: Engine,
    desk: Arc<Desk>,
    cancel: CancellationToken,
    folder: tempfile::TempDir,
}

impl Stage {
    async fn set(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(Options {
            dir: folder.path().join("platform"),
            speed: 500.0,
            ..options
        })
        .await
        .unwrap();
        let settings = ConnectionSettings::practice(&serde_json::to_value(server.endpoint()).unwrap()).unwrap();
        let cancel = CancellationToken::new();
        Self {
            desk: Arc::new(Desk::connect(&settings, &cancel).await.unwrap()),
            engine: Engine::open(Some(&folder.path().join("data"))).unwrap(),
            _server: server,
            settings,
            cancel,
            folder,
        }
    }

    fn file(&self, name: &str, text: &str) -> (SourceFile, MappingSet) {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let source = SourceFile::at(&path).unwrap();
        let mapping = self.desk.suggested_mapping(&FileFacts::read(&source).unwrap());
        (source, mapping)
    }

    fn job(&self, text: &str, row: Option<u64>) -> TryRecord {
        let (source, mapping) = self.file("try.csv", text);
        TryRecord {
            source,
            mapping,
            row,
            confirmed: None,
        }
    }

    async fn found(&self, address: &str) -> bool {
        let (source, mapping) = self.file("look.csv", &format!("email\n{address}\n"));
        let probe = self.engine.probe_casing(&self.desk, &source, &mapping, &self.cancel);
        probe.await.unwrap().lower_case == 1
    }
}

const PEOPLE: &str = "email,firstname\nnobody,Niemand\nnoor@shop.nl,Noor\njan@shop.nl,Jan\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_is_taken_is_really_ingested_and_only_that_one() {
    let stage = Stage::set(Options::default()).await;
    let trial = stage
        .engine
        .try_record(&stage.desk, stage.job(PEOPLE, None), &stage.cancel)
        .await
        .unwrap();
    assert_eq!((trial.row, trial.line, trial.outcome), (2, 3, TrialOutcome::Taken));
    for _ in 0..50 {
        if stage.found("Noor@shop.nl").await {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(stage.found("Noor@shop.nl").await, "it is in Profile now");
    assert!(!stage.found("Jan@shop.nl").await, "the others are not");
    let again = stage
        .engine
        .try_record(&stage.desk, stage.job(PEOPLE, Some(3)), &stage.cancel);
    assert_eq!(again.await.unwrap().row, 3, "the inlet is found again");
    for row in [1, 9] {
        let refused = stage
            .engine
            .try_record(&stage.desk, stage.job(PEOPLE, Some(row)), &stage.cancel);
        assert_eq!(refused.await.unwrap_err().problem, Problem::RowNotSent { row });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_while_a_question_is_open_or_where_the_row_would_not_go() {
    let stage = Stage::set(Options::default()).await;
    let refused = async |text: &str| {
        let trial = stage
            .engine
            .try_record(&stage.desk, stage.job(text, None), &stage.cancel);
        trial.await.unwrap_err().problem
    };
    let open = refused("email,dob\nnoor@shop.nl,05-03-1991\n").await;
    assert!(
        matches!(&open, Problem::QuestionOpen { column, .. } if column == "dob"),
        "{open:?}"
    );
    let nobody = refused("email,firstname\nnobody,Niemand\n").await;
    assert_eq!(nobody, Problem::NothingToSend {});
    let today = stage
        .engine
        .batches_today(&stage.settings, &stage.cancel)
        .await
        .unwrap();
    assert_eq!(today.batches, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_platform_has_against_a_record_is_told_without_its_cells() {
    let stage = Stage::set(Options::default()).await;
    // A namespace that the platform does not know: our own rules cannot see it.
    let mut job = stage.job("email,firstname,ding\nnoor@shop.nl,Noor,x7\n", None);
    job.mapping.identity.others.push(xdm_identity("Onbekend", "ding"));
    let trial = stage.engine.try_record(&stage.desk, job, &stage.cancel).await.unwrap();
    assert_eq!(trial.outcome, TrialOutcome::Violations, "{trial:?}");
    assert!(!trial.violations.is_empty(), "{trial:?}");
    let told = serde_json::to_string(&trial).unwrap();
    assert!(!told.contains("noor@") && !told.contains("x7"), "{told}");
}

fn xdm_identity(namespace: &str, column: &str) -> xdm::IdentitySource {
    serde_json::from_value(serde_json::json!({"namespace": namespace, "column": column})).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_region_that_judges_no_records_says_so_and_takes_nothing() {
    let stage = Stage::set(Options {
        region: "NLD2".to_owned(),
        ..Options::default()
    })
    .await;
    let trial = stage
        .engine
        .try_record(&stage.desk, stage.job(PEOPLE, None), &stage.cancel)
        .await
        .unwrap();
    assert_eq!(trial.outcome, TrialOutcome::NotOffered);
    let today = stage
        .engine
        .batches_today(&stage.settings, &stage.cancel)
        .await
        .unwrap();
    assert_eq!(today.batches, 0, "nothing was ingested");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_casing_that_profile_holds_is_counted_and_batches_of_the_day_too() {
    let stage = Stage::set(Options::default()).await;
    let (source, mapping) = stage.file("a.csv", "email,firstname\nnoor@shop.nl,Noor\nmia@shop.nl,Mia\n");
    let job = UploadJob {
        wait: Duration::from_secs(60),
        ..UploadJob::new(ingest::new_run_id(), Arc::new(source), mapping)
    };
    stage
        .engine
        .upload(&stage.desk, job, Arc::new(|_| {}), stage.cancel.clone())
        .await
        .unwrap();
    let (source, mapping) = stage.file(
        "b.csv",
        "email,firstname\nNoor@Shop.nl,Noor\nmia@shop.nl,Mia\n NOOR@SHOP.NL,Noor\nJan@shop.nl,Jan\nno address,X\n",
    );
    let mut probe = None;
    for _ in 0..50 {
        let seen = stage
            .engine
            .probe_casing(&stage.desk, &source, &mapping, &stage.cancel)
            .await
            .unwrap();
        if seen.lower_case > 0 {
            probe = Some(seen);
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let probe = probe.expect("found in time");
    assert_eq!(
        (
            probe.addresses,
            probe.lower_case,
            probe.as_written,
            probe.both,
            probe.neither
        ),
        (2, 1, 0, 0, 1),
        "each address once, and only those with capitals"
    );
    let today = stage
        .engine
        .batches_today(&stage.settings, &stage.cancel)
        .await
        .unwrap();
    assert_eq!((today.batches, today.more, today.is_much()), (1, false, false));
    let many = ingest::BatchesToday { batches: 72, ..today };
    assert!(many.is_much());
}
