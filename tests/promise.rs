//! A schedule keeps its promise while nobody looks: made by keyboard alone, run at its time without a window, told by a
//! notification whose click leads to what it is about, and looked after by an icon in the desktop's bar.

mod desktop;

use desktop::scheduling::{
    HEADER, export, last_is, menu, pick, repeat, rows, runs, save, send_at_once, with_an_upload,
};
use desktop::{DUTCH, Desktop, Look, PLAIN, Window, id};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::time::Duration;

/// The column of the e-mail address has another name than in the first export.
const RENAMED: &str = "e-mailadres,firstname,lastname";

/// A full minute, far enough away to click a schedule together until then, as the stage's clock shows it.
fn soon() -> jiff::civil::DateTime {
    let minute = Timestamp::now() + SignedDuration::from_secs(180);
    let at = TimeZone::UTC.to_datetime(minute);
    at.with().second(0).subsec_nanosecond(0).build().expect("a time")
}

/// Types a time into the field of the dialog, as it is written in English: 9:05 AM.
async fn type_time(window: &Window<'_>, at: jiff::civil::DateTime) {
    window.reach(&format!("{} [data-type=\"hour\"]", id("time"))).await;
    window.write(&at.strftime("%I%M").to_string()).await;
    let half = at.strftime("%p").to_string().to_lowercase();
    window.write(half.get(..1).expect("a letter")).await;
}

fn end(children: impl IntoIterator<Item = std::process::Child>) {
    for mut child in children {
        drop(child.kill());
        drop(child.wait());
    }
}

/// The page of the window that was opened anew.
async fn follow(window: &Window<'_>) {
    window.turn_to_new_page().await;
}

#[tokio::test]
async fn a_schedule_is_made_by_keyboard_alone() {
    let desktop = Desktop::start().await;
    // An upload before, so that there is a mapping to choose.
    let (window, folder) = with_an_upload(&desktop).await;
    window.keys(&["ctrl+2"]).await;
    window.press(&id("new-schedule")).await;
    window.reach(&format!("{} input", id("schedule-name"))).await;
    window.write("Customers at noon").await;
    window.press(&id("choose-folder")).await;
    desktop.answer_file_dialog(&folder).await;
    window
        .wait_for(&format!("{}[data-path=\"{}\"]", id("choose-folder"), folder.display()))
        .await;
    window.reach(&format!("{} [data-type=\"hour\"]", id("time"))).await;
    window.write("1200p").await;
    window
        .text_when(&id("ahead"), |text| text.matches("12:00").count() == 3)
        .await;
    window.screenshot("promise-keyboard-dialog").await;
    window.press(&id("schedule-save")).await;
    window
        .text_when(&id("schedule"), |text| {
            text.contains("Customers at noon") && text.contains("12:00")
        })
        .await;
    window.screenshot("promise-keyboard").await;
    window.end().await;
}

#[tokio::test]
async fn it_runs_on_time_without_a_window_and_a_click_shows_what_became_of_it() {
    let desktop = Desktop::start().await;
    let notifications = desktop.start_notifications().await;
    let (window, folder) = with_an_upload(&desktop).await;
    export(&folder.join("customer_20261124_063000.csv"), HEADER, 100..140, 600);
    repeat(&window).await;
    send_at_once(&window).await;
    pick(&window, "tell", "every_run").await;
    let at = soon();
    type_time(&window, at).await;
    let shown = at.strftime("%I:%M %p").to_string();
    window.text_when(&id("ahead"), |text| text.contains(&shown)).await;
    window.screenshot("promise-on-time-dialog").await;
    save(&window).await;
    window.click(&id("start-with-computer")).await;
    window
        .text_when(&id("background"), |text| text.contains("starts with this computer"))
        .await;
    window.screenshot("promise-background").await;

    desktop.close_main_window().await;
    assert_eq!(desktop.processes().len(), 1, "schedules keep the process");
    assert_eq!(desktop.told("40 "), 0, "its time has not come");
    let left = TimeZone::UTC
        .to_timestamp(at)
        .expect("UTC has no gaps")
        .duration_since(Timestamp::now());
    tokio::time::sleep(left.try_into().unwrap_or(Duration::ZERO)).await;
    desktop
        .until("a notification tells of the run", || {
            desktop.notifications().contains("40 ").then_some(())
        })
        .await;
    assert!(!desktop.shows_main_window(), "it ran without a window");
    desktop.picture("promise-notification");
    desktop.click_notification().await;
    desktop
        .until("the window comes", || desktop.shows_main_window().then_some(()))
        .await;
    follow(&window).await;
    window.wait_for(&id("result-title")).await;
    window
        .text_when("main", |text| text.contains("confirmed all 40 customers"))
        .await;
    window.screenshot("promise-notification-clicked").await;
    window.end().await;
    end(notifications);
}

