//! The processes and folders behind a desktop: session bus, keychain, screen, WebDriver. All of them carry the name of
//! the stage in their environment, so that everything that was started can be ended by its process id, and nothing else.

use super::Look;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Programs that a stage needs, with the Debian packages that have them.
const PROGRAMS: &[(&str, &str)] = &[
    ("dbus-daemon", "dbus"),
    ("gnome-keyring-daemon", "gnome-keyring"),
    ("Xvfb", "xvfb"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("xdotool", "xdotool"),
    ("import", "imagemagick"),
    ("dunst", "dunst"),
];
/// A session bus that starts nothing by itself.
const BARE_BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>ADDRESS</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;
/// Carries the stage's folder, unique to it.
const MARK: &str = "PROFILE_COURIER_STAGE";
/// Opens the stage's keychain.
pub(super) const PASSWORD: &str = "journey";
const PATIENCE: Duration = Duration::from_secs(30);

/// How WebKitGTK brings its pages to the screen. People with some graphics cards, virtual machines and remote screens
/// set a variable that takes the usual way from it; what works one way can end the program the other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Renderer {
    /// By DMA-BUF.
    Usual,
    /// With `WEBKIT_DISABLE_DMABUF_RENDERER=1`.
    WithoutDmabuf,
}

impl Renderer {
    /// Both.
    pub(crate) const BOTH: [Self; 2] = [Self::Usual, Self::WithoutDmabuf];

    /// The other one.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Usual => Self::WithoutDmabuf,
            Self::WithoutDmabuf => Self::Usual,
        }
    }

    fn variable(self) -> Option<(&'static str, &'static str)> {
        (self == Self::WithoutDmabuf).then_some(("WEBKIT_DISABLE_DMABUF_RENDERER", "1"))
    }
}

/// A stage that stands.
pub(super) struct Stage {
    folder: TempDir,
    environment: Vec<(String, String)>,
    children: Vec<Child>,
    /// Where a WebDriver listens whose programs draw in this way.
    webdrivers: Vec<(Renderer, String)>,
}

impl Stage {
    /// Sets everything up and waits until it can be used.
    pub(super) fn set(look: Look) -> Self {
        refuse_without_programs();
        let folder = TempDir::with_prefix("courier-").expect("a temporary folder");
        let mut stage = Self {
            folder,
            environment: Vec::new(),
            children: Vec::new(),
            webdrivers: Vec::new(),
        };
        stage.make_folders(look);
        stage.start_bus(look);
        if look.keychain {
            stage.start_keychain();
        }
        stage.start_screen();
        for renderer in Renderer::BOTH {
            stage.start_webdriver(renderer);
        }
        stage
    }

    /// Where to ask for a program that draws in this way.
    pub(super) fn webdriver(&self, renderer: Renderer) -> &str {
        let of = self.webdrivers.iter().find(|(its, _)| *its == renderer);
        of.map(|(_, address)| address.as_str()).expect("there is one for each")
    }

