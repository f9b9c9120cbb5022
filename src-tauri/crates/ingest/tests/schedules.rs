//! Schedules against the real practice server: what runs, what is held, what is left, and what two processes do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::schedule::{Missed, Recurrence, Schedule, Source, TellWhen};
use ingest::{
    ConnectionSettings, Decision, Desk, Doors, Engine, FileFacts, News, Opening, Problem, RunStatus, SlotReason,
    SlotState, SourceFile, Timestamp, Told, UploadJob, Will, Worked, Worker,
};
use practice::{Options, Server};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tokio_util::sync::CancellationToken;

const WAIT: Duration = Duration::from_secs(120);
const FROM: &str = "1970-01-01";
const UNTIL: &str = "2200-01-01";

/// The way to the practice platform, and who heard what.
struct Practice(Server);

impl Doors for Practice {
    fn open<'a>(
        &'a self,
        destination: &'a ingest::schedule::Destination,
        cancel: &'a CancellationToken,
    ) -> Opening<'a> {
        Box::pin(async move {
            let settings = ConnectionSettings {
                dataset: destination.dataset.clone(),
                ..ConnectionSettings::practice(&serde_json::to_value(self.0.endpoint()).unwrap())?
            };
            Ok(Arc::new(Desk::connect(&settings, cancel).await?))
        })
    }
}

#[derive(Default)]
struct Heard(Mutex<Vec<News>>);

impl Told for Heard {
    fn tell(&self, news: &News) {
        self.0.lock().unwrap().push(news.clone());
    }
    fn changed(&self) {}
}

/// A shop with a folder of exports, a practice platform, and a clock that stands where it is put.
struct Shop {
    engine: Engine,
    worker: Worker,
    heard: Arc<Heard>,
    clock: Arc<Mutex<Timestamp>>,
    exports: PathBuf,
    dataset: String,
    folder: tempfile::TempDir,
}

impl Shop {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(Options {
            dir: folder.path().join("platform"),
            speed: 500.0,
            ..Options::default()
        })
        .await
        .unwrap();
        let dataset = serde_json::to_value(server.endpoint()).unwrap()["dataset_id"]
            .as_str()
            .unwrap()
            .to_owned();
        let exports = folder.path().join("exports");
        std::fs::create_dir(&exports).unwrap();
        let clock = Arc::new(Mutex::new(Timestamp::now()));
        let heard = Arc::new(Heard::default());
        let hands = clock.clone();
        Self {
            engine: Engine::open(Some(&folder.path().join("data"))).unwrap(),
            worker: Worker {
                doors: Arc::new(Practice(server)),
                told: heard.clone(),
                cancel: CancellationToken::new(),
                patience: WAIT,
                now: Arc::new(move || *hands.lock().unwrap()),
            },
            heard,
            clock,
            exports,
            dataset,
            folder,
        }
    }

    fn now(&self) -> Timestamp {
        *self.clock.lock().unwrap()
    }

    fn pass(&self, hours: i64) {
        *self.clock.lock().unwrap() += std::time::Duration::from_secs(hours.unsigned_abs() * 3600);
    }

    /// An export of so many shoppers, this old.
    fn export(&self, name: &str, header: &str, shoppers: std::ops::Range<u32>, age: u64) {
        let rows = shoppers.map(|n| format!("shopper{n}@example.com,Anna{n},Visser\n"));
        let path = self.exports.join(name);
        std::fs::write(
            &path,
            std::iter::once(format!("{header}\n")).chain(rows).collect::<String>(),
        )
        .unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }

    /// The schedule that repeats a first upload of this file.
    async fn repeat(&self, name: &str) -> Schedule {
        let source = Arc::new(SourceFile::at(&self.exports.join(name)).unwrap());
        let endpoint = ingest::schedule::Destination {
            connection: "practice".to_owned(),
            sandbox: String::new(),
            dataset: self.dataset.clone(),
            dataset_name: String::new(),
            flow: None,
        };
        let desk = self
            .worker
            .doors
            .open(&endpoint, &CancellationToken::new())
            .await
            .unwrap();
        let mapping = desk.suggested_mapping(&FileFacts::read(&source).unwrap());
        let job = UploadJob {
            wait: WAIT,
            ..UploadJob::new(ingest::new_run_id(), source, mapping)
        };
        let run = job.run.clone();
        let sink = Arc::new(|_| {});
        self.engine
            .upload(&desk, job, sink, CancellationToken::new())
            .await
            .unwrap();
        Schedule {
            dry_run_first: false,
            only_changed: false,
            ..self.engine.schedule_from_run(&run).unwrap()
        }
    }

    fn keep(&self, schedule: &Schedule) -> String {
        self.engine.save_schedule(None, schedule, None, self.now()).unwrap()
    }

    async fn work(&self, id: &str) -> Worked {
        self.engine.consider_schedules(self.now()).unwrap();
        self.engine.work_schedule(id, &self.worker).await.unwrap()
    }

    fn states(&self) -> Vec<(SlotState, Option<SlotReason>)> {
        let slots = self.engine.slots(FROM, UNTIL, self.now()).unwrap();
        let came = slots.into_iter().filter(|slot| slot.state != SlotState::Planned);
        came.map(|slot| (slot.state, slot.reason)).take(20).collect()
    }
}

