//! Encoding: a part is a pure function of the source's bytes and the plan, so a lost part is built again instead of
//! kept, and no shopper's data rests on disk.

use crate::check::{blocks, reading_problem};
use crate::compile::Compiled;
use crate::convert::{Record, Room, convert_shopper_in};
use crate::person::Written;
use crate::pipeline;
use crate::plan::{BuiltPart, PartFormat, Plan, PlannedPart};
use crate::problem::Problem;
use crate::report::{PartInfo, SeenShopper, SeenState};
use crate::rows::{self, Stretch};
use crate::source::Content;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;
use tabular::{Block, Blocks, JsonlPart, LandedPart, ParquetPart, RecordJson, TextStream};
use tokio_util::sync::CancellationToken;
use xdm::{Example, Shape, Value};
use xxhash_rust::xxh3::Xxh3Default;

/// A shopper to look up afterwards, with what was sent. Lives in memory only.
#[derive(Clone)]
pub(crate) struct Sample {
    /// Where it stands in the user's file.
    pub place: Example,
    /// Namespace codes and values that it was sent with, the primary one first.
    pub ids: Vec<(String, String)>,
    /// Its e-mail address, also where that is no identity.
    pub email: Option<String>,
    /// The record as sent.
    pub record: serde_json::Value,
}

impl Sample {
    /// Before anybody looked.
    pub(crate) fn unseen(&self) -> SeenShopper {
        SeenShopper {
            row: self.place.row,
            line: self.place.line,
            state: SeenState::Pending,
            fields: Vec::new(),
            together: None,
            tied: None,
        }
    }
}

/// The form in which parts are built.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    /// Parts of a batch.
    Part(PartFormat),
    /// Pieces of a file for the landing zone, without a header.
    Landed,
}

impl Form {
    fn part_name(self, number: u32) -> String {
        match self {
            Self::Part(format) => format.part_name(number),
            Self::Landed => format!("piece-{number:05}.csv"),
        }
    }
}

/// What to build.
pub(crate) struct Work<'a> {
    pub plan: &'a Plan,
    pub form: Form,
    /// Parts that the platform has already.
    pub stored: &'a HashSet<u32>,
    pub cancel: &'a CancellationToken,
}

/// What was seen while parts were built.
#[derive(Default)]
pub(crate) struct Encoded {
    /// The shoppers to look up.
    pub samples: Vec<Sample>,
    /// What the records carry and say.
    pub written: Written,
}

/// Builds the parts in their order and hands each to `take`.
pub(crate) fn encode(
    work: &Work<'_>,
    mut take: impl FnMut(BuiltPart) -> Result<(), Problem>,
) -> Result<Encoded, Problem> {
    let plan = work.plan;
    let mut jobs = Jobs {
        work,
        blocks: blocks(plan.source.open()?, &plan.format, &plan.compiled),
        current: None,
        parts: plan.parts.iter(),
    };
    let mut encoded = Encoded::default();
    pipeline::in_order(
        jobs.by_ref(),
        pipeline::threads(),
        |job: PartJob| build(plan, work.form, &job),
        |(part, found)| {
            encoded.samples.extend(found.samples);
            encoded.written.merge(&found.written);
            part.map_or(Ok(()), &mut take)
        },
    )?;
    Ok(encoded)
}

fn changed(plan: &Plan) -> Problem {
    Problem::SourceChanged {
        name: plan.source.name.clone(),
    }
}

/// The rows of one part.
struct PartJob {
    part: PlannedPart,
    pieces: Vec<(Arc<Block>, Range<usize>)>,
    stored: bool,
}

/// Reads the source and hands out the rows of each part.
struct Jobs<'a> {
    work: &'a Work<'a>,
    blocks: Blocks<TextStream<Content>>,
    current: Option<Arc<Block>>,
    parts: std::slice::Iter<'a, PlannedPart>,
}

impl Iterator for Jobs<'_> {
    type Item = Result<PartJob, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        let part = self.parts.next()?.clone();
        if self.work.cancel.is_cancelled() {
            return Some(Err(Problem::Cancelled {}));
        }
        Some(self.gather(part))
    }
}

impl Jobs<'_> {
    fn gather(&mut self, part: PlannedPart) -> Result<PartJob, Problem> {
        let mut pieces = Vec::new();
        loop {
            let block = match self.current.take() {
                Some(block) => block,
                None => match self.blocks.next() {
                    Some(block) => Arc::new(block.map_err(|e| reading_problem(&e, &self.work.plan.source))?),
                    None => return Err(changed(self.work.plan)),
                },
            };
            let first = block.place.row - 1;
            let end_row = first + block.records.len() as u64;
            let from = part.first_row.clamp(first, end_row) - first;
            let to = part.end_row.clamp(first, end_row) - first;
            if from < to {
                pieces.push((block.clone(), from as usize..to as usize));
            }
            if end_row > part.end_row {
                self.current = Some(block);
            }
            if end_row >= part.end_row {
                let stored = self.work.stored.contains(&part.number);
                return Ok(PartJob { part, pieces, stored });
            }
        }
    }
}