#[tokio::test]
async fn a_watched_folder_waits_until_a_file_is_complete() {
    let desktop = Desktop::start().await;
    let (window, folder) = with_an_upload(&desktop).await;
    repeat(&window).await;
    send_at_once(&window).await;
    pick(&window, "source-kind", "all_new").await;
    window.click(&id("watch")).await;
    save(&window).await;
    // What lies there already is new to the schedule.
    last_is(&window, "done").await;
    let before = runs(&window).await;

    let growing = folder.join("customer_20261125_063000.csv");
    std::fs::write(&growing, format!("{HEADER}\n")).expect("the folder can be written");
    for piece in 0..8 {
        let mut file = OpenOptions::new().append(true).open(&growing).expect("it is there");
        file.write_all(rows(100 + piece * 10..110 + piece * 10).as_bytes())
            .expect("it can be written");
        drop(file);
        tokio::time::sleep(Duration::from_millis(900)).await;
        assert_eq!(runs(&window).await, before, "nothing is sent while it grows");
    }
    window.text_when(&id("last-run"), |text| text.contains("80 sent")).await;
    assert_eq!(runs(&window).await, before + 1, "one run for one file");
    window.screenshot("promise-watched").await;
    window.end().await;
}

#[tokio::test]
async fn a_click_on_what_is_held_opens_the_question() {
    let desktop = Desktop::start().await;
    let notifications = desktop.start_notifications().await;
    let (window, folder) = with_an_upload(&desktop).await;
    repeat(&window).await;
    send_at_once(&window).await;
    save(&window).await;
    export(&folder.join("customer_20261125_063000.csv"), RENAMED, 0..50, 300);
    menu(&window, "run").await;
    let told = |text: &str| desktop.notifications().contains(text).then_some(());
    desktop
        .until("a notification tells of it", || told("e-mailadres"))
        .await;
    window.keys(&["ctrl+1"]).await;
    desktop.picture("promise-held-notification");
    desktop.click_notification().await;
    window.text_when(&id("held"), |text| text.contains("e-mailadres")).await;
    window.screenshot("promise-held").await;

    // A start that names the schedule leads to the same, whatever is in front.
    window.keys(&["Escape"]).await;
    window.wait_until_gone(&id("held")).await;
    let schedule = window
        .script(
            &format!("return document.querySelector('{}').dataset.schedule", id("schedule")),
            vec![],
        )
        .await;
    window.keys(&["ctrl+3"]).await;
    desktop
        .start_again(&["--schedule", schedule.as_str().expect("an id")])
        .await;
    window.wait_for(&id("held")).await;
    window.end().await;
    end(notifications);
}

#[tokio::test]
async fn the_icon_in_the_bar_says_what_schedules_are_at() {
    let desktop = Desktop::start().await;
    let (bar, notifications) = (desktop.start_bar(), desktop.start_notifications().await);
    let (window, folder) = with_an_upload(&desktop).await;
    assert!(desktop.icon().is_none(), "without schedules there is no icon");
    repeat(&window).await;
    send_at_once(&window).await;
    save(&window).await;
    let icon = desktop
        .icon_when("the icon shows what is next", |icon| {
            icon.lines.iter().any(|(_, label, _)| label.starts_with("Next: "))
        })
        .await;
    assert_eq!((icon.status.as_str(), icon.state()), ("Active", "Nothing runs now"));
    window.wait_for(&id("background")).await;
    icon.keep_picture("promise-icon-idle");

    // Closing the window: the process stays, and says so.
    desktop.close_main_window().await;
    let told = |text: &str| (desktop.told(text) == 1).then_some(());
    desktop
        .until("it is said that it stays", || told("goes on in the background"))
        .await;
    desktop.picture("promise-stays");
    desktop.click_notification().await;
    desktop
        .until("the window comes", || desktop.shows_main_window().then_some(()))
        .await;
    follow(&window).await;
    window.wait_for(&id("rail-schedules")).await;
    desktop.close_main_window().await;

    // What it offers works without a window.
    export(&folder.join("customer_20261124_063000.csv"), HEADER, 100..140, 600);
    let name = icon
        .lines
        .iter()
        .find(|(depth, label, _)| *depth == 1 && label != "Nothing runs now");
    let name = name
        .map(|(_, label, _)| label.clone())
        .expect("the schedule has a line of its own");
    desktop.choose(&["Run now", &name]).await;
    desktop.icon_when("it runs", |icon| icon.state() == "1 runs now").await;
    desktop
        .icon_when("it has run", |icon| icon.state() == "Nothing runs now")
        .await;
    desktop.choose(&["Pause all", "Until I resume"]).await;
    let icon = desktop
        .icon_when("all are paused", |icon| icon.state() == "All schedules are paused")
        .await;
    assert!(!icon.offers("Pause all"), "{icon:?}");
    icon.keep_picture("promise-icon-paused");
    desktop.choose(&["Resume"]).await;
    desktop
        .icon_when("they go on", |icon| icon.offers("Pause all") && !icon.offers("Resume"))
        .await;
    export(&folder.join("customer_20261125_063000.csv"), RENAMED, 0..50, 300);
    desktop.choose(&["Run now", &name]).await;
    let needs = format!("Needs you: {name}");
    let icon = desktop
        .icon_when("it needs somebody", |icon| icon.state() == needs)
        .await;
    icon.keep_picture("promise-icon-needs-you");
    desktop.choose(&[&needs]).await;
    desktop
        .until("the window comes", || desktop.shows_main_window().then_some(()))
        .await;
    follow(&window).await;
    window.text_when(&id("held"), |text| text.contains("e-mailadres")).await;
    desktop.picture("promise-icon-clicked");
    assert_eq!(desktop.told("goes on in the background"), 1, "said once, for good");

    // Leaving for good: asked, refused, asked again.
    desktop.choose(&["Quit"]).await;
    desktop.dismiss_file_dialog().await;
    assert_eq!(desktop.processes().len(), 1);
    desktop.choose(&["Quit"]).await;
    desktop.agree("promise-quit").await;
    desktop
        .until("the program ends", || desktop.processes().is_empty().then_some(()))
        .await;
    window.end().await;
    end(notifications);
    end([bar]);
}

