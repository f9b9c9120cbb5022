//! Nobody is subscribed again and no number changes its person, against the real practice server: what is remembered
//! beside the ledger, and the look into Profile before anybody is sent.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::view::ForgetAlso;
use ingest::{
    CheckReport, ConnectionSettings, ConsentLookup, Desk, Engine, Failure, FindingCode, MappingSet, Phase, Problem,
    Progress, RunReport, RunStatus, SendSettings, SourceFile, UploadJob, Waiting,
};
use practice::{Effect, Fault, Options, Server};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

const WAIT: Duration = Duration::from_secs(600);
/// The practice dataset whose schema has the e-mail address as primary identity.
const BY_FIELD: &str = "67420c5e1a9d3b2f8c47e602";
const LOOKUPS: &str = "POST /data/core/ups/access/entities";

/// By e-mail address, with consent and its moment.
const NEWS: &str = r#"{"version":1,"name":"News","fields":[
    {"column":"email","field":"personalEmail.address"},
    {"column":"name","field":"person.name.firstName"},
    {"column":"news","field":"consents.marketing.email.val","recipe":[{"op":"consent","reads":"state"}]},
    {"column":"since","field":"consents.marketing.email.time"}],
    "identity":{"primary":{"namespace":"Email","field":"personalEmail.address"}}}"#;
/// By customer number, with the e-mail address beside it.
const NUMBERS: &str = r#"{"version":1,"name":"Numbers","fields":[
    {"column":"email","field":"personalEmail.address"},
    {"column":"name","field":"person.name.firstName"}],
    "identity":{"primary":{"namespace":"CustomerId","column":"number"},
    "others":[{"namespace":"Email","field":"personalEmail.address"}]}}"#;
/// By e-mail address, with the number beside it.
const SECOND: &str = r#"{"version":1,"name":"Second","fields":[
    {"column":"email","field":"personalEmail.address"},
    {"column":"name","field":"person.name.firstName"}],
    "identity":{"primary":{"namespace":"Email","field":"personalEmail.address"},
    "others":[{"namespace":"CustomerId","column":"number"}]}}"#;

struct Stage {
    server: Server,
    folder: tempfile::TempDir,
    files: AtomicU64,
}

/// One computer with the program on it.
struct Home<'s> {
    stage: &'s Stage,
    engine: Engine,
    dataset: Option<&'static str>,
    no_lookup: bool,
    new_addresses: bool,
}

impl Stage {
    async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            dir: folder.path().join("platform"),
            speed: 1_000.0,
            profile_delay: Duration::ZERO,
            ..Options::default()
        };
        Self {
            server: Server::start(options).await.unwrap(),
            folder,
            files: AtomicU64::new(0),
        }
    }

    fn home(&self, name: &str) -> Home<'_> {
        Home {
            stage: self,
            engine: Engine::open(Some(&self.folder.path().join(name))).unwrap(),
            dataset: None,
            no_lookup: false,
            new_addresses: false,
        }
    }

    fn file(&self, text: &str) -> Arc<SourceFile> {
        let number = self.files.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.path().join(format!("customers{number}.csv"));
        std::fs::write(&path, text).unwrap();
        Arc::new(SourceFile::at(&path).unwrap())
    }

    /// How often profiles were asked for fails from now on.
    fn refuse_lookups(&self, status: u16) {
        for call in 1..=50 {
            self.server.plan(Fault {
                operation: LOOKUPS.to_owned(),
                call,
                effect: Effect::Status(status),
            });
        }
    }

    /// What the platform has from a run: address and word about e-mail.
    fn brought(&self, report: &RunReport) -> Vec<(String, Option<String>)> {
        let records = report.batches.iter().flat_map(|id| self.server.records_of(id).unwrap());
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        let mut all: Vec<_> = records
            .map(|r| {
                let address = text(&r["personalEmail"]["address"]).unwrap();
                (address, text(&r["consents"]["marketing"]["email"]["val"]))
            })
            .collect();
        all.sort();
        all
    }
}

