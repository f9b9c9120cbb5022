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
mod window;

use fantoccini::ClientBuilder;
use serde_json::{Map, json};
pub(crate) use stage::Renderer;
use stage::Stage;
use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, MutexGuard};
use window::eventually;
pub(crate) use window::{Window, id};

/// The program under test.
pub(crate) const APP: &str = env!("CARGO_BIN_EXE_profile-courier");
/// How long anything may take before it counts as never: generous, because nothing here measures speed.
const PATIENCE: Duration = Duration::from_secs(60);
/// What the driver says while it takes an earlier program for open.
const ONE_AT_A_TIME: &str = "Maximum number of active sessions";

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
    /// How the first window draws; none for by turns among journeys.
    pub(crate) renderer: Option<Renderer>,
}

/// English, light.
pub(crate) const PLAIN: Look = Look {
    language: "en_US",
    dark: false,
    keychain: true,
    renderer: None,
};
/// Dutch, light.
pub(crate) const DUTCH: Look = Look {
    language: "nl_NL",
    dark: false,
    keychain: true,
    renderer: None,
};
/// English, dark.
pub(crate) const DARK: Look = Look {
    language: "en_US",
    dark: true,
    keychain: true,
    renderer: None,
};

/// English, dark, and nothing on the session bus that could keep a secret.
pub(crate) const WITHOUT_KEYCHAIN: Look = Look {
    keychain: false,
    ..DARK
};

/// A user's computer. Everything that was started on it ends when it is dropped.
pub(crate) struct Desktop {
    stage: Stage,
    /// How the next window draws.
    renderer: Cell<Renderer>,
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
            renderer: Cell::new(look.renderer.unwrap_or_else(turn_of_this_journey)),
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

    /// Starts the program with these words and waits for its page. One at a time; each draws in the other way than the
    /// one before.
    pub(crate) async fn open<S: AsRef<str>>(&self, words: &[S]) -> Window<'_> {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        let mut wishes = Map::new();
        wishes.insert(
            "webkitgtk:browserOptions".to_owned(),
            json!({ "binary": APP, "args": words }),
        );
        let begun = Instant::now();
        let renderer = self.renderer.replace(self.renderer.get().other());
        let webdriver = self.stage.webdriver(renderer);
        eprintln!("a window that draws in this way: {renderer:?}");
        loop {
            let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
            let session = builder.capabilities(wishes.clone()).connect(webdriver);
            match tokio::time::timeout(PATIENCE, session).await {
                Ok(Ok(client)) => {
                    let window = Window { client, desktop: self };
                    window.wake().await;
                    return window;
                }
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

/// Which way the first window of a journey draws: the same in every run, and half of the journeys each. Those that open
/// one menu after another say a way themselves.
fn turn_of_this_journey() -> Renderer {
    let name = std::thread::current().name().unwrap_or_default().to_owned();
    Renderer::BOTH[name.bytes().map(usize::from).sum::<usize>() % 2]
}

fn shot(name: &str) -> PathBuf {
    let folder = stage::target_folder().join("screenshots");
    fs::create_dir_all(&folder).expect("target/ can be written");
    folder.join(format!("{name}.png"))
}