    /// A folder of the stage: `home`, `data`, `config`, `cache`, `state`, `run`.
    pub(super) fn folder(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The user's home.
    pub(super) fn home(&self) -> PathBuf {
        self.folder("home")
    }

    /// A program in this stage's environment, and in nothing of ours but the search path.
    pub(super) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        let kept = [
            "PATH",
            "LD_LIBRARY_PATH",
            "RUST_BACKTRACE",
            "RUST_LOG",
            "LLVM_PROFILE_FILE",
        ];
        command
            .env_clear()
            .envs(kept.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .current_dir(self.home());
        command
    }

    /// The end of what the programs said, for a journey that failed.
    pub(super) fn said(&self) -> String {
        let text = fs::read(self.folder("log")).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        format!(
            "--- the programs said:\n{}\n---",
            lines[lines.len().saturating_sub(40)..].join("\n")
        )
    }

    /// The stage's processes that run this program.
    pub(super) fn processes_of(&self, program: &Path) -> Vec<u32> {
        let runs = |id: &u32| fs::read_link(format!("/proc/{id}/exe")).is_ok_and(|exe| exe == program);
        self.processes().into_iter().filter(runs).collect()
    }

    /// The processes that were started on this stage, by whatever way.
    fn processes(&self) -> Vec<u32> {
        let mark = format!("{MARK}={}", self.folder.path().display());
        let marked = |id: &u32| {
            let environment = fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
            environment
                .split(|byte| *byte == 0)
                .any(|entry| entry == mark.as_bytes())
        };
        let entries = fs::read_dir("/proc").expect("Linux has /proc");
        entries
            .flatten()
            .filter_map(|e| e.file_name().to_str()?.parse().ok())
            .filter(marked)
            .collect()
    }

    fn set_variable(&mut self, name: &str, value: impl Into<String>) {
        self.environment.push((name.to_owned(), value.into()));
    }

    fn make_folders(&mut self, look: Look) {
        for (name, variable) in [
            ("home", "HOME"),
            ("data", "XDG_DATA_HOME"),
            ("config", "XDG_CONFIG_HOME"),
            ("cache", "XDG_CACHE_HOME"),
            ("state", "XDG_STATE_HOME"),
            ("run", "XDG_RUNTIME_DIR"),
        ] {
            let path = self.folder(name);
            fs::create_dir(&path).expect("the stage's folder can be written");
            self.set_variable(variable, path.display().to_string());
        }
        fs::set_permissions(self.folder("run"), fs::Permissions::from_mode(0o700)).expect("ours");
        self.set_variable(MARK, self.folder.path().display().to_string());
        let short = look.language.split('_').next().unwrap_or(look.language);
        self.set_variable("LANG", format!("{}.UTF-8", look.language));
        self.set_variable("LANGUAGE", short);
        self.set_variable("GTK_THEME", if look.dark { "Adwaita:dark" } else { "Adwaita" });
        for (name, value) in [
            ("TZ", "UTC"),
            ("GDK_BACKEND", "x11"),
            ("NO_AT_BRIDGE", "1"),
            // No settings and mounts of the machine's user.
            ("GSETTINGS_BACKEND", "memory"),
            ("GIO_USE_VFS", "local"),
            // Without these a session with WebDriver is never answered.
            ("TAURI_AUTOMATION", "true"),
            ("TAURI_WEBVIEW_AUTOMATION", "true"),
        ] {
            self.set_variable(name, value);
        }
    }

    fn start_bus(&mut self, look: Look) {
        let socket = self.folder("run").join("bus");
        let address = format!("unix:path={}", socket.display());
        let mut command = self.command("dbus-daemon");
        if look.keychain {
            command.arg("--session");
        } else {
            // The usual one starts an installed keychain as soon as somebody asks for it.
            let bare = self.folder("bus.conf");
            fs::write(&bare, BARE_BUS.replace("ADDRESS", &address)).expect("the stage's folder can be written");
            command.arg("--config-file").arg(bare);
        }
        self.start(command.args(["--nofork", "--nopidfile", "--address"]).arg(&address));
        self.set_variable("DBUS_SESSION_BUS_ADDRESS", address);
        self.wait("the session bus", || socket.exists());
    }

    fn start_keychain(&mut self) {
        let child = self.keychain();
        self.children.push(child);
    }

    /// A keychain that is as old as this journey, open. Whoever starts it later than the stage keeps the child; it ends
    /// with the stage all the same.
    pub(super) fn keychain(&self) -> Child {
        let mut command = self.command("gnome-keyring-daemon");
        command
            .args(["--unlock", "--components=secrets", "--foreground"])
            .stdin(Stdio::piped());
        let mut child = self.spawn(&mut command);
        let mut password = child.stdin.take().expect("piped");
        password
            .write_all(PASSWORD.as_bytes())
            .expect("the keychain reads its password");
        drop(password);
        let control = self.folder("run").join("keyring/control");
        self.wait("the keychain", || control.exists());
        child
    }

    fn start_screen(&mut self) {
        let mut command = self.command("Xvfb");
        command.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1400x1000x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ]);
        let child = self.start(command.stdout(Stdio::piped()));
        let mut number = String::new();
        let output = child.stdout.take().expect("piped");
        BufReader::new(output)
            .read_line(&mut number)
            .expect("Xvfb says which display it took");
        assert!(!number.trim().is_empty(), "Xvfb did not start\n{}", self.said());
        self.set_variable("DISPLAY", format!(":{}", number.trim()));
    }

    fn start_webdriver(&mut self, renderer: Renderer) {
        // Free now; nobody else on this machine is handing out ports to take it before the driver does.
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|l| l.local_addr())
            .expect("a free port")
            .port();
        let mut command = self.command("WebKitWebDriver");
        command.envs(renderer.variable());
        self.start(command.arg("--host=127.0.0.1").arg(format!("--port={port}")));
        self.webdrivers.push((renderer, format!("http://127.0.0.1:{port}")));
        self.wait("WebDriver", || TcpStream::connect(("127.0.0.1", port)).is_ok());
    }

    fn start(&mut self, command: &mut Command) -> &mut Child {
        let child = self.spawn(command);
        self.children.push(child);
        self.children.last_mut().expect("just pushed")
    }

    fn spawn(&self, command: &mut Command) -> Child {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder("log"))
            .expect("the log can be written");
        let program = command.get_program().to_owned();
        command
            .stderr(log)
            .spawn()
            .unwrap_or_else(|e| panic!("{}: {e}", program.display()))
    }

    fn wait(&self, what: &str, ready: impl Fn() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !ready() {
            assert!(Instant::now() < end, "{what} did not start\n{}", self.said());
            sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Twice: what is started while the others end is caught by the second round.
        for _ in 0..2 {
            for process in self.processes() {
                kill(process);
            }
        }
        for child in &mut self.children {
            // An error says that it is gone already.
            drop(child.kill());
            drop(child.wait());
        }
    }
}

/// Ends one process by its id. A shell's own `kill` is on every system.
pub(super) fn kill(process: u32) {
    let ended = Command::new("sh")
        .args(["-c", "kill -9 \"$0\" 2>/dev/null", &process.to_string()])
        .status();
    assert!(ended.is_ok(), "there is a shell");
}

/// The folder of build results.
pub(super) fn target_folder() -> PathBuf {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR"));
    own.parent().map_or_else(|| own.to_owned(), Path::to_owned)
}

fn refuse_without_programs() {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let has = |program: &str| std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    let missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(program, _)| !has(program))
        .map(|(_, package)| *package)
        .collect();
    assert!(
        missing.is_empty(),
        "a journey in a real window needs programs that are not here. Get them with:\n  \
         sudo apt-get install -y --no-install-recommends {}\n(`make test` does that by itself)",
        missing.join(" ")
    );
}
