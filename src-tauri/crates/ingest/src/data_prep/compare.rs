//! The platform's own mapper beside ours: the same rows of the file through both, compared field by field.

use super::{DataPrepField, DataPrepTrial, Translation};
use crate::compile::Compiled;
use crate::convert::Record;
use crate::desk::{Desk, Link};
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::shoppers::{self, Shopper};
use crate::source::SourceFile;
use aep::{CancellationToken, MappedRow, MappingRule, NewMappingSet, RuleCheck};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use xdm::{MappingSet, Op};

/// The platform takes at most a hundred rows.
const MOST: usize = 100;

/// What the mapper is given for a shopper, and the record that we make.
pub(crate) struct Pair {
    pub row: Json,
    pub record: Json,
}

impl Desk {
    /// Lets the platform check a mapping set and map the first shoppers of a file, and compares with our own records.
    /// Nothing is kept there.
    pub async fn try_data_prep(
        self: &Arc<Self>,
        source: &SourceFile,
        mapping: &MappingSet,
        most: usize,
        cancel: &CancellationToken,
    ) -> Result<DataPrepTrial, Failure> {
        let link = self.link.as_ref().ok_or(Problem::Internal {})?;
        let translation = self.translated(mapping)?;
        let columns = columns_of(&translation, mapping);
        let (desk, source, mapping) = (self.clone(), source.clone(), mapping.clone());
        let pairs = crate::blocking(move || {
            let facts = FileFacts::read(&source)?;
            let compiled = desk.compile(&facts, &mapping)?;
            pairs(&facts, &compiled, most.min(MOST), |shopper, _| {
                cells(&compiled, &columns, shopper)
            })
        })
        .await?;
        let mut fields = beside(link, &translation.set, &pairs, cancel).await?;
        for (field, rule) in fields.iter_mut().zip(&translation.export.rules) {
            field.field.clone_from(&rule.field);
        }
        Ok(DataPrepTrial {
            shoppers: pairs.len() as u32,
            fields,
            export: translation.export,
        })
    }
}

/// Lets the platform check the rules and map the rows, and compares with our own records, rule by rule; fields are called
/// by their destinations. Nothing is kept there.
pub(crate) async fn beside(
    link: &Link,
    set: &NewMappingSet,
    pairs: &[Pair],
    cancel: &CancellationToken,
) -> Result<Vec<DataPrepField>, Failure> {
    let checks = link.client.validate_mapping_set(set, cancel).await?;
    // One rule that cannot be used would refuse the rows altogether.
    let mut usable = set.clone();
    let mut valid = checks.iter().map(|check| check.valid);
    usable.rules.retain(|_| valid.next().unwrap_or(false));
    let rows: Vec<Json> = pairs.iter().map(|pair| pair.row.clone()).collect();
    let mapped = link.client.preview_mapping_set(&usable, &rows, cancel).await?;
    if mapped.len() != pairs.len() {
        return Err(Problem::PlatformUnexpected { status: 200 }.into());
    }
    let compared = |(at, rule)| field(rule, checks.get(at), pairs, &mapped);
    Ok(set.rules.iter().enumerate().map(compared).collect())
}

/// The columns that the translated rules read.
fn columns_of(translation: &Translation, mapping: &MappingSet) -> Vec<String> {
    let rules = &translation.export.rules;
    let kept = |entry: &&xdm::MappedField| rules.iter().any(|rule| rule.field == entry.field.as_str());
    let entries = mapping.fields.iter().filter(kept);
    let all = entries.flat_map(|e| {
        e.column
            .as_deref()
            .into_iter()
            .chain(e.recipe.iter().flat_map(Op::columns))
    });
    let all: BTreeSet<&str> = all.collect();
    all.into_iter().map(str::to_owned).collect()
}

/// The first shoppers that can be sent, each beside what `row` says that the mapper is given for it.
pub(crate) fn pairs(
    facts: &FileFacts,
    compiled: &Compiled,
    most: usize,
    row: impl Fn(&Shopper<'_, '_>, &Record<'_>) -> Json,
) -> Result<Vec<Pair>, Failure> {
    let mut pairs = Vec::new();
    shoppers::each(facts, compiled, |shopper| {
        if let Ok(record) = &shopper.record {
            pairs.push(Pair {
                row: row(&shopper, record),
                record: shoppers::to_json(compiled, record)?,
            });
        }
        Ok(if pairs.len() < most {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        })
    })?;
    if pairs.is_empty() {
        return Err(Problem::NothingToSend {}.into());
    }
    Ok(pairs)
}

/// The cells that the rules read, blank ones left out: nothing else leaves this computer.
fn cells(compiled: &Compiled, columns: &[String], shopper: &Shopper<'_, '_>) -> Json {
    let mut row = Map::new();
    for name in columns {
        let cell = compiled
            .numbers
            .get(name.as_str())
            .and_then(|at| shopper.cells.first()?.text(*at).ok());
        if let Some(text) = cell.filter(|text| !text.trim().is_empty()) {
            row.insert(name.clone(), text.into());
        }
    }
    Json::Object(row)
}

fn field(rule: &MappingRule, check: Option<&RuleCheck>, pairs: &[Pair], mapped: &[MappedRow]) -> DataPrepField {
    let mut field = DataPrepField {
        field: rule.destination.clone(),
        valid: check.is_some_and(|check| check.valid),
        // What it says about rows may repeat their cells; what it says about the rule cannot.
        said: check
            .and_then(|check| check.faults.first())
            .map(|fault| fault.message.clone()),
        same: 0,
        differing: 0,
        ours_only: 0,
        theirs_only: 0,
    };
    for (pair, theirs) in pairs.iter().zip(mapped) {
        let (ours, theirs) = (at_path(&pair.record, rule), at_path(&theirs.data, rule));
        *match (ours, theirs) {
            (Some(ours), Some(theirs)) if crate::upload::carries(theirs, ours) => &mut field.same,
            (Some(_), Some(_)) => &mut field.differing,
            (Some(_), None) => &mut field.ours_only,
            (None, Some(_)) => &mut field.theirs_only,
            (None, None) => &mut field.same,
        } += 1;
    }
    field
}

fn at_path<'a>(record: &'a Json, rule: &MappingRule) -> Option<&'a Json> {
    let pointer = format!("/{}", rule.destination.replace('.', "/"));
    record.pointer(&pointer).filter(|value| !value.is_null())
}