impl Home<'_> {
    async fn desk(&self) -> Arc<Desk> {
        let usual = ConnectionSettings::practice(&serde_json::to_value(self.stage.server.endpoint()).unwrap()).unwrap();
        let settings = ConnectionSettings {
            dataset: self.dataset.map_or(usual.dataset.clone(), str::to_owned),
            ..usual
        };
        let desk = Desk::connect(&settings, &CancellationToken::new()).await.unwrap();
        let desk = desk.for_user(&self.engine).unwrap();
        let desk = if self.no_lookup {
            desk.without_consent_lookup()
        } else {
            desk
        };
        Arc::new(if self.new_addresses {
            desk.with_new_addresses()
        } else {
            desk
        })
    }

    fn job(&self, mapping: &str, text: &str) -> UploadJob {
        let mapping = MappingSet::from_json(mapping).unwrap();
        UploadJob {
            wait: WAIT,
            ..UploadJob::new(ingest::new_run_id(), self.stage.file(text), mapping)
        }
    }

    async fn try_upload(&self, mapping: &str, text: &str) -> Result<RunReport, Failure> {
        let (desk, job) = (self.desk().await, self.job(mapping, text));
        let done = self
            .engine
            .upload(&desk, job, Arc::new(|_| {}), CancellationToken::new())
            .await?;
        Ok(done.report)
    }

    async fn upload(&self, mapping: &str, text: &str) -> RunReport {
        let report = self.try_upload(mapping, text).await.unwrap();
        let is_usual = matches!(report.problem, None | Some(Problem::NothingToSend {}));
        assert!(is_usual, "{report:?}");
        report
    }

    async fn check(&self, mapping: &str, text: &str) -> CheckReport {
        let (desk, job) = (self.desk().await, self.job(mapping, text));
        let check = tokio::task::spawn_blocking(move || {
            desk.check(&job.source, &job.mapping, Arc::new(|_| {}), &CancellationToken::new())
        });
        check.await.unwrap().unwrap()
    }
}

fn news(rows: &[(&str, &str, &str)]) -> String {
    let lines = rows
        .iter()
        .map(|(who, word, since)| format!("{who}@shop.example,{who},{word},{since}\n"));
    format!("email,name,news,since\n{}", lines.collect::<String>())
}

/// Rows that were left out for this, from 1.
fn held(report: &RunReport, code: FindingCode) -> Vec<u64> {
    let found = report.findings.iter().filter(|finding| finding.code == code);
    found
        .flat_map(|finding| finding.examples.iter().map(|example| example.row))
        .collect()
}

const RETURNS: FindingCode = FindingCode::ConsentWouldReturn;
const OTHERWISE: FindingCode = FindingCode::IdentityKnownOtherwise;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_file_subscribes_nobody_again_without_a_look_into_profile() {
    let stage = Stage::set().await;
    let home = Home {
        no_lookup: true,
        ..stage.home("a")
    };
    let monday = home.upload(NEWS, &news(&[("eva", "no", ""), ("jan", "yes", "")])).await;
    assert_eq!((monday.rows.send, monday.consent_lookup), (2, None), "switched off");
    let tuesday = news(&[("eva", "yes", ""), ("jan", "yes", ""), ("noor", "yes", "")]);
    let check = home.check(NEWS, &tuesday).await;
    assert_eq!((check.rows.send, check.rows.unchanged, check.rows.rejected), (1, 1, 1));
    let report = home.upload(NEWS, &tuesday).await;
    assert_eq!(held(&report, RETURNS), [1]);
    assert_eq!(
        report
            .findings
            .iter()
            .find(|f| f.code == RETURNS)
            .unwrap()
            .column
            .as_deref(),
        Some("news")
    );
    assert_eq!(
        (report.rows.send, report.rows.unchanged, report.rows.rejected),
        (1, 1, 1)
    );
    // Held as well where the date of the yes is older than the no, or lies ahead.
    for since in ["2020-01-01T10:00:05Z", "2090-01-01T10:00:05Z"] {
        let dated = home
            .upload(NEWS, &news(&[("eva", "yes", since), ("piet", "no", "")]))
            .await;
        assert_eq!(held(&dated, RETURNS), [1], "{since}");
    }
    // The control: without what is remembered the same row goes out.
    let also = ForgetAlso {
        objections: true,
        ..ForgetAlso::default()
    };
    let forgotten = home
        .engine
        .forget_changes(Some("practice"), None, ForgetAlso::default())
        .unwrap();
    assert_eq!((forgotten.objections, forgotten.numbers), (None, None));
    assert_eq!(
        held(&home.upload(NEWS, &tuesday).await, RETURNS),
        [1],
        "objections are not forgotten with the rest"
    );
    let forgotten = home.engine.forget_changes(Some("practice"), None, also).unwrap();
    assert_eq!(forgotten.objections, Some(2));
    let turned = home.upload(NEWS, &tuesday).await;
    assert!(
        stage
            .brought(&turned)
            .contains(&("eva@shop.example".to_owned(), Some("y".to_owned())))
    );
    stage.server.stop().await;
}

