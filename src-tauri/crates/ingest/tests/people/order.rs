//! The order among the runs of one dataset: what was cut off goes first or not at all, and nothing older goes over what is
//! newer without somebody's word.

use crate::stage::{BY_MAP, Stage, WAIT, by_email, mapping};
use ingest::{Desk, Failure, Problem, RunReport, RunStatus, SourceFile, UploadJob};
use practice::{Effect, Fault, Options};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio_util::sync::CancellationToken;

const COMPLETE: &str = "POST /data/foundation/import/batches/*?action=COMPLETE";
const PUT: &str = "PUT /data/foundation/import/batches/*/datasets/*/files/**";
const MONDAY: &str = "email,name\nanna@shop.example,Anna\nbas@shop.example,Bas\n";
const FRIDAY: &str = "email,name\nanna@shop.example,Hannah\ncas@shop.example,Cas\n";

/// One user of one dataset.
struct Shop {
    stage: Stage,
    desk: Arc<Desk>,
}

impl Shop {
    async fn open() -> Self {
        let stage = Stage::set(Options::default()).await;
        let desk = Desk::connect(&stage.settings(BY_MAP), &CancellationToken::new())
            .await
            .unwrap();
        let desk = Arc::new(desk.for_user(&stage.engine).unwrap());
        Self { stage, desk }
    }

    async fn run(&self, job: UploadJob) -> Result<RunReport, Failure> {
        let cancel = CancellationToken::new();
        let uploading = self.stage.engine.upload(&self.desk, job, Arc::new(|_| {}), cancel);
        Ok(uploading.await?.report)
    }

    /// Uploads until the program ends in the middle of this call, without an answer.
    async fn cut_off(&self, file: &SourceFile, operation: &str) -> String {
        self.cut_off_job(job(file), operation).await
    }

