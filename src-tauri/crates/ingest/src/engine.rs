//! The engine of one process: this user's folders, history and journal, and what is asked of them.

use crate::changes::Keys;
use crate::connections::{Drafts, Secrets};
use crate::desk::Desk;
use crate::never::NeverList;
use crate::output::write_file;
use crate::plan::PartFormat;
use crate::problem::{Failure, Problem};
use crate::rejects::{self, OfRun, Reasons};
use crate::remembered::{Looked, Watch};
use crate::report::{ChangeCounts, RowCounts, RunReport, RunStatus, Target};
use crate::source::SourceFile;
use crate::suggest::Known;
use crate::upload::{ENGINE_VERSION, NO_TIMES, UploadJob};
use crate::view::{HistoryReset, Inspected, NeverChange, RowCells, SavedFile};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Folders, NewRun, RunRow, Store};
use xdm::MappingSet;

/// Cheap to clone; every clone is the same engine.
#[derive(Clone)]
pub struct Engine {
    store: Arc<Store>,
    folders: Folders,
    secrets: Arc<Secrets>,
    drafts: Arc<Drafts>,
    keys: Arc<Keys>,
    pub(crate) looked: Arc<Looked>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("folders", &self.folders)
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Opens this user's data folder, or another one.
    pub fn open(data: Option<&Path>) -> Result<Self, Failure> {
        let folders = data.map_or_else(Folders::of_user, Folders::at)?;
        let store = Store::open(folders.data())?;
        Ok(Self {
            store: Arc::new(store),
            folders,
            secrets: Arc::default(),
            drafts: Arc::default(),
            keys: Arc::default(),
            looked: Arc::default(),
        })
    }

    /// Where history, journal and locks are.
    pub fn data_folder(&self) -> &Path {
        self.folders.data()
    }

    /// Where the window's program keeps its log.
    pub fn log_folder(&self) -> PathBuf {
        self.folders.log()
    }

    /// Where the practice platform keeps its own state.
    pub fn practice_folder(&self) -> PathBuf {
        self.folders.practice()
    }