fn newest(shop: &Shop, pattern: &str) -> Source {
    Source::Newest {
        folder: shop.exports.display().to_string(),
        pattern: pattern.to_owned(),
    }
}

const HEADER: &str = "email,firstname,lastname";

#[tokio::test]
async fn a_slot_sends_the_newest_file_once_and_skips_what_did_not_change() {
    let shop = Shop::open().await;
    shop.export("customer_20261120_063000.csv", HEADER, 0..40, 500);
    let schedule = shop.repeat("customer_20261120_063000.csv").await;
    assert_eq!(
        schedule.source,
        newest(&shop, "customer_*.csv"),
        "a time in the name asks for the newest"
    );
    let id = shop.keep(&schedule);
    assert_eq!(shop.work(&id).await, Worked::default(), "nothing is due yet");
    shop.export("customer_20261121_063000.csv", HEADER, 0..50, 100);
    shop.pass(24);
    let worked = shop.work(&id).await;
    assert_eq!(worked.runs.len(), 1, "{worked:?}");
    assert_eq!(
        (worked.runs[0].status, worked.runs[0].rows.send),
        (RunStatus::Succeeded, 50)
    );
    assert_eq!(worked.runs[0].schedule.as_deref(), Some(schedule.name.as_str()));
    assert_eq!(shop.work(&id).await, Worked::default(), "once");
    shop.pass(24);
    assert_eq!(shop.work(&id).await.runs, []);
    let unchanged = SlotReason::Unchanged {
        name: "customer_20261121_063000.csv".to_owned(),
    };
    assert_eq!(
        shop.states(),
        [(SlotState::Done, None), (SlotState::Skipped, Some(unchanged))]
    );
    let all = shop.engine.slots(FROM, UNTIL, shop.now()).unwrap();
    let skipped = all.iter().find(|slot| slot.state == SlotState::Skipped).unwrap();
    let day = &skipped.local[..10];
    let of_day = shop.engine.slots(day, day, shop.now()).unwrap();
    assert!(of_day.contains(skipped), "both days are included");
    // Somebody says: now. The same file again is skipped, as the sentence says.
    let first = shop.engine.run_schedule_now(&id, shop.now()).unwrap();
    let joined = shop.engine.run_schedule_now(&id, shop.now()).unwrap();
    assert_eq!(first, joined, "one that waits is enough");
    let worked = shop.work(&id).await;
    assert_eq!((worked.runs.len(), worked.skipped.is_some()), (0, true));
    // Once more within the same second: the first is over, so this is another.
    let second = shop.engine.run_schedule_now(&id, shop.now()).unwrap();
    assert_ne!(first, second);
    assert!(shop.work(&id).await.skipped.is_some());
    // Four days asleep: one run makes up for all of them.
    shop.export("customer_20261126_063000.csv", &format!("{HEADER},vip"), 0..60, 10);
    shop.pass(24 * 4);
    assert_eq!(shop.work(&id).await.runs.len(), 1);
    let last = shop.engine.schedule(&id, shop.now(), true).unwrap().last.unwrap();
    assert_eq!(last.added, ["vip"], "a column more is no reason to stop, and is said");
    assert_eq!(last.ended.unwrap().sent, 60);
    let listed = shop.engine.slots(FROM, UNTIL, shop.now()).unwrap();
    assert!(listed.contains(&last), "a list of slots says the same of each");
    let missed = shop
        .states()
        .into_iter()
        .filter(|(state, _)| *state == SlotState::Missed);
    assert_eq!(missed.count(), 3);
}

