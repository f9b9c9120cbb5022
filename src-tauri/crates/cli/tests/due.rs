//! Two programs look after the same schedules, as the window's agent and a timer do, and are killed at random instants:
//! whatever happens, every slot has one run, every file becomes visible once, and no slot is lost. Seen from outside,
//! by the batches on the platform; every file has a number of rows of its own, so that each batch says which it is.
//!
//! `ROUNDS=200` makes it longer, `SEED=7` repeats one.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test that unwraps says with its panic what went wrong"
)]

mod outsider;

use ingest::schedule::{Conditions, Destination, Missed, Recurrence, Schedule, Source};
use ingest::{
    Agent, ConnectionSettings, Desk, Doors, Engine, News, Opening, RunStatus, SlotState, SlotView, Timestamp, Told,
    Worker,
};
use outsider::{Dice, Outsider, number, server};
use serde_json::Value as Json;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use tokio_util::sync::CancellationToken;

const COURIER: &str = env!("CARGO_BIN_EXE_courier");
/// Where the agent that is started by a test finds the practice platform.
const PLATFORM: &str = "COURIER_TEST_PLATFORM";
/// Longer than this no round may take: waits between tries are a minute and less.
const LONGEST: Duration = Duration::from_secs(180);
/// Rows of the first file; each later one has one more.
const FEWEST: u64 = 20;

/// One user with a schedule that watches a folder, and a platform.
struct Shop {
    home: tempfile::TempDir,
    engine: Engine,
    endpoint: Json,
    outsider: Outsider,
    /// What the folder's schedule is, for others to be made after it.
    sentence: Schedule,
    watched: String,
    files: u64,
}

/// What a round came to.
#[derive(Debug, Default)]
struct Figures {
    kills: u32,
    starts: u32,
    busy: u32,
    timed: u32,
    with_agent: u32,
}

