//! A ledger says what a map would say, and never anything after it was damaged.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap};

const FEED: Feed = Feed {
    name: LedgerName {
        dataset: 1,
        connection: 2,
        mapping: 3,
    },
    key_check: 77,
    whole: false,
    fields: Vec::new(),
};

fn feed(mapping: u64, fields: &[u64]) -> Feed {
    Feed {
        name: LedgerName { mapping, ..FEED.name },
        fields: fields.to_vec(),
        ..FEED
    }
}

fn room() -> (tempfile::TempDir, Ledgers) {
    let folder = tempfile::tempdir().unwrap();
    let ledgers = Ledgers::at(folder.path()).unwrap();
    (folder, ledgers)
}

fn noted(pairs: &[(u64, u64)]) -> Vec<Noted> {
    let of = |(row, (shopper, record)): (usize, &(u64, u64))| {
        let print = Fingerprint {
            shopper: *shopper,
            record: *record,
        };
        Noted::new(print, row as u32)
    };
    let mut noted: Vec<Noted> = pairs.iter().enumerate().map(of).collect();
    sort(&mut noted);
    noted
}

fn confirm(ledgers: &Ledgers, feed: &Feed, run: &str, pairs: &[(u64, u64)]) {
    let frozen = Frozen::new(pairs.len() as u64);
    ledgers.expect(run, feed, &noted(pairs), &frozen).unwrap();
    ledgers.resolve(run, Landed::Except(&[])).unwrap();
}

fn seen(ledgers: &Ledgers, feed: &Feed, pairs: &[(u64, u64)]) -> (Vec<Change>, u64, Basis) {
    let run = noted(pairs);
    let compared = ledgers.compare(feed, &run, "own").unwrap();
    let mut by_row: Vec<(u32, Change)> = run.iter().map(Noted::row).zip(compared.of).collect();
    by_row.sort_by_key(|(row, _)| *row);
    let changes = by_row.into_iter().map(|(_, change)| change).collect();
    (changes, compared.removed, compared.basis)
}

use Change::{Changed, New, Same};

#[test]
fn only_what_was_confirmed_is_the_same() {
    let (_folder, ledgers) = room();
    assert_eq!(seen(&ledgers, &FEED, &[(5, 1)]), (vec![New], 0, Basis::Nothing));
    confirm(&ledgers, &FEED, "01A", &[(9, 1), (5, 1), (7, 1)]);
    let second = [(7, 1), (5, 2), (8, 1)];
    assert_eq!(
        seen(&ledgers, &FEED, &second),
        (vec![Same, Changed, New], 1, Basis::Last)
    );
    ledgers
        .expect("01B", &FEED, &noted(&[(5, 2), (8, 1)]), &Frozen::new(3))
        .unwrap();
    ledgers.resolve("01B", Landed::Nothing).unwrap();
    assert_eq!(seen(&ledgers, &FEED, &second).0, [Same, Changed, New], "it failed");
    ledgers
        .expect("01C", &FEED, &noted(&[(5, 2), (8, 1)]), &Frozen::new(3))
        .unwrap();
    ledgers.resolve("01C", Landed::Except(&[8])).unwrap();
    ledgers.resolve("01C", Landed::Except(&[8])).unwrap();
    assert_eq!(seen(&ledgers, &FEED, &second), (vec![Same, Same, New], 1, Basis::Last));
    assert!(ledgers.unresolved().unwrap().is_empty());
}

#[test]
fn what_nobody_knows_is_sent_again_even_where_it_reverts() {
    let (_folder, ledgers) = room();
    confirm(&ledgers, &FEED, "01A", &[(5, 1), (6, 1)]);
    let mut frozen = Frozen::new(9);
    frozen.leave_out(8);
    ledgers.expect("01B", &FEED, &noted(&[(5, 2)]), &frozen).unwrap();
    assert_eq!(
        seen(&ledgers, &FEED, &[(5, 1), (6, 1)]).0,
        [Changed, Same],
        "01B may land at any moment"
    );
    assert_eq!(ledgers.frozen("01B").unwrap(), Some(frozen.clone()));
    ledgers.resolve("01B", Landed::Unknown).unwrap();
    assert_eq!(seen(&ledgers, &FEED, &[(5, 1), (6, 1)]).0, [New, Same]);
    assert_eq!(ledgers.frozen("01B").unwrap(), Some(frozen), "it may be taken up again");
    assert!((0..9).all(|row| ledgers.frozen("01B").unwrap().unwrap().is_left_out(row) == (row == 8)));
    ledgers.resolve("01B", Landed::Except(&[])).unwrap();
    assert_eq!(ledgers.frozen("01B").unwrap(), None);
}