#[tokio::test]
async fn what_needs_a_person_is_held_with_nothing_sent_and_told_once() {
    let shop = Shop::open().await;
    shop.export("a.csv", HEADER, 0..40, 900);
    let mut schedule = shop.repeat("a.csv").await;
    schedule.source = newest(&shop, "*.csv");
    let id = shop.keep(&schedule);
    // The column of the e-mail address has another name.
    shop.export("b.csv", "e-mailadres,firstname,lastname", 0..40, 800);
    shop.pass(24);
    let worked = shop.work(&id).await;
    let renamed = SlotReason::ColumnRenamed {
        from: "email".to_owned(),
        to: "e-mailadres".to_owned(),
    };
    assert_eq!((worked.held.as_ref(), worked.runs.len()), (Some(&renamed), 0));
    let view = shop.engine.schedule(&id, shop.now(), true).unwrap();
    let Will::Held { slot, .. } = view.will else {
        panic!("{:?}", view.will)
    };
    // The same again the next day is no news.
    shop.pass(24);
    shop.work(&id).await;
    assert_eq!(shop.heard.0.lock().unwrap().len(), 1, "told once");
    let gone = shop.engine.decide_slot(&id, &slot, &Decision::Run {});
    assert_eq!(
        gone.unwrap_err().problem,
        Problem::SlotNotHeld {},
        "a later slot took its place"
    );
    let view = shop.engine.schedule(&id, shop.now(), true).unwrap();
    let Will::Held { slot, .. } = view.will else {
        panic!("{:?}", view.will)
    };
    let rename = Decision::Rename {
        from: "email".to_owned(),
        to: "e-mailadres".to_owned(),
    };
    shop.engine.decide_slot(&id, &slot, &rename).unwrap();
    let worked = shop.work(&id).await;
    assert_eq!(worked.runs.len(), 1, "{worked:?}");
    assert_eq!(worked.runs[0].rows.send, 40);
    let recovered = shop.heard.0.lock().unwrap().pop();
    assert!(
        matches!(recovered, Some(News::Done { recovered: true, .. })),
        "{recovered:?}"
    );
    // Half of the file is missing.
    shop.export("c.csv", "e-mailadres,firstname,lastname", 0..10, 700);
    shop.pass(24);
    let fewer = SlotReason::TooFewRows { rows: 10, before: 40 };
    assert_eq!(shop.work(&id).await.held, Some(fewer));
    let held = shop.engine.history(1).unwrap().remove(0);
    assert_eq!(
        (held.status, held.batches.len()),
        (RunStatus::Held, 0),
        "nothing was sent"
    );
    let view = shop.engine.schedule(&id, shop.now(), true).unwrap();
    let Will::Held { slot, .. } = view.will else {
        panic!("{:?}", view.will)
    };
    shop.engine.decide_slot(&id, &slot, &Decision::Run {}).unwrap();
    assert_eq!(shop.work(&id).await.runs[0].rows.send, 10, "as it is, this once");
    // An older file than the last one sent.
    for name in ["a.csv", "b.csv", "c.csv"] {
        std::fs::remove_file(shop.exports.join(name)).unwrap();
    }
    shop.export("old.csv", "e-mailadres,firstname,lastname", 0..41, 5_000);
    shop.pass(24);
    assert!(matches!(shop.work(&id).await.held, Some(SlotReason::OlderFile { .. })));
    // And none at all.
    std::fs::remove_file(shop.exports.join("old.csv")).unwrap();
    shop.pass(24);
    shop.work(&id).await;
    assert_eq!(shop.states().last().unwrap().1, Some(SlotReason::NoFile {}));
}

