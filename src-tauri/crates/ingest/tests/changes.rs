//! Only what changed, against the real practice server: what it has of each batch is what counts. Shoppers who are the
//! same as the last confirmed time stay at home; whoever it is not known of goes out again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::view::ForgetAlso;
use ingest::{
    ChangeBasis, ConnectionSettings, Desk, Engine, Failure, FileFacts, MappingSet, PartFormat, RunReport, RunStatus,
    SourceFile, UploadJob,
};
use practice::{Effect, Fault, Options, Server};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const WAIT: Duration = Duration::from_secs(600);

struct Stage {
    server: Server,
    engine: Engine,
    folder: tempfile::TempDir,
}

impl Stage {
    async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(Options {
            dir: folder.path().join("platform"),
            speed: 500.0,
            ..Options::default()
        })
        .await
        .unwrap();
        Self {
            server,
            engine: Engine::open(Some(&folder.path().join("data"))).unwrap(),
            folder,
        }
    }

    fn settings(&self) -> ConnectionSettings {
        ConnectionSettings::practice(&serde_json::to_value(self.server.endpoint()).unwrap()).unwrap()
    }

    async fn desk(&self) -> Arc<Desk> {
        let desk = Desk::connect(&self.settings(), &CancellationToken::new())
            .await
            .unwrap();
        Arc::new(desk.for_user(&self.engine).unwrap())
    }

    fn file(&self, text: &str) -> Arc<SourceFile> {
        let path = self.folder.path().join("customers.csv");
        std::fs::write(&path, text).unwrap();
        Arc::new(SourceFile::at(&path).unwrap())
    }

    async fn job(&self, text: &str) -> (Arc<Desk>, UploadJob) {
        let (desk, source) = (self.desk().await, self.file(text));
        let mapping = desk.suggested_mapping(&FileFacts::read(&source).unwrap());
        let job = UploadJob {
            wait: WAIT,
            ..UploadJob::new(ingest::new_run_id(), source, mapping)
        };
        (desk, job)
    }

    async fn upload(&self, text: &str) -> RunReport {
        let (desk, job) = self.job(text).await;
        self.run(&desk, job).await.unwrap()
    }

    async fn run(&self, desk: &Arc<Desk>, job: UploadJob) -> Result<RunReport, Failure> {
        let outcome = self
            .engine
            .upload(desk, job, Arc::new(|_| {}), CancellationToken::new())
            .await?;
        Ok(outcome.report)
    }

    /// Whom a run's batch brought, as the platform has them.
    fn brought(&self, report: &RunReport) -> BTreeSet<String> {
        let records = report.batches.iter().flat_map(|id| self.server.records_of(id).unwrap());
        let ids: Vec<String> = records
            .map(|record| record["personalEmail"]["address"].as_str().unwrap().to_owned())
            .collect();
        let set: BTreeSet<String> = ids.iter().cloned().collect();
        assert_eq!(set.len(), ids.len(), "nobody comes twice");
        set
    }

    fn ledgers(&self, kind: &str) -> Vec<PathBuf> {
        let all = std::fs::read_dir(self.engine.data_folder().join("ledger")).unwrap();
        let paths = all.map(|entry| entry.unwrap().path());
        paths
            .filter(|path| path.extension().is_some_and(|e| e == kind))
            .collect()
    }
}

/// So many customers; of those whose number `is_changed` says so the name is another one.
fn shop(numbers: std::ops::Range<u64>, is_changed: impl Fn(u64) -> bool) -> String {
    let mut text = "email,firstname,lastname,dob\n".to_owned();
    for number in numbers {
        let name = if is_changed(number) { "Renamed" } else { "Anna" };
        let day = 1 + number % 28;
        writeln!(text, "s{number}@shop.example,{name},Van {number},1990-05-{day:02}").unwrap();
    }
    text
}

fn emails(numbers: impl Iterator<Item = u64>) -> BTreeSet<String> {
    numbers.map(|number| format!("s{number}@shop.example")).collect()
}

fn change(report: &RunReport) -> (u64, u64, u64, u64) {
    let change = report.change;
    (
        change.new.unwrap(),
        change.changed.unwrap(),
        change.same.unwrap(),
        change.removed.unwrap(),
    )
}

