//! `land` and `flows`: what outgrows a desktop, handed over to the platform's own engine.

use super::answers::{Mapped, mapped};
use super::upload::{finish, wait};
use super::{asked, connect, source};
use crate::args::{FlowCreate, FlowsArgs, Land, TargetArgs};
use crate::outcome::Exit;
use crate::report;
use crate::terminal::Terminal;
use ingest::{Desk, Engine, Failure, FlowEvery, Lands, NewFlow, UploadJob};
use serde_json::json;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

pub(super) async fn land(args: Land, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    let file = source(&args.file, cancel).await?;
    let connected = connect(&args.target, &engine, cancel).await?;
    let desk = Arc::new(asked(connected.desk, &args.people));
    let run = ingest::new_run_id();
    let job = if let Some(flow) = &args.flow {
        engine.flow_upload(run, file, flow)?
    } else {
        let Mapped { source, mapping, .. } = mapped(file, &args.mapping, &desk, &engine, cancel).await?;
        let new = NewFlow {
            name: format!("{} {run}", source.name),
            every: FlowEvery::Once,
            lands: Lands::Here,
            despite_differences: args.despite_differences,
        };
        engine.confirm_upload(&desk, args.production.as_deref())?;
        let flow = engine.create_flow(&desk, &new, &source, &mapping, cancel).await?;
        UploadJob {
            flow: Some(flow.id),
            ..UploadJob::new(run, Arc::new(source), mapping)
        }
    };
    let job = UploadJob {
        wait: wait(&args.waiting),
        lock_wait: args.waiting.lock_wait,
        only_changed: false,
        confirmed: args.production.clone(),
        ..job
    };
    let outcome = engine.upload(&desk, job, terminal.progress(), cancel.clone()).await?;
    finish(&engine, &desk, outcome, args.waiting.verify, terminal, cancel).await
}

pub(super) async fn run(args: FlowsArgs, terminal: &Terminal, cancel: &CancellationToken) -> Result<Exit, Failure> {
    let engine = Engine::open(None)?;
    match args {
        FlowsArgs::List { target } => {
            let connected = connect(&target, &engine, cancel).await?;
            let all = engine.flows(Some(&connected.desk), cancel).await?;
            terminal.report(&json!({"version": 1, "flows": all}), |words| report::flows(words, &all))?;
        }
        FlowsArgs::Show { name, target } => show(&engine, &name, &target, terminal, cancel).await?,
        FlowsArgs::Create(args) => create(&engine, *args, terminal, cancel).await?,
        FlowsArgs::Enable { name, target } => switch(&engine, &name, true, &target, terminal, cancel).await?,
        FlowsArgs::Disable { name, target } => switch(&engine, &name, false, &target, terminal, cancel).await?,
        FlowsArgs::Retime { name, every, target } => {
            let connected = connect(&target, &engine, cancel).await?;
            engine.retime_flow(&name, every, &connected.desk, cancel).await?;
            tell(&engine, &name, &connected.desk, terminal, cancel).await?;
        }
        FlowsArgs::Delete { name, target } => {
            let connected = connect(&target, &engine, cancel).await?;
            engine.delete_flow(&name, &connected.desk, cancel).await?;
            terminal.report(&json!({"version": 1, "deleted": name}), |words| {
                vec![words.with("cli-flow-deleted", &json!({"name": name}))]
            })?;
        }
    }
    Ok(Exit::Done)
}

async fn show(
    engine: &Engine,
    name: &str,
    target: &TargetArgs,
    terminal: &Terminal,
    cancel: &CancellationToken,
) -> Result<(), Failure> {
    let connected = connect(target, engine, cancel).await?;
    tell(engine, name, &connected.desk, terminal, cancel).await
}

async fn switch(
    engine: &Engine,
    name: &str,
    on: bool,
    target: &TargetArgs,
    terminal: &Terminal,
    cancel: &CancellationToken,
) -> Result<(), Failure> {
    let connected = connect(target, engine, cancel).await?;
    engine.switch_flow(name, on, &connected.desk, cancel).await?;
    tell(engine, name, &connected.desk, terminal, cancel).await
}

async fn create(
    engine: &Engine,
    args: FlowCreate,
    terminal: &Terminal,
    cancel: &CancellationToken,
) -> Result<(), Failure> {
    let connected = connect(&args.target, engine, cancel).await?;
    let desk = Arc::new(connected.desk);
    let Mapped { source, mapping, .. } =
        mapped(source(&args.file, cancel).await?, &args.mapping, &desk, engine, cancel).await?;
    let new = NewFlow {
        name: args.name,
        every: args.every,
        lands: if args.elsewhere { Lands::Elsewhere } else { Lands::Here },
        despite_differences: args.despite_differences,
    };
    engine.confirm_upload(&desk, args.production.as_deref())?;
    let flow = engine.create_flow(&desk, &new, &source, &mapping, cancel).await?;
    tell(engine, &flow.id, &desk, terminal, cancel).await
}

async fn tell(
    engine: &Engine,
    key: &str,
    desk: &Desk,
    terminal: &Terminal,
    cancel: &CancellationToken,
) -> Result<(), Failure> {
    let flow = engine.flow(key, Some(desk), cancel).await?;
    terminal.report(&json!({"version": 1, "flow": flow}), |words| report::flow(words, &flow))
}
