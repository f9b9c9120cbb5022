//! `practice`: serves the practice platform, or says who hangs together in it; and how this process finds or starts one.

use crate::args::PracticeArgs;
use crate::outcome::Exit;
use crate::terminal::{self, Terminal};
use ::practice::{Download, NotFound, Options, Person, Quirk, Server, people};
use ingest::{Engine, Failure, Problem};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use words::Words;

pub(super) async fn run(args: PracticeArgs, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let dir = match &args.dir {
        Some(dir) => dir.clone(),
        None => Engine::open(None)?.practice_folder(),
    };
    match &args.graph {
        Some(identity) => graph(&dir, identity, terminal),
        None => serve(args, dir, cancel).await,
    }
}

async fn serve(args: PracticeArgs, dir: PathBuf, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let defaults = Options::default();
    let options = Options {
        dir,
        port: args.port,
        speed: args.speed,
        profile_delay: args.profile_delay.map_or(defaults.profile_delay, Duration::from_secs),
        graph_delay: args.graph_delay.map_or(defaults.graph_delay, Duration::from_secs),
        not_found: if args.not_found == "empty" {
            NotFound::Empty
        } else {
            NotFound::Status404
        },
        sas_life: args.sas_life.map_or(defaults.sas_life, Duration::from_secs),
        faults: args.faults,
        bare: args.bare,
        quirks: quirks(&args.quirk)?,
        reset: args.reset,
        ..defaults
    };
    let folder = options.dir.display().to_string();
    let server = Server::start(options).await.map_err(|error| match error {
        practice::Error::Foreign => Failure::new(Problem::OutputNotEmpty { name: folder }, error),
        _ => Failure::new(Problem::PracticeUnavailable {}, error),
    })?;
    if let Some(folder) = &args.accounts {
        write_accounts(&server, folder)?;
    }
    terminal::line(&serde_json::to_string(server.endpoint()).map_err(|e| Failure::new(Problem::Internal {}, e))?);
    cancel.cancelled().await;
    server.stop().await;
    Ok(Exit::Done)
}

/// Everybody whom the platform takes for whoever has this identity: nobody, one, or one for each namespace of an id.
#[derive(Serialize)]
struct Graph {
    people: Vec<Person>,
}

fn graph(dir: &Path, identity: &str, terminal: &Terminal) -> Result<Exit, Failure> {
    let people = people(dir, identity).map_err(|e| Failure::new(Problem::PracticeUnavailable {}, e))?;
    let end = if people.is_empty() {
        Exit::WithRejects
    } else {
        Exit::Done
    };
    let graph = Graph { people };
    terminal.report(&graph, |words| {
        if graph.people.is_empty() {
            return vec![words.say("cli-graph-nobody")];
        }
        graph.people.iter().flat_map(|person| in_words(person, words)).collect()
    })?;
    Ok(end)
}

fn in_words(person: &Person, words: &Words) -> Vec<String> {
    let counts = json!({
        "identities": person.identities.len(), "fragments": person.fragments, "sandbox": person.sandbox,
    });
    let mut lines = vec![words.with("cli-graph", &counts)];
    lines.extend(
        person
            .identities
            .iter()
            .map(|one| format!("  {}: {}", one.namespace, one.id)),
    );
    let datasets: Vec<&str> = person.datasets.iter().map(|one| one.name.as_str()).collect();
    lines.push(words.with("cli-graph-datasets", &json!({"names": datasets.join(", ")})));
    lines
}

/// Readings of the reference, by their names.
fn quirks(names: &[String]) -> Result<BTreeSet<Quirk>, Failure> {
    let known = |name: &String| {
        Quirk::parse(name).ok_or_else(|| Failure::new(Problem::PracticeUnavailable {}, format!("no quirk {name}")))
    };
    names.iter().map(known).collect()
}

/// The credentials of every account as people download them.
fn write_accounts(server: &Server, folder: &Path) -> Result<(), Failure> {
    let accounts = server
        .accounts()
        .map_err(|e| Failure::new(Problem::PracticeUnavailable {}, e))?;
    let denied = |e: std::io::Error| {
        let name = folder.display().to_string();
        Failure::new(Problem::WriteDenied { name }, e)
    };
    std::fs::create_dir_all(folder).map_err(denied)?;
    for account in &accounts {
        for (form, name) in [(Download::Project, "project"), (Download::Credential, "credential")] {
            let path = folder.join(format!("{}-{name}.json", account.name));
            let text =
                serde_json::to_string_pretty(&form.of(account)).map_err(|e| Failure::new(Problem::Internal {}, e))?;
            ingest::write_file(&path, (text + "\n").as_bytes())?;
        }
    }
    Ok(())
}

/// Inside this process it runs fast, because somebody watches.
pub(super) fn in_process(engine: &Engine) -> Options {
    Options {
        dir: engine.practice_folder(),
        speed: 60.0,
        ..Options::default()
    }
}

/// The endpoint of a practice platform that another process serves on loopback.
pub(super) async fn endpoint_of(url: &str) -> Result<serde_json::Value, Failure> {
    let endpoint = ::practice::join(url)
        .await
        .map_err(|e| Failure::new(Problem::PracticeUnavailable {}, e))?;
    serde_json::to_value(endpoint).map_err(|e| Failure::new(Problem::Internal {}, e))
}