    /// Whether this is asked for the first time ever; from now on it is not.
    pub fn is_first(&self, what: &str) -> Result<bool, Failure> {
        let own = serde_json::Value::from(crate::new_run_id());
        Ok(self.store.once(what, &own)? == own)
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// With the key of another keychain than the user's.
    #[cfg(test)]
    pub(crate) fn with_keys(self, keys: Keys) -> Self {
        Self {
            keys: Arc::new(keys),
            ..self
        }
    }

    pub(crate) fn drafts(&self) -> &Drafts {
        &self.drafts
    }

    /// Our own id of a batch: unique, and ours to recognise (decision 2).
    pub(crate) fn external_id(&self, run: &str, attempt: u32) -> Result<String, Failure> {
        Ok(format!("profile-courier-{}-{run}-{attempt}", self.store.install_id()?))
    }

    /// Runs, newest first.
    pub fn history(&self, limit: usize) -> Result<Vec<RunReport>, Failure> {
        // What cannot be noted does not hide the rest.
        if let Err(failure) = self.end_dead_runs() {
            tracing::warn!(detail = %failure.detail, "runs whose process ended could not be noted");
        }
        self.store.runs(limit)?.into_iter().map(report_of).collect()
    }

    /// One run.
    pub fn run(&self, id: &str) -> Result<RunReport, Failure> {
        report_of(self.row(id)?)
    }

    /// The file and the mapping of a run.
    pub fn source_of(&self, id: &str) -> Result<(SourceFile, MappingSet), Failure> {
        let row = self.row(id)?;
        let mapping = mapping_of(row.mapping)?;
        let source = SourceFile::recall(&row.source_path)?.read_as(&mapping.reading);
        Ok((source, mapping))
    }

    pub(crate) fn mapping_of_run(&self, id: &str) -> Result<MappingSet, Failure> {
        mapping_of(self.row(id)?.mapping)
    }

    /// Rows of a run's source as they stand there, which must still be what was sent.
    pub fn run_rows(&self, id: &str, wanted: &[u64]) -> Result<Vec<RowCells>, Failure> {
        let (report, (source, _)) = (self.run(id)?, self.source_of(id)?);
        if report.source_sha256 != Some(source.sha256()?) {
            return Err(Problem::SourceChanged { name: source.name }.into());
        }
        Desk::offline()?.rows(&source, wanted)
    }

    /// Writes the rows that a run left out and those that the platform refused, where the user says: corrected, they can
    /// be dropped again. The source must still be what was sent.
    pub fn save_run_rejects(
        &self,
        desk: &Desk,
        id: &str,
        path: &Path,
        reason: &Reasons<'_>,
    ) -> Result<SavedFile, Failure> {
        let (report, (source, mapping)) = (self.run(id)?, self.source_of(id)?);
        let held = Watch::Chosen(self.held_by(id)?);
        let (facts, plan) = desk.plan_quietly(&source, &mapping, held)?;
        if report.source_sha256.as_deref() != Some(plan.source_sha256()) {
            return Err(Problem::SourceChanged { name: source.name }.into());
        }
        let refused = self.store.refused(id)?.into_iter();
        let of = OfRun {
            run: id,
            refused: refused.map(|refused| (refused.row + 1, refused)).collect(),
            why: &report.refusals,
        };
        Ok(rejects::write(&plan, &facts, path, reason, Some(&of))?)
    }

    /// What became of a damaged history, until somebody has seen it.
    pub fn history_reset(&self) -> Result<Option<HistoryReset>, Failure> {
        let reset = self.store.reset()?;
        Ok(reset.map(|reset| HistoryReset {
            at: jiff::Timestamp::from_second(reset.at).unwrap_or_default().to_string(),
            runs: reset.rows.get("run").copied().unwrap_or_default(),
            incomplete: !reset.incomplete.is_empty(),
            never_incomplete: reset.never_incomplete,
        }))
    }

    /// Somebody has seen it, so that uploads go on.
    pub fn history_reset_seen(&self) -> Result<(), Failure> {
        Ok(self.store.reset_seen()?)
    }

    /// [`Problem::HistoryReset`] until somebody has seen what a damaged history lost: who may not be uploaded, or what is
    /// half sent, may be among it.
    pub(crate) fn is_whole(&self) -> Result<(), Failure> {
        match self.store.reset()? {
            None => Ok(()),
            Some(_) => Err(Problem::HistoryReset {}.into()),
        }
    }

    /// Runs whose process ended before any batch was opened for them: nothing was sent, and nothing goes on.
    fn end_dead_runs(&self) -> Result<(), Failure> {
        for row in self.store.unfinished()? {
            let Ok(_alone) = self.alive(&row.id) else { continue };
            if self.store.last_batch(&row.id)?.is_some() {
                continue;
            }
            // Looked at once more: it may have ended by itself before it could be had alone.
            let Ok(mut report) = self.run(&row.id) else { continue };
            if report.finished.is_none() {
                report.status = RunStatus::Failed;
                report.problem = Some(Problem::Interrupted {});
                report.finished = Some(crate::now());
                self.keep(&report, true)?;
            }
        }
        Ok(())
    }

    /// Runs that were cut off after a batch was opened for them, oldest first.
    pub fn interrupted(&self) -> Result<Vec<RunReport>, Failure> {
        let mut open = Vec::new();
        for row in self.store.unfinished()?.into_iter().rev() {
            if self.store.last_batch(&row.id)?.is_some() {
                open.push(report_of(row)?);
            }
        }
        Ok(open)
    }

    /// Writes the history where the user says, without paths and personal data.
    pub fn export_history(&self, path: &Path) -> Result<SavedFile, Failure> {
        let runs = self.history(usize::MAX >> 1)?;
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let rows = runs.len() as u64;
        let text = serde_json::to_vec_pretty(&serde_json::json!({"version": 1, "runs": runs}))
            .map_err(|e| Failure::new(Problem::Internal {}, e))?;
        write_file(path, &text)?;
        Ok(SavedFile { name, rows })
    }

    /// Everything that the check page draws first.
    pub fn inspected(&self, source: &SourceFile, desk: &Desk) -> Result<Inspected, Failure> {
        let hash = source.sha256()?;
        let before = self.store.runs_of(&hash)?;
        let uploaded = |target: &Target| {
            before
                .into_iter()
                .filter_map(|row| report_of(row).ok())
                .find(|r| done_at(r, target))
                .and_then(|r| r.finished)
        };
        desk.inspected(source, uploaded, &self.known_mappings()?, self.parent_of(source)?)
    }

    pub(crate) fn known_mappings(&self) -> Result<Vec<Known>, Failure> {
        let known = self.store.known_mappings()?.into_iter();
        // One that an older program wrote and this one cannot read is no help, and no harm.
        let read = |k: store::KnownMapping| {
            let mapping = serde_json::from_value(k.mapping).ok()?;
            Some(Known {
                columns: k.columns,
                mapping,
                used: k.used,
            })
        };
        Ok(known.filter_map(read).collect())
    }

    /// Keeps a mapping set for the next file with these columns.
    pub(crate) fn know(&self, columns: &[String], mapping: &MappingSet) -> Result<(), Failure> {
        let fingerprint = hex::encode(Sha256::digest(columns.join("\u{1f}").to_lowercase()));
        Ok(self
            .store
            .know_mapping(&fingerprint, columns, &json(mapping)?, &crate::now())?)
    }

    pub(crate) fn never_list(&self) -> Result<NeverList, Failure> {
        let all = self.store.never()?.into_iter().collect();
        Ok(NeverList::new(self.store.install_id()?, all))
    }

    /// Puts addresses on the list of those who are never uploaded, or takes them off. Only keyed hashes are kept.
    pub fn never(&self, addresses: &[String], add: bool) -> Result<NeverChange, Failure> {
        let key = self.store.install_id()?;
        let hashes: Vec<[u8; 32]> = addresses
            .iter()
            .filter_map(|text| xdm::Email::canonical(text).ok())
            .map(|address| crate::never::hash(&key, &address))
            .collect();
        let changed = if add {
            self.store.never_add(&hashes)?
        } else {
            self.store.never_remove(&hashes)?
        };
        Ok(NeverChange {
            version: 1,
            changed: changed as u64,
            unreadable: (addresses.len() - hashes.len()) as u64,
            total: self.store.never()?.len() as u64,
        })
    }

    pub(crate) fn new_report(&self, job: &UploadJob, target: &Target) -> Result<RunReport, Failure> {
        Ok(RunReport {
            version: 1,
            run: job.run.clone(),
            status: RunStatus::Running,
            batches: Vec::new(),
            rows: RowCounts::default(),
            change: ChangeCounts::default(),
            everything: !job.only_changed,
            platform: None,
            verified: None,
            identity_counts: Vec::new(),
            identities_counted: None,
            findings: Vec::new(),
            refusals: Vec::new(),
            started: crate::now(),
            finished: None,
            file: job.source.as_ref().into(),
            source_sha256: None,
            target: target.clone(),
            mapping: job.mapping.name.clone(),
            columns: Vec::new(),
            identities: Vec::new(),
            consent: Vec::new(),
            consent_lookup: None,
            memory: None,
            phases: NO_TIMES,
            problem: None,
            parent_run: self.parent_of(&job.source)?.map(|parent| parent.run),
            schedule: job.schedule.clone(),
            handover: None,
        })
    }

    pub(crate) fn begin(&self, job: &UploadJob, report: &RunReport) -> Result<(), Failure> {
        let path = job.source.paths();
        let format = job.format.extension();
        let (mapping, report) = (json(&job.mapping)?, json(report)?);
        Ok(self.store.begin(&NewRun {
            id: &job.run,
            source_path: &path,
            mapping: &mapping,
            format,
            engine_version: ENGINE_VERSION,
            report: &report,
        })?)
    }

    pub(crate) fn keep(&self, report: &RunReport, finished: bool) -> Result<(), Failure> {
        let status = json(&report.status)?;
        Ok(self.store.save_run(
            &report.run,
            status.as_str().unwrap_or_default(),
            &json(report)?,
            report.source_sha256.as_deref(),
            finished,
        )?)
    }

    pub(crate) fn format_of(&self, id: &str) -> Result<PartFormat, Failure> {
        Ok(if self.row(id)?.format == PartFormat::Jsonl.extension() {
            PartFormat::Jsonl
        } else {
            PartFormat::Parquet
        })
    }

    fn row(&self, id: &str) -> Result<RunRow, Failure> {
        self.store.run(id)?.ok_or_else(|| {
            Problem::RunUnknown {
                run: id.chars().take(40).collect(),
            }
            .into()
        })
    }
}

fn done_at(report: &RunReport, target: &Target) -> bool {
    report.target.is_same_place(target)
        && matches!(report.status, RunStatus::Succeeded | RunStatus::SucceededWithRejects)
}

fn mapping_of(kept: serde_json::Value) -> Result<MappingSet, Failure> {
    serde_json::from_value(kept).map_err(|e| Failure::new(Problem::HistoryUnusable {}, e))
}

pub(crate) fn report_of(row: RunRow) -> Result<RunReport, Failure> {
    serde_json::from_value(row.report).map_err(|e| Failure::new(Problem::HistoryUnusable {}, e))
}

fn json(value: &impl serde::Serialize) -> Result<serde_json::Value, Failure> {
    serde_json::to_value(value).map_err(|e| Failure::new(Problem::Internal {}, e))
}
