//! Our own record beside what the platform's mapper makes of the landed row: shown before anything is made.

use super::columns;
use super::view::{FlowPreview, Lands};
use crate::compile::Compiled;
use crate::data_prep::{self, Pair};
use crate::desk::Desk;
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::source::SourceFile;
use aep::{CancellationToken, NewMappingSet};
use serde_json::{Map, Value as Json};
use std::sync::Arc;
use tabular::{landed_columns, landed_text};
use xdm::MappingSet;

/// Shoppers that are compared.
const ROWS: usize = 10;

impl Desk {
    /// Lets the platform map the first shoppers of a file as a job would, and compares with our own records. Nothing is
    /// kept there.
    pub async fn preview_flow(
        self: &Arc<Self>,
        source: &SourceFile,
        mapping: &MappingSet,
        lands: Lands,
        cancel: &CancellationToken,
    ) -> Result<FlowPreview, Failure> {
        if lands == Lands::Elsewhere {
            let trial = self.try_data_prep(source, mapping, ROWS, cancel).await?;
            return Ok(FlowPreview {
                shoppers: trial.shoppers,
                fields: trial.fields,
                left_out: trial.export.left_out,
            });
        }
        let link = self.link.as_ref().ok_or(Problem::Internal {})?;
        let (desk, source, mapping) = (self.clone(), source.clone(), mapping.clone());
        let (set, pairs) = crate::blocking(move || landed(&desk, &source, &mapping)).await?;
        Ok(FlowPreview {
            shoppers: pairs.len() as u32,
            fields: data_prep::beside(link, &set, &pairs, cancel).await?,
            left_out: Vec::new(),
        })
    }
}

fn landed(desk: &Desk, source: &SourceFile, mapping: &MappingSet) -> Result<(NewMappingSet, Vec<Pair>), Failure> {
    let facts = FileFacts::read(source)?;
    let compiled = desk.compile(&facts, mapping)?;
    let set = columns::rules(&compiled, &mapping.name, &desk.schema().id)?;
    let pairs = data_prep::pairs(&facts, &compiled, ROWS, |_, record| row(&compiled, &record.values))?;
    Ok((set, pairs))
}

/// The row as it would land.
fn row(compiled: &Compiled, values: &[Option<xdm::Value<'_>>]) -> Json {
    let columns = landed_columns(&compiled.shape).into_iter();
    let cells = values
        .iter()
        .map(|value| value.as_ref().map(landed_text).unwrap_or_default());
    Json::Object(columns.zip(cells.map(Json::from)).collect::<Map<_, _>>())
}
