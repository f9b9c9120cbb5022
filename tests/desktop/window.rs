//! The program's window in a journey: looked at and clicked as WebDriver does, and by the pointer where that is not true
//! enough.

use super::{Desktop, PATIENCE, screen, shot, stage};
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::Value;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long one question to the driver may take before it is asked again.
const ANSWER: Duration = Duration::from_secs(10);

/// The program's window, as WebDriver sees it. Elements are named by CSS selectors, mostly by `data-testid`.
pub(crate) struct Window<'d> {
    /// For what this type does not offer.
    pub(crate) client: Client,
    pub(super) desktop: &'d Desktop,
}

/// What has not moved for so long stands still.
const STILL: Duration = Duration::from_millis(50);

/// The selector of an element by its test id.
pub(crate) fn id(test_id: &str) -> String {
    format!("[data-testid=\"{test_id}\"]")
}

impl Window<'_> {
    /// Moves the pointer over the page, as people do: where there is no graphics card, WebKitGTK's usual way of drawing
    /// stops after the first frame until it hears of something.
    pub(super) async fn wake(&self) {
        let to = |x: f64| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(50)),
            x,
            y: 300.0,
        };
        let moves = MouseActions::new("pointer".to_owned()).then(to(300.0)).then(to(320.0));
        eventually(self.desktop, "the pointer moves", || {
            let moves = moves.clone();
            async move { self.client.perform_actions(moves).await.map_err(|e| e.to_string()) }
        })
        .await;
    }

    /// Waits until what the page is by now has been drawn.
    async fn drawn(&self) {
        let script = "const done = arguments[arguments.length - 1]; setTimeout(done, 5000); requestAnimationFrame(() => requestAnimationFrame(done));";
        // Without an answer the picture shows what there is.
        drop(tokio::time::timeout(ANSWER, self.client.execute_async(script, vec![])).await);
    }

    /// Waits for an element to be in the page.
    pub(crate) async fn wait_for(&self, css: &str) -> Element {
        eventually(self.desktop, &format!("`{css}` appears"), || async {
            self.client.find(Locator::Css(css)).await.map_err(|e| e.to_string())
        })
        .await
    }

    /// Waits for an element to leave the page.
    pub(crate) async fn wait_until_gone(&self, css: &str) {
        eventually(self.desktop, &format!("`{css}` goes away"), || async {
            match self.client.find_all(Locator::Css(css)).await {
                Ok(found) if found.is_empty() => Ok(()),
                Ok(found) => Err(format!("{} still there", found.len())),
                Err(error) => Err(error.to_string()),
            }
        })
        .await;
    }

    /// How many there are now.
    pub(crate) async fn count(&self, css: &str) -> usize {
        self.client
            .find_all(Locator::Css(css))
            .await
            .map_or(0, |found| found.len())
    }

    /// Clicks an element once it is there, can be clicked and is not under something else.
    pub(crate) async fn click(&self, css: &str) {
        eventually(self.desktop, &format!("`{css}` can be clicked"), || async {
            let element = self.client.find(Locator::Css(css)).await.map_err(|e| e.to_string())?;
            if !element.is_enabled().await.map_err(|e| e.to_string())? {
                return Err("disabled".to_owned());
            }
            // What still moves is pressed in one place and let go in another. Of some elements the driver tells no place.
            let before = element.rectangle().await.ok();
            tokio::time::sleep(STILL).await;
            if element.rectangle().await.ok() != before {
                return Err("it moves".to_owned());
            }
            element.click().await.map_err(|e| e.to_string())
        })
        .await;
    }

    /// Types into an element.
    pub(crate) async fn type_into(&self, css: &str, text: &str) {
        let element = self.wait_for(css).await;
        element
            .send_keys(text)
            .await
            .unwrap_or_else(|e| panic!("typing into `{css}`: {e}"));
    }

    /// Waits until an element's text is as wished, and gives it.
    pub(crate) async fn text_when(&self, css: &str, wished: impl Fn(&str) -> bool) -> String {
        eventually(self.desktop, &format!("the text of `{css}` is as wished"), || async {
            let element = self.client.find(Locator::Css(css)).await.map_err(|e| e.to_string())?;
            // What stands there, cut off by an ellipsis or not; `text` of the driver leaves out what is cut off.
            let text = element
                .prop("textContent")
                .await
                .map_err(|e| e.to_string())?
                .unwrap_or_default();
            if wished(&text) {
                Ok(text)
            } else {
                Err(format!("it is {text:?}"))
            }
        })
        .await
    }

    /// An element's text, once there is some.
    pub(crate) async fn text(&self, css: &str) -> String {
        self.text_when(css, |text| !text.trim().is_empty()).await
    }

    /// Turns to the page of a window that was opened after this one was closed.
    pub(crate) async fn turn_to_new_page(&self) {
        eventually(self.desktop, "the new window has a page", || async {
            let windows = self.client.windows().await.map_err(|e| e.to_string())?;
            let newest = windows.into_iter().next_back().ok_or("no window")?;
            self.client.switch_to_window(newest).await.map_err(|e| e.to_string())
        })
        .await;
    }

    /// Runs a script in the page: `return 1 + arguments[0]`.
    pub(crate) async fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client
            .execute(script, arguments)
            .await
            .unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Takes a picture of the window into `target/screenshots/`: from the screen, because WebKitWebDriver never answers
    /// a request for one that comes while the page is still being laid out.
    pub(crate) async fn screenshot(&self, name: &str) -> PathBuf {
        let main = self
            .desktop
            .until("the main window is there", || screen::main_window(self.desktop))
            .await;
        // Colours and spinners fade in; a picture of half of that says nothing.
        tokio::time::sleep(Duration::from_millis(400)).await;
        self.drawn().await;
        let path = shot(name);
        let done = self
            .desktop
            .command("import")
            .args(["-window", &main])
            .arg(&path)
            .status();
        assert!(
            done.is_ok_and(|s| s.success()),
            "`import` of imagemagick takes the picture"
        );
        path
    }

    /// Presses the real pointer's button on the middle of an element.
    pub(crate) async fn point_at(&self, css: &str) {
        let (x, y) = self.middle_of(css).await;
        screen::click(self.desktop, x, y);
    }

    /// Drags a file from another window onto the middle of an element and lets it go, with the real pointer.
    pub(crate) async fn drag_onto(&self, css: &str, file: &Path) {
        let (x, y) = self.middle_of(css).await;
        screen::drag(self.desktop, file, x, y).await;
    }

    /// The middle of an element on the screen.
    async fn middle_of(&self, css: &str) -> (i64, i64) {
        let (left, top, width, height) = self
            .wait_for(css)
            .await
            .rectangle()
            .await
            .unwrap_or_else(|e| panic!("the place of `{css}`: {e}"));
        let main = self
            .desktop
            .until("the main window is there", || screen::main_window(self.desktop))
            .await;
        let (window_left, window_top) = screen::position(self.desktop, &main);
        #[allow(clippy::cast_possible_truncation, reason = "pixels of a screen")]
        let middle = ((left + width / 2.0).round() as i64, (top + height / 2.0).round() as i64);
        (window_left + middle.0, window_top + middle.1)
    }

    /// Ends the program, as a computer that is switched off does: nothing is asked.
    pub(crate) async fn end(self) {
        let desktop = self.desktop;
        // The session can be gone already where the journey closed the window.
        drop(self.client.close().await);
        for process in desktop.processes() {
            stage::kill(process);
        }
        desktop
            .until("the program ends", || desktop.processes().is_empty().then_some(()))
            .await;
    }
}

/// Tries until it works; otherwise says what the last try said, and what the programs said.
pub(super) async fn eventually<T, F>(desktop: &Desktop, what: &str, mut attempt: impl FnMut() -> F) -> T
where
    F: Future<Output = Result<T, String>>,
{
    let end = Instant::now() + PATIENCE;
    loop {
        // A driver that was asked while the page changed under it may never answer that one question.
        let tried = tokio::time::timeout(ANSWER, attempt()).await;
        match tried.unwrap_or_else(|_| Err(format!("no answer within {ANSWER:?}"))) {
            Ok(value) => return value,
            Err(reason) if Instant::now() > end => {
                panic!("waited in vain for this: {what}. {reason}\n{}", desktop.stage.said())
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}
