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
    NewSourceConnection, NewTargetConnection, SchemaId,
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
        let (client, title) = (&self.link.client, kept.title());
        let source = match kept.spec.made.source.clone() {
            Some(source) => source,
            None => {
                let new = self.source(&kept, &title, delimiter).await?;
                let made = agreed(client.ensure_source_connection(&new, self.cancel).await?, &title)?.id;
                kept.spec.made.source = Some(made.clone());
                self.engine.keep_flow(&kept)?;
                made
            }
        };
        let target = match kept.spec.made.target.clone() {
            Some(target) => target,
            None => {
                let new = self.target(&title, &set.schema);
                let made = agreed(client.ensure_target_connection(&new, self.cancel).await?, &title)?.id;
                kept.spec.made.target = Some(made.clone());
                self.engine.keep_flow(&kept)?;
                made
            }
        };
        let mapping = match kept.spec.made.mapping_set.clone() {
            Some((id, version)) => aep::MappingSet {
                id: aep::MappingSetId::parse(id).map_err(|e| Failure::new(Problem::HistoryUnusable {}, e))?,
                version,
            },
            None => {
                let named = NewMappingSet {
                    name: title.clone(),
                    ..set
                };
                let made = client.create_mapping_set(&named, self.cancel).await?;
                kept.spec.made.mapping_set = Some((made.id.to_string(), made.version));
                self.engine.keep_flow(&kept)?;
                made
            }
        };
        let new = aep::NewFlow {
            description: DESCRIPTION.to_owned(),
            spec: client.flow_spec_id(KIND, self.cancel).await?,
            source,
            target,
            mapping,
            schedule: schedule(&kept)?,
            options: Some(self.options()?),
            name: title.clone(),
        };
        let made = agreed(client.ensure_flow(&new, self.cancel).await?, &title)?.id;
        kept.spec.made.flow = Some(made);
        self.engine.keep_flow(&kept)?;
        Ok(kept)
    }

    async fn source(&self, kept: &Kept, title: &str, delimiter: char) -> Result<NewSourceConnection, Failure> {
        let zone = self.link.client.landing_zone(self.cancel).await.map_err(failure)?;
        Ok(NewSourceConnection {
            name: title.to_owned(),
            description: DESCRIPTION.to_owned(),
            path: format!("{}/{}", zone.container, kept.spec.folder),
            recursive: false,
            format: LandedFormat::Delimited(delimiter),
            compression: (kept.spec.lands == Lands::Here).then_some(Compression::Gzip),
        })
    }

    fn target(&self, title: &str, schema: &SchemaId) -> NewTargetConnection {
        NewTargetConnection {
            name: title.to_owned(),
            description: DESCRIPTION.to_owned(),
            dataset: self.link.dataset.clone(),
            schema: schema.clone(),
        }
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
fn schedule(kept: &Kept) -> Result<FlowSchedule, Failure> {
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