async fn twice_with_one_in_a_hundred_changed(rows: u64) {
    let stage = Stage::set().await;
    let told = |what: &str, report: &RunReport, since: Instant| {
        eprintln!(
            "{what}: {:.1} s, sent {}, unchanged {}, {:?}, batches {:?}",
            since.elapsed().as_secs_f64(),
            report.rows.send,
            report.rows.unchanged,
            report.phases,
            report.batches
        );
    };
    let since = Instant::now();
    let first = stage.upload(&shop(0..rows, |_| false)).await;
    told("first", &first, since);
    assert_eq!(first.status, RunStatus::Succeeded, "{first:?}");
    assert_eq!(first.change.against, Some(ChangeBasis::Nothing));
    assert_eq!(change(&first), (rows, 0, 0, 0));

    // Ten are gone, ten are new, one in a hundred of the others has another name.
    let is_changed = |number: u64| number.is_multiple_of(100);
    let second_file = shop(10..rows + 10, is_changed);
    let expected = emails((10..rows).filter(|n| is_changed(*n)).chain(rows..rows + 10));
    let changed = expected.len() as u64 - 10;

    // A run that fails changes nothing about what the next one sends.
    stage.server.next_batch("failed").unwrap();
    let (desk, job) = stage.job(&second_file).await;
    let failed = stage.run(&desk, job).await.unwrap_err();
    let report = stage.engine.history(1).unwrap().remove(0);
    assert_eq!(report.status, RunStatus::Failed, "{failed:?}");
    assert_eq!(change(&report), (10, changed, rows - 10 - changed, 10));
    assert!(stage.ledgers("pending").is_empty());

    let since = Instant::now();
    let third = stage.upload(&second_file).await;
    told("again", &third, since);
    assert_eq!(third.status, RunStatus::Succeeded);
    assert_eq!(change(&third), (10, changed, rows - 10 - changed, 10));
    assert_eq!(
        (third.rows.read, third.rows.send, third.rows.unchanged),
        (rows, changed + 10, rows - 10 - changed)
    );
    assert!(
        stage.brought(&third) == expected,
        "exactly the changed and the new ones"
    );

    // Now nobody is new or changed: no batch, and a success all the same.
    let since = Instant::now();
    let fourth = stage.upload(&second_file).await;
    told("the same once more", &fourth, since);
    assert_eq!((fourth.status, fourth.rows.send), (RunStatus::Succeeded, 0));
    assert_eq!((fourth.batches.len(), fourth.rows.unchanged), (0, rows));
    assert_eq!(
        stage.engine.run(&fourth.run).unwrap(),
        fourth,
        "as it is in the history"
    );
    stage.server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_upload_sends_exactly_who_changed_and_who_is_new() {
    Box::pin(twice_with_one_in_a_hundred_changed(20_000)).await;
}

/// `ROWS=1000000 cargo test -p ingest --test changes -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes minutes"]
async fn a_second_upload_of_a_large_file_sends_exactly_who_changed_and_who_is_new() {
    let rows = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok());
    Box::pin(twice_with_one_in_a_hundred_changed(rows.unwrap_or(1_000_000))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_sent_again_on_request() {
    let stage = Stage::set().await;
    stage.upload(&shop(0..50, |_| false)).await;
    let (desk, job) = stage.job(&shop(0..50, |n| n == 7)).await;
    let everything = UploadJob {
        only_changed: false,
        format: PartFormat::Jsonl,
        ..job
    };
    let report = stage.run(&desk, everything).await.unwrap();
    assert!(report.everything);
    assert_eq!(change(&report), (0, 1, 49, 0), "it is told all the same");
    assert_eq!((report.rows.send, report.rows.unchanged), (50, 0));
    assert_eq!(stage.brought(&report), emails(0..50));
    assert_eq!(stage.upload(&shop(0..50, |n| n == 7)).await.rows.send, 0);
    assert_eq!(
        stage
            .engine
            .forget_changes(Some("practice"), None, ForgetAlso::default())
            .unwrap()
            .forgotten,
        1
    );
    let after = stage.upload(&shop(0..50, |n| n == 7)).await;
    assert_eq!(
        (after.rows.send, after.change.against),
        (50, Some(ChangeBasis::Nothing))
    );
    stage.server.stop().await;
}

/// A check tells what an upload would send, and changes nothing about it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_shows_what_an_upload_would_send() {
    let stage = Stage::set().await;
    stage.upload(&shop(0..50, |_| false)).await;
    let (desk, job) = stage.job(&shop(0..60, |n| n == 7)).await;
    for _ in 0..2 {
        let (desk, source, mapping) = (desk.clone(), job.source.clone(), job.mapping.clone());
        let check = tokio::task::spawn_blocking(move || {
            desk.check(&source, &mapping, Arc::new(|_| {}), &CancellationToken::new())
        });
        let check = check.await.unwrap().unwrap();
        assert_eq!(
            (check.change.new, check.change.changed, check.change.same),
            (Some(10), Some(1), Some(49))
        );
        assert_eq!((check.rows.send, check.rows.unchanged), (11, 49));
    }
    stage.server.stop().await;
}

/// The run is over and in the history, and the process ends before its ledger hears of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crash_between_success_and_ledger_is_made_good_at_the_next_look() {
    let stage = Stage::set().await;
    let keep = tempfile::tempdir().unwrap();
    stage.upload(&shop(0..50, |_| false)).await;
    let ledger = stage.ledgers("ledger").remove(0);
    std::fs::copy(&ledger, keep.path().join("before")).unwrap();
    // The pending file as it was while the run was under way.
    let (desk, job) = stage.job(&shop(0..50, |n| n < 5)).await;
    let (folder, seen) = (stage.engine.data_folder().join("ledger"), keep.path().to_owned());
    let sink = Arc::new(move |progress: ingest::Progress| {
        if progress.phase == ingest::Phase::Processing {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|e| e == "pending") {
                    std::fs::copy(&path, seen.join(path.file_name().unwrap())).unwrap();
                }
            }
        }
    });
    let done = stage.engine.upload(&desk, job, sink, CancellationToken::new()).await;
    assert_eq!(done.unwrap().report.rows.send, 5);
    std::fs::copy(keep.path().join("before"), &ledger).unwrap();
    let mut torn = 0;
    for entry in std::fs::read_dir(keep.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "pending") {
            std::fs::copy(&path, ledger.with_file_name(path.file_name().unwrap())).unwrap();
            torn += 1;
        }
    }
    assert_eq!(torn, 1);
    let next = stage.upload(&shop(0..50, |n| n < 5)).await;
    assert_eq!((next.rows.send, next.rows.unchanged), (0, 50));
    assert!(stage.ledgers("pending").is_empty());
    stage.server.stop().await;
}

