//! `prepare`: the very parts that would be sent, as files. Sends nothing.

use crate::encode::{Form, Work, encode};
use crate::output::write_file;
use crate::plan::{PartFormat, Plan};
use crate::problem::Problem;
use crate::progress::{Phase, Ticker};
use crate::report::PartInfo;
use crate::source::write_problem;
use std::collections::HashSet;
use std::path::Path;
use tokio_util::sync::CancellationToken;

/// Makes the folder where it does not exist; refuses one with something in it unless told otherwise.
pub(crate) fn folder(out: &Path, force: bool) -> Result<(), Problem> {
    let name = out.display().to_string();
    std::fs::create_dir_all(out).map_err(|e| write_problem(&e, &name))?;
    let empty = std::fs::read_dir(out)
        .map_err(|e| write_problem(&e, &name))?
        .next()
        .is_none();
    if empty || force {
        Ok(())
    } else {
        Err(Problem::OutputNotEmpty { name })
    }
}

/// Writes the parts of a plan into a folder.
pub(crate) fn write_parts(
    plan: &Plan,
    format: PartFormat,
    out: &Path,
    ticker: &Ticker,
    cancel: &CancellationToken,
) -> Result<Vec<PartInfo>, Problem> {
    let mut parts = Vec::new();
    let (mut rows, mut bytes) = (0, 0);
    let stored = HashSet::new();
    encode(
        &Work {
            plan,
            form: Form::Part(format),
            stored: &stored,
            cancel,
        },
        |part| {
            write_file(&out.join(&part.info.name), &part.bytes)?;
            rows += part.info.rows;
            bytes += part.info.bytes;
            parts.push(part.info);
            ticker.tick(Phase::Sending, |p| {
                (p.rows_done, p.rows_total) = (rows, Some(plan.shoppers()));
                (p.bytes_done, p.parts_done, p.parts_total) =
                    (bytes, parts.len() as u32, Some(plan.parts.len() as u32));
            });
            Ok(())
        },
    )?;
    Ok(parts)
}
