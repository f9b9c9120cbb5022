//! What is remembered of people survives runs, damage and other keys, and names nobody.

use super::*;
use crate::Landed;

const NAME: MemoryName = MemoryName {
    organisation: 1,
    sandbox: 2,
    key: 3,
};

fn room() -> (tempfile::TempDir, Memories) {
    let folder = tempfile::tempdir().unwrap();
    let memories = Memories::at(folder.path()).unwrap();
    (folder, memories)
}

fn memo(key: u64, value: u64) -> Memo {
    Memo { key, value }
}

/// Notes what a run sends, as recalled just now.
fn expect(memories: &Memories, run: &str, pairs: &[(u64, u64)], returns: &[(u64, u64)]) {
    let list = |of: &[(u64, u64)]| of.iter().map(|(key, value)| memo(*key, *value)).collect();
    let going = Going {
        pairs: list(pairs),
        returns: list(returns),
    };
    let stamp = memories.stamp(NAME, run).unwrap();
    assert!(memories.expect(run, NAME, &going, &stamp).unwrap());
}

/// The address that a number is known with.
fn with(memories: &Memories, number: u64) -> Vec<u64> {
    let recalled = memories.recall(NAME, "").unwrap();
    let all = std::iter::once(&recalled.pairs).chain(&recalled.under_way);
    all.filter_map(|pairs| pairs.get(number)).collect()
}

fn objection(memories: &Memories, key: u64) -> Option<u64> {
    memories.recall(NAME, "").unwrap().objections.get(key)
}

#[test]
fn pairs_of_a_run_that_sent_nothing_are_not_remembered() {
    let (_folder, memories) = room();
    expect(&memories, "01A", &[(7, 70), (5, 50)], &[]);
    assert_eq!(with(&memories, 7), [70], "it may be sent at any moment");
    assert!(
        memories.recall(NAME, "01A").unwrap().under_way.is_empty(),
        "it does not stand in its own way"
    );
    memories.resolve("01A", Landed::Nothing).unwrap();
    assert_eq!(with(&memories, 7), [0_u64; 0]);
    for (run, landed, known) in [
        ("01B", Landed::Except(&[7]), vec![]),
        ("01C", Landed::Unknown, vec![71]),
        ("01D", Landed::Except(&[]), vec![72]),
    ] {
        expect(
            &memories,
            run,
            &[(7, 70 + known.first().map_or(0, |at| at - 70)), (5, 50)],
            &[],
        );
        memories.resolve(run, landed).unwrap();
        memories.resolve(run, landed).unwrap();
        assert_eq!(with(&memories, 7), known, "{run}");
        assert_eq!(with(&memories, 5), [50]);
    }
    assert_eq!(memories.unresolved().unwrap(), [""; 0]);
}

#[test]
fn an_objection_stays_until_a_later_yes_has_landed() {
    let (_folder, memories) = room();
    memories
        .remember(NAME, vec![memo(9, 100), memo(4, 100), memo(9, 90)])
        .unwrap();
    memories.remember(NAME, vec![memo(9, 80)]).unwrap();
    assert_eq!(objection(&memories, 9), Some(100), "the later one counts");
    for (run, landed) in [("01A", Landed::Nothing), ("01B", Landed::Unknown)] {
        expect(&memories, run, &[], &[(9, 120)]);
        memories.resolve(run, landed).unwrap();
        assert_eq!(objection(&memories, 9), Some(100), "{run}");
    }
    expect(&memories, "01C", &[], &[(9, 120), (4, 120)]);
    // Somebody objects again while the run is under way.
    memories.remember(NAME, vec![memo(4, 130)]).unwrap();
    memories.resolve("01C", Landed::Except(&[])).unwrap();
    assert_eq!((objection(&memories, 9), objection(&memories, 4)), (None, Some(130)));
}

#[test]
fn a_run_is_not_noted_on_what_has_changed_since() {
    let (_folder, memories) = room();
    let before = memories.recall(NAME, "01A").unwrap().stamp;
    memories.remember(NAME, vec![memo(9, 100)]).unwrap();
    let going = Going {
        pairs: vec![memo(7, 70)],
        returns: Vec::new(),
    };
    assert!(!memories.expect("01A", NAME, &going, &before).unwrap());
    assert_eq!(with(&memories, 7), [0_u64; 0]);
    let now = memories.recall(NAME, "01A").unwrap().stamp;
    assert!(memories.expect("01A", NAME, &going, &now).unwrap());
    // The run's own note is no change for it.
    assert!(memories.expect("01A", NAME, &going, &now).unwrap());
}

#[test]
fn what_is_damaged_or_of_another_key_is_said_and_kept_beside() {
    let (folder, memories) = room();
    memories.remember(NAME, vec![memo(9, 100)]).unwrap();
    let other = MemoryName { key: 4, ..NAME };
    let recalled = memories.recall(other, "").unwrap();
    assert!(recalled.is_unusable && recalled.objections.is_empty());
    memories.remember(other, vec![memo(1, 1)]).unwrap();
    assert!(!memories.recall(other, "").unwrap().is_unusable, "it begins anew");
    assert_eq!(
        objection(&memories, 9),
        Some(100),
        "and takes nothing from the first one"
    );

    let path = memories.place(NAME, OBJECTIONS);
    let mut bytes = std::fs::read(&path).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    assert!(memories.recall(NAME, "").unwrap().is_unusable);
    memories.remember(NAME, vec![memo(2, 200)]).unwrap();
    assert_eq!(objection(&memories, 2), Some(200));
    let aside = std::fs::read_dir(folder.path().join("memory")).unwrap();
    let is_aside = |name: &str| name.ends_with("-aside");
    assert_eq!(
        aside
            .filter(|entry| is_aside(&entry.as_ref().unwrap().file_name().to_string_lossy()))
            .count(),
        1
    );
}

#[test]
fn forgetting_numbers_forgets_no_objection() {
    let (_folder, memories) = room();
    memories.remember(NAME, vec![memo(9, 100), memo(8, 100)]).unwrap();
    expect(&memories, "01A", &[(7, 70)], &[]);
    memories.resolve("01A", Landed::Unknown).unwrap();
    assert_eq!(memories.forget_pairs(|name| name.sandbox == 5).unwrap(), 0);
    assert_eq!(memories.forget_pairs(|_| true).unwrap(), 1);
    assert_eq!((with(&memories, 7), objection(&memories, 9)), (vec![], Some(100)));
    assert_eq!(memories.forget_objections(|_| true).unwrap(), 2);
    assert_eq!(objection(&memories, 9), None);
}

/// A million pairs in less than 30 MB.
#[test]
fn an_entry_takes_sixteen_bytes() {
    let (_folder, memories) = room();
    let many = |count: u64| {
        (0..count)
            .map(|n| memo(n.wrapping_mul(0x9e37_79b9_7f4a_7c15), n))
            .collect()
    };
    memories.remember(NAME, many(10_000)).unwrap();
    let bytes = std::fs::metadata(memories.place(NAME, OBJECTIONS)).unwrap().len();
    assert!((160_000..161_000).contains(&bytes), "{bytes}");
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, memories) = room();
    memories.remember(NAME, vec![memo(9, 100)]).unwrap();
    expect(&memories, "01A", &[(7, 70)], &[]);
    let folder = folder.path().join("memory");
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    assert_eq!(all.len(), 3, "objections, pairs and lock: {all:?}");
    all.push(folder);
    for path in all {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{path:?}");
    }
}
