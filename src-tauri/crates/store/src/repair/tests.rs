//! Damaged histories of every kind open, and nobody is lost from the list of people who are never uploaded.

use crate::connection::tests::row as connection;
use crate::run::tests::begin;
use crate::schedule::tests::row as schedule;
use crate::{Reset, Store};
use rusqlite::Connection;

type Files = Vec<(&'static str, Vec<u8>)>;

fn hash(n: u8) -> [u8; 32] {
    let mut hash = [n; 32];
    hash[0] = n.wrapping_mul(37);
    hash
}

fn fill(store: &Store, half: u8) {
    let hashes: Vec<_> = (half * 10..half * 10 + 10).map(hash).collect();
    store.never_add(&hashes).unwrap();
    for n in [half, 2] {
        store
            .keep_connection(&connection(&format!("c{n}"), &format!("connection {n}")))
            .unwrap();
    }
    store
        .keep_schedule(&schedule(&format!("s{half}"), &format!("schedule {half}")))
        .unwrap();
    for n in half * 5..half * 5 + 5 {
        begin(store, &format!("01{n}"));
        let report = serde_json::json!({"text": "x".repeat(1_500)});
        store
            .save_run(&format!("01{n}"), "succeeded", &report, None, true)
            .unwrap();
    }
}

/// The files of a history that was closed in order, and of one that was not.
fn histories() -> [Files; 2] {
    let dir = tempfile::tempdir().unwrap();
    let files = || {
        ["history.db", "history.db-wal", "guard.json"]
            .into_iter()
            .filter_map(|name| Some((name, std::fs::read(dir.path().join(name)).ok()?)))
            .collect()
    };
    let store = Store::open(dir.path()).unwrap();
    store.install_id().unwrap();
    fill(&store, 0);
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    fill(&store, 1);
    let cut_off = files();
    drop(store);
    [files(), cut_off]
}

struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }
}

/// Damages one of the kinds that happen; says which.
fn damage(files: &mut Files, random: &mut Random) -> &'static str {
    let kind = random.below(8);
    let has_wal = files.iter().any(|(name, _)| *name == "history.db-wal");
    let database = &mut files[0].1;
    let length = database.len();
    match kind {
        0 => {
            for _ in 0..=random.below(20) {
                database[random.below(100)] = random.below(256) as u8;
            }
            "header"
        }
        1 | 2 => {
            for _ in 0..=random.below(4) {
                let page = random.below(length / 4_096) * 4_096;
                database[page..page + 4_096].fill(0);
            }
            "pages"
        }
        3 => {
            for _ in 0..=random.below(400) {
                database[random.below(length)] ^= 1 << random.below(8);
            }
            "bits"
        }
        4 => {
            database.truncate(random.below(length));
            "truncated"
        }
        5 => {
            database.clear();
            "empty"
        }
        6 if has_wal => {
            files.remove(1);
            "no journal"
        }
        7 if has_wal => {
            let cut = random.below(files[1].1.len());
            files[1].1.truncate(cut);
            "journal cut"
        }
        _ => {
            for byte in &mut database[..4_096] {
                *byte = random.below(256) as u8;
            }
            "first page"
        }
    }
}

fn lay(files: &Files, with_guard: bool) -> tempfile::TempDir {
    // In memory where that is to be had: hundreds of histories, each written to the disk several times, take minutes.
    let dir = tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .unwrap();
    for (name, bytes) in files {
        if with_guard || *name != "guard.json" {
            std::fs::write(dir.path().join(name), bytes).unwrap();
        }
    }
    dir
}

fn missing(store: &Store) -> usize {
    let there = store.never().unwrap();
    (0..20).filter(|n| !there.contains(&hash(*n))).count()
}