#[tokio::test]
async fn a_first_run_only_checks_and_every_new_file_has_a_run_of_its_own() {
    let shop = Shop::open().await;
    shop.export("a.csv", HEADER, 0..20, 900);
    let mut schedule = shop.repeat("a.csv").await;
    schedule.dry_run_first = true;
    schedule.missed = Missed::Skip;
    schedule.tell.when = TellWhen::EveryRun;
    schedule.source = Source::AllNew {
        folder: shop.exports.display().to_string(),
        pattern: "*.csv".to_owned(),
        watch: true,
    };
    schedule.when.recurrence = Recurrence::Hours { step: 1, minute: 0 };
    let id = shop.keep(&schedule);
    shop.export("b.csv", HEADER, 20..50, 800);
    // A watched folder makes a slot of its own, without the schedule's times.
    shop.engine.consider_folders(shop.now()).unwrap();
    let worked = shop.engine.work_schedule(&id, &shop.worker).await.unwrap();
    assert_eq!(
        worked.tried.as_ref().map(|tried| tried.rows.send),
        Some(20),
        "{worked:?}"
    );
    assert_eq!(
        shop.engine.history(9).unwrap().len(),
        1,
        "nothing was sent but the first upload"
    );
    shop.pass(1);
    shop.engine.consider_folders(shop.now()).unwrap();
    let worked = shop.engine.work_schedule(&id, &shop.worker).await.unwrap();
    let sent: Vec<u64> = worked.runs.iter().map(|run| run.rows.send).collect();
    assert_eq!(sent, [20, 30], "one after the other, oldest first");
    assert_eq!(shop.heard.0.lock().unwrap().len(), 2);
    shop.engine.consider_folders(shop.now()).unwrap();
    assert_eq!(
        shop.engine.work_schedule(&id, &shop.worker).await.unwrap(),
        Worked::default()
    );
}

#[tokio::test]
async fn a_pause_and_a_switch_leave_rows_and_two_workers_send_once() {
    let shop = Shop::open().await;
    shop.export("a.csv", HEADER, 0..30, 900);
    let schedule = shop.repeat("a.csv").await;
    let id = shop.keep(&Schedule {
        conditions: ingest::schedule::Conditions {
            file_changed: false,
            ..schedule.conditions.clone()
        },
        ..schedule
    });
    shop.engine.pause_schedules(None, shop.now()).unwrap();
    shop.pass(24);
    assert_eq!(shop.work(&id).await, Worked::default());
    shop.engine.resume_schedules(shop.now()).unwrap();
    assert_eq!(shop.states(), [(SlotState::Missed, Some(SlotReason::Paused {}))]);
    shop.engine.switch_schedule(&id, false, shop.now()).unwrap();
    shop.pass(24);
    assert_eq!(shop.work(&id).await, Worked::default());
    shop.engine.switch_schedule(&id, true, shop.now()).unwrap();
    shop.pass(24);
    shop.engine.consider_schedules(shop.now()).unwrap();
    let other = Engine::open(Some(&shop.folder.path().join("data"))).unwrap();
    let (one, two) = tokio::join!(
        shop.engine.work_schedule(&id, &shop.worker),
        other.work_schedule(&id, &shop.worker)
    );
    let runs = one.unwrap().runs.len() + two.unwrap().runs.len();
    assert_eq!(runs, 1);
    // What passed just before its sentence was changed has passed all the same.
    shop.pass(24);
    let changed = shop.engine.schedule(&id, shop.now(), true).unwrap().schedule;
    let before = shop.states().len();
    shop.engine
        .save_schedule(Some(&id), &changed, None, shop.now())
        .unwrap();
    assert_eq!(shop.states().len(), before + 1);
}
