//! `connections`, `datasets`, `schema`: what the window's Connections page does. Secrets come from standard input or a
//! prompt, never from an argument.

use super::{Route, route, settings_for};
use crate::args::{ConnectionAdd, ConnectionChoose, ConnectionsArgs, DatasetsArgs, SchemaArgs, TargetArgs};
use crate::outcome::Exit;
use crate::report;
use crate::terminal::Terminal;
use ingest::{
    AccessCheck, AccessProgress, ConnectionView, CredentialsFault, DatasetView, DraftView, Engine, Failure,
    NewCredentials, NewTarget, Problem, SandboxView,
};
use serde_json::json;
use std::io::{BufRead, IsTerminal};
use tokio_util::sync::CancellationToken;

pub(super) async fn run(
    args: ConnectionsArgs,
    terminal: &Terminal,
    cancel: &CancellationToken,
) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    match args {
        ConnectionsArgs::Add(args) => Box::pin(add(&engine, args, terminal, cancel)).await,
        ConnectionsArgs::List => list(&engine, terminal),
        ConnectionsArgs::Test { target } => {
            let (route, key) = practice_of(&engine, &target).await?;
            let check = engine
                .try_connection(&key, route.settings.as_ref(), &steps(terminal), cancel)
                .await?;
            tell_access(&check, terminal)
        }
        ConnectionsArgs::Choose(args) => choose(&engine, &args, terminal, cancel).await,
        ConnectionsArgs::Secret { target } => {
            let (route, key) = practice_of(&engine, &target).await?;
            let secret = secret(terminal)?;
            let check = engine
                .try_secret(
                    &key,
                    secret.clone().into(),
                    route.settings.as_ref(),
                    &steps(terminal),
                    cancel,
                )
                .await?;
            // One that does not sign in would only replace one that may.
            if check.good {
                engine.replace_secret(&key, &secret.into(), false)?;
            }
            tell_access(&check, terminal)
        }
        ConnectionsArgs::Remove { name } => {
            engine.forget_connection(&name)?;
            list(&engine, terminal)
        }
    }
}

async fn add(
    engine: &Engine,
    args: ConnectionAdd,
    terminal: &Terminal,
    cancel: &CancellationToken,
) -> Result<Exit, Failure> {
    let route = route(args.practice_url.as_deref(), engine).await?;
    let practice = route.settings.as_ref();
    let draft: DraftView = if let Some(file) = &args.file {
        engine.import_credentials(file, practice)?
    } else {
        let fields = NewCredentials {
            name: args.name.clone(),
            client_id: args.client_id.unwrap_or_default(),
            org_id: args.org_id.unwrap_or_default(),
            scopes: args.scopes.unwrap_or_default(),
            region: args.region,
        };
        engine.draft(&fields, Some(secret(terminal)?.into()), None, practice)?
    };
    let check = engine
        .try_draft(&draft.ticket, practice, &steps(terminal), cancel)
        .await?;
    if !check.good && !args.anyway {
        engine.drop_draft(&draft.ticket);
        return tell_access(&check, terminal);
    }
    let kept = engine.keep_draft(&draft.ticket, &args.name, false)?;
    terminal.report(&json!({"version": 1, "connection": kept, "access": check}), |words| {
        vec![words.with("cli-connection-kept", &json!({"name": kept.name}))]
    })?;
    Ok(Exit::Done)
}

fn list(engine: &Engine, terminal: &Terminal) -> Result<Exit, Failure> {
    let all = engine.connections()?;
    terminal.report(&json!({"version": 1, "connections": all}), |words| {
        report::connections(words, &all)
    })?;
    Ok(Exit::Done)
}

async fn choose(
    engine: &Engine,
    args: &ConnectionChoose,
    terminal: &Terminal,
    cancel: &CancellationToken,
) -> Result<Exit, Failure> {
    let (settings, _practice) = settings_for(&args.target, engine).await?;
    let sandbox = sandbox_of(engine, &settings, cancel).await?;
    let wanted = args.target.dataset.clone().unwrap_or_default();
    let all = engine.datasets(&settings, &sandbox.name, cancel).await?;
    let dataset = all
        .into_iter()
        .find(|one| one.id == wanted || one.name == wanted)
        .ok_or(Problem::DatasetUnknown { dataset: wanted })?;
    let kept = engine.choose_target(&settings.id, &sandbox, &dataset)?;
    tell_connection(&kept, terminal)
}