/// A yes that is proved to be newer goes out, and takes the place of the objection.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_dated_yes_passes_and_replaces_the_objection() {
    let stage = Stage::set().await;
    let home = stage.home("a");
    home.upload(
        NEWS,
        &news(&[
            ("eva", "no", "2026-11-02T10:00:05Z"),
            ("jan", "no", "2026-11-02T00:00:00Z"),
        ]),
    )
    .await;
    // On the same day as a no without a time nobody knows which was later.
    let report = home
        .upload(
            NEWS,
            &news(&[
                ("eva", "yes", "2026-11-02T12:00:05Z"),
                ("jan", "yes", "2026-11-02T12:00:05Z"),
            ]),
        )
        .await;
    assert_eq!(held(&report, RETURNS), [2]);
    assert_eq!(
        stage.brought(&report),
        [("eva@shop.example".to_owned(), Some("y".to_owned()))]
    );
    let next = home
        .upload(
            NEWS,
            &news(&[("eva", "yes", ""), ("jan", "yes", "2026-11-03T00:00:05Z")]),
        )
        .await;
    assert_eq!(held(&next, RETURNS), [0_u64; 0], "{next:?}");
    assert_eq!(next.rows.send, 2);
    stage.server.stop().await;
}

/// An objection counts whatever became of its row: merged into another one, or left out for another reason.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn objections_of_rows_that_are_not_sent_are_remembered() {
    let stage = Stage::set().await;
    let home = Home {
        no_lookup: true,
        ..stage.home("a")
    };
    let rows = [
        ("eva", "no", ""),
        ("eva", "yes", ""),
        ("info", "no", ""),
        ("jan", "yes", ""),
    ];
    // The addresses of examples are no desks.
    let file = |rows: &[(&str, &str, &str)]| news(rows).replace("info@shop.example", "info@winkel.nl");
    let mut job = home.job(NEWS, &file(&rows));
    job.mapping.policy.leave_out = vec![ingest::AddressGroup::Role];
    let (desk, cancel) = (home.desk().await, CancellationToken::new());
    let report = home
        .engine
        .upload(&desk, job, Arc::new(|_| {}), cancel)
        .await
        .unwrap()
        .report;
    assert_eq!((report.rows.send, report.rows.merged), (2, 1), "{:?}", report.rows);
    let later = home
        .upload(
            NEWS,
            &file(&[("eva", "yes", ""), ("info", "yes", ""), ("jan", "yes", "")]),
        )
        .await;
    assert_eq!(held(&later, RETURNS), [1, 2]);
    stage.server.stop().await;
}

fn thousand(word: impl Fn(usize) -> &'static str, keep: impl Fn(usize) -> bool) -> String {
    let mut text = "email,name,news,since\n".to_owned();
    for n in (0..1_000).filter(|n| keep(*n)) {
        writeln!(text, "s{n}@shop.example,Anna,{},", word(n)).unwrap();
    }
    text
}

fn turned(stage: &Stage, report: &RunReport) -> usize {
    let is_turned = |(who, said): &(String, Option<String>)| {
        let number: usize = who.trim_start_matches('s').split('@').next().unwrap().parse().unwrap();
        number.is_multiple_of(20) && said.as_deref() == Some("y")
    };
    stage.brought(report).iter().filter(|one| is_turned(one)).count()
}

/// Fifty of a thousand objected by another way than ours.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_objected_elsewhere_is_not_subscribed_again() {
    for (no_lookup, expected) in [(false, 0), (true, 50)] {
        let stage = Stage::set().await;
        let elsewhere = stage.home("elsewhere");
        elsewhere
            .upload(NEWS, &thousand(|_| "no", |n| n.is_multiple_of(20)))
            .await;
        let home = Home {
            no_lookup,
            ..stage.home("here")
        };
        let all = thousand(|_| "yes", |_| true);
        let report = home.upload(NEWS, &all).await;
        assert_eq!(turned(&stage, &report), expected);
        if no_lookup {
            assert_eq!(report.consent_lookup, None);
        } else {
            let lookup = ConsentLookup {
                people: 1_000,
                calls: 10,
                held: 50,
            };
            assert_eq!(report.consent_lookup, Some(lookup));
            assert_eq!((report.rows.send, report.rows.rejected), (950, 50));
            // What was seen is remembered, also without another look.
            let blind = Home {
                no_lookup: true,
                ..stage.home("here")
            };
            let again = blind.check(NEWS, &all).await;
            assert_eq!(
                (again.rows.send, again.rows.unchanged, again.rows.rejected),
                (0, 950, 50)
            );
        }
        stage.server.stop().await;
    }
}

