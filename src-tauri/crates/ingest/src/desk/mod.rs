//! The desk: one destination with its schema, and what can be done with a file in front of it. Connecting asks the
//! platform; everything else here is local.

mod answers;
mod apart;
mod columns;
mod consent_rows;
mod identity;
mod look;
mod questions;

pub use answers::ConsentAnswer;
pub use consent_rows::consent_meanings;
pub(crate) use identity::{Standing, Standings};

use crate::changes::{Against, Asking};
use crate::check::{self, Checked};
use crate::compile::{Compiled, compile};
use crate::connections::{ConnectionSettings, Pace};
use crate::engine::Engine;
use crate::inspect::FileFacts;
use crate::never::NeverList;
use crate::output::write_file;
use crate::plan::{PART_WEIGHT, PIECE_WEIGHT, PartFormat, Plan};
use crate::prepare;
use crate::problem::{Failure, Problem};
use crate::progress::{ProgressSink, Ticker};
use crate::rejects::{self, Reasons};
use crate::remembered::{Chosen, HeldRow, Watch};
use crate::report::{CheckReport, FieldView, Place, Target};
use crate::source::SourceFile;
use crate::suggest::{self, Proposal};
use crate::upload::ToSend;
use crate::view::SavedFile;
use aep::{CancellationToken, Client, DatasetId, Retry, SandboxName};
use serde_json::Value as Json;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
    /// The codes of the organisation's identity namespaces.
    namespaces: Vec<String>,
    /// What each of them says about how many people there are.
    standings: Standings,
    never: NeverList,
    /// Who keeps what the platform is known to have.
    keeper: Option<Engine>,
    /// Records of a part, as JSON Lines, in bytes.
    part_bytes: AtomicU64,
    /// What somebody chose about people.
    chosen: Chosen,
    /// What the last check held, for the file of rows that are left out.
    last: Mutex<Option<LastCheck>>,
}