pub(super) async fn datasets(
    args: DatasetsArgs,
    terminal: &Terminal,
    cancel: &CancellationToken,
) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    let (DatasetsArgs::List { target, .. } | DatasetsArgs::Create { target, .. }) = &args;
    let (settings, _practice) = settings_for(target, &engine).await?;
    let sandbox = sandbox_of(&engine, &settings, cancel).await?;
    match args {
        DatasetsArgs::List { search, .. } => {
            let mut all = engine.datasets(&settings, &sandbox.name, cancel).await?;
            if let Some(words) = search {
                let words = words.to_lowercase();
                all.retain(|one| format!("{} {}", one.name, one.id).to_lowercase().contains(&words));
            }
            tell_datasets(&sandbox, &all, terminal)
        }
        DatasetsArgs::Create { name, customer_ids, .. } => {
            let told = {
                let words = terminal.words.clone();
                let quiet = terminal.json;
                move |progress: ingest::SetupProgress| {
                    if !quiet {
                        crate::terminal::error(&report::setup(&words, progress));
                    }
                }
            };
            let new = NewTarget { name, customer_ids };
            let made = engine
                .create_target(&settings, &sandbox.name, &new, &told, cancel)
                .await?;
            tell_datasets(&sandbox, &[made], terminal)
        }
    }
}

pub(super) async fn schema(args: SchemaArgs, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    let SchemaArgs::Show { target } = args;
    let (settings, _practice) = settings_for(&target, &engine).await?;
    let schema = engine.schema(&settings, cancel).await?;
    terminal.report(&schema, |words| report::schema(words, &schema))?;
    Ok(Exit::Done)
}

/// The connection's own sandbox, else the only or the default one.
async fn sandbox_of(
    engine: &Engine,
    settings: &ingest::ConnectionSettings,
    cancel: &CancellationToken,
) -> Result<SandboxView, Failure> {
    let all = engine.sandboxes(settings, cancel).await?;
    let named = |one: &&SandboxView| one.name == settings.sandbox;
    let usual = |one: &&SandboxView| settings.sandbox.is_empty() && (one.is_default || all.len() == 1);
    let found = all.iter().find(named).or_else(|| all.iter().find(usual)).cloned();
    found.ok_or_else(|| {
        Problem::SandboxUnknown {
            sandbox: settings.sandbox.clone(),
        }
        .into()
    })
}

/// A secret from standard input: typed without being shown, or piped.
fn secret(terminal: &Terminal) -> Result<String, Failure> {
    let missing = |e: std::io::Error| {
        Failure::new(
            Problem::CredentialsUnusable {
                fault: CredentialsFault::SecretMissing,
            },
            e,
        )
    };
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(terminal.words.say("cli-secret-prompt")).map_err(missing);
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(missing)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// The practice platform where the connection goes there, and what the connection is found by.
async fn practice_of(engine: &Engine, target: &TargetArgs) -> Result<(Route, String), Failure> {
    let key = target.connection.clone().unwrap_or_default();
    if engine.is_practice(&key)? {
        Ok((route(target.practice_url.as_deref(), engine).await?, key))
    } else {
        Ok((Route::default(), key))
    }
}

/// Prints each tick as soon as it is known.
fn steps(terminal: &Terminal) -> impl Fn(AccessProgress) + Send + Sync + use<> {
    let (words, quiet) = (terminal.words.clone(), terminal.json);
    move |progress| {
        if !quiet {
            for text in report::access_step(&words, &progress.step) {
                crate::terminal::line(&text);
            }
        }
    }
}

/// The ticks as one document; in words they were told while they came.
fn tell_access(check: &AccessCheck, terminal: &Terminal) -> Result<Exit, Failure> {
    terminal.report(&json!({"version": 1, "access": check}), |_| Vec::new())?;
    Ok(if check.good { Exit::Done } else { Exit::NotPermitted })
}

fn tell_connection(connection: &ConnectionView, terminal: &Terminal) -> Result<Exit, Failure> {
    let one = std::slice::from_ref(connection);
    terminal.report(&json!({"version": 1, "connection": connection}), |words| {
        report::connections(words, one)
    })?;
    Ok(Exit::Done)
}

fn tell_datasets(sandbox: &SandboxView, all: &[DatasetView], terminal: &Terminal) -> Result<Exit, Failure> {
    let document = json!({"version": 1, "sandbox": sandbox.name, "datasets": all});
    terminal.report(&document, |words| report::datasets(words, all))?;
    Ok(Exit::Done)
}
