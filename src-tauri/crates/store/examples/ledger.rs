//! How long a ledger takes and how much memory: `cargo run --release -p store --example ledger -- 10000000 1000000`
//! builds one of ten million shoppers, and holds a run of a million against it, one in a hundred of them changed.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, for a terminal")]

use std::time::Instant;
use store::{Change, Feed, Fingerprint, Frozen, Landed, LedgerName, Ledgers, Noted, sort_fingerprints};

const FEED: Feed = Feed {
    name: LedgerName {
        dataset: 1,
        connection: 2,
        mapping: 3,
    },
    key_check: 4,
    whole: false,
    fields: Vec::new(),
};

/// Spreads numbers like a hash does (splitmix64).
fn spread(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn run(rows: u32, every: u32, generation: u64) -> Vec<Noted> {
    let print = |row: u32| Fingerprint {
        shopper: spread(u64::from(row)),
        record: u64::from(row) + if row.is_multiple_of(every) { generation << 40 } else { 0 },
    };
    (0..rows).map(|row| Noted::new(print(row), row)).collect()
}

/// The most memory that this process had so far, in MB, where the system says so.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kb = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kb.unwrap_or_default() / 1024
}

fn main() {
    let number = |n, otherwise| std::env::args().nth(n).map_or(otherwise, |text| text.parse().unwrap());
    let (all, rows): (u32, u32) = (number(1, 10_000_000), number(2, 1_000_000));
    let folder = std::env::temp_dir().join(format!("ledger-{}", std::process::id()));
    let ledgers = Ledgers::at(&folder).unwrap();
    let told = |what: &str, since: Instant, of: u32| {
        let time = since.elapsed();
        println!(
            "{what:<44} {:>7.0} ms {:>6.0} ns each, peak {} MB",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() * 1e9 / f64::from(of),
            peak()
        );
    };
    // In a process of its own, so that its memory does not hide that of the run.
    if std::env::args().nth(3).as_deref() == Some("build") {
        let mut first = run(all, 1, 0);
        let since = Instant::now();
        sort_fingerprints(&mut first);
        told("sort", since, all);
        let since = Instant::now();
        ledgers.expect("01A", &FEED, &first, &Frozen::new(0)).unwrap();
        told("write what is pending", since, all);
        let since = Instant::now();
        ledgers.resolve("01A", Landed::Except(&[])).unwrap();
        told("take it over into the ledger", since, all);
        println!("{}", folder.display());
        return;
    }
    let built = std::process::Command::new(std::env::current_exe().unwrap())
        .args([all.to_string(), rows.to_string(), "build".to_owned()])
        .output()
        .unwrap();
    let text = String::from_utf8(built.stdout).unwrap();
    let (lines, built) = text.trim_end().rsplit_once('\n').unwrap();
    println!("{all} shoppers\n{lines}\n{rows} rows against them, one in a hundred changed");
    std::fs::remove_dir_all(&folder).unwrap();
    let ledgers = Ledgers::at(std::path::Path::new(built)).unwrap();
    let mut second = run(rows, 100, 1);
    let since = Instant::now();
    sort_fingerprints(&mut second);
    told("sort", since, rows);
    let since = Instant::now();
    let compared = ledgers.compare(&FEED, &second, "01B").unwrap();
    told("hold against the ledger", since, rows);
    let count = |wanted| compared.of.iter().filter(|change| **change == wanted).count();
    println!(
        "{} new, {} changed, {} the same, {} not in the file",
        count(Change::New),
        count(Change::Changed),
        count(Change::Same),
        compared.removed
    );
    let sent: Vec<Noted> = second
        .iter()
        .zip(&compared.of)
        .filter(|(_, change)| **change != Change::Same)
        .map(|(noted, _)| *noted)
        .collect();
    let since = Instant::now();
    ledgers
        .expect("01B", &FEED, &sent, &Frozen::new(u64::from(rows)))
        .unwrap();
    ledgers.resolve("01B", Landed::Except(&[])).unwrap();
    told("take what was sent over", since, all);
    std::fs::remove_dir_all(built).unwrap();
}
