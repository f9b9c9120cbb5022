//! `prepare`: the very parts that would be sent, as files. Sends nothing.

use crate::encode::{Form, Work, encode};
use crate::plan::{PartFormat, Plan};
use crate::problem::Problem;
use crate::progress::{Phase, Ticker};
use crate::report::PartInfo;
use crate::source::write_problem;
use std::collections::HashSet;
use std::io::{ErrorKind, Write};
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

/// Writes a file for its owner's eyes only, whole or not at all.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let name = path
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut file = create(path).map_err(|e| write_problem(&e, &name))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(|e| {
        // A half-written part would look like a whole one.
        if let Err(left) = std::fs::remove_file(path)
            && left.kind() != ErrorKind::NotFound
        {
            tracing::warn!("a half-written file could not be removed");
        }
        write_problem(&e, &name)
    })
}

/// Creates a file that only its owner can read.
pub(crate) fn create(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
