//! An upload that is repeated: clicked together in the window after a first upload, tried, run, and held when its file
//! is not what it was.

mod desktop;

use desktop::scheduling::{HEADER, export, last_is, menu, with_an_upload};
use desktop::{DUTCH, Desktop, Look, PLAIN, Renderer, id};

async fn repeat(look: Look, picture: &str) {
    let desktop = Desktop::start_as(look).await;
    let (window, folder) = with_an_upload(&desktop).await;
    window.click(&id("repeat")).await;
    window.wait_for(&id("schedule-dialog")).await;
    window
        .text_when(&id("ahead"), |text| text.contains("06:30") || text.contains("6:30"))
        .await;
    window.screenshot(&format!("schedule-dialog-{picture}")).await;
    window.click(&id("schedule-save")).await;
    window.wait_for(&id("schedule")).await;
    window.screenshot(&format!("schedules-{picture}")).await;

    // The first run only checks; the second one sends, and the page says so by itself.
    export(&folder.join("customer_20261124_063000.csv"), HEADER, 0..40, 600);
    menu(&window, "run").await;
    last_is(&window, "tried").await;
    menu(&window, "run").await;
    last_is(&window, "done").await;
    window.screenshot(&format!("schedules-done-{picture}")).await;

    // The column of the e-mail address gets another name: nothing is sent until somebody says.
    export(
        &folder.join("customer_20261125_063000.csv"),
        "e-mailadres,firstname,lastname",
        0..50,
        300,
    );
    menu(&window, "run").await;
    window.wait_for(&format!("{}[data-state=\"held\"]", id("will"))).await;
    window.click(&id("remedy")).await;
    window.text_when(&id("held"), |text| text.contains("e-mailadres")).await;
    window.screenshot(&format!("schedule-held-{picture}")).await;
    window.click(&id("held-rename")).await;
    window.wait_until_gone(&id("held")).await;
    // All fifty: under another name a column is another mapping, against which nobody is known yet.
    window.text_when(&id("last-run"), |text| text.contains("50")).await;
    window.end().await;
}

#[tokio::test]
async fn an_upload_is_repeated_tried_run_and_held() {
    // One menu after another: without a graphics card the usual way of drawing stops while one opens.
    let look = Look {
        renderer: Some(Renderer::WithoutDmabuf),
        ..PLAIN
    };
    repeat(look, "light").await;
}

#[tokio::test]
async fn the_same_in_dutch_and_dark() {
    let look = Look {
        dark: true,
        renderer: Some(Renderer::WithoutDmabuf),
        ..DUTCH
    };
    repeat(look, "dutch").await;
}
