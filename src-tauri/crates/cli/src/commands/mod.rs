//! One file per group of commands: parse, delegate, print.

mod answers;
mod file;
mod never;
mod practice;
mod upload;

use crate::args::{Command, FileArgs, TargetArgs};
use crate::outcome::Exit;
use crate::terminal::Terminal;
use ::practice::Practice;
use ingest::{ConnectionSettings, Desk, Engine, Failure, Problem, SourceFile};
use tokio_util::sync::CancellationToken;

/// Runs a command.
pub(crate) async fn run(command: Command, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    match command {
        Command::Inspect(args) => file::inspect(&args, terminal),
        Command::Check(args) => file::check(args, terminal, cancel).await,
        Command::Prepare(args) => file::prepare(args, terminal, cancel).await,
        Command::Upload(args) => upload::upload(args, terminal, cancel).await,
        Command::Resume(args) => upload::resume(args, terminal, cancel).await,
        Command::History(args) => upload::history(&args, terminal),
        Command::Never(args) => never::run(&args, terminal),
        Command::Practice(args) => practice::serve(args, cancel).await,
    }
}

/// The file that was named, or the sample.
fn source(args: &FileArgs) -> Result<SourceFile, Failure> {
    if args.files.is_empty() {
        return Ok(SourceFile::at(&crate::sample::file(&Engine::open(None)?)?)?);
    }
    Ok(SourceFile::of(&args.files)?)
}

/// A connected desk, and the practice platform where this process serves it: it ends with it.
struct Connected {
    desk: Desk,
    _practice: Option<Practice>,
}

async fn connect(args: &TargetArgs, engine: &Engine, cancel: &CancellationToken) -> Result<Connected, Failure> {
    ingest::known_connection(args.connection.as_deref().unwrap_or(ConnectionSettings::PRACTICE))?;
    let (endpoint, practice) = if let Some(url) = &args.practice_url {
        (practice::endpoint_of(url).await?, None)
    } else {
        let practice = Practice::open(practice::in_process(engine))
            .await
            .map_err(|e| Failure::new(Problem::PracticeUnavailable {}, e))?;
        let endpoint = serde_json::to_value(practice.endpoint()).map_err(|e| Failure::new(Problem::Internal {}, e))?;
        (endpoint, Some(practice))
    };
    let mut settings = ConnectionSettings::practice(&endpoint)?;
    if let Some(sandbox) = &args.sandbox {
        settings.sandbox.clone_from(sandbox);
    }
    if let Some(dataset) = &args.dataset {
        settings.dataset.clone_from(dataset);
    }
    Ok(Connected {
        desk: Desk::connect(&settings, cancel).await?.for_user(engine)?,
        _practice: practice,
    })
}
