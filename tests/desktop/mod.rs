//! A desktop for one journey: the real program in a real window, with a screen, a session bus, an unlocked keychain and
//! a home of its own, driven as WebDriver drives a browser and, where that is not true enough, by mouse and keyboard.
//!
//! One journey at a time: they share two cores, and a pointer that two tests move tests nothing.
#![allow(dead_code, reason = "each journey uses a part of it")]

pub(crate) mod connecting;
mod keyboard;
mod outside;
pub(crate) mod scheduling;
mod screen;
mod stage;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Map, Value, json};
use stage::Stage;
use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, MutexGuard};

/// The program under test.
pub(crate) const APP: &str = env!("CARGO_BIN_EXE_profile-courier");
/// How long anything may take before it counts as never: generous, because nothing here measures speed.
const PATIENCE: Duration = Duration::from_secs(60);
/// What the driver says while it takes an earlier program for open.
const ONE_AT_A_TIME: &str = "Maximum number of active sessions";

/// How long one question to the driver may take before it is asked again.
const ANSWER: Duration = Duration::from_secs(10);

static TURN: Mutex<()> = Mutex::const_new(());

/// How the user has set up the computer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// `LANG` without its encoding: `en_US`, `nl_NL`.
    pub(crate) language: &'static str,
    /// Dark colours.
    pub(crate) dark: bool,
    /// There is a keychain, and it is open.
    pub(crate) keychain: bool,
}

/// English, light.
pub(crate) const PLAIN: Look = Look {
    language: "en_US",
    dark: false,
    keychain: true,
};
/// Dutch, light.
pub(crate) const DUTCH: Look = Look {
    language: "nl_NL",
    dark: false,
    keychain: true,
};
/// English, dark.
pub(crate) const DARK: Look = Look {
    language: "en_US",
    dark: true,
    keychain: true,
};

/// English, dark, and nothing on the session bus that could keep a secret.
pub(crate) const WITHOUT_KEYCHAIN: Look = Look {
    keychain: false,
    ..DARK
};

/// A user's computer. Everything that was started on it ends when it is dropped.
pub(crate) struct Desktop {
    stage: Stage,
    _turn: MutexGuard<'static, ()>,
}

impl Desktop {
    /// An English desktop in light colours.
    pub(crate) async fn start() -> Self {
        Self::start_as(PLAIN).await
    }

    /// A desktop that looks like this.
    pub(crate) async fn start_as(look: Look) -> Self {
        let turn = TURN.lock().await;
        Self {
            stage: Stage::set(look),
            _turn: turn,
        }
    }

    /// The user's home: files that the journey makes belong here.
    pub(crate) fn home(&self) -> PathBuf {
        self.stage.home()
    }

    /// Where the program keeps its data; the place to look when nothing personal may be left.
    pub(crate) fn data(&self) -> PathBuf {
        self.stage.folder("data")
    }

    /// Puts a file into the home.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.home().join(name);
        fs::write(&path, bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        path
    }