#[test]
fn of_two_runs_at_once_nobody_knows_which_came_last() {
    let (_folder, ledgers) = room();
    ledgers
        .expect("01A", &FEED, &noted(&[(5, 1), (6, 1)]), &Frozen::new(2))
        .unwrap();
    ledgers
        .expect("01B", &FEED, &noted(&[(5, 2)]), &Frozen::new(1))
        .unwrap();
    for run in ["01B", "01A"] {
        ledgers.resolve(run, Landed::Except(&[])).unwrap();
    }
    assert_eq!(seen(&ledgers, &FEED, &[(5, 1), (5, 2), (6, 1)]).0, [New, New, New]);
    confirm(&ledgers, &FEED, "01C", &[(5, 2)]);
    assert_eq!(seen(&ledgers, &FEED, &[(5, 2)]).0, [Same], "the doubt is over");
}

#[test]
fn another_mapping_that_writes_the_same_fields_takes_its_shoppers_out() {
    let (_folder, ledgers) = room();
    let (first, same, other) = (feed(3, &[1, 2]), feed(4, &[2]), feed(5, &[9]));
    confirm(&ledgers, &first, "01A", &[(5, 1), (6, 1)]);
    assert_eq!(seen(&ledgers, &same, &[(5, 1)]).2, Basis::OtherMapping);
    confirm(&ledgers, &other, "01B", &[(5, 7)]);
    assert_eq!(seen(&ledgers, &first, &[(5, 1), (6, 1)]).0, [Same, Same]);
    confirm(&ledgers, &same, "01C", &[(5, 8)]);
    assert_eq!(seen(&ledgers, &first, &[(5, 1), (6, 1)]).0, [New, Same]);
    let whole = Feed { whole: true, ..other };
    confirm(&ledgers, &whole, "01D", &[(6, 7)]);
    assert_eq!(
        seen(&ledgers, &first, &[(6, 1)]).0,
        [New],
        "a whole record leaves nothing of another's"
    );
}

#[test]
fn a_ledger_is_forgotten_by_connection_and_dataset() {
    let (folder, ledgers) = room();
    let named = |dataset, connection| Feed {
        name: LedgerName {
            dataset,
            connection,
            mapping: 1,
        },
        ..FEED
    };
    for (run, feed) in [("01A", named(1, 1)), ("01B", named(2, 1)), ("01C", named(3, 2))] {
        confirm(&ledgers, &feed, run, &[(5, 1)]);
    }
    assert_eq!(ledgers.forget(Some(1), Some(2)).unwrap(), 1);
    assert_eq!(seen(&ledgers, &named(2, 1), &[(5, 1)]).0, [New]);
    assert_eq!(seen(&ledgers, &named(1, 1), &[(5, 1)]).0, [Same]);
    assert_eq!(ledgers.forget(None, None).unwrap(), 2);
    let left = std::fs::read_dir(folder.path().join("ledger")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| name == "send-ledger.lock"), "{left:?}");
}

#[test]
fn another_key_makes_the_ledger_worthless() {
    let (_folder, ledgers) = room();
    confirm(&ledgers, &FEED, "01A", &[(5, 1)]);
    let other = Feed { key_check: 78, ..FEED };
    assert_eq!(seen(&ledgers, &other, &[(5, 1)]), (vec![New], 0, Basis::Unusable));
    confirm(&ledgers, &other, "01B", &[(5, 1)]);
    assert_eq!(seen(&ledgers, &other, &[(5, 1)]).0, [Same]);
}

#[test]
fn every_torn_or_flipped_file_is_noticed() {
    let (folder, ledgers) = room();
    let pairs = [(5, 1), (6, 1), (7, 1)];
    confirm(&ledgers, &feed(3, &[1]), "01A", &pairs);
    let path = ledgers.ledger(FEED.name);
    let good = std::fs::read(&path).unwrap();
    let is_noticed = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let noticed = seen(&ledgers, &feed(3, &[1]), &pairs);
        assert!(path.with_extension("aside").exists());
        std::fs::remove_file(path.with_extension("aside")).unwrap();
        noticed == (vec![New; 3], 0, Basis::Unusable)
    };
    for length in 0..good.len() {
        assert!(is_noticed(&good[..length]), "cut at {length}");
    }
    for bit in 0..good.len() * 8 {
        let mut bytes = good.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(is_noticed(&bytes), "bit {bit}");
    }
    assert!(is_noticed(&[&good[..], &[0]].concat()), "longer");
    drop(folder);
}

