//! Which rows the platform refused, and why: its diagnostics, brought back to the user's own rows and columns. Cell
//! values that it quotes are taken out; who a refused row is about stays in memory until its row is found.

use crate::changes::Scratch;
use crate::check::{blocks, reading_problem};
use crate::compile::Compiled;
use crate::convert::convert_shopper;
use crate::desk::Link;
use crate::pipeline;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::report::Refusal;
use crate::rows::{self, Stretch};
use aep::{Batch, CancellationToken, RowError};
use hashbrown::HashMap;
use serde_json::Value as Json;
use std::sync::Arc;
use store::RefusedRow;
use xdm::Example;

/// Refused rows that are read at most; beyond that the groups are known.
const ROWS: u64 = 10_000;
/// Groups that are kept.
const GROUPS: usize = 20;
/// Places that are kept of each.
const EXAMPLES: usize = 20;

/// What the platform refused.
#[derive(Default)]
pub(super) struct Refused {
    /// The most frequent reason first.
    pub groups: Vec<Refusal>,
    /// Rows of the source.
    pub rows: Vec<RefusedRow>,
    /// Whom they are about, as the ledger knows them, in its order; empty without its key.
    pub shoppers: Vec<u64>,
}

/// Reads the diagnostics of a batch and finds their rows; what cannot be read is no reason to fail a run that is over.
pub(super) async fn refused(
    link: &Link,
    plan: Option<&Arc<Plan>>,
    batch: &Batch,
    cancel: &CancellationToken,
) -> Refused {
    let mut told = Told::default();
    if let Some(plan) = plan
        && let Err(error) = told.read(link, plan, batch, cancel).await
    {
        tracing::warn!(%error, "diagnostics could not be read");
    }
    if told.groups.is_empty() {
        told.groups.extend(batch.errors.iter().map(|error| Refusal {
            code: error.code.clone(),
            message: aep::redact(&error.description),
            count: error.records.unwrap_or_default(),
            column: None,
            examples: Vec::new(),
        }));
    }
    let (plan, cancel) = (plan.cloned(), cancel.clone());
    let found = crate::blocking(move || {
        let rows = match plan.filter(|_| !told.who.is_empty()) {
            Some(plan) => told.locate(&plan, &cancel),
            None => Ok(Vec::new()),
        };
        Ok((told.groups, rows))
    });
    let Ok((mut groups, rows)) = found.await else {
        return Refused::default();
    };
    // A source that has changed since cannot be looked through; the reasons stay.
    let rows = rows.unwrap_or_default();
    for Located { row, line, group, .. } in &rows {
        let examples = &mut groups[*group].examples;
        if examples.len() < EXAMPLES {
            examples.push(Example {
                row: row + 1,
                line: *line,
            });
        }
    }
    // The most frequent first; a row remembers its own reason, since many share one code.
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|group| std::cmp::Reverse(groups[*group].count));
    order.truncate(GROUPS);
    let place_of = |group: usize| order.iter().position(|kept| *kept == group).map(|place| place as u32);
    let mut shoppers: Vec<u64> = rows.iter().filter_map(|found| found.shopper).collect();
    shoppers.sort_unstable();
    let rows = rows.into_iter().map(|Located { row, group, .. }| RefusedRow {
        row,
        code: groups[group].code.clone(),
        reason: place_of(group),
    });
    Refused {
        rows: rows.collect(),
        shoppers,
        groups: order.iter().map(|group| groups[*group].clone()).collect(),
    }
}

/// A refused row in the user's file.
#[derive(Debug, PartialEq, Eq)]
struct Located {
    /// From 0.
    row: u64,
    line: u64,
    group: usize,
    /// Whom it is about, as the ledger knows them.
    shopper: Option<u64>,
}

/// What the diagnostics say.
#[derive(Default)]
struct Told {
    groups: Vec<Refusal>,
    /// The group of each refused shopper, by any of the identities.
    who: HashMap<String, usize>,
}

impl Told {
    async fn read(
        &mut self,
        link: &Link,
        plan: &Plan,
        batch: &Batch,
        cancel: &CancellationToken,
    ) -> Result<(), aep::Error> {
        let mut rows = link.client.row_faults(&batch.id, cancel).await?;
        let mut read = 0;
        while let Some(row) = rows.next(cancel).await? {
            let group = self.group(&row, plan);
            self.groups[group].count += 1;
            for id in identities(&row.row, plan) {
                self.who.insert(id, group);
            }
            read += 1;
            if read >= ROWS {
                break;
            }
        }
        Ok(())
    }

    /// The group of a row: its first fault.
    fn group(&mut self, row: &RowError, plan: &Plan) -> usize {
        let fault = row.faults.first();
        let code = fault.map(|f| f.code.clone()).unwrap_or_default();
        let message = fault.map(|f| aep::redact(&f.message)).unwrap_or_default();
        let column = fault
            .and_then(|f| f.column.as_deref())
            .and_then(|field| column_of(&plan.compiled, field));
        let same = |known: &Refusal| known.code == code && known.message == message && known.column == column;
        self.groups.iter().position(same).unwrap_or_else(|| {
            self.groups.push(Refusal {
                code,
                message,
                count: 0,
                column,
                examples: Vec::new(),
            });
            self.groups.len() - 1
        })
    }