/// What a check has looked up is not looked up again by the upload that follows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_are_looked_up_once_in_a_session_and_only_where_they_are_new() {
    let stage = Stage::set().await;
    let home = stage.home("a");
    let rows = [
        ("eva", "yes", ""),
        ("jan", "yes", ""),
        ("noor", "", ""),
        ("piet", "no", ""),
    ];
    let people = |lookup: Option<ConsentLookup>| lookup.unwrap().people;
    assert_eq!(
        people(home.check(NEWS, &news(&rows)).await.consent_lookup),
        2,
        "whoever goes out with a yes"
    );
    let report = home.upload(NEWS, &news(&rows)).await;
    assert_eq!((people(report.consent_lookup), report.rows.send), (0, 4));
    let other_day = stage.home("a");
    let check = other_day.check(NEWS, &news(&rows)).await;
    assert_eq!(
        (people(check.consent_lookup), check.rows.unchanged),
        (0, 4),
        "nobody goes out"
    );
    stage.server.stop().await;
}

/// The dataset's own numbers, and a second file of another system whose numbers are other people's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_that_was_sent_with_another_address_is_held() {
    let stage = Stage::set().await;
    let grid = "number,email,name\n1,anna@shop.example,Anna\n2,bas@shop.example,Bas\n";
    let subscribers = "number,email,name\n1,bob@shop.example,Bob\n2,bas@shop.example,Bas\n3,cor@shop.example,Cor\n";
    for mapping in [NUMBERS, SECOND] {
        for no_lookup in [true, false] {
            let name = format!("{}{no_lookup}", MappingSet::from_json(mapping).unwrap().name);
            let home = Home {
                no_lookup,
                ..stage.home(&name)
            };
            home.upload(NUMBERS, grid).await;
            let report = home.upload(mapping, subscribers).await;
            assert_eq!(held(&report, OTHERWISE), [1], "{name}");
            assert_eq!(
                report
                    .findings
                    .iter()
                    .find(|f| f.code == OTHERWISE)
                    .unwrap()
                    .column
                    .as_deref(),
                Some("number")
            );
        }
    }
    // The control: whoever says that they have a new address is sent.
    let home = Home {
        no_lookup: true,
        new_addresses: true,
        ..stage.home("Numberstrue")
    };
    let sent = home.upload(NUMBERS, subscribers).await;
    assert_eq!(held(&sent, OTHERWISE), [0_u64; 0]);
    let home = Home {
        new_addresses: false,
        ..home
    };
    assert_eq!(
        held(&home.upload(NUMBERS, grid).await, OTHERWISE),
        [1],
        "the new address is what is remembered"
    );
    stage.server.stop().await;
}

/// Profile knows a number of another home: a few are asked for, and all of them where one is somebody else's.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_that_profile_knows_otherwise_are_held() {
    let stage = Stage::set().await;
    let file = |who: &str, rows: std::ops::Range<u32>| {
        let lines = rows.map(|n| format!("{n},{who}{n}@shop.example,{who}\n"));
        format!("number,email,name\n{}", lines.collect::<String>())
    };
    stage.home("shop").upload(NUMBERS, &file("anna", 1..400)).await;
    let other = Home {
        dataset: None,
        ..stage.home("other")
    };
    let report = other.upload(NUMBERS, &file("bob", 300..700)).await;
    assert_eq!(
        (report.rows.send, report.rows.rejected),
        (300, 100),
        "{:?}",
        report.consent_lookup
    );
    let known = stage.home("third");
    let same = known.upload(NUMBERS, &file("anna", 1..400)).await;
    assert_eq!(same.rows.rejected, 0, "the same people are no doubt");
    assert_eq!(same.consent_lookup.unwrap().calls, 1);
    stage.server.stop().await;
}

