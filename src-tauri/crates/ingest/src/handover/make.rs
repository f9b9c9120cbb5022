//! Handing a job over: source, target, mapping set and flow, each kept here as soon as it is there, so that a second try
//! goes on and a deletion finds all of them.

use super::columns;
use super::kept::{FlowSpec, Kept, Made};
use super::land::failure;
use super::view::{FlowEvery, FlowView, Lands, NewFlow};
use crate::desk::{Desk, Link};
use crate::engine::Engine;
use crate::inspect::FileFacts;
use crate::problem::{Failure, Problem};
use crate::source::SourceFile;
use aep::{
    CancellationToken, Compression, Ensured, FlowOptions, FlowSchedule, LandedFormat, NewMappingSet,
    NewSourceConnection, NewTargetConnection, SchemaId, SourceConnectionId, TargetConnectionId,
};
use std::sync::Arc;
use tabular::landed_columns;
use xdm::MappingSet;

/// The kind of flow that takes files of a cloud storage (facts §8.2).
const KIND: &str = "CloudStorageToAEP";

impl Engine {
    /// Hands a job over to the platform: files like this one, mapped like this, from now on at these times. Nothing is made
    /// where the platform's mapper says something else than we do, unless that was seen and agreed to.
    ///
    /// After an error, the same name goes on with what is there.
    pub async fn create_flow(
        &self,
        desk: &Arc<Desk>,
        new: &NewFlow,
        source: &SourceFile,
        mapping: &MappingSet,
        cancel: &CancellationToken,
    ) -> Result<FlowView, Failure> {
        let link = desk.link.clone().ok_or(Problem::Internal {})?;
        self.confirm(None, &link)?;
        if !new.every.is_allowed() {
            return Err(Problem::FlowTooOften {}.into());
        }
        let preview = desk.preview_flow(source, mapping, new.lands, cancel).await?;
        let differing = preview.differing();
        if !differing.is_empty() && !new.despite_differences {
            return Err(Problem::FlowDiffers {
                fields: differing.join(", "),
            }
            .into());
        }
        let (set, columns, delimiter) = {
            let (desk, source, mapping, lands) = (desk.clone(), source.clone(), mapping.clone(), new.lands);
            crate::blocking(move || rules(&desk, &source, &mapping, lands)).await?
        };
        let mut kept = self.new_flow(&link, new, mapping, columns)?;
        // A single run would come before its file: it is made when that has landed.
        if new.every != FlowEvery::Once {
            kept = self.make_flow(&link, kept, set, delimiter, cancel).await?;
        }
        self.flow(&kept.id, Some(desk), cancel).await
    }

    /// Makes what is missing of a job on the platform.
    pub(super) async fn make_flow(
        &self,
        link: &Link,
        kept: Kept,
        set: NewMappingSet,
        delimiter: char,
        cancel: &CancellationToken,
    ) -> Result<Kept, Failure> {
        let making = Making {
            engine: self,
            link,
            cancel,
        };
        making.pieces(kept, set, delimiter).await
    }

    /// A new job, or an unfinished one of this name.
    fn new_flow(
        &self,
        link: &Link,
        new: &NewFlow,
        mapping: &MappingSet,
        columns: Vec<String>,
    ) -> Result<Kept, Failure> {
        let name = new.name.trim().to_owned();
        let known = self.store().find_flow(&name)?.map(|row| row.id);
        let known = known.map(|id| self.kept_flow(&id)).transpose()?;
        if let Some(kept) = known {
            let same = kept.spec.target.is_same_place(&link.target)
                && (kept.spec.every, kept.spec.lands, &kept.spec.columns) == (new.every, new.lands, &columns);
            return if kept.spec.made.flow.is_none() && same {
                Ok(kept)
            } else {
                Err(Problem::NameTaken { name }.into())
            };
        }
        if name.is_empty() || name.chars().count() > LONGEST_NAME {
            return Err(Problem::NameTaken { name }.into());
        }
        let id = crate::new_run_id();
        let kept = Kept {
            name,
            spec: FlowSpec {
                target: link.target.clone(),
                mapping: mapping.clone(),
                columns,
                every: new.every,
                lands: new.lands,
                folder: format!("profile-courier/{}", id.to_lowercase()),
                created: crate::now(),
                made: Made::default(),
            },
            id,
        };
        self.keep_flow(&kept)?;
        Ok(kept)
    }
}

/// Adobe's own limit is longer, and ours adds to it.
const LONGEST_NAME: usize = 80;

/// The rules of the mapping set, the columns of files that land, and what stands between them.
fn rules(
    desk: &Desk,
    source: &SourceFile,
    mapping: &MappingSet,
    lands: Lands,
) -> Result<(NewMappingSet, Vec<String>, char), Failure> {
    let facts = FileFacts::read(source)?;
    if lands == Lands::Elsewhere {
        let set = desk.translated(mapping)?.set;
        return Ok((set, facts.names(), char::from(facts.format.dialect.delimiter)));
    }
    let compiled = desk.compile(&facts, mapping)?;
    let set = columns::rules(&compiled, &mapping.name, &desk.schema().id)?;
    Ok((set, landed_columns(&compiled.shape), ','))
}

