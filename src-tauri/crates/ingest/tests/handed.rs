//! A schedule whose files land for a dataflow, on the real practice server: each is taken, and one whose dataflow is gone
//! waits for somebody.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::schedule::{Destination, Schedule};
use ingest::{
    AdviceReason, ConnectionSettings, Desk, Doors, Engine, FileFacts, FlowEvery, FlowStanding, Lands, NewFlow, News,
    Opening, Problem, RunStatus, SlotReason, SourceFile, Timestamp, Told, UploadJob, Worked, Worker,
};
use practice::{Options, Server};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tokio_util::sync::CancellationToken;

const WAIT: Duration = Duration::from_secs(120);
/// The practice dataset whose schema has the e-mail address as primary identity.
const BY_FIELD: &str = "67420c5e1a9d3b2f8c47e602";

/// The way to the practice platform; with an empty dataset to its usual one.
struct Practice(Server);

impl Doors for Practice {
    fn open<'a>(&'a self, destination: &'a Destination, cancel: &'a CancellationToken) -> Opening<'a> {
        Box::pin(async move {
            let usual = ConnectionSettings::practice(&serde_json::to_value(self.0.endpoint()).unwrap())?;
            let dataset = Some(destination.dataset.clone()).filter(|dataset| !dataset.is_empty());
            let settings = ConnectionSettings {
                dataset: dataset.unwrap_or_else(|| usual.dataset.clone()),
                ..usual
            };
            Ok(Arc::new(Desk::connect(&settings, cancel).await?))
        })
    }
}

struct Unheard;

impl Told for Unheard {
    fn tell(&self, _news: &News) {}
    fn changed(&self) {}
}

struct Shop {
    engine: Engine,
    worker: Worker,
    clock: Arc<Mutex<Timestamp>>,
    exports: PathBuf,
    _folder: tempfile::TempDir,
}

impl Shop {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            dir: folder.path().join("platform"),
            // A flow of every 15 minutes runs every second.
            speed: 900.0,
            ..Options::default()
        };
        let server = Server::start(options).await.unwrap();
        let exports = folder.path().join("exports");
        std::fs::create_dir(&exports).unwrap();
        let clock = Arc::new(Mutex::new(Timestamp::now()));
        let hands = clock.clone();
        Self {
            engine: Engine::open(Some(&folder.path().join("data"))).unwrap(),
            worker: Worker {
                doors: Arc::new(Practice(server)),
                told: Arc::new(Unheard),
                cancel: CancellationToken::new(),
                patience: WAIT,
                now: Arc::new(move || *hands.lock().unwrap()),
            },
            clock,
            exports,
            _folder: folder,
        }
    }

    fn export(&self, name: &str, shoppers: std::ops::Range<u32>) -> PathBuf {
        let rows = shoppers.map(|n| format!("shopper{n}@example.com,Anna{n},Visser\n"));
        let path = self.exports.join(name);
        let text: String = std::iter::once("email,firstname,lastname\n".to_owned())
            .chain(rows)
            .collect();
        std::fs::write(&path, text).unwrap();
        // Old enough to be whole.
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(300)).unwrap();
        path
    }

    async fn desk(&self, dataset: &str) -> Arc<Desk> {
        let destination = Destination {
            connection: String::new(),
            sandbox: String::new(),
            dataset: dataset.to_owned(),
            dataset_name: String::new(),
            flow: None,
        };
        let cancel = CancellationToken::new();
        self.worker.doors.open(&destination, &cancel).await.unwrap()
    }

    /// The schedule that repeats a first upload.
    async fn repeat(&self, desk: &Arc<Desk>) -> Schedule {
        let source = SourceFile::at(&self.export("customer_20261120_063000.csv", 0..40)).unwrap();
        let mapping = desk.suggested_mapping(&FileFacts::read(&source).unwrap());
        let job = UploadJob {
            wait: WAIT,
            ..UploadJob::new(ingest::new_run_id(), Arc::new(source), mapping)
        };
        let run = job.run.clone();
        self.engine
            .upload(desk, job, Arc::new(|_| {}), CancellationToken::new())
            .await
            .unwrap();
        Schedule {
            dry_run_first: false,
            ..self.engine.schedule_from_run(&run).unwrap()
        }
    }

    async fn a_day_later(&self, id: &str) -> Worked {
        *self.clock.lock().unwrap() += Duration::from_secs(24 * 3600);
        let now = *self.clock.lock().unwrap();
        self.engine.consider_schedules(now).unwrap();
        self.engine.work_schedule(id, &self.worker).await.unwrap()
    }
}