#[tokio::test]
async fn a_start_without_a_window_works_and_the_next_start_opens_one() {
    let desktop = Desktop::start().await;
    let bar = desktop.start_bar();
    let mut started = desktop
        .command(desktop::APP)
        .arg("--hidden")
        .spawn()
        .expect("the program starts");
    desktop
        .icon_when("there is an icon", |icon| icon.offers("Open Profile Courier"))
        .await;
    assert!(!desktop.shows_main_window());
    assert!(desktop.start_again::<&str>(&[]).await.success());
    desktop
        .until("the window comes", || desktop.shows_main_window().then_some(()))
        .await;
    desktop.close_main_window().await;
    desktop.choose(&["Open Profile Courier"]).await;
    desktop
        .until("the window comes", || desktop.shows_main_window().then_some(()))
        .await;
    desktop.choose(&["Quit"]).await;
    desktop
        .until("the program ends", || {
            started.try_wait().expect("a child can be waited for")
        })
        .await;
    end([bar]);
}

/// The lines that say whom to tell, and what the key is good for.
async fn telling(look: Look, picture: &str) {
    let desktop = Desktop::start_as(look).await;
    let (window, _) = with_an_upload(&desktop).await;
    repeat(&window).await;
    pick(&window, "tell", "every_run").await;
    window.click(&id("add-webhook")).await;
    window
        .type_into(&format!("{} input", id("webhook")), "http://winkel.nl")
        .await;
    window.click(&id("quiet")).await;
    window.click(&id("schedule-save")).await;
    window.wait_for("[data-code=\"webhook_unusable\"]").await;
    window.screenshot(&format!("promise-tell-fault-{picture}")).await;
    window.click(&format!("{} input", id("webhook"))).await;
    window.keys(&["ctrl+a", "BackSpace"]).await;
    window
        .type_into(&format!("{} input", id("webhook")), "https://hooks.winkel.nl/courier")
        .await;
    save(&window).await;
    menu(&window, "edit").await;
    window.wait_for(&id("webhook")).await;
    window.click(&id("copy-key")).await;
    let key = desktop
        .until("the key is on the clipboard", || desktop.clipboard())
        .await;
    assert!(
        key.len() >= 32 && key.bytes().all(|b| b.is_ascii_alphanumeric()),
        "{} letters",
        key.len()
    );
    let page = window.client.source().await.expect("the page");
    assert!(!page.contains(&key), "the page never sees it");
    // Below the fold of the dialog: how long silence may last.
    window
        .script(
            &format!("document.querySelector('{}').scrollIntoView()", id("quiet")),
            vec![],
        )
        .await;
    window.screenshot(&format!("promise-tell-{picture}")).await;
    window.end().await;
}

#[tokio::test]
async fn whom_to_tell_in_english_and_light() {
    telling(PLAIN, "light").await;
}

#[tokio::test]
async fn whom_to_tell_in_dutch_and_dark() {
    telling(Look { dark: true, ..DUTCH }, "dark").await;
}
