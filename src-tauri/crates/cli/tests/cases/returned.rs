//! A *no* that is known is not turned into *yes* by a later file that proves nothing newer.

use super::book::fixture;
use super::judge::consent;
use super::platform::Platform;
use super::user::User;
use serde_json::Value as Json;

const GUARD_OFF: &str = "--no-consent-lookup";

fn address(n: usize) -> String {
    format!("klant{n}@voorbeeld.example")
}

/// `newsletter` for each of these people, dated where a date is given.
fn list(people: impl Iterator<Item = usize>, says: &str, dated: Option<(&str, &str)>) -> String {
    let (column, date) = dated.map_or((String::new(), String::new()), |(column, date)| {
        (format!(",{column}"), format!(",{date}"))
    });
    let rows = people.map(|n| format!("{},Klant{n},{says}{date}\n", address(n)));
    format!("email,first_name,newsletter{column}\n{}", rows.collect::<String>())
}

/// How many of the first `no` people have become *yes*, and how many of the rest are *yes* as they should be.
fn counted(platform: &Platform, no: usize, all: usize) -> (usize, usize) {
    let addresses: Vec<String> = (0..all).map(address).collect();
    let profiles = platform.profiles(addresses.iter().map(String::as_str));
    let is_yes = |n: &usize| profiles.get(&address(*n)).and_then(|p| consent(p, "email")) == Some("y");
    ((0..no).filter(is_yes).count(), (no..all).filter(is_yes).count())
}

fn finding<'r>(report: &'r Json, code: &str) -> Option<&'r Json> {
    let findings = report["findings"].as_array()?;
    findings.iter().find(|finding| finding["code"] == code)
}

/// Of a thousand people fifty have said no since, to somebody else: only the platform can know.
#[test]
fn nobody_is_subscribed_again_whose_profile_says_no() {
    let platform = Platform::new();
    let (exit, report) = platform.upload(&User::new(), "no.csv", &list(0..50, "no", None), &[]);
    assert_eq!(exit, 0, "{report}");
    assert_eq!(counted(&platform, 50, 50), (0, 0));
    let everybody = list(0..1_000, "yes", None);
    let user = User::new();
    let (exit, report) = platform.upload(&user, "all.csv", &everybody, &[]);
    assert_eq!(counted(&platform, 50, 1_000), (0, 950), "exit {exit}: {report}");
    let held = finding(&report, "consent_would_return").unwrap_or_else(|| panic!("nothing is said: {report}"));
    assert_eq!((exit, held["count"].as_u64()), (1, Some(50)), "{held}");
    // The control: with the guard off, the same file turns all of them.
    let (_, report) = platform.upload(&User::new(), "all.csv", &everybody, &[GUARD_OFF]);
    assert_eq!(counted(&platform, 50, 1_000), (50, 950), "{report}");
}

#[test]
fn a_check_with_a_connection_names_them_before_anything_is_sent() {
    let platform = Platform::new();
    platform.upload(&User::new(), "no.csv", &list(0..5, "no", None), &[]);
    let user = User::new();
    let file = user.file("all.csv", &list(0..20, "yes", None));
    let (_, report) = user.json(&["check", &file, "--practice-url", &platform.url]);
    let held = finding(&report, "consent_would_return").unwrap_or_else(|| panic!("nothing is said: {report}"));
    let rows = super::came::numbers(&held["examples"]);
    assert_eq!(held["count"], 5, "{held}");
    assert!(
        !rows.is_empty() && rows.iter().all(|row| (1..=5).contains(row)),
        "{held}"
    );
    // Whoever asked once remembers; the control is somebody who did not.
    let user = User::new();
    let file = user.file("all.csv", &list(0..20, "yes", None));
    let (_, report) = user.json(&["check", &file, "--practice-url", &platform.url, GUARD_OFF]);
    assert!(finding(&report, "consent_would_return").is_none(), "{report}");
}

#[test]
fn an_older_dated_yes_does_not_beat_a_newer_dated_no() {
    let platform = Platform::new();
    let no = list(0..10, "no", Some(("Opt-out date", "2024-02-25T10:11:12Z")));
    let (exit, report) = platform.upload(&User::new(), "no.csv", &no, &[]);
    assert_eq!(exit, 0, "{report}");
    let yes = list(0..40, "yes", Some(("Opt-in date", "2023-05-25T10:11:12Z")));
    let (exit, report) = platform.upload(&User::new(), "older.csv", &yes, &[]);
    assert_eq!(counted(&platform, 10, 40), (0, 30), "exit {exit}: {report}");
    let (_, report) = platform.upload(&User::new(), "older.csv", &yes, &[GUARD_OFF]);
    assert_eq!(counted(&platform, 10, 40), (10, 30), "{report}");
}

/// The profile says no, or the second upload holds, asks, or has a finding to look at about consent.
fn is_not_silent(platform: &Platform, exit: i32, report: &Json) -> bool {
    let eva = "eva@voorbeeld.example";
    let said = platform.profiles(std::iter::once(eva));
    let still_no = said.get(eva).and_then(|p| consent(p, "email")) == Some("n");
    let findings = report["findings"].as_array().into_iter().flatten();
    let about_consent = |f: &Json| f["severity"] != "fixed" && f["code"].to_string().contains("consent");
    still_no || exit == 65 || report["rows"]["rejected"] == 1 || findings.into_iter().any(about_consent)
}

#[test]
fn mondays_no_does_not_become_tuesdays_yes() {
    let (monday, tuesday) = (fixture("consent-monday.csv"), fixture("consent-tuesday.csv"));
    // The same user remembers, with the platform asked or not; another one has only the platform.
    for (same_user, flags) in [(true, &[][..]), (true, &[GUARD_OFF][..]), (false, &[][..])] {
        let (platform, user) = (Platform::new(), User::new());
        let (exit, report) = platform.upload(&user, "monday.csv", &monday, &[]);
        assert_eq!(exit, 0, "{report}");
        let user = if same_user { user } else { User::new() };
        let (exit, report) = platform.upload(&user, "tuesday.csv", &tuesday, flags);
        assert!(
            is_not_silent(&platform, exit, &report),
            "{same_user} {flags:?}: exit {exit}: {report}"
        );
    }
    // The control: who neither remembers nor asks turns her, silently.
    let platform = Platform::new();
    platform.upload(&User::new(), "monday.csv", &monday, &[]);
    let (exit, report) = platform.upload(&User::new(), "tuesday.csv", &tuesday, &[GUARD_OFF]);
    assert!(!is_not_silent(&platform, exit, &report), "exit {exit}: {report}");
}