fn nightly() -> NewFlow {
    NewFlow {
        name: "Nightly".to_owned(),
        every: FlowEvery::Minutes(15),
        lands: Lands::Here,
        despite_differences: false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_schedule_lands_is_taken_by_its_dataflow() {
    let (shop, cancel) = (Shop::open().await, CancellationToken::new());
    let desk = shop.desk(BY_FIELD).await;
    let mut schedule = shop.repeat(&desk).await;
    assert_eq!(
        schedule.destination.flow, None,
        "an upload from here is repeated from here"
    );
    let advice = shop.engine.schedule_advice(&desk, None, &schedule).unwrap();
    assert_eq!((advice.hand_over, advice.because), (false, vec![AdviceReason::Small]));
    let preview = shop
        .engine
        .preview_schedule_flow(&desk, None, &schedule, Lands::Here, &cancel)
        .await
        .unwrap();
    assert_eq!((preview.shoppers, preview.differing()), (10, Vec::new()), "{preview:?}");
    let flow = shop
        .engine
        .create_schedule_flow(&desk, None, &schedule, &nightly(), None, &cancel)
        .await
        .unwrap();
    schedule.destination = shop.engine.flow_destination(&flow.id).unwrap();
    // It is said by people once, and means nothing there.
    schedule.only_changed = true;
    let now = *shop.clock.lock().unwrap();
    let id = shop.engine.save_schedule(None, &schedule, None, now).unwrap();

    // The second file is the first one and some more: all of it lands.
    for (name, shoppers) in [
        ("customer_20261121_063000.csv", 100..120),
        ("customer_20261122_063000.csv", 100..130),
    ] {
        shop.export(name, shoppers.clone());
        let worked = shop.a_day_later(&id).await;
        let [run] = &worked.runs[..] else { panic!("{worked:?}") };
        assert_eq!(run.status, RunStatus::Succeeded, "{run:?}");
        assert_eq!(run.rows.send, shoppers.len() as u64);
        assert_eq!(run.platform.as_ref().unwrap().accepted, run.rows.send);
        let handover = run.handover.as_ref().unwrap();
        assert_eq!((handover.name.as_str(), &handover.flow), ("Nightly", &flow.id));
        assert!(handover.flow_run.is_some());
    }
    let all = shop
        .engine
        .flows_everywhere(shop.worker.doors.as_ref(), &cancel)
        .await
        .unwrap();
    assert_eq!(all[0].standing, FlowStanding::On);
    // At other times it looked and found nothing. The latest run stands first.
    let read: Vec<_> = all[0].runs.iter().filter_map(|run| run.read).collect();
    let taken: Vec<_> = read.into_iter().filter(|rows| *rows > 0).collect();
    assert_eq!(taken, [30, 20], "{:?}", all[0].runs);

    // Without its dataflow nothing lands, and somebody is asked.
    shop.engine.delete_flow("Nightly", &desk, &cancel).await.unwrap();
    shop.export("customer_20261123_063000.csv", 200..230);
    let worked = shop.a_day_later(&id).await;
    let Some(SlotReason::Stopped { problem }) = worked.held else {
        panic!("{worked:?}")
    };
    assert_eq!(problem, Problem::FlowUnknown { flow: flow.id });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dataset_with_an_identity_map_says_so_before_the_first_file_is_there() {
    let shop = Shop::open().await;
    let (by_map, by_field) = (shop.desk("").await, shop.desk(BY_FIELD).await);
    let schedule = shop.repeat(&by_field).await;
    std::fs::remove_file(shop.exports.join("customer_20261120_063000.csv")).unwrap();
    let advice = shop.engine.schedule_advice(&by_map, None, &schedule).unwrap();
    assert_eq!(
        (advice.hand_over, advice.because),
        (false, vec![AdviceReason::IdentityMap])
    );
    let refused = shop
        .engine
        .preview_schedule_flow(&by_field, None, &schedule, Lands::Here, &CancellationToken::new())
        .await
        .unwrap_err();
    assert!(matches!(refused.problem, Problem::FileMissing { .. }), "{refused:?}");
}