type Built = (Option<BuiltPart>, Encoded);

/// Encodes one part, after proving that its rows are still those that were checked. A part that the platform has is
/// not encoded again, but its samples are taken.
fn build(plan: &Plan, form: Form, job: &PartJob) -> Result<Built, Problem> {
    if source_hash(job) != job.part.source_hash {
        return Err(changed(plan));
    }
    let compiled = &plan.compiled;
    let json = RecordJson::new(&compiled.shape);
    let mut writer = if job.stored {
        None
    } else {
        Some(Writer::new(form, &compiled.shape)?)
    };
    let (mut samples, mut written) = (Vec::new(), Written::default());
    let mut failed = false;
    let mut room = Room::default();
    for (block, range) in &job.pieces {
        rows::walk(
            block,
            range.clone(),
            &plan.format.dialect,
            compiled,
            |at, _, stretch| {
                let row = (block.place.row - 1) + at as u64;
                let Stretch::Shopper(cells) = stretch else { return };
                let verdict = plan.verdicts.get(row);
                if !verdict.is_sent() {
                    return;
                }
                // The check took this very row, so it converts; findings were counted then.
                let Ok(mut record) =
                    convert_shopper_in(&mut room, compiled, cells, plan.phones.get(row), &mut |_, _| {})
                else {
                    return failed = true;
                };
                plan.additions.complete(row, &mut record);
                record.keep_only(compiled, verdict);
                written.count(compiled, &record);
                let ids = &record.ids[..compiled.shape.identity_map.len()];
                if let Some(writer) = &mut writer {
                    failed |= writer.push(&record.values, ids).is_err();
                }
                if plan.samples.contains(&row) {
                    let sent = serde_json::from_str(&json.pretty(&record.values, ids)).unwrap_or_default();
                    samples.push(Sample {
                        place: Example {
                            row: row + 1,
                            line: block.line(&block.records[at]),
                        },
                        ids: sent_with(compiled, &record),
                        email: record.ids[compiled.email].as_deref().map(str::to_owned),
                        record: sent,
                    });
                }
                room.take_back(record);
            },
        );
    }
    if failed {
        return Err(Problem::Internal {});
    }
    let part = writer.map(|writer| finish(writer, form, &job.part)).transpose()?;
    Ok((part, Encoded { samples, written }))
}

/// The identities that a record is written with, the primary one first.
fn sent_with(compiled: &Compiled, record: &Record<'_>) -> Vec<(String, String)> {
    let all = compiled.identities.iter().zip(&record.ids).enumerate();
    let carried = all.filter(|(at, _)| record.carries(compiled, *at));
    carried
        .filter_map(|(_, ((namespace, _), id))| Some((namespace.clone(), id.as_deref()?.to_owned())))
        .collect()
}

fn source_hash(job: &PartJob) -> String {
    let mut hasher = Xxh3Default::new();
    for (block, _) in &job.pieces {
        let within = |offset: u64| {
            offset.clamp(block.place.offset, block.place.offset + block.bytes.len() as u64) - block.place.offset
        };
        hasher.update(&block.bytes[within(job.part.start) as usize..within(job.part.end) as usize]);
    }
    format!("{:032x}", hasher.digest128())
}

fn finish(writer: Writer, form: Form, part: &PlannedPart) -> Result<BuiltPart, Problem> {
    let bytes = writer.finish()?;
    let info = PartInfo {
        name: form.part_name(part.number),
        rows: part.shoppers,
        bytes: bytes.len() as u64,
        sha256: hex::encode(Sha256::digest(&bytes)),
    };
    Ok(BuiltPart {
        number: part.number,
        info,
        bytes,
    })
}

/// The writer of a part.
enum Writer {
    Parquet(Box<ParquetPart>),
    Jsonl(JsonlPart),
    Landed(Box<LandedPart>),
}

impl Writer {
    fn new(form: Form, shape: &Shape) -> Result<Self, Problem> {
        Ok(match form {
            Form::Part(PartFormat::Parquet) => {
                Self::Parquet(Box::new(ParquetPart::new(shape).map_err(|_| Problem::Internal {})?))
            }
            Form::Part(PartFormat::Jsonl) => Self::Jsonl(JsonlPart::new(shape)),
            Form::Landed => Self::Landed(Box::new(LandedPart::new(shape).map_err(|_| Problem::Internal {})?)),
        })
    }

    fn push(&mut self, values: &[Option<Value<'_>>], ids: &[Option<impl AsRef<str>>]) -> Result<(), Problem> {
        match self {
            Self::Parquet(part) => part.push(values, ids),
            Self::Jsonl(part) => part.push(values, ids),
            Self::Landed(part) => part.push(values),
        }
        .map_err(|_| Problem::Internal {})
    }

    fn finish(self) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Parquet(part) => part.finish().map_err(|_| Problem::Internal {}),
            Self::Jsonl(part) => Ok(part.finish()),
            Self::Landed(part) => part.finish().map_err(|_| Problem::Internal {}),
        }
    }
}