/// What a check held, of which file with which mapping.
#[derive(Debug)]
struct LastCheck {
    source_sha256: String,
    mapping: MappingSet,
    held: Vec<HeldRow>,
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
            namespaces: [Namespace::EMAIL, suggest::CUSTOMER_ID].map(str::to_owned).to_vec(),
            standings: Standings::default(),
            never: NeverList::default(),
            keeper: None,
            part_bytes: AtomicU64::new(PART_WEIGHT),
            chosen: Chosen::default(),
            last: Mutex::default(),
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
        let namespaces = client.namespaces(cancel).await?;
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
            rule: identity::rule(&resolved, &schema, &namespaces),
            standings: Standings::of(&namespaces),
            namespaces: namespaces.into_iter().map(|namespace| namespace.code).collect(),
            schema,
            never: NeverList::default(),
            keeper: None,
            part_bytes: AtomicU64::new(PART_WEIGHT),
            chosen: Chosen::default(),
            last: Mutex::default(),
        })
    }

    /// Where shoppers go; none without a connection.
    pub fn target(&self) -> Option<&Target> {
        self.link.as_ref().map(|link| &link.target)
    }

    /// Nothing about the file's columns is left for somebody to decide.
    pub(crate) fn settled(&self, facts: &FileFacts, mapping: &MappingSet) -> Result<(), Problem> {
        match questions::of(facts, mapping, &self.destination()).into_iter().next() {
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
            IdentityRule::Field { .. } => self.rule.of_field(path).map(|namespace| namespace.0.clone()),
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

    /// The codes of the organisation's identity namespaces.
    pub fn namespaces(&self) -> &[String] {
        &self.namespaces
    }

    pub(crate) fn standings(&self) -> &Standings {
        &self.standings
    }

    pub(crate) fn has_namespace(&self, code: &str) -> bool {
        self.namespaces.iter().any(|known| known == code)
    }

    /// Proposes a mapping for a file.
    pub(crate) fn propose(&self, facts: &FileFacts) -> Proposal {
        suggest::propose(&facts.columns(), &facts.source.name, &self.destination())
    }

    /// Where proposals are to fit.
    fn destination(&self) -> suggest::Destination<'_> {
        suggest::Destination {
            schema: &self.schema,
            rule: &self.rule,
            customer_id: self.has_namespace(suggest::CUSTOMER_ID),
        }
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
        *self.last_check() = Some(LastCheck {
            source_sha256: checked.plan.source_sha256().to_owned(),
            mapping: mapping.clone(),
            held: checked.watched.held.clone(),
        });
        let mut report = self.report(&facts, mapping, &checked);
        report.newer_upload = self.newer_upload(&report, &checked)?;
        Ok(report)
    }

    fn newer_upload(&self, report: &CheckReport, checked: &Checked) -> Result<Option<String>, Failure> {
        let (Some(keeper), Some(target)) = (&self.keeper, &report.target) else {
            return Ok(None);
        };
        keeper.newer_upload(&ToSend {
            run: None,
            target,
            file: &report.file,
            source_sha256: Some(checked.plan.source_sha256()),
            change: &report.change,
            columns: &report.columns,
        })
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
        let held_against = match (&self.link, &self.keeper) {
            (Some(link), Some(keeper)) => {
                let against = keeper.against(link, &facts.source, mapping, Arc::make_mut(&mut compiled), asking)?;
                let watch = if keeper.has_begun(&against, asking.run)? {
                    Watch::Chosen(keeper.held_by(asking.run)?)
                } else {
                    keeper.watch(link, &compiled, asking.run, self.chosen)?
                };
                (against, watch)
            }
            _ => (Against::Nothing, Watch::Nobody),
        };
        let most = if asking.handed_over { PIECE_WEIGHT } else { PART_WEIGHT };
        self.check_against(facts, compiled, held_against, most, ticker, cancel)
    }

    /// A check without a look at last time; the rows of `watch` are held.
    pub(crate) fn checked(
        &self,
        facts: &FileFacts,
        mapping: &MappingSet,
        watch: Watch,
        ticker: &Ticker,
        cancel: &CancellationToken,
    ) -> Result<Checked, Failure> {
        let compiled = self.compile(facts, mapping)?;
        self.check_against(facts, compiled, (Against::Nothing, watch), PART_WEIGHT, ticker, cancel)
    }

    fn check_against(
        &self,
        facts: &FileFacts,
        compiled: Arc<Compiled>,
        held_against: (Against, Watch),
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
            held_against,
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
        let questions = questions::of(facts, mapping, &self.destination());
        let mut findings = tally.into_summaries(&facts.names());
        findings.retain(|finding| !questions.iter().any(|q| questions::settles(q, finding)));
        CheckReport {
            version: 1,
            file: (&facts.source).into(),
            mapping: mapping.clone(),
            target: self.target().cloned(),
            rows,
            change: checked.change,
            columns: columns::uses(facts, mapping, &checked.plan.compiled),
            identities: checked.written.identities(&checked.plan.compiled),
            consent: checked.written.consent(&checked.plan.compiled),
            consent_lookup: checked.watched.lookup,
            memory: checked.watched.state,
            pairs: checked.pairs.clone(),
            findings,
            questions,
            parts: None,
            parent_run: None,
            newer_upload: None,
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
        let checked = self.checked(&facts, job.mapping, Watch::Nobody, &ticker, cancel)?;
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
        write_file(&job.out.join("report.json"), &json)?;
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
        let held = match &*self.last_check() {
            Some(last) if last.mapping == *mapping && last.source_sha256 == source.sha256()? => last.held.clone(),
            _ => Vec::new(),
        };
        let (facts, plan) = self.plan_quietly(source, mapping, Watch::Chosen(held))?;
        Ok(rejects::write(&plan, &facts, path, reason, None)?)
    }

    fn last_check(&self) -> MutexGuard<'_, Option<LastCheck>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nobody is looked up in Profile before sending, as long as this desk is used.
    #[must_use]
    pub fn without_consent_lookup(mut self) -> Self {
        self.chosen.no_lookup = true;
        self
    }

    /// Numbers that were sent with another e-mail address are taken to be of people who have a new one.
    #[must_use]
    pub fn with_new_addresses(mut self) -> Self {
        self.chosen.new_addresses = true;
        self
    }

    /// A check that nobody watches.
    pub(crate) fn plan_quietly(
        &self,
        source: &SourceFile,
        mapping: &MappingSet,
        watch: Watch,
    ) -> Result<(FileFacts, Plan), Failure> {
        let facts = FileFacts::read(source)?;
        let ticker = Ticker::new(Arc::new(|_| {}), None);
        let checked = self.checked(&facts, mapping, watch, &ticker, &CancellationToken::new())?;
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