/// Torn off after a growing time and taken up again: the run keeps to what it chose, and the ledger is right afterwards.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_was_torn_off_sends_what_it_chose() {
    for torn_after in (0..300).step_by(60) {
        let stage = Stage::set().await;
        stage.upload(&shop(0..2_000, |_| false)).await;
        let second = shop(5..2_005, |n| n.is_multiple_of(50));
        let (desk, job) = stage.job(&second).await;
        let (engine, id) = (stage.engine.clone(), job.run.clone());
        let run = tokio::spawn(async move {
            let _ = engine
                .upload(&desk, job, Arc::new(|_| {}), CancellationToken::new())
                .await;
        });
        tokio::time::sleep(Duration::from_millis(torn_after)).await;
        run.abort();
        let _ = run.await;
        let expected = emails((5..2_000_u64).filter(|n| n.is_multiple_of(50)).chain(2_000..2_005));
        if stage.engine.run(&id).is_ok() {
            let desk = stage.desk().await;
            let mut done = stage.engine.run(&id).unwrap();
            for _ in 0..20 {
                if done.finished.is_some() {
                    break;
                }
                let cancel = CancellationToken::new();
                // The torn work may still hold the run for a moment.
                tokio::time::sleep(Duration::from_millis(50)).await;
                if let Ok(again) = stage.engine.resume(&desk, &id, WAIT, Arc::new(|_| {}), cancel).await {
                    done = again.report;
                }
            }
            assert_eq!(done.status, RunStatus::Succeeded, "after {torn_after} ms: {done:?}");
            assert_eq!(stage.brought(&done), expected, "after {torn_after} ms");
            assert_eq!(change(&done), (5, 39, 1_956, 5));
        }
        let after = stage.upload(&second).await;
        assert!(after.rows.send == 0 || after.rows.send == expected.len() as u64);
        stage.server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_ledger_and_another_mapping_make_everybody_new() {
    let stage = Stage::set().await;
    let file = shop(0..50, |_| false);
    stage.upload(&file).await;
    let ledger = stage.ledgers("ledger").remove(0);
    let mut bytes = std::fs::read(&ledger).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    std::fs::write(&ledger, bytes).unwrap();
    let damaged = stage.upload(&file).await;
    assert_eq!(damaged.change.against, Some(ChangeBasis::Unusable));
    assert_eq!((damaged.rows.send, change(&damaged)), (50, (50, 0, 0, 0)));
    assert_eq!(stage.ledgers("aside").len(), 1, "it is kept beside");
    assert_eq!(stage.upload(&file).await.rows.send, 0);

    let (desk, mut job) = stage.job(&file).await;
    job.mapping.name = "Another name for the same".to_owned();
    job.mapping.fields.reverse();
    assert_eq!(stage.run(&desk, job).await.unwrap().rows.send, 0);
    let (desk, mut job) = stage.job(&file).await;
    let field = |field: &ingest::MappingSet| {
        field
            .fields
            .iter()
            .position(|f| f.column.as_deref() == Some("lastname"))
    };
    let lastname = field(&job.mapping).unwrap();
    job.mapping.fields.remove(lastname);
    let other: MappingSet = job.mapping.clone();
    let report = stage.run(&desk, job).await.unwrap();
    assert_eq!(report.change.against, Some(ChangeBasis::OtherMapping));
    assert_eq!(report.rows.send, 50);
    let (desk, job) = stage.job(&file).await;
    let again = UploadJob { mapping: other, ..job };
    assert_eq!(stage.run(&desk, again).await.unwrap().rows.send, 0);
    // The other mapping wrote the same fields: what the first one had said about them no longer holds.
    assert_eq!(stage.upload(&file).await.rows.send, 50);
    stage.server.stop().await;
}

/// What a shopper's other rows add is part of what is sent: the consent of an older row, and blanks that it fills.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_other_rows_add_is_part_of_what_is_the_same() {
    let stage = Stage::set().await;
    let upload = async |text: &str| {
        let (desk, mut job) = stage.job(text).await;
        job.mapping.policy.duplicates.fill_blanks = true;
        stage.run(&desk, job).await.unwrap()
    };
    let head = "email,firstname,lastname\n";
    let first = upload(&format!(
        "{head}a@x.example,Anna,Berg\na@x.example,,Dahl\nb@x.example,Bo,Ek\n"
    ))
    .await;
    assert_eq!((first.rows.send, first.rows.merged), (2, 1), "{first:?}");
    // The same record, now from one row.
    let same = upload(&format!("{head}a@x.example,Anna,Dahl\nb@x.example,Bo,Ek\n")).await;
    assert_eq!((same.rows.send, same.rows.unchanged), (0, 2));
    // The row that is sent is as it was; what the older one adds is not.
    let other = upload(&format!(
        "{head}a@x.example,Anneke,Berg\na@x.example,,Dahl\nb@x.example,Bo,Ek\n"
    ))
    .await;
    assert_eq!((other.rows.send, other.rows.unchanged, other.rows.merged), (1, 1, 1));
    assert_eq!(stage.brought(&other), BTreeSet::from(["a@x.example".to_owned()]));
    stage.server.stop().await;
}

