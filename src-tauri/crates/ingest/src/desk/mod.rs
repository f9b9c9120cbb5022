//! The desk: one destination with its schema, and what can be done with a file in front of it. Connecting asks the
//! platform; everything else here is local.

mod look;
mod questions;

use crate::changes::{Against, Asking};
use crate::check::{self, Checked};
use crate::compile::{Compiled, compile};
use crate::connections::{ConnectionSettings, Pace};
use crate::engine::Engine;
use crate::inspect::FileFacts;
use crate::never::NeverList;
use crate::plan::{PART_WEIGHT, PIECE_WEIGHT, PartFormat, Plan};
use crate::prepare;
use crate::problem::{Failure, Problem};
use crate::progress::{ProgressSink, Ticker};
use crate::rejects::{self, Reasons};
use crate::report::{CheckReport, ColumnUse, FieldView, Place, Target};
use crate::source::SourceFile;
use crate::suggest::{self, Proposal};
use crate::view::SavedFile;
use aep::{CancellationToken, Client, DatasetId, Retry, SandboxName};
use serde_json::Value as Json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use xdm::{FieldPath, FindingCode, IdentityRule, MappingSet, Namespace, Schema};

/// The built-in shopper schema, as the practice platform serves it: for checks and preparations without a connection.
const SHOPPER_SCHEMA: &str = include_str!("../../schema/shopper.json");

/// The way to a destination.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub client: Client,
    pub target: Target,
    pub dataset: DatasetId,
    pub pace: Pace,
    /// Its id: datasets of two organisations may be called the same.
    pub organisation: String,
}

/// A destination with its schema.
#[derive(Debug)]
pub struct Desk {
    pub(crate) link: Option<Link>,
    schema: Schema,
    rule: IdentityRule,
    customer_id: bool,
    never: NeverList,
    /// Who keeps what the platform is known to have.
    keeper: Option<Engine>,
    /// Records of a part, as JSON Lines, in bytes.
    part_bytes: AtomicU64,
}

impl Desk {
    /// Without a connection: the built-in shopper schema.
    pub fn offline() -> Result<Self, Failure> {
        let json: Json = serde_json::from_str(SHOPPER_SCHEMA).map_err(|e| Failure::new(Problem::Internal {}, e))?;
        let schema = Schema::parse(&json).map_err(|e| Failure::new(Problem::Internal {}, e))?;
        Ok(Self {
            link: None,
            schema,
            rule: IdentityRule::Map,
            customer_id: true,
            never: NeverList::default(),
            keeper: None,
            part_bytes: AtomicU64::new(PART_WEIGHT),
        })
    }

    /// Signs in, and reads the dataset, its schema and the organisation's namespaces.
    pub async fn connect(settings: &ConnectionSettings, cancel: &CancellationToken) -> Result<Self, Failure> {
        if settings.sandbox.is_empty() || settings.dataset.is_empty() {
            return Err(Problem::TargetNotChosen {
                connection: settings.name.clone(),
            }
            .into());
        }
        let sandbox = SandboxName::parse(settings.sandbox.clone()).map_err(|_| Problem::SandboxUnknown {
            sandbox: settings.sandbox.clone(),
        })?;
        let id = DatasetId::parse(settings.dataset.clone()).map_err(|_| Problem::DatasetUnknown {
            dataset: settings.dataset.clone(),
        })?;
        let client = Client::new(
            settings.hosts.clone(),
            settings.credentials.clone(),
            sandbox,
            Retry::BEFORE_BATCH,
        )?;
        let known = client.sandboxes(cancel).await?;
        let place = known
            .iter()
            .find(|s| s.name.as_str() == settings.sandbox)
            .ok_or_else(|| Problem::SandboxUnknown {
                sandbox: settings.sandbox.clone(),
            })?;
        let place = match (settings.hosts.is_practice(), place.production) {
            // Also on the practice platform, where people rehearse.
            (_, true) => Place::Production,
            (true, _) => Place::Practice,
            _ => Place::Development,
        };
        let dataset = client.dataset(&id, cancel).await.map_err(|error| match error {
            aep::Error::NotFound(_) => Problem::DatasetUnknown {
                dataset: settings.dataset.clone(),
            }
            .into(),
            other => Failure::from(other),
        })?;
        if !dataset.profile_enabled() {
            return Err(Problem::DatasetNotForProfile {
                dataset: dataset.name.clone(),
            }
            .into());
        }
        let schema_id = dataset.schema.clone().ok_or_else(|| Problem::DatasetNotForProfile {
            dataset: dataset.name.clone(),
        })?;
        let resolved = client.schema(&schema_id, cancel).await?;
        let schema = Schema::parse(&resolved.schema)
            .map_err(|e| Failure::new(Problem::PlatformUnexpected { status: 200 }, e))?;
        let customer_id = client.namespaces(cancel).await?.iter().any(|n| n.code == "CustomerId");
        let target = Target {
            connection: settings.name.clone(),
            connection_id: settings.id.clone(),
            sandbox: settings.sandbox.clone(),
            dataset: settings.dataset.clone(),
            dataset_name: dataset.name.clone(),
            place,
            keeps_missing: dataset.upsert(),
        };
        let link = Link {
            client,
            target,
            dataset: id,
            pace: settings.pace,
            organisation: settings.credentials.org_id.clone(),
        };
        Ok(Self {
            link: Some(link),
            schema,
            rule: identity_rule(&resolved.descriptors),
            customer_id,
            never: NeverList::default(),
            keeper: None,
            part_bytes: AtomicU64::new(PART_WEIGHT),
        })
    }