    /// Puts a fixture of `tests/fixtures/` into the home.
    pub(crate) fn fixture(&self, name: &str) -> PathBuf {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        self.file(
            name,
            &fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())),
        )
    }

    /// Any program on this desktop.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        self.stage.command(program)
    }

    /// A keychain comes to a desktop that had none. Ends with the desktop.
    pub(crate) fn start_keychain(&self) -> Child {
        self.stage.keychain()
    }

    /// Starts the program with these words and waits for its page. One at a time.
    pub(crate) async fn open<S: AsRef<str>>(&self, words: &[S]) -> Window<'_> {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        let mut wishes = Map::new();
        wishes.insert(
            "webkitgtk:browserOptions".to_owned(),
            json!({ "binary": APP, "args": words }),
        );
        let begun = Instant::now();
        loop {
            let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
            let session = builder.capabilities(wishes.clone()).connect(&self.stage.webdriver);
            match tokio::time::timeout(PATIENCE, session).await {
                Ok(Ok(client)) => return Window { client, desktop: self },
                // The driver hears a moment late of a program that ended by itself.
                Ok(Err(error)) if error.to_string().contains(ONE_AT_A_TIME) && begun.elapsed() < PATIENCE => {
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
                Ok(Err(error)) => panic!("the window did not open: {error}\n{}", self.stage.said()),
                Err(tokio::time::error::Elapsed { .. }) => {
                    panic!("the window did not open within {PATIENCE:?}\n{}", self.stage.said())
                }
            }
        }
    }

    /// Starts the program once more, as a file manager does for *Open with*, and waits for that start to end.
    pub(crate) async fn start_again<S: AsRef<std::ffi::OsStr>>(&self, words: &[S]) -> ExitStatus {
        let mut child = self
            .command(APP)
            .args(words)
            .stdin(Stdio::null())
            .spawn()
            .expect("the program starts");
        self.until("the second start hands over and ends", || {
            child.try_wait().expect("a child can be waited for")
        })
        .await
    }

    /// Chooses `path` in the file dialog that is open or about to open: types it, as a person would.
    pub(crate) async fn answer_file_dialog(&self, path: &Path) {
        let dialog = self.until("a file dialog opens", || screen::dialog(self)).await;
        screen::focus(self, &dialog);
        screen::keys(self, &["ctrl+a"]);
        screen::type_path(self, path).await;
        screen::keys(self, &["Return"]);
        self.until("the file dialog closes", || {
            (!screen::is_open(self, &dialog)).then_some(())
        })
        .await;
    }

    /// Leaves the file dialog without choosing.
    pub(crate) async fn dismiss_file_dialog(&self) {
        let dialog = self.until("a file dialog opens", || screen::dialog(self)).await;
        screen::focus(self, &dialog);
        screen::keys(self, &["Escape"]);
        self.until("the file dialog closes", || {
            (!screen::is_open(self, &dialog)).then_some(())
        })
        .await;
    }

    /// Closes the main window with its own button, so to speak: the program is asked, not ended.
    pub(crate) async fn close_main_window(&self) {
        let main = self
            .until("the main window is there", || screen::main_window(self))
            .await;
        screen::close(self, &main);
        self.until("the main window closes", || {
            (!screen::is_open(self, &main)).then_some(())
        })
        .await;
    }

    /// Whether a main window is to be seen.
    pub(crate) fn shows_main_window(&self) -> bool {
        screen::main_window(self).is_some()
    }

    /// The processes of the program itself, in any state but dead.
    pub(crate) fn processes(&self) -> Vec<u32> {
        self.stage.processes_of(Path::new(APP))
    }

    /// Takes a picture of the whole screen, dialogs included, into `target/screenshots/`.
    pub(crate) fn picture(&self, name: &str) -> PathBuf {
        let path = shot(name);
        let done = self.command("import").args(["-window", "root"]).arg(&path).status();
        assert!(
            done.is_ok_and(|s| s.success()),
            "`import` of imagemagick takes the picture"
        );
        path
    }

    /// Waits until `look` sees something.
    pub(crate) async fn until<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        eventually(self, what, || {
            let seen = look();
            async move { seen.ok_or_else(String::new) }
        })
        .await
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let name = std::thread::current().name().unwrap_or("journey").replace("::", "-");
            let path = shot(&format!("failed-{name}"));
            let taken = self.command("import").args(["-window", "root"]).arg(&path).status();
            let picture = if taken.is_ok_and(|s| s.success()) {
                path.display().to_string()
            } else {
                "none".to_owned()
            };
            eprintln!("picture of the screen: {picture}\n{}", self.stage.said());
        }
    }
}

/// The program's window, as WebDriver sees it. Elements are named by CSS selectors, mostly by `data-testid`.
pub(crate) struct Window<'d> {
    /// For what this type does not offer.
    pub(crate) client: Client,
    desktop: &'d Desktop,
}

/// The selector of an element by its test id.
pub(crate) fn id(test_id: &str) -> String {
    format!("[data-testid=\"{test_id}\"]")
}

impl Window<'_> {
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
async fn eventually<T, F>(desktop: &Desktop, what: &str, mut attempt: impl FnMut() -> F) -> T
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

fn shot(name: &str) -> PathBuf {
    let folder = stage::target_folder().join("screenshots");
    fs::create_dir_all(&folder).expect("target/ can be written");
    folder.join(format!("{name}.png"))
}
