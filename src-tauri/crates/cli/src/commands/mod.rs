//! One file per group of commands: parse, delegate, print.

mod ahead;
mod answers;
mod changes;
mod confirm;
mod connections;
mod fields;
mod file;
mod flows;
mod mapping;
mod never;
mod practice;
mod run;
mod schedules;
mod shell;
mod upload;

use crate::args::{Command, FileArgs, PeopleArgs, TargetArgs};
use crate::outcome::Exit;
use crate::terminal::Terminal;
use ::practice::Practice;
use confirm::confirm;
use ingest::{ConnectionSettings, Desk, Engine, Failure, FileFacts, Problem, SourceFile};
use tokio_util::sync::CancellationToken;

/// Runs a command.
pub(crate) async fn run(command: Command, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    match command {
        Command::Inspect(args) => file::inspect(&args, terminal, cancel).await,
        Command::Check(args) => file::check(args, terminal, cancel).await,
        Command::Prepare(args) => file::prepare(args, terminal, cancel).await,
        Command::Upload(args) => Box::pin(upload::upload(args, terminal, cancel)).await,
        Command::Resume(args) => Box::pin(upload::resume(args, terminal, cancel)).await,
        Command::History(args) => upload::history(&args, terminal),
        Command::Verify(args) => upload::verify(args, terminal, cancel).await,
        Command::Land(args) => Box::pin(flows::land(args, terminal, cancel)).await,
        Command::Flows(args) => Box::pin(flows::run(args, terminal, cancel)).await,
        Command::Run(args) => Box::pin(run::run(args, terminal, cancel)).await,
        Command::Schedules(args) => schedules::run(args, terminal),
        Command::Connections(args) => Box::pin(connections::run(args, terminal, cancel)).await,
        Command::Datasets(args) => connections::datasets(args, terminal, cancel).await,
        Command::Schema(args) => connections::schema(args, terminal, cancel).await,
        Command::Try(args) => ahead::try_record(args, terminal, cancel).await,
        Command::Probe(args) => ahead::probe(args, terminal, cancel).await,
        Command::Fields(args) => fields::run(args, terminal, cancel).await,
        Command::Mapping(args) => mapping::run(args, terminal, cancel).await,
        Command::Changes(args) => changes::run(&args, terminal),
        Command::Never(args) => never::run(&args, terminal),
        Command::Completions(args) => Ok(shell::completions(&args)),
        Command::Man(args) => shell::man(&args),
        Command::Practice(args) => practice::run(args, terminal, cancel).await,
    }
}

/// The file that was named, or the sample.
async fn source(args: &FileArgs, cancel: &CancellationToken) -> Result<SourceFile, Failure> {
    if args.files.is_empty() {
        return Ok(SourceFile::at(&crate::sample::file(&Engine::open(None)?)?)?);
    }
    let files = args.files.clone();
    reading(cancel, move || SourceFile::of(&files)).await
}

/// What a file's start tells.
async fn facts(source: &SourceFile, cancel: &CancellationToken) -> Result<FileFacts, Failure> {
    let source = source.clone();
    reading(cancel, move || FileFacts::read(&source)).await
}

/// Looks at files, which may take long; an interrupt leaves that behind.
async fn reading<T: Send + 'static, E: Into<Failure> + Send + 'static>(
    cancel: &CancellationToken,
    look: impl FnOnce() -> Result<T, E> + Send + 'static,
) -> Result<T, Failure> {
    tokio::select! {
        looked = tokio::task::spawn_blocking(look) => match looked {
            Ok(looked) => looked.map_err(Into::into),
            Err(error) => Err(Failure::new(Problem::Internal {}, error)),
        },
        () = cancel.cancelled() => Err(Problem::Cancelled {}.into()),
    }
}

/// Where the practice platform is, for a connection that goes there; where this process serves it, it ends with it.
#[derive(Default)]
struct Route {
    settings: Option<ConnectionSettings>,
    practice: Option<Practice>,
}

/// Finds or starts the practice platform.
async fn route(url: Option<&str>, engine: &Engine) -> Result<Route, Failure> {
    let (endpoint, practice) = if let Some(url) = url {
        (practice::endpoint_of(url).await?, None)
    } else {
        let practice = Practice::open(practice::in_process(engine))
            .await
            .map_err(|e| Failure::new(Problem::PracticeUnavailable {}, e))?;
        let endpoint = serde_json::to_value(practice.endpoint()).map_err(|e| Failure::new(Problem::Internal {}, e))?;
        (endpoint, Some(practice))
    };
    Ok(Route {
        settings: Some(ConnectionSettings::practice(&endpoint)?),
        practice,
    })
}

/// Everything that is needed to use the connection that was named, and the practice platform where it goes there.
async fn settings_for(args: &TargetArgs, engine: &Engine) -> Result<(ConnectionSettings, Option<Practice>), Failure> {
    let key = args.connection.as_deref().unwrap_or(ConnectionSettings::PRACTICE);
    let route = if engine.is_practice(key)? {
        route(args.practice_url.as_deref(), engine).await?
    } else {
        Route::default()
    };
    let mut settings = tokio::task::block_in_place(|| engine.settings_of(key, route.settings.as_ref()))?;
    if let Some(sandbox) = &args.sandbox {
        settings.sandbox.clone_from(sandbox);
    }
    if let Some(dataset) = &args.dataset {
        settings.dataset.clone_from(dataset);
    }
    Ok((settings, route.practice))
}

/// A connected desk, and the practice platform where this process serves it.
struct Connected {
    desk: Desk,
    settings: ConnectionSettings,
    _practice: Option<Practice>,
}

/// The desk as somebody chose about people.
fn asked(desk: Desk, people: &PeopleArgs) -> Desk {
    let desk = if people.no_consent_lookup {
        desk.without_consent_lookup()
    } else {
        desk
    };
    if people.changed_addresses {
        desk.with_new_addresses()
    } else {
        desk
    }
}

impl Connected {
    fn asked(self, people: &PeopleArgs) -> Self {
        Self {
            desk: asked(self.desk, people),
            ..self
        }
    }
}

async fn connect(args: &TargetArgs, engine: &Engine, cancel: &CancellationToken) -> Result<Connected, Failure> {
    let (settings, practice) = settings_for(args, engine).await?;
    Ok(Connected {
        desk: Desk::connect(&settings, cancel).await?.for_user(engine)?,
        settings,
        _practice: practice,
    })
}