#[test]
fn nobody_is_lost_from_the_never_list_whatever_the_damage() {
    let histories = histories();
    let install = {
        let dir = lay(&histories[0], true);
        Store::open(dir.path()).unwrap().install_id().unwrap()
    };
    let (mut told, mut lost_without, mut unsaid, mut runs) = (0, 0, 0, 0);
    for seed in 0..200 {
        let mut random = Random(seed * 7_919 + 1);
        let mut files = histories[seed as usize % 2].clone();
        let kind = damage(&mut files, &mut random);
        let dir = lay(&files, true);
        let store = Store::open(dir.path()).unwrap_or_else(|e| panic!("{seed} {kind}: {e:?}"));
        assert_eq!(missing(&store), 0, "{seed} {kind}");
        assert_eq!(store.install_id().unwrap(), install, "{seed} {kind}");
        for id in ["c0", "c1", "c2"] {
            assert!(store.find_connection(id).unwrap().is_some(), "{seed} {kind}: {id}");
        }
        assert_eq!(store.schedules(true).unwrap().len(), 2, "{seed} {kind}");
        runs += store.runs(100).unwrap().len();
        let reset = store.reset().unwrap();
        if let Some(aside) = store.moved_aside() {
            assert!(aside.exists(), "{seed} {kind}");
            assert!(reset.is_some(), "{seed} {kind}: nobody is told");
        }
        assert!(!reset.as_ref().is_some_and(|r| r.never_incomplete), "{seed} {kind}");
        told += usize::from(reset.is_some());
        store.reset_seen().unwrap();
        let repaired = store.moved_aside().is_some();
        drop(store);
        let again = Store::open(dir.path()).unwrap();
        // What was closed in order is not looked through: the list of runs met the damage, and this open repaired it.
        let late = !repaired && again.moved_aside().is_some();
        assert_eq!(late, again.reset().unwrap().is_some(), "{seed} {kind}: repaired twice");
        assert_eq!(missing(&again), 0, "{seed} {kind}");
        drop(again);
        // Without the copy it opens as well, but not everybody is there; mostly that is known.
        let dir = lay(&files, false);
        let store = Store::open(dir.path()).unwrap_or_else(|e| panic!("{seed} {kind}, alone: {e:?}"));
        if missing(&store) > 0 {
            lost_without += 1;
            unsaid += usize::from(!store.reset().unwrap().is_some_and(|r| r.never_incomplete));
        }
    }
    println!(
        "told {told} of 200; without the copy {lost_without} lose somebody, {unsaid} unsaid; {runs} of 2000 runs came back"
    );
    assert!(told > 120, "{told}");
    assert!(
        lost_without > 10,
        "the damage does no harm, so this proves nothing: {lost_without}"
    );
    assert!(runs > 1_000, "{runs}");
}

#[test]
fn a_lost_page_takes_only_its_own_rows() {
    let [closed, _] = histories();
    let pages = closed[0].1.len() / 4_096;
    let mut least = usize::MAX;
    for page in 1..pages {
        let mut files = closed.clone();
        files[0].1[page * 4_096..(page + 1) * 4_096].fill(0);
        let dir = lay(&files, false);
        std::fs::write(dir.path().join("history.damaged"), b"").unwrap();
        let store = Store::open(dir.path()).unwrap();
        let there = store.runs(100).unwrap().len();
        if there > 0 {
            least = least.min(there);
        }
        assert!(
            missing(&store) == 0 || store.reset().unwrap().unwrap().never_incomplete,
            "{page}"
        );
    }
    assert!(least >= 5, "{least} of 10 runs");
}

#[test]
fn damage_behind_the_first_page_is_noted_and_repaired_at_the_next_open() {
    let [mut closed, _] = histories();
    let dir = lay(&closed, true);
    let root: i64 = Connection::open(dir.path().join("history.db"))
        .unwrap()
        .query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'run'", [], |r| {
            r.get(0)
        })
        .unwrap();
    let at = (root as usize - 1) * 4_096;
    closed[0].1[at..at + 4_096].fill(0);
    let dir = lay(&closed, true);
    let store = Store::open(dir.path()).unwrap();
    assert!(store.moved_aside().is_none());
    assert!(
        store.runs(10).unwrap().is_empty(),
        "the list is there, though nothing is in it"
    );
    assert!(dir.path().join("history.damaged").exists());
    // Another one that has it open keeps it from being moved.
    let other = Store::open(dir.path()).unwrap();
    assert!(other.moved_aside().is_none());
    drop((store, other));
    let store = Store::open(dir.path()).unwrap();
    let aside = store.moved_aside().unwrap().to_owned();
    assert_eq!(std::fs::read(aside).unwrap().len(), closed[0].1.len());
    let reset = store.reset().unwrap().unwrap();
    assert_eq!(reset.rows["never"], 20);
    assert!(reset.incomplete.contains(&"run".to_owned()), "{reset:?}");
    assert!(!dir.path().join("history.damaged").exists());
    assert!(!dir.path().join("history.repair").exists());
}