#[test]
fn a_damaged_ledger_is_written_anew_and_a_damaged_run_takes_the_dataset_with_it() {
    let (_folder, ledgers) = room();
    confirm(&ledgers, &FEED, "01A", &[(5, 1), (6, 1)]);
    let spoil = |path: &Path| {
        let mut bytes = std::fs::read(path).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        std::fs::write(path, bytes).unwrap();
    };
    ledgers
        .expect("01B", &FEED, &noted(&[(6, 2)]), &Frozen::new(0))
        .unwrap();
    spoil(&ledgers.ledger(FEED.name));
    ledgers.resolve("01B", Landed::Except(&[])).unwrap();
    assert_eq!(seen(&ledgers, &FEED, &[(5, 1), (6, 2)]).0, [New, Same]);
    ledgers
        .expect("01C", &FEED, &noted(&[(6, 3)]), &Frozen::new(0))
        .unwrap();
    spoil(&ledgers.place_of("01C"));
    assert_eq!(
        seen(&ledgers, &FEED, &[(6, 2)]).0,
        [Changed],
        "nobody knows what it sent"
    );
    ledgers.resolve("01C", Landed::Except(&[])).unwrap();
    assert_eq!(seen(&ledgers, &FEED, &[(6, 2)]), (vec![New], 0, Basis::Nothing));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, ledgers) = room();
    confirm(&ledgers, &FEED, "01A", &[(5, 1)]);
    ledgers
        .expect("01B", &FEED, &noted(&[(5, 2)]), &Frozen::new(1))
        .unwrap();
    let ledger = folder.path().join("ledger");
    let entries = std::fs::read_dir(&ledger).unwrap();
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(all.len(), 3, "ledger, pending and lock: {all:?}");
    all.push(ledger);
    for path in all {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{path:?}");
    }
}

impl Ledgers {
    fn place_of(&self, run: &str) -> PathBuf {
        self.all("pending")
            .unwrap()
            .into_iter()
            .map(|(_, path)| path)
            .find(|path| path.to_string_lossy().contains(run))
            .unwrap()
    }
}

/// One run: who is in the file with which record, how it ends, and whom the platform refuses.
type Run = (BTreeMap<u64, u64>, u8, Vec<u64>);

fn runs() -> impl Strategy<Value = Vec<Run>> {
    let file = prop::collection::btree_map(0..40_u64, 0..3_u64, 0..30);
    prop::collection::vec((file, 0..4_u8, prop::collection::vec(0..40_u64, 0..3)), 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    /// Files come one after the other; each time only what is new or changed is sent. The model is a map of what the
    /// platform has, and of what is known of it.
    #[test]
    fn a_ledger_says_what_a_map_would_say(runs in runs()) {
        let (_folder, ledgers) = room();
        let mut known: HashMap<u64, u64> = HashMap::new();
        for (number, (file, end, mut refused)) in runs.into_iter().enumerate() {
            let pairs: Vec<(u64, u64)> = file.into_iter().collect();
            let run = noted(&pairs);
            let compared = ledgers.compare(&FEED, &run, "own").unwrap();
            for (noted, change) in run.iter().zip(&compared.of) {
                let expected = match known.get(&noted.shopper()) {
                    None => New,
                    Some(record) if *record == noted.record() => Same,
                    Some(_) => Changed,
                };
                prop_assert_eq!(*change, expected);
            }
            let gone = known.keys().filter(|shopper| pairs.iter().all(|(other, _)| other != *shopper)).count();
            prop_assert_eq!(compared.removed, gone as u64);
            let sent: Vec<Noted> = run.iter().zip(&compared.of).filter(|(_, c)| **c != Same).map(|(n, _)| *n).collect();
            let name = format!("{number:02}");
            ledgers.expect(&name, &FEED, &sent, &Frozen::new(pairs.len() as u64)).unwrap();
            refused.sort_unstable();
            let landed = match end {
                0 => Landed::Nothing,
                1 => Landed::Unknown,
                2 => Landed::Except(&[]),
                _ => Landed::Except(&refused),
            };
            ledgers.resolve(&name, landed).unwrap();
            for noted in &sent {
                match landed {
                    Landed::Nothing => {}
                    Landed::Unknown => drop(known.remove(&noted.shopper())),
                    Landed::Except(refused) => if !refused.contains(&noted.shopper()) {
                        known.insert(noted.shopper(), noted.record());
                    }
                }
            }
        }
    }
}