/// A batch that the platform still works at may land at any moment: whom it brings is not taken for known.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whom_an_open_run_brings_is_sent_again() {
    let stage = Stage::set().await;
    stage.upload(&shop(0..50, |_| false)).await;
    stage.server.next_batch("processing").unwrap();
    let (desk, job) = stage.job(&shop(0..50, |n| n < 3)).await;
    let open = UploadJob {
        wait: Duration::ZERO,
        ..job
    };
    let open = stage.run(&desk, open).await.unwrap();
    assert_eq!(open.status, RunStatus::Processing);
    // The names are what they were before: the ledger alone would say that nobody changed.
    let (desk, job) = stage.job(&shop(0..50, |_| false)).await;
    let impatient = UploadJob {
        wait: Duration::from_secs(5),
        ..job
    };
    let reverted = stage.run(&desk, impatient).await.unwrap();
    assert_eq!(reverted.status, RunStatus::Succeeded, "{reverted:?}");
    assert_eq!(stage.brought(&reverted), emails(0..3));
    // Now nobody knows whose values those three have, whichever of the two is heard of last.
    stage.server.set_batch(&open.batches[0], "success").unwrap();
    let next = stage.upload(&shop(0..50, |_| false)).await;
    assert_eq!(stage.brought(&next), emails(0..3));
    stage.server.stop().await;
}