struct Making<'a> {
    engine: &'a Engine,
    link: &'a Link,
    cancel: &'a CancellationToken,
}

impl Making<'_> {
    async fn pieces(&self, mut kept: Kept, set: NewMappingSet, delimiter: char) -> Result<Kept, Failure> {
        let new = aep::NewFlow {
            name: kept.title(),
            description: DESCRIPTION.to_owned(),
            spec: self.link.client.flow_spec_id(KIND, self.cancel).await?,
            source: self.source(&mut kept, delimiter).await?,
            target: self.target(&mut kept, &set.schema).await?,
            mapping: self.mapping_set(&mut kept, set).await?,
            schedule: schedule(&kept)?,
            options: Some(self.options()?),
        };
        let made = self.link.client.ensure_flow(&new, self.cancel).await?;
        kept.spec.made.flow = Some(agreed(made, &new.name)?.id);
        self.engine.keep_flow(&kept)?;
        Ok(kept)
    }

    async fn source(&self, kept: &mut Kept, delimiter: char) -> Result<SourceConnectionId, Failure> {
        if let Some(source) = &kept.spec.made.source {
            return Ok(source.clone());
        }
        let client = &self.link.client;
        let zone = client.landing_zone(self.cancel).await.map_err(failure)?;
        let new = NewSourceConnection {
            name: kept.title(),
            description: DESCRIPTION.to_owned(),
            path: format!("{}/{}", zone.container, kept.spec.folder),
            recursive: false,
            format: LandedFormat::Delimited(delimiter),
            compression: (kept.spec.lands == Lands::Here).then_some(Compression::Gzip),
        };
        let made = client.ensure_source_connection(&new, self.cancel).await?;
        let id = agreed(made, &new.name)?.id;
        kept.spec.made.source = Some(id.clone());
        self.engine.keep_flow(kept)?;
        Ok(id)
    }

    async fn target(&self, kept: &mut Kept, schema: &SchemaId) -> Result<TargetConnectionId, Failure> {
        if let Some(target) = &kept.spec.made.target {
            return Ok(target.clone());
        }
        let new = NewTargetConnection {
            name: kept.title(),
            description: DESCRIPTION.to_owned(),
            dataset: self.link.dataset.clone(),
            schema: schema.clone(),
        };
        let made = self.link.client.ensure_target_connection(&new, self.cancel).await?;
        let id = agreed(made, &new.name)?.id;
        kept.spec.made.target = Some(id.clone());
        self.engine.keep_flow(kept)?;
        Ok(id)
    }

    async fn mapping_set(&self, kept: &mut Kept, set: NewMappingSet) -> Result<aep::MappingSet, Failure> {
        if let Some((id, version)) = kept.spec.made.mapping_set.clone() {
            let id = aep::MappingSetId::parse(id).map_err(|e| Failure::new(Problem::HistoryUnusable {}, e))?;
            return Ok(aep::MappingSet { id, version });
        }
        let named = NewMappingSet {
            name: kept.title(),
            ..set
        };
        let made = self.link.client.create_mapping_set(&named, self.cancel).await?;
        kept.spec.made.mapping_set = Some((made.id.to_string(), made.version));
        self.engine.keep_flow(kept)?;
        Ok(made)
    }

    fn options(&self) -> Result<FlowOptions, Failure> {
        let settings = self.engine.send_settings(self.link.target.connection_key())?;
        Ok(FlowOptions {
            diagnostics: true,
            partial_percent: Some(settings.threshold).filter(|percent| *percent > 0),
        })
    }
}

/// What is there at the first run is taken as well: it may have landed while the job was made.
pub(super) fn schedule(kept: &Kept) -> Result<FlowSchedule, Failure> {
    let now = u64::try_from(jiff::Timestamp::now().as_second()).unwrap_or_default();
    FlowSchedule::new(now, kept.spec.every.as_every(), true).map_err(|_| Problem::FlowTooOften {}.into())
}

/// Read by people in Experience Platform's own pages, whatever language they work in.
const DESCRIPTION: &str = "Handed over by Profile Courier, which lists, stops and deletes it.";

fn agreed<T>(ensured: Ensured<T>, title: &str) -> Result<T, Failure> {
    let taken = || Problem::NameTaken { name: title.to_owned() };
    Ok(ensured.agreed().ok_or_else(taken)?)
}

impl FlowEvery {
    /// Whether the platform would take it.
    pub fn is_allowed(self) -> bool {
        FlowSchedule::new(0, self.as_every(), true).is_ok()
    }
}