    /// Where shoppers go; none without a connection.
    pub fn target(&self) -> Option<&Target> {
        self.link.as_ref().map(|link| &link.target)
    }

    /// Nothing about the file's columns is left for somebody to decide.
    pub(crate) fn settled(&self, facts: &FileFacts, mapping: &MappingSet) -> Result<(), Problem> {
        match questions::of(facts, mapping, &self.schema).into_iter().next() {
            None => Ok(()),
            Some(open) => Err(Problem::QuestionOpen {
                column: open.column,
                flag: open.flag,
            }),
        }
    }

    pub(crate) fn schema(&self) -> &Schema {
        &self.schema
    }

    pub(crate) fn identity_rule(&self) -> &IdentityRule {
        &self.rule
    }

    /// The organisation's id in its own fields, where the schema has such fields.
    pub(crate) fn tenant(&self) -> Option<&str> {
        self.schema.tenant.as_deref()
    }

    /// The fields that columns can go to.
    pub fn fields(&self) -> Vec<FieldView> {
        let identity = |path: &FieldPath| match &self.rule {
            IdentityRule::Map => (path.as_str() == "personalEmail.address").then(|| Namespace::EMAIL.to_owned()),
            IdentityRule::Field { path: own, namespace } => (path == own).then(|| namespace.0.clone()),
        };
        let view = |(path, above): (FieldPath, Vec<&xdm::Field>)| {
            let (field, groups) = above.split_last()?;
            Some(FieldView {
                identity: identity(&path),
                path: path.to_string(),
                title: field.title.clone(),
                group: groups.iter().map(|g| g.title.clone()).collect(),
                kind: field.scalar().name().to_owned(),
                values: field.values.clone(),
                required: field.required,
            })
        };
        self.schema.mappable().into_iter().filter_map(view).collect()
    }

    /// Proposes a mapping for a file.
    pub(crate) fn propose(&self, facts: &FileFacts) -> Proposal {
        suggest::propose(&facts.columns(), &self.schema, self.customer_id)
    }

    /// The mapping that is proposed for a file.
    pub fn suggested_mapping(&self, facts: &FileFacts) -> MappingSet {
        self.propose(facts).mapping
    }

    /// The desk for somebody who has a list of people who are never uploaded, and a record of what was.
    pub fn for_user(mut self, engine: &Engine) -> Result<Self, Failure> {
        self.never = engine.never_list()?;
        self.keeper = Some(engine.clone());
        if let Some(target) = self.target() {
            let settings = engine.send_settings(target.connection_key())?;
            self.part_bytes.store(settings.part_bytes, Ordering::Relaxed);
            if let Some(link) = &self.link {
                link.client.limit_bandwidth(settings.bytes_per_second);
            }
        }
        Ok(self)
    }