/// Two people with one number in one file, where the e-mail address comes first.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_number_on_two_addresses_of_a_file_is_held() {
    let stage = Stage::set().await;
    let home = stage.home("a");
    let text = "number,email,name\n7,anna@shop.example,Anna\n8,bas@shop.example,Bas\n7,cor@shop.example,Cor\n";
    let report = home.upload(SECOND, text).await;
    assert_eq!(held(&report, FindingCode::IdentityConflict), [1, 3]);
    assert_eq!(report.rows.send, 1);
    stage.server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_sent_nothing_leaves_no_number_behind() {
    let stage = Stage::set().await;
    let home = Home {
        no_lookup: true,
        ..stage.home("a")
    };
    let first = "number,email,name\n1,anna@shop.example,Anna\n";
    stage.server.next_batch("failed").unwrap();
    assert!(home.try_upload(NUMBERS, first).await.is_err());
    let second = home
        .upload(NUMBERS, "number,email,name\n1,bob@shop.example,Bob\n")
        .await;
    assert_eq!(held(&second, OTHERWISE), [0_u64; 0]);
    assert_eq!(
        held(&home.upload(NUMBERS, first).await, OTHERWISE),
        [1],
        "the control: that one did send"
    );
    // One that is still under way may land at any moment.
    stage.server.next_batch("processing").unwrap();
    let (desk, job) = (
        home.desk().await,
        home.job(NUMBERS, "number,email,name\n5,els@shop.example,Els\n"),
    );
    let open = UploadJob {
        wait: Duration::ZERO,
        ..job
    };
    let open = home
        .engine
        .upload(&desk, open, Arc::new(|_| {}), CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(open.report.status, RunStatus::Processing);
    let impatient = UploadJob {
        wait: Duration::from_secs(5),
        ..home.job(
            NUMBERS,
            "number,email,name\n5,fred@shop.example,Fred\n6,gijs@shop.example,Gijs\n",
        )
    };
    let other = home
        .engine
        .upload(&desk, impatient, Arc::new(|_| {}), CancellationToken::new());
    assert_eq!(held(&other.await.unwrap().report, OTHERWISE), [1]);
    stage.server.stop().await;
}

/// What a look held is held by the run that is taken up again, although Profile says something else by then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_that_is_taken_up_again_holds_the_same_rows() {
    let stage = Stage::set().await;
    stage
        .home("elsewhere")
        .upload(NEWS, &thousand(|_| "no", |n| n.is_multiple_of(20)))
        .await;
    let home = stage.home("here");
    home.upload(NEWS, &thousand(|_| "yes", |n| n % 20 == 1)).await;
    // The network goes while a part is put.
    stage.server.plan(Fault {
        operation: "PUT /data/foundation/import/batches/**".to_owned(),
        call: 1,
        effect: Effect::Hang,
    });
    let (desk, job) = (home.desk().await, home.job(NEWS, &thousand(|_| "yes", |_| true)));
    let (engine, id) = (home.engine.clone(), job.run.clone());
    let torn = Arc::new(Mutex::new(None));
    let seen = torn.clone();
    let sink = Arc::new(move |progress: Progress| {
        if progress.phase == Phase::Sending {
            *seen.lock().unwrap() = Some(());
        }
    });
    let run = tokio::spawn(async move {
        let _ = engine.upload(&desk, job, sink, CancellationToken::new()).await;
    });
    while torn.lock().unwrap().is_none() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    run.abort();
    let _ = run.await;
    let before = home.engine.run(&id).unwrap();
    // Now their no is gone, and the memory with it.
    let also = ForgetAlso {
        numbers: true,
        objections: true,
    };
    home.engine.forget_changes(None, None, also).unwrap();
    let free = Home {
        no_lookup: true,
        ..stage.home("elsewhere")
    };
    free.engine.forget_changes(None, None, also).unwrap();
    free.upload(NEWS, &thousand(|_| "yes", |n| n.is_multiple_of(20))).await;
    let mut done = before.clone();
    for _ in 0..100 {
        let desk = home.desk().await;
        let resumed = home
            .engine
            .resume(&desk, &id, WAIT, Arc::new(|_| {}), CancellationToken::new())
            .await;
        if let Ok(outcome) = resumed {
            done = outcome.report;
            break;
        }
        // The torn work may still hold the run for a moment.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(done.status, RunStatus::SucceededWithRejects, "{done:?}");
    assert_eq!((done.rows.send, done.rows.unchanged, done.rows.rejected), (900, 50, 50));
    assert_eq!((done.consent_lookup, turned(&stage, &done)), (before.consent_lookup, 0));
    assert_eq!(before.consent_lookup.unwrap().held, 50);
    let rejects = stage.folder.path().join("left-out.csv");
    let reason = |code: FindingCode| code.code();
    let desk = home.desk().await;
    let (engine, to) = (home.engine.clone(), rejects.clone());
    let saved = tokio::task::spawn_blocking(move || engine.save_run_rejects(&desk, &id, &to, &reason));
    assert_eq!(
        saved.await.unwrap().unwrap().rows,
        50,
        "they can be looked at afterwards"
    );
    stage.server.stop().await;
}

/// The rows that a check held stand in the file of rows that are left out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn held_rows_are_saved_with_those_that_are_left_out() {
    let stage = Stage::set().await;
    stage.home("elsewhere").upload(NEWS, &news(&[("eva", "no", "")])).await;
    let home = stage.home("here");
    let (desk, job) = (
        home.desk().await,
        home.job(NEWS, &news(&[("jan", "yes", ""), ("eva", "yes", "")])),
    );
    let to = stage.folder.path().join("left-out.csv");
    let saved = tokio::task::spawn_blocking(move || {
        let (source, mapping) = (&job.source, &job.mapping);
        desk.check(source, mapping, Arc::new(|_| {}), &CancellationToken::new())
            .unwrap();
        desk.save_rejects(source, mapping, &to, &|code| code.code()).unwrap();
        std::fs::read_to_string(to).unwrap()
    });
    let saved = saved.await.unwrap();
    assert!(saved.contains("eva@shop.example") && saved.contains("consent_would_return") && !saved.contains("jan@"));
    stage.server.stop().await;
}