#[test]
fn file_and_journal_are_kept_together_as_they_were() {
    let [_, mut open] = histories();
    open[0].1[..16].fill(7);
    let dir = lay(&open, true);
    let store = Store::open(dir.path()).unwrap();
    let aside = store.moved_aside().unwrap();
    assert_eq!(std::fs::read(aside).unwrap(), open[0].1);
    assert_eq!(std::fs::read(super::with(aside, "-wal")).unwrap(), open[1].1);
}

#[test]
fn a_repair_that_was_cut_off_is_taken_up() {
    let [closed, _] = histories();
    let dir = lay(&closed, true);
    let workshop = dir.path().join("history.repair");
    std::fs::create_dir(&workshop).unwrap();
    // The old one is away already, the new one not yet in its place.
    std::fs::copy(dir.path().join("history.db"), workshop.join("new.db")).unwrap();
    std::fs::rename(dir.path().join("history.db"), dir.path().join("history.corrupt-1")).unwrap();
    std::fs::write(dir.path().join("history.damaged"), "history.corrupt-1").unwrap();
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(missing(&store), 0);
    assert_eq!(store.runs(100).unwrap().len(), 10);
    assert_eq!(
        store.moved_aside(),
        Some(dir.path().join("history.corrupt-1").as_path())
    );
    assert!(!workshop.exists());
}

#[test]
fn a_sound_history_that_was_marked_loses_nothing() {
    let [_, open] = histories();
    let dir = lay(&open, false);
    std::fs::write(dir.path().join("history.damaged"), b"").unwrap();
    let store = Store::open(dir.path()).unwrap();
    let reset = store.reset().unwrap().unwrap();
    assert_eq!((missing(&store), store.runs(100).unwrap().len()), (0, 10));
    assert_eq!(
        (reset.never_incomplete, reset.incomplete),
        (false, Vec::<String>::new())
    );
}

#[test]
fn a_copy_that_is_gone_damaged_or_of_another_computer_is_made_anew() {
    let [closed, _] = histories();
    for text in [None, Some("no copy"), Some("")] {
        let dir = lay(&closed, false);
        if let Some(text) = text {
            std::fs::write(dir.path().join("guard.json"), text).unwrap();
        }
        assert_eq!(Store::open(dir.path()).unwrap().reset().unwrap(), None);
        assert_eq!(std::fs::read(dir.path().join("guard.json")).unwrap(), closed[1].1);
    }
    let other = histories();
    let dir = lay(&closed, false);
    std::fs::write(dir.path().join("guard.json"), &other[0][1].1).unwrap();
    let store = Store::open(dir.path()).unwrap();
    let expected = Reset {
        at: store.reset().unwrap().unwrap().at,
        never_incomplete: true,
        ..Reset::default()
    };
    assert_eq!(store.reset().unwrap(), Some(expected));
}

#[test]
fn the_copy_has_no_webhook_and_is_the_owners_alone() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let spec = serde_json::json!({"tell": {"webhook": "https://hooks.example/secret-4711"}});
    store
        .keep_schedule(&crate::ScheduleRow {
            spec,
            ..schedule("1", "Daily")
        })
        .unwrap();
    let path = dir.path().join("guard.json");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("Daily") && !text.contains("4711"));
    let whole: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(whole["body"]["schedules"][0]["name"], "Daily");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn whoever_is_taken_off_the_list_does_not_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    store.never_add(&[[1; 32], [2; 32]]).unwrap();
    store.never_remove(&[[1; 32]]).unwrap();
    drop(store);
    assert_eq!(Store::open(dir.path()).unwrap().never().unwrap(), [[2; 32]]);
    std::fs::write(dir.path().join("history.db"), b"").unwrap();
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.never().unwrap(), [[2; 32]]);
    assert!(store.moved_aside().is_some());
}

#[test]
fn a_run_whose_report_is_none_any_more_is_listed() {
    let [closed, _] = histories();
    let dir = lay(&closed, true);
    let other = Connection::open(dir.path().join("history.db")).unwrap();
    other
        .execute(
            "UPDATE run SET report = '{', mapping = CAST(X'ff' AS TEXT) WHERE id = '013'",
            [],
        )
        .unwrap();
    drop(other);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.runs(100).unwrap().len(), 10);
    assert!(store.run("013").unwrap().unwrap().report.is_null());
    assert!(!dir.path().join("history.damaged").exists());
}