    /// Plans with smaller parts from now on.
    pub(crate) fn set_part_bytes(&self, bytes: u64) {
        self.part_bytes.store(bytes, Ordering::Relaxed);
    }

    pub(crate) fn compile(&self, facts: &FileFacts, mapping: &MappingSet) -> Result<Arc<Compiled>, Problem> {
        let mut compiled = compile(mapping, &facts.names(), &facts.blocked(), &self.schema, &self.rule)?;
        compiled.never = self.never.clone();
        Ok(Arc::new(compiled))
    }

    /// Checks a whole file: what would be sent, what would not, and why. Sends nothing.
    pub fn check(
        &self,
        source: &SourceFile,
        mapping: &MappingSet,
        sink: Arc<dyn ProgressSink>,
        cancel: &CancellationToken,
    ) -> Result<CheckReport, Failure> {
        let facts = FileFacts::read(source)?;
        let asking = Asking {
            run: "",
            everything: false,
            handed_over: false,
        };
        let checked = self.compared(&facts, mapping, &asking, &Ticker::new(sink, None), cancel)?;
        Ok(self.report(&facts, mapping, &checked))
    }

    /// A check that leaves out who is the same as last time, where that is known.
    pub(crate) fn compared(
        &self,
        facts: &FileFacts,
        mapping: &MappingSet,
        asking: &Asking<'_>,
        ticker: &Ticker,
        cancel: &CancellationToken,
    ) -> Result<Checked, Failure> {
        let mut compiled = self.compile(facts, mapping)?;
        let against = match (&self.link, &self.keeper) {
            (Some(link), Some(keeper)) => {
                keeper.against(link, &facts.source, mapping, Arc::make_mut(&mut compiled), asking)?
            }
            _ => Against::Nothing,
        };
        let most = if asking.handed_over { PIECE_WEIGHT } else { PART_WEIGHT };
        self.check_against(facts, compiled, against, most, ticker, cancel)
    }

    pub(crate) fn checked(
        &self,
        facts: &FileFacts,
        mapping: &MappingSet,
        ticker: &Ticker,
        cancel: &CancellationToken,
    ) -> Result<Checked, Failure> {
        let compiled = self.compile(facts, mapping)?;
        self.check_against(facts, compiled, Against::Nothing, PART_WEIGHT, ticker, cancel)
    }

    fn check_against(
        &self,
        facts: &FileFacts,
        compiled: Arc<Compiled>,
        against: Against,
        most_part_bytes: u64,
        ticker: &Ticker,
        cancel: &CancellationToken,
    ) -> Result<Checked, Failure> {
        let part_bytes = self.part_bytes.load(Ordering::Relaxed).min(most_part_bytes);
        check::check(
            &facts.source,
            &facts.format,
            compiled,
            part_bytes,
            against,
            ticker,
            cancel,
        )
    }

    pub(crate) fn report(&self, facts: &FileFacts, mapping: &MappingSet, checked: &Checked) -> CheckReport {
        let mut tally = checked.tally.clone();
        tally.add(facts.tally());
        let rows = checked.plan.verdicts.counts();
        // One customer may have been born on such a day; one in fifty was not.
        tally.forget_rare(FindingCode::DateDefault, (rows.read / 50).max(10));
        let questions = questions::of(facts, mapping, &self.schema);
        let mut findings = tally.into_summaries(&facts.names());
        findings.retain(|finding| !questions.iter().any(|q| questions::settles(q, finding)));
        CheckReport {
            version: 1,
            file: (&facts.source).into(),
            mapping: mapping.clone(),
            target: self.target().cloned(),
            rows,
            change: checked.change,
            columns: column_uses(facts, mapping),
            findings,
            questions,
            parts: None,
            parent_run: None,
        }
    }