    /// Reads the source once more and finds the rows.
    fn locate(&self, plan: &Plan, cancel: &CancellationToken) -> Result<Vec<Located>, Problem> {
        let mut found = Vec::new();
        let mut blocks = blocks(plan.source.open()?, &plan.format, &plan.compiled);
        let stoppable = blocks.by_ref().map(|block| match block {
            _ if cancel.is_cancelled() => Err(Problem::Cancelled {}),
            block => block.map_err(|error| reading_problem(&error, &plan.source)),
        });
        pipeline::in_order(
            stoppable,
            pipeline::threads(),
            |block| {
                let (mut here, mut scratch) = (Vec::new(), Scratch::default());
                let all = 0..block.records.len();
                rows::walk(&block, all, &plan.format.dialect, &plan.compiled, |at, _, stretch| {
                    let row = (block.place.row - 1) + at as u64;
                    let (Stretch::Shopper(cells), true) = (stretch, plan.verdicts.get(row).is_sent()) else {
                        return;
                    };
                    if let Ok(record) = convert_shopper(&plan.compiled, cells, &mut |_, _| {})
                        && let Some(group) = record.ids.iter().flatten().find_map(|id| self.who.get(id.as_ref()))
                    {
                        let key = plan.compiled.print_key;
                        here.push(Located {
                            row,
                            line: block.line(&block.records[at]),
                            group: *group,
                            shopper: key.map(|key| key.shopper(&plan.compiled, &record, &mut scratch)),
                        });
                    }
                });
                Ok(here)
            },
            |here| {
                found.extend(here);
                Ok(())
            },
        )?;
        Ok(found)
    }
}

/// Who a refused row is about, as far as it still says so.
fn identities(row: &Json, plan: &Plan) -> Vec<String> {
    let mapped = row.get("identityMap").and_then(Json::as_object);
    let of_map = mapped.into_iter().flat_map(|map| map.values()).flat_map(|list| {
        let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter()
            .filter_map(|item| item.get("id").and_then(Json::as_str).map(str::to_owned))
    });
    let of_fields = plan.compiled.identities.iter().filter_map(|(_, from)| match from {
        crate::compile::IdentityFrom::Leaf(leaf) => {
            let path = plan.compiled.shape.leaves[*leaf].path.as_str();
            row.pointer(&format!("/{}", path.replace('.', "/")))
                .and_then(Json::as_str)
                .map(str::to_owned)
        }
        crate::compile::IdentityFrom::Column(_) => None,
    });
    of_map.chain(of_fields).collect()
}

/// The column that feeds a field or something in it.
pub(crate) fn column_of(compiled: &Compiled, field: &str) -> Option<String> {
    let within = |path: &str| path == field || path.strip_prefix(field).is_some_and(|rest| rest.starts_with('.'));
    let leaves = compiled.shape.leaves.iter().zip(&compiled.leaves);
    let column = leaves
        .filter(|(leaf, _)| within(leaf.path.as_str()))
        .find_map(|(_, leaf)| leaf.column())?;
    compiled.columns.get(column).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::Desk;
    use crate::inspect::FileFacts;
    use crate::progress::Ticker;
    use crate::source::SourceFile;
    use serde_json::json;

    #[test]
    fn refused_rows_are_found_in_the_file_with_their_column() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("customers.csv");
        let text = "email,firstname,gender\nAnna@shop.nl,Anna,female\nbob@shop.nl,Bob,male\n\nBOB@shop.nl,\"Bobby\nB\",male\ncas@shop.nl,Cas,\n";
        std::fs::write(&path, text).unwrap();
        let (desk, source) = (Desk::offline().unwrap(), SourceFile::at(&path).unwrap());
        let facts = FileFacts::read(&source).unwrap();
        let (ticker, cancel) = (Ticker::new(Arc::new(|_| {}), None), CancellationToken::new());
        let plan = desk
            .checked(
                &facts,
                &desk.suggested_mapping(&facts),
                crate::remembered::Watch::Nobody,
                &ticker,
                &cancel,
            )
            .unwrap()
            .plan;
        let refused = |row: Json, column: &str| RowError {
            faults: vec![aep::RowFault {
                code: "1401".to_owned(),
                message: "not allowed".to_owned(),
                column: Some(column.to_owned()),
            }],
            file: None,
            corrupt: false,
            row,
        };
        let mut told = Told::default();
        for row in [
            refused(
                json!({"identityMap": {"Email": [{"id": "bob@shop.nl", "primary": true}]}}),
                "person.gender",
            ),
            refused(
                json!({"personalEmail": {"address": "anna@shop.nl"}, "identityMap": {}}),
                "person.gender",
            ),
            refused(
                json!({"identityMap": {"Email": [{"id": "nobody@shop.nl"}]}}),
                "_acme.unknown",
            ),
        ] {
            let group = told.group(&row, &plan);
            told.groups[group].count += 1;
            for id in identities(&row.row, &plan) {
                told.who.insert(id, group);
            }
        }
        assert_eq!(told.groups.len(), 2, "{:?}", told.groups);
        assert_eq!(told.groups[0].column.as_deref(), Some("gender"));
        assert_eq!(told.groups[1].column, None, "a field that no column feeds");
        let found = told.locate(&plan, &cancel).unwrap();
        let found: Vec<_> = found.iter().map(|found| (found.row, found.line, found.group)).collect();
        assert_eq!(
            found,
            [(0, 2, 0), (3, 5, 0)],
            "Anna's row, and of Bob's two the one that was sent"
        );
    }
}
