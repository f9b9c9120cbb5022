//! Which casing of addresses does Profile hold? Identities are compared letter by letter: where others have sent them as
//! they were typed, our lower case would make second profiles.

use super::view::CasingProbe;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::shoppers;
use crate::source::SourceFile;
use aep::{CancellationToken, Lookup};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;
use xdm::{Email, MappingSet, Namespace};

/// So many addresses are looked up at most.
const MOST: usize = 20;

impl Engine {
    /// Looks a few addresses of a file up in both casings. Changes nothing; nothing of them is kept.
    pub async fn probe_casing(
        &self,
        desk: &Arc<Desk>,
        source: &SourceFile,
        mapping: &MappingSet,
        cancel: &CancellationToken,
    ) -> Result<CasingProbe, Failure> {
        let link = desk.link.as_ref().ok_or(Problem::Internal {})?;
        let (own, source, mapping, token) = (desk.clone(), source.clone(), mapping.clone(), cancel.clone());
        let addresses = crate::blocking(move || addresses(&own, &source, &mapping, &token)).await?;
        let mut probe = CasingProbe {
            version: 1,
            target: link.target.clone(),
            addresses: addresses.len() as u32,
            lower_case: 0,
            as_written: 0,
            both: 0,
            neither: 0,
        };
        for (lower, written) in &addresses {
            let pair = [(Namespace::EMAIL, lower.as_str()), (Namespace::EMAIL, written.as_str())];
            let found = link.client.probe(&pair, cancel).await?;
            let is_there = |at: usize| matches!(found.get(at), Some(Lookup::Found(_)));
            *match (is_there(0), is_there(1)) {
                (true, true) => &mut probe.both,
                (true, false) => &mut probe.lower_case,
                (false, true) => &mut probe.as_written,
                (false, false) => &mut probe.neither,
            } += 1;
        }
        Ok(probe)
    }
}

/// The first addresses that would be sent in another casing than they are written in, by their lower case.
fn addresses(
    desk: &Desk,
    source: &SourceFile,
    mapping: &MappingSet,
    cancel: &CancellationToken,
) -> Result<BTreeMap<String, String>, Failure> {
    let facts = FileFacts::read(source)?;
    let compiled = desk.compile(&facts, mapping)?;
    let column = compiled.email_column.ok_or(Problem::EmailColumnMissing {})?;
    let mut found = BTreeMap::new();
    shoppers::each(&facts, &compiled, |shopper| {
        if cancel.is_cancelled() {
            return Err(Problem::Cancelled {});
        }
        let cell = shopper.cells.first().and_then(|own| own.text(column).ok());
        if let (Some(written), Ok(_)) = (cell.map(str::trim), &shopper.record)
            && let Ok(lower) = Email::canonical(written)
            && lower != written
            && lower == written.to_lowercase()
        {
            found.entry(lower.into_owned()).or_insert_with(|| written.to_owned());
        }
        Ok(if found.len() < MOST {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        })
    })?;
    Ok(found)
}