    /// Writes the very parts that would be sent, the report, and the rows that are left out, into a folder.
    pub fn prepare(
        &self,
        job: &PrepareJob<'_>,
        sink: Arc<dyn ProgressSink>,
        cancel: &CancellationToken,
    ) -> Result<CheckReport, Failure> {
        let facts = FileFacts::read(job.source)?;
        prepare::folder(job.out, job.force)?;
        let ticker = Ticker::new(sink, None);
        let checked = self.checked(&facts, job.mapping, &ticker, cancel)?;
        let mut report = self.report(&facts, job.mapping, &checked);
        if let Some(question) = report.questions.first() {
            return Err(Problem::QuestionOpen {
                column: question.column.clone(),
                flag: question.flag.clone(),
            }
            .into());
        }
        report.parts = Some(prepare::write_parts(
            &checked.plan,
            job.format,
            job.out,
            &ticker,
            cancel,
        )?);
        if report.rows.rejected > 0 {
            rejects::write(&checked.plan, &facts, &job.out.join("rejected.csv"), job.reason, None)?;
        }
        let json = serde_json::to_vec_pretty(&report).map_err(|e| Failure::new(Problem::Internal {}, e))?;
        prepare::write_file(&job.out.join("report.json"), &json)?;
        Ok(report)
    }

    /// Writes the rows that are left out, with the original cells, where the user says.
    pub fn save_rejects(
        &self,
        source: &SourceFile,
        mapping: &MappingSet,
        path: &Path,
        reason: &Reasons<'_>,
    ) -> Result<SavedFile, Failure> {
        let (facts, plan) = self.plan_quietly(source, mapping)?;
        Ok(rejects::write(&plan, &facts, path, reason, None)?)
    }

    /// A check that nobody watches.
    pub(crate) fn plan_quietly(&self, source: &SourceFile, mapping: &MappingSet) -> Result<(FileFacts, Plan), Failure> {
        let facts = FileFacts::read(source)?;
        let ticker = Ticker::new(Arc::new(|_| {}), None);
        let checked = self.checked(&facts, mapping, &ticker, &CancellationToken::new())?;
        Ok((facts, checked.plan))
    }
}

/// What `prepare` needs.
pub struct PrepareJob<'a> {
    /// The file.
    pub source: &'a SourceFile,
    /// Which column goes where.
    pub mapping: &'a MappingSet,
    /// The folder to write into.
    pub out: &'a Path,
    /// The form of the parts.
    pub format: PartFormat,
    /// Write although something is there.
    pub force: bool,
    /// For the rows that are left out.
    pub reason: &'a Reasons<'a>,
}

/// What becomes of each column.
pub(crate) fn column_uses(facts: &FileFacts, mapping: &MappingSet) -> Vec<ColumnUse> {
    let used: Vec<&str> = mapping.columns().collect();
    let identity = |name: &str| {
        std::iter::once(&mapping.identity.primary)
            .chain(&mapping.identity.others)
            .find(|i| i.column.as_deref() == Some(name))
            .map(|i| format!("identityMap.{}", i.namespace))
    };
    let blocked = facts.blocked();
    facts
        .names()
        .into_iter()
        .zip(blocked)
        .map(|(name, blocked)| ColumnUse {
            field: mapping
                .fields
                .iter()
                .find(|f| f.column.as_deref() == Some(&name))
                .map(|f| f.field.to_string())
                .or_else(|| identity(&name)),
            sent: used.contains(&name.as_str()) && !blocked,
            blocked: blocked.then(|| xdm::Blocked::Credential.code().to_owned()),
            name,
        })
        .collect()
}

/// A primary identity descriptor makes that field the identity; otherwise the record carries an identity map.
fn identity_rule(descriptors: &[Json]) -> IdentityRule {
    let text = |d: &Json, key: &str| d.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let primary = descriptors.iter().find(|d| {
        text(d, "@type") == "xdm:descriptorIdentity" && d.get("xdm:isPrimary").and_then(Json::as_bool) == Some(true)
    });
    let field = primary.and_then(|d| {
        let path = text(d, "xdm:sourceProperty").trim_start_matches('/').replace('/', ".");
        Some(IdentityRule::Field {
            path: FieldPath::parse(&path).ok()?,
            namespace: Namespace(text(d, "xdm:namespace")),
        })
    });
    field.unwrap_or(IdentityRule::Map)
}