/// A look that fails lets nobody through: it is a problem with a way out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_that_fails_lets_nobody_through() {
    let stage = Stage::set().await;
    let home = stage.home("a");
    let rows = news(&[("eva", "yes", ""), ("jan", "no", "")]);
    stage.refuse_lookups(403);
    let refused = home.try_upload(NEWS, &rows).await.unwrap_err();
    assert!(
        matches!(refused.problem, Problem::ConsentLookupRefused { .. }) && !refused.sent,
        "{refused:?}"
    );
    let kept = home.engine.history(1).unwrap().remove(0);
    assert_eq!((kept.status, kept.batches.len()), (RunStatus::Held, 0));
    // Nobody with a yes: nobody is looked up.
    assert_eq!(home.upload(NEWS, &news(&[("jan", "no", "")])).await.rows.send, 1);
    // The way out for this run, and for the connection.
    let blind = Home {
        no_lookup: true,
        ..stage.home("a")
    };
    assert_eq!(blind.upload(NEWS, &rows).await.rows.send, 1);
    let settings = SendSettings {
        look_up_consent: false,
        ..home.engine.send_settings("practice").unwrap()
    };
    home.engine.set_send_settings("practice", settings).unwrap();
    let off = home.upload(NEWS, &news(&[("els", "yes", "")])).await;
    assert_eq!((off.rows.send, off.consent_lookup), (1, None));
    stage.server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_is_shown_and_can_be_cancelled() {
    let stage = Stage::set().await;
    let home = stage.home("a");
    let cancel = CancellationToken::new();
    let (desk, job, token) = (
        home.desk().await,
        home.job(NEWS, &thousand(|_| "yes", |_| true)),
        cancel.clone(),
    );
    let totals = Arc::new(Mutex::new(Vec::new()));
    let seen = totals.clone();
    let sink = Arc::new(move |progress: Progress| {
        if progress.waiting == Some(Waiting::ConsentLookup) {
            seen.lock().unwrap().push(progress.rows_total);
            token.cancel();
        }
    });
    let stopped = home
        .engine
        .upload(&desk, job, sink, cancel)
        .await
        .map(|outcome| outcome.report);
    assert_eq!(stopped.unwrap_err().problem, Problem::Cancelled {});
    assert_eq!(totals.lock().unwrap()[0], Some(1_000));
    assert_eq!(home.engine.history(1).unwrap()[0].status, RunStatus::Cancelled);
    stage.server.stop().await;
}

