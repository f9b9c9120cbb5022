//! One file per group of commands: parse, delegate, print.

mod file;
mod practice;
mod upload;

use crate::args::{Command, FileArgs, MappingArgs, TargetArgs};
use crate::outcome::Exit;
use crate::terminal::Terminal;
use ::practice::Practice;
use ingest::{ConnectionSettings, DateOrder, Desk, Engine, Failure, FileFacts, MappingSet, Op, Problem, SourceFile};
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
        Command::Practice(args) => practice::serve(args, cancel).await,
    }
}

/// The file that was named, or the sample.
fn source(args: &FileArgs) -> Result<SourceFile, Failure> {
    let path = match &args.file {
        Some(path) => path.clone(),
        None => crate::sample::file(&Engine::open(None)?)?,
    };
    Ok(SourceFile::at(&path)?)
}

/// The mapping that was named, or the suggested one, with the answers to its questions.
fn mapping(args: &MappingArgs, desk: &Desk, facts: &FileFacts) -> Result<MappingSet, Failure> {
    let mut mapping = match &args.mapping {
        None => desk.suggested_mapping(facts),
        Some(path) => {
            let name = path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default();
            let text = std::fs::read_to_string(path).map_err(|e| Failure::new(Problem::FileMissing { name }, e))?;
            MappingSet::from_json(&text)
                .map_err(|e| Failure::from(Problem::MappingUnreadable { reason: e.to_string() }))?
        }
    };
    for answer in &args.date_order {
        let (column, order) = answer
            .split_once('=')
            .and_then(|(c, o)| Some((c, order(o)?)))
            .ok_or_else(|| unknown_answer(answer))?;
        let mut fields = mapping
            .fields
            .iter_mut()
            .filter(|f| f.column.as_deref() == Some(column))
            .peekable();
        if fields.peek().is_none() {
            return Err(Problem::ColumnMissing {
                column: column.to_owned(),
            }
            .into());
        }
        for field in fields {
            field.recipe.retain(|op| !matches!(op, Op::Date { .. }));
            field.recipe.push(Op::Date { order });
        }
    }
    Ok(mapping)
}

fn unknown_answer(answer: &str) -> Failure {
    Problem::MappingUnreadable {
        reason: format!("--date-order {answer}: COLUMN=ymd, COLUMN=dmy or COLUMN=mdy"),
    }
    .into()
}

fn order(text: &str) -> Option<DateOrder> {
    match text {
        "ymd" => Some(DateOrder::Ymd),
        "dmy" => Some(DateOrder::Dmy),
        "mdy" => Some(DateOrder::Mdy),
        _ => None,
    }
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
        desk: Desk::connect(&settings, cancel).await?,
        _practice: practice,
    })
}