/// A lost answer to the commit, and one that comes late, end in the same ledger.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_does_not_make_the_ledger_wrong() {
    let stage = Stage::set().await;
    stage.upload(&shop(0..50, |_| false)).await;
    stage.server.plan(Fault {
        operation: "POST /data/foundation/import/batches/*?action=COMPLETE".to_owned(),
        call: 1,
        effect: Effect::LostAnswer,
    });
    let second = stage.upload(&shop(0..50, |n| n < 3)).await;
    assert_eq!((second.status, second.rows.send), (RunStatus::Succeeded, 3));
    assert_eq!(stage.upload(&shop(0..50, |n| n < 3)).await.rows.send, 0);
    stage.server.stop().await;
}

/// Another practice platform knows nobody, whatever was sent to the first one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_platform_that_began_anew_gets_everybody() {
    let mut stage = Stage::set().await;
    let file = shop(0..50, |_| false);
    stage.upload(&file).await;
    stage.server.stop().await;
    stage.server = Server::start(Options {
        dir: stage.folder.path().join("platform"),
        speed: 500.0,
        reset: true,
        ..Options::default()
    })
    .await
    .unwrap();
    let report = stage.upload(&file).await;
    assert_eq!(stage.brought(&report), emails(0..50));
    stage.server.stop().await;
}

/// An address that our check lets pass and the platform does not.
const REFUSED: &str = "ü@x.example,Uwe,Test,1990-05-01\n";

/// Whom the platform refused it does not have: they are sent once more, and nobody else is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_refused_is_sent_again() {
    let stage = Stage::set().await;
    let first = stage.upload(&(shop(0..50, |_| false) + REFUSED)).await;
    assert_eq!(first.platform.unwrap().refused, 1, "{first:?}");
    let second = stage.upload(&(shop(0..50, |n| n < 30) + REFUSED)).await;
    assert_eq!(change(&second), (1, 30, 20, 0));
    assert_eq!((second.rows.send, second.platform.unwrap().refused), (31, 1));
    assert_eq!(stage.brought(&second), emails(0..30));
    let third = stage.upload(&(shop(0..50, |n| n >= 30) + REFUSED)).await;
    assert_eq!(change(&third), (1, 50, 0, 0));
    assert_eq!(stage.brought(&third), emails(0..50));
    stage.server.stop().await;
}

/// The platform says that it refused somebody, and not whom: nothing of that run is taken for known.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_nobody_says_who_was_refused_all_are_sent_again() {
    let stage = Stage::set().await;
    stage.upload(&shop(0..80, |_| false)).await;
    for call in 1..=20 {
        stage.server.plan(Fault {
            operation: "GET /data/foundation/export/batches/**".to_owned(),
            call,
            effect: Effect::Status(403),
        });
    }
    let second = stage.upload(&(shop(0..80, |n| n < 50) + REFUSED)).await;
    assert_eq!((second.platform.unwrap().refused, second.rows.send), (1, 51));
    // Not even the values that they had before: those are not on the platform any more.
    let third = stage.upload(&shop(0..80, |_| false)).await;
    assert_eq!(stage.brought(&third), emails(0..50));
    stage.server.stop().await;
}