    async fn cut_off_job(&self, job: UploadJob, operation: &str) -> String {
        self.stage.server.plan(Fault {
            operation: operation.to_owned(),
            call: 1,
            effect: Effect::Hang,
        });
        let run = job.run.clone();
        let reached = async {
            while !self.stage.server.planned().is_empty() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::select! {
            ended = self.run(job) => panic!("it ended before it was cut off: {ended:?}"),
            () = reached => {}
        }
        run
    }

    async fn resume(&self, run: &str) -> Result<RunReport, Failure> {
        let (sink, cancel) = (Arc::new(|_| {}), CancellationToken::new());
        let resuming = self.stage.engine.resume(&self.desk, run, WAIT, sink, cancel);
        Ok(resuming.await?.report)
    }

    /// The names of everybody on the platform in the order in which they were taken, and how many batches are open.
    async fn taken(&self) -> (Vec<String>, usize) {
        let batches = self.stage.batches().await;
        let mut names = Vec::new();
        for batch in batches.iter().filter(|batch| batch.status.is_success()) {
            for record in self.stage.server.records_of(batch.id.as_str()).unwrap() {
                names.push(record["person"]["name"]["firstName"].as_str().unwrap().to_owned());
            }
        }
        let open = batches.iter().filter(|batch| !batch.status.is_final()).count();
        (names, open)
    }
}

fn job(file: &SourceFile) -> UploadJob {
    UploadJob {
        wait: WAIT,
        ..UploadJob::new(ingest::new_run_id(), Arc::new(file.clone()), mapping(by_email(), &[]))
    }
}

fn aged(path: &Path, days: u64) {
    let then = SystemTime::now() - Duration::from_secs(days * 86_400);
    std::fs::File::open(path).unwrap().set_modified(then).unwrap();
}

fn old(shop: &Shop, name: &str, text: &str, days: u64) -> SourceFile {
    shop.stage.file(name, text);
    let path = shop.stage.folder.path().join(name);
    aged(&path, days);
    SourceFile::at(&path).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_cut_off_goes_before_what_is_newer_wherever_it_was_cut() {
    for operation in [PUT, COMPLETE] {
        let shop = Shop::open().await;
        let monday = shop.cut_off(&old(&shop, "monday.csv", MONDAY, 5), operation).await;
        let friday = shop.run(job(&shop.stage.file("friday.csv", FRIDAY))).await.unwrap();
        assert_eq!(friday.status, RunStatus::Succeeded, "{friday:?}");
        assert_eq!(shop.stage.engine.run(&monday).unwrap().status, RunStatus::Succeeded);
        let (names, open) = shop.taken().await;
        assert_eq!(
            (names, open),
            (
                vec!["Anna", "Bas", "Hannah", "Cas"]
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
                0
            ),
            "{operation}"
        );
        // Nobody takes it up once more.
        assert!(shop.stage.engine.interrupted().unwrap().is_empty());
        shop.stage.server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_file_once_more_instead_of_going_on_sends_everybody_once() {
    for operation in [PUT, COMPLETE] {
        let shop = Shop::open().await;
        let file = shop.stage.file("monday.csv", MONDAY);
        shop.cut_off(&file, operation).await;
        let again = shop.run(job(&file)).await.unwrap();
        assert_eq!(
            (again.status, again.rows.send, again.rows.unchanged),
            (RunStatus::Succeeded, 0, 2)
        );
        let (names, open) = shop.taken().await;
        assert_eq!((names.len(), open), (2, 0), "{operation}: {names:?}");
        shop.stage.server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_begun_with_a_file_that_is_another_now_is_given_up_or_only_followed() {
    for (operation, status, taken) in [
        (PUT, RunStatus::Held, &["Hannah", "Cas"][..]),
        (COMPLETE, RunStatus::Succeeded, &["Anna", "Bas", "Hannah", "Cas"]),
    ] {
        for gone in [true, false] {
            let shop = Shop::open().await;
            let file = shop.stage.file("customers.csv", MONDAY);
            let monday = shop.cut_off(&file, operation).await;
            if gone {
                std::fs::remove_file(shop.stage.folder.path().join("customers.csv")).unwrap();
            }
            let friday = shop
                .stage
                .file(if gone { "other.csv" } else { "customers.csv" }, FRIDAY);
            let friday = shop.run(job(&friday)).await.unwrap();
            assert_eq!(friday.status, RunStatus::Succeeded, "{friday:?}");
            let monday = shop.stage.engine.run(&monday).unwrap();
            assert_eq!(monday.status, status, "{operation} {gone}: {monday:?}");
            let (names, open) = shop.taken().await;
            assert_eq!(
                (names, open),
                (taken.iter().map(|name| (*name).to_owned()).collect(), 0)
            );
            shop.stage.server.stop().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_file_over_a_newer_one_is_asked_about() {
    let shop = Shop::open().await;
    shop.run(job(&old(&shop, "friday.csv", FRIDAY, 1))).await.unwrap();
    let monday = old(&shop, "monday.csv", MONDAY, 5);
    let refused = shop.run(job(&monday)).await.unwrap_err();
    let older = Problem::OlderFile {
        name: "monday.csv".to_owned(),
        sent: "friday.csv".to_owned(),
    };
    assert_eq!((refused.problem, refused.sent), (older, false));
    assert_eq!(shop.taken().await, (vec!["Hannah".to_owned(), "Cas".to_owned()], 0));
    // Others of the same age do not meet whom it sent.
    let others = old(&shop, "others.csv", "email,name\neva@shop.example,Eva\n", 5);
    assert_eq!(shop.run(job(&others)).await.unwrap().rows.send, 1);
    // The same values again are no older ones.
    let copy = old(&shop, "copy.csv", FRIDAY, 9);
    assert_eq!(shop.run(job(&copy)).await.unwrap().rows.unchanged, 2);
    let said = UploadJob {
        older: true,
        ..job(&monday)
    };
    assert_eq!(shop.run(said).await.unwrap().rows.send, 2);
    shop.stage.server.stop().await;
}

/// Whatever stops a run that is taken up, what it was to publish may be visible: it is neither cancelled nor called unsent.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_to_be_published_is_ended_by_the_platform_alone() {
    let shop = Shop::open().await;
    let left = shop.cut_off(&shop.stage.file("monday.csv", MONDAY), COMPLETE).await;
    let cancelled = CancellationToken::new();
    cancelled.cancel();
    let resuming = shop
        .stage
        .engine
        .resume(&shop.desk, &left, WAIT, Arc::new(|_| {}), cancelled);
    let stopped = resuming.await.err().unwrap();
    let status = shop.stage.engine.run(&left).unwrap().status;
    assert_eq!(
        (stopped.problem, stopped.sent, status),
        (Problem::Cancelled {}, true, RunStatus::Resumable)
    );
    assert_eq!(shop.resume(&left).await.unwrap().status, RunStatus::Succeeded);
    assert_eq!(shop.taken().await.0.len(), 2);
    shop.stage.server.stop().await;
}

/// As a history of a version that let a later run go first.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_a_later_one_overtook_does_not_go_back() {
    let shop = Shop::open().await;
    let monday = UploadJob {
        older: true,
        ..job(&shop.stage.file("monday.csv", MONDAY))
    };
    // Ids of one millisecond are in no order.
    tokio::time::sleep(Duration::from_millis(2)).await;
    let friday = UploadJob {
        run: ingest::new_run_id(),
        ..job(&shop.stage.file("friday.csv", FRIDAY))
    };
    let run = monday.run.clone();
    assert!(run < friday.run);
    shop.run(friday).await.unwrap();
    shop.cut_off_job(monday, PUT).await;
    let refused = shop.resume(&run).await.unwrap_err();
    assert!(matches!(refused.problem, Problem::OlderFile { .. }), "{refused:?}");
    assert_eq!(shop.taken().await, (vec!["Hannah".to_owned(), "Cas".to_owned()], 0));
    shop.stage.server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_is_done_is_done_however_often_it_is_taken_up() {
    let shop = Shop::open().await;
    let file = shop.stage.file("monday.csv", MONDAY);
    let done = shop.run(job(&file)).await.unwrap();
    assert_eq!(shop.resume(&done.run).await.unwrap().status, RunStatus::Succeeded);
    assert_eq!(
        shop.run(job(&file)).await.unwrap().rows.unchanged,
        2,
        "the ledger still has everybody"
    );
    shop.stage.server.stop().await;
}

/// The program was updated between the end and the taking up: its parts are others, and the file is the same.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_another_version_began_is_begun_anew() {
    let shop = Shop::open().await;
    let known = shop
        .run(job(&shop
            .stage
            .file("others.csv", "email,name\neva@shop.example,Eva\n")))
        .await;
    let file = shop.stage.file("monday.csv", MONDAY);
    let run = shop.left_by_another_version(&known.unwrap(), &file).await;
    let report = shop.resume(&run).await.unwrap();
    assert_eq!(
        (report.status, report.rows.send),
        (RunStatus::Succeeded, 2),
        "{report:?}"
    );
    let (names, open) = shop.taken().await;
    assert_eq!((names.join(" "), open), ("Eva Anna Bas".to_owned(), 0));
    let given_up = shop
        .stage
        .batches()
        .await
        .into_iter()
        .filter(|batch| batch.status.is_without_rows());
    assert_eq!(given_up.count(), 1);
    shop.stage.server.stop().await;
}

impl Shop {
    /// A run that was cut off with a batch that holds other parts than this version makes of the file.
    async fn left_by_another_version(&self, known: &RunReport, file: &SourceFile) -> String {
        let store = store::Store::open(self.stage.engine.data_folder()).unwrap();
        let (run, row) = (ingest::new_run_id(), store.run(&known.run).unwrap().unwrap());
        let report = RunReport {
            run: run.clone(),
            status: RunStatus::Running,
            finished: None,
            batches: Vec::new(),
            file: file.into(),
            source_sha256: Some(file.sha256().unwrap()),
            ..known.clone()
        };
        let report = serde_json::to_value(&report).unwrap();
        let path = self.stage.folder.path().join(&file.name);
        let begun = store::NewRun {
            id: &run,
            source_path: path.to_str().unwrap(),
            mapping: &row.mapping,
            format: "parquet",
            engine_version: "0.0.1",
            report: &report,
        };
        store.begin(&begun).unwrap();
        let hash = file.sha256().unwrap();
        store.save_run(&run, "running", &report, Some(&hash), false).unwrap();
        let external_id = format!("profile-courier-{}-{run}-1", store.install_id().unwrap());
        store.creating(&run, 1, &external_id).unwrap();
        let part = store::NewPart {
            number: 1,
            source_hash: "of-another-version-0.0.1".to_owned(),
            shoppers: 2,
        };
        store.plan(&run, 1, &[part]).unwrap();
        let batch = self.stage.open_batch(BY_MAP, &external_id).await;
        store.opened(&run, 1, &batch).unwrap();
        run
    }
}