/// Nothing that is kept names anybody.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_names_nobody() {
    let stage = Stage::set().await;
    stage
        .home("elsewhere")
        .upload(NEWS, &news(&[("kanarie", "no", "")]))
        .await;
    let home = stage.home("here");
    let mapping = NEWS.replace(
        r#""identity":{"primary":{"namespace":"Email","field":"personalEmail.address"}}"#,
        r#""identity":{"primary":{"namespace":"CustomerId","column":"number"},"others":[{"namespace":"Email","field":"personalEmail.address"}]}"#,
    );
    let text = "number,email,name,news,since\n98765432101,kanarie@shop.example,Kanarie,yes,\n98765432102,kanarie2@shop.example,Kanarie,no,2026-11-02T10:00:05Z\n";
    let report = home.upload(&mapping, text).await;
    assert_eq!(held(&report, RETURNS), [1]);
    let mut files = Vec::new();
    all_files(home.engine.data_folder(), &mut files);
    let memory = files
        .iter()
        .filter(|path| path.components().any(|part| part.as_os_str() == "memory"));
    assert!(memory.count() >= 2, "numbers and objections: {files:?}");
    for path in files {
        let bytes = std::fs::read(&path).unwrap();
        for secret in [&b"kanarie"[..], b"shop.example", b"98765432101", b"98765432102"] {
            let is_there = bytes
                .windows(secret.len())
                .any(|window| window.eq_ignore_ascii_case(secret));
            assert!(!is_there, "{path:?} holds {}", String::from_utf8_lossy(secret));
        }
    }
    stage.server.stop().await;
}

fn all_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all_files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// What goes by the platform's own engine is guarded as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_handed_over_is_guarded_as_well() {
    let stage = Stage::set().await;
    stage.home("elsewhere").upload(NEWS, &news(&[("eva", "no", "")])).await;
    let home = Home {
        dataset: Some(BY_FIELD),
        ..stage.home("here")
    };
    let desk = home.desk().await;
    let job = home.job(NEWS, &news(&[("jan", "yes", ""), ("eva", "yes", "")]));
    let new = ingest::NewFlow {
        name: "News".to_owned(),
        every: ingest::FlowEvery::Once,
        lands: ingest::Lands::Here,
        despite_differences: true,
    };
    let cancel = CancellationToken::new();
    let flow = home
        .engine
        .create_flow(&desk, &new, &job.source, &job.mapping, &cancel)
        .await
        .unwrap();
    let job = UploadJob {
        flow: Some(flow.id),
        only_changed: false,
        ..job
    };
    let report = home
        .engine
        .upload(&desk, job, Arc::new(|_| {}), cancel)
        .await
        .unwrap()
        .report;
    assert_eq!(held(&report, RETURNS), [2], "{report:?}");
    assert_eq!(report.rows.send, 1);
    stage.server.stop().await;
}

/// `ROWS=200000 cargo test -p ingest --test remembered -- --ignored --nocapture`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement"]
async fn what_memory_costs_a_check() {
    let rows: u64 = std::env::var("ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(200_000);
    let stage = Stage::set().await;
    let home = Home {
        no_lookup: true,
        ..stage.home("a")
    };
    let mut text = "number,email,name,news,since\n".to_owned();
    for n in 0..rows {
        writeln!(
            text,
            "{n},s{n}@shop.example,Anna,{},",
            if n % 20 == 0 { "no" } else { "yes" }
        )
        .unwrap();
    }
    let mapping = NEWS.replace(
        r#""identity":{"primary":{"namespace":"Email","field":"personalEmail.address"}}"#,
        r#""identity":{"primary":{"namespace":"CustomerId","column":"number"},"others":[{"namespace":"Email","field":"personalEmail.address"}]}"#,
    );
    home.upload(&mapping, &text).await;
    let (memory, aside) = (
        home.engine.data_folder().join("memory"),
        home.engine.data_folder().join("aside"),
    );
    for round in 0..3 {
        for is_there in [true, false] {
            // The ledger is asked in both.
            let what = if is_there { "with memory" } else { "without" };
            if is_there && aside.exists() {
                std::fs::remove_dir_all(&memory).unwrap();
                std::fs::rename(&aside, &memory).unwrap();
            } else if !is_there {
                std::fs::rename(&memory, &aside).unwrap();
            }
            let (desk, job) = (home.desk().await, home.job(&mapping, &text));
            let since = Instant::now();
            let check = tokio::task::spawn_blocking(move || {
                desk.check(&job.source, &job.mapping, Arc::new(|_| {}), &CancellationToken::new())
            });
            check.await.unwrap().unwrap();
            eprintln!("{round} {what}: {:.2} s", since.elapsed().as_secs_f64());
        }
    }
    stage.server.stop().await;
}
