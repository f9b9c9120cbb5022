//! The window opens at all: the page that is embedded in the program is shown, styled and allowed what it needs.

mod desktop;

use desktop::{Desktop, id};
use serde_json::json;

#[tokio::test]
async fn the_window_opens_on_the_upload_page() {
    let desktop = Desktop::start().await;
    let window = desktop.open::<&str>(&[]).await;
    window.wait_for(&id("drop-zone")).await;
    window.screenshot("window-upload").await;

    // React Aria adds one style by script, which the page's policy allows by its hash: a new version can have a new one.
    let applied = "const style = document.getElementById('react-aria-pressable-style'); return style ? style.sheet !== null : 'no such style';";
    assert_eq!(
        window.script(applied, vec![]).await,
        json!(true),
        "tauri.conf.json, style-src: the hash is out of date"
    );
    // The policy itself is there: an inline script must not run.
    let blocked = "window.ran = false; const s = document.createElement('script'); s.textContent = 'window.ran = true'; document.head.append(s); return window.ran;";
    assert_eq!(
        window.script(blocked, vec![]).await,
        json!(false),
        "the page has no content security policy"
    );
    window.end().await;
}