impl Shop {
    fn open(endpoint: &Json) -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(home.path().join("exports")).unwrap();
        let data = home.path().join("DATA/profile-courier");
        std::fs::create_dir_all(&data).unwrap();
        let mut shop = Self {
            engine: Engine::open(Some(&data)).unwrap(),
            outsider: Outsider::new(endpoint),
            endpoint: endpoint.clone(),
            sentence: serde_json::from_value(blank()).unwrap(),
            watched: String::new(),
            files: 0,
            home,
        };
        let first = shop.drop_file("by-hand");
        shop.upload(&first);
        let run = shop.engine.history(1).unwrap().remove(0).run;
        shop.sentence = Schedule {
            source: Source::AllNew {
                folder: shop.home.path().join("exports/watched").display().to_string(),
                pattern: "*.csv".to_owned(),
                watch: true,
            },
            missed: Missed::RunOnce,
            conditions: Conditions {
                file_changed: false,
                most_rejected: None,
                least_rows: None,
            },
            dry_run_first: false,
            only_changed: false,
            ..shop.engine.schedule_from_run(&run).unwrap()
        };
        "UTC".clone_into(&mut shop.sentence.when.zone);
        std::fs::create_dir(shop.home.path().join("exports/watched")).unwrap();
        shop.watched = shop.keep("Watched", Timestamp::now());
        shop
    }

    fn keep(&self, name: &str, since: Timestamp) -> String {
        let schedule = Schedule {
            name: name.to_owned(),
            ..self.sentence.clone()
        };
        self.engine.save_schedule(None, &schedule, None, since).unwrap()
    }

    fn dressed(&self, mut command: Command) -> Command {
        for variable in ["DATA", "STATE", "CONFIG", "CACHE"] {
            command.env(format!("XDG_{variable}_HOME"), self.home.path().join(variable));
        }
        // No notification of a test belongs on somebody's desktop.
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
        command
            .current_dir(self.home.path())
            .stdin(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn courier(&self, words: &[&str]) -> Command {
        let mut command = self.dressed(Command::new(COURIER));
        let url = self.endpoint["gateway"].as_str().unwrap();
        command.args(words).args(["--practice-url", url]);
        command
    }

    fn upload(&self, file: &std::path::Path) {
        let name = file.to_str().unwrap();
        let done = self
            .courier(&["upload", name, "--everything", "--verify", "0s"])
            .stdout(Stdio::null())
            .status();
        assert!(done.unwrap().success());
    }

    /// A file with rows that no other has, at rest, and newer than those before.
    fn drop_file(&mut self, folder: &str) -> PathBuf {
        let mut text = "email,firstname\n".to_owned();
        for row in 0..FEWEST + self.files {
            writeln!(text, "shopper-{}-{row}@shop.example,Shopper {row}", self.files).unwrap();
        }
        let folder = self.home.path().join("exports").join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        // Under its name it is whole and as old as it shall be: a watcher may look at once.
        let part = folder.join(".part");
        std::fs::write(&part, text).unwrap();
        let file = std::fs::File::options().write(true).open(&part).unwrap();
        let age = Duration::from_secs(100_000 - 10 * self.files);
        file.set_modified(SystemTime::now() - age).unwrap();
        let path = folder.join(format!("customers-{:05}.csv", self.files));
        std::fs::rename(part, &path).unwrap();
        self.files += 1;
        path
    }

    /// A schedule whose one time has just passed, while nobody looked: programs have to find that out by themselves.
    fn time_passes(&mut self) -> String {
        let path = self.drop_file("timed");
        let now = Timestamp::now();
        let time = now - Duration::from_secs(600);
        let before = self.sentence.clone();
        self.sentence.source = Source::File {
            path: path.display().to_string(),
        };
        self.sentence.when.recurrence = Recurrence::Days {
            times: vec![time.strftime("%H:%M").to_string().parse().unwrap()],
        };
        let id = self.keep(&format!("Timed {}", self.files), now - Duration::from_secs(1200));
        self.sentence = before;
        id
    }

    fn slots(&self, schedule: &str) -> Vec<SlotView> {
        let now = Timestamp::now();
        // Not further: planned ones are made up for every day that is asked for.
        let tomorrow = (now + Duration::from_secs(24 * 3600)).strftime("%Y-%m-%d").to_string();
        let all = self.engine.slots("1970-01-01", &tomorrow, now).unwrap();
        let own = all.into_iter().filter(|slot| slot.schedule == schedule);
        own.take_while(|slot| slot.state != SlotState::Planned).collect()
    }

    /// As many slots of a schedule are through as there should be, and none waits.
    fn is_done(&self, schedule: &str, done: usize) -> bool {
        let slots = self.slots(schedule);
        let waits = |slot: &SlotView| matches!(slot.state, SlotState::Due | SlotState::Running);
        !slots.iter().any(waits) && slots.iter().filter(|slot| slot.state == SlotState::Done).count() >= done
    }

    /// What is not as it should be; nothing where all is well.
    fn faults(&self, schedule: &str, done: usize) -> Vec<String> {
        let mut faults = Vec::new();
        let slots = self.slots(schedule);
        let ran: Vec<&SlotView> = slots.iter().filter(|slot| slot.state == SlotState::Done).collect();
        if ran.len() != done || ran.iter().any(|slot| slot.runs.len() != 1) {
            faults.push(format!("{done} slots with one run each were due: {slots:#?}"));
        }
        if slots
            .iter()
            .any(|slot| matches!(slot.state, SlotState::Held | SlotState::Due | SlotState::Running))
        {
            faults.push(format!("a slot is left: {slots:#?}"));
        }
        let runs = self.engine.history(10_000).unwrap();
        let succeeded = runs.iter().filter(|run| run.status == RunStatus::Succeeded).count() as u64;
        if succeeded != self.files || runs.iter().any(|run| run.status != RunStatus::Succeeded) {
            let all: Vec<_> = runs
                .iter()
                .map(|run| (&run.file.name, run.status, &run.problem))
                .collect();
            faults.push(format!("{} files, but {all:#?}", self.files));
        }
        let (mut visible, open) = self.outsider.look();
        visible.sort_unstable();
        if visible != (FEWEST..FEWEST + self.files).collect::<Vec<_>>() || open > 0 {
            faults.push(format!(
                "{} files, but batches of {visible:?}, and {open} open",
                self.files
            ));
        }
        faults
    }

    fn start(&self, is_agent: bool, figures: &mut Figures) -> Running {
        figures.starts += 1;
        figures.with_agent += u32::from(is_agent);
        let mut command = if is_agent {
            let mut command = self.dressed(Command::new(std::env::current_exe().unwrap()));
            command.args(["--ignored", "--exact", "the_agent_of_a_window"]);
            command.env(PLATFORM, self.endpoint.to_string()).stdin(Stdio::piped());
            command
        } else {
            self.courier(&["--json", "run", "--due"])
        };
        Running {
            child: command.stdout(Stdio::piped()).spawn().unwrap(),
            is_agent,
        }
    }

    /// Two programs begin at nearly the same moment; one or both are killed, again and again, until it is done.
    fn round(&mut self, dice: &mut Dice, figures: &mut Figures) {
        let (schedule, done) = if dice.below(3) == 0 {
            figures.timed += 1;
            (self.time_passes(), 1)
        } else {
            self.drop_file("watched");
            let before = self
                .slots(&self.watched)
                .into_iter()
                .filter(|slot| slot.state == SlotState::Done)
                .count();
            (self.watched.clone(), before + 1)
        };
        let since = Instant::now();
        let kinds = [dice.below(2) == 0, false];
        let mut kills = dice.below(5);
        let mut running = kinds.map(|is_agent| self.start(is_agent, figures));
        while !self.is_done(&schedule, done) {
            assert!(since.elapsed() < LONGEST, "never done: {:#?}", self.slots(&schedule));
            std::thread::sleep(Duration::from_millis(if kills > 0 { dice.below(700) } else { 100 }));
            // The one, the other, or both.
            let victims = if kills > 0 { 1 + dice.below(3) } else { 0 };
            kills = kills.saturating_sub(1);
            for (at, one) in running.iter_mut().enumerate() {
                if victims & (1 << at) != 0 {
                    figures.kills += u32::from(one.kill());
                }
                if one.has_ended() {
                    figures.busy += one.busy();
                    *one = self.start(kinds[at], figures);
                }
            }
        }
        for mut one in running {
            // What is still at work ends by itself, since more must not come of it; an agent never does.
            if one.is_agent {
                one.kill();
            }
            one.child.wait().unwrap();
            figures.busy += one.busy();
        }
        let faults = self.faults(&schedule, done);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

struct Running {
    child: Child,
    is_agent: bool,
}

impl Running {
    /// Whether it was alive.
    fn kill(&mut self) -> bool {
        let was_alive = !self.has_ended();
        if was_alive {
            self.child.kill().unwrap();
            self.child.wait().unwrap();
        }
        was_alive
    }

    fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// How many schedules it found another program at work on; only one that ended by itself says so.
    fn busy(&mut self) -> u32 {
        let report: Json = (self.child.stdout.take())
            .and_then(|out| serde_json::from_reader(out).ok())
            .unwrap_or_default();
        let all = report["schedules"].as_array().into_iter().flatten();
        all.filter(|one| one["outcome"] == "busy").count() as u32
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A sentence to begin with; nothing of it is kept.
fn blank() -> Json {
    serde_json::json!({
        "name": "", "source": {"kind": "file", "path": ""}, "mapping": ingest::MappingSet::new(""), "columns": [],
        "destination": {"connection": "", "sandbox": "", "dataset": "", "dataset_name": ""},
        "when": {"recurrence": {"every": "days", "times": []}, "zone": "UTC"}, "missed": "skip",
        "conditions": {"file_changed": false, "most_rejected": null, "least_rows": null},
        "tell": {"when": "problems", "webhook": null, "quiet_days": null}, "dry_run_first": false, "only_changed": false
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_slot_has_one_run_whoever_looks_after_it_and_however_they_end() {
    let folder = tempfile::tempdir().unwrap();
    let (seed, rounds) = (number("SEED", 4711), number("ROUNDS", 8));
    let (server, endpoint) = server(folder.path(), None).await;
    tokio::task::block_in_place(|| {
        let (mut dice, mut figures) = (Dice(seed), Figures::default());
        let mut shop = Shop::open(&endpoint);
        for round in 0..rounds {
            eprintln!("seed {seed}, round {round}: {figures:?}");
            shop.round(&mut dice, &mut figures);
        }
        eprintln!(
            "seed {seed}: {rounds} rounds, {figures:?}, {} files visible once",
            shop.files
        );
        // The control: a file that is sent twice is seen.
        let watched = shop.drop_file("by-hand");
        let done = shop
            .slots(&shop.watched)
            .into_iter()
            .filter(|slot| slot.state == SlotState::Done)
            .count();
        shop.upload(&watched);
        assert_eq!(shop.faults(&shop.watched, done), Vec::<String>::new());
        shop.upload(&watched);
        assert_eq!(
            shop.faults(&shop.watched, done).len(),
            2,
            "what was sent twice is seen here and there"
        );
    });
    server.stop().await;
}

/// The loop that the window's program runs, until it is killed or nobody is left who would.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started by the other test, as a program of its own"]
async fn the_agent_of_a_window() {
    let endpoint: Json = serde_json::from_str(&std::env::var(PLATFORM).unwrap()).unwrap();
    let engine = Engine::open(None).unwrap();
    let worker = Worker {
        doors: Arc::new(ToPractice(engine.clone(), endpoint)),
        told: Arc::new(Nobody),
        cancel: CancellationToken::new(),
        patience: Duration::from_secs(60),
        now: Arc::new(Timestamp::now),
    };
    std::thread::spawn(|| {
        drop(std::io::stdin().read_to_end(&mut Vec::new()));
        std::process::exit(0);
    });
    Arc::new(Agent::new(engine, worker)).run().await;
}

struct ToPractice(Engine, Json);

impl Doors for ToPractice {
    fn open<'a>(&'a self, destination: &'a Destination, cancel: &'a CancellationToken) -> Opening<'a> {
        Box::pin(async move {
            let settings = ConnectionSettings {
                sandbox: destination.sandbox.clone(),
                dataset: destination.dataset.clone(),
                ..ConnectionSettings::practice(&self.1)?
            };
            Desk::connect(&settings, cancel).await?.for_user(&self.0).map(Arc::new)
        })
    }
}

struct Nobody;

impl Told for Nobody {
    fn tell(&self, _: &News) {}
    fn changed(&self) {}
}
