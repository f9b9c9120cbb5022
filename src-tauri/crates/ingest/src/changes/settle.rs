//! What became of a run, told to its ledger: at once where this process saw it, at the next look where that process is
//! gone.

use super::number;
use crate::connections::ConnectionSettings;
use crate::engine::{Engine, report_of};
use crate::problem::Failure;
use crate::report::{RunReport, RunStatus};
use crate::view::{ForgetAlso, Forgotten};
use std::collections::BTreeSet;
use store::{BatchState, Landed, Ledgers, MemoryName};

impl Engine {
    /// Tells the ledger what became of a run; `refused` are the shoppers that the platform refused, as far as they are
    /// known. What cannot be told now is told at the next look.
    pub(crate) fn settle_run(&self, report: &RunReport, refused: &[u64]) {
        let settled = self.ledgers().and_then(|ledgers| {
            if let Some(landed) = self.landed(report, refused)? {
                self.memories()?.resolve(&report.run, landed)?;
                ledgers.resolve(&report.run, landed)?;
            }
            Ok(())
        });
        if let Err(failure) = settled {
            tracing::warn!(run = %report.run, detail = %failure.detail, "ledger and memory could not be told");
        }
    }

    /// Runs that ended in a process that could not tell any more.
    pub(super) fn settle_ended(&self, ledgers: &Ledgers) {
        let settled = self.memories().and_then(|memories| {
            let runs: BTreeSet<String> = ledgers
                .unresolved()?
                .into_iter()
                .chain(memories.unresolved()?)
                .collect();
            for run in runs {
                // One that is being driven tells by itself, and knows more.
                let Ok(_alone) = self.alive(&run) else { continue };
                let report = self.store().run(&run)?.and_then(|row| report_of(row).ok());
                if let Some(report) = &report {
                    if let Some(landed) = self.landed(report, &[])? {
                        memories.resolve(&run, landed)?;
                        ledgers.resolve(&run, landed)?;
                    }
                } else {
                    // Gone from the history: nobody will take it up again.
                    memories.resolve(&run, Landed::Unknown)?;
                    ledgers.resolve(&run, Landed::Unknown)?;
                    ledgers.resolve(&run, Landed::Nothing)?;
                }
            }
            Ok(())
        });
        if let Err(failure) = settled {
            tracing::warn!(detail = %failure.detail, "ended runs could not be settled");
        }
    }

    /// `None` while nobody can know.
    fn landed<'a>(&self, report: &RunReport, refused: &'a [u64]) -> Result<Option<Landed<'a>>, Failure> {
        let took = report.platform.unwrap_or_default();
        Ok(match report.status {
            RunStatus::Running | RunStatus::Processing | RunStatus::Resumable => None,
            RunStatus::Succeeded | RunStatus::SucceededWithRejects => Some(match took.refused {
                0 => Landed::Except(&[]),
                // Whoever was refused is known only where all of them are.
                all if all == refused.len() as u64 => Landed::Except(refused),
                _ => Landed::Unknown,
            }),
            RunStatus::Unconfirmed | RunStatus::Mismatch | RunStatus::Stalled => Some(Landed::Unknown),
            RunStatus::Failed | RunStatus::Cancelled | RunStatus::Held => {
                let last = self.store().last_batch(&report.run)?.map(|last| last.state);
                // Its batch is still open, or was never heard of: whoever takes the run up again sends what was chosen for
                // it, and nobody could choose once more.
                let is_open = matches!(last, Some(BatchState::Creating | BatchState::Loading));
                if is_open && report.status != RunStatus::Cancelled {
                    return Ok(None);
                }
                let may_land = match last {
                    Some(BatchState::Completing | BatchState::Submitted | BatchState::Stalled) => true,
                    // All of it was refused, or it stopped before anybody could count.
                    Some(BatchState::Succeeded) => report.platform.is_none() || took.accepted > 0,
                    _ => false,
                };
                Some(if may_land { Landed::Unknown } else { Landed::Nothing })
            }
        })
    }

    /// Without a key no fingerprint can be made, so that what is known of this dataset will not hold after the run.
    pub(crate) fn forget_before_sending(&self, dataset: &str) -> Result<(), Failure> {
        self.ledgers()?.forget(None, Some(number(&[dataset])))?;
        Ok(())
    }

    /// Forgets what the platform is known to have, of a connection, of a dataset, of both, or altogether; the next upload
    /// sends everything. What is remembered of people is of no dataset, and only forgotten where `also` says so.
    pub fn forget_changes(
        &self,
        connection: Option<&str>,
        dataset: Option<&str>,
        also: ForgetAlso,
    ) -> Result<Forgotten, Failure> {
        let (key, of_people) = self.whose(connection)?;
        let forgotten = self.ledgers()?.forget(
            key.as_deref().map(|key| number(&[key])),
            dataset.map(|dataset| number(&[dataset])),
        )?;
        let memories = self.memories()?;
        let numbers = also.numbers.then(|| memories.forget_pairs(&of_people)).transpose()?;
        let objections = also
            .objections
            .then(|| memories.forget_objections(&of_people))
            .transpose()?;
        Ok(Forgotten {
            version: 1,
            forgotten: forgotten as u64,
            numbers: numbers.map(|count| count as u64),
            objections: objections.map(|count| count as u64),
        })
    }

    /// What a connection's ledgers and memories are known by; all of them where none is named.
    fn whose(&self, connection: Option<&str>) -> Result<(Option<String>, impl Fn(&MemoryName) -> bool), Failure> {
        let (mut key, mut organisation, mut practice) = (None, None, None);
        match connection {
            None => {}
            // Its key is its own.
            Some(ConnectionSettings::PRACTICE) => {
                practice = Some(self.print_key(ConnectionSettings::PRACTICE)?.check());
                key = Some(ConnectionSettings::PRACTICE.to_owned());
            }
            Some(name) => {
                let row = self.connection_row(name)?;
                organisation = Some(number(&[&row.org_id]));
                key = Some(row.id);
            }
        }
        let is_its = move |name: &MemoryName| {
            practice.is_none_or(|key| name.key == key) && organisation.is_none_or(|own| name.organisation == own)
        };
        Ok((key, is_its))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Place, Target};
    use crate::source::SourceFile;
    use crate::upload::UploadJob;
    use std::sync::Arc;

    #[test]
    fn what_was_chosen_stays_while_a_batch_is_open_that_may_be_taken_up_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("customers.csv");
        std::fs::write(&path, "email\nanna@shop.nl\n").unwrap();
        let engine = Engine::open(Some(&folder.path().join("data"))).unwrap();
        let target = Target {
            connection: "practice".to_owned(),
            connection_id: "practice".to_owned(),
            sandbox: "practice".to_owned(),
            dataset: "d".to_owned(),
            dataset_name: "D".to_owned(),
            place: Place::Practice,
            keeps_missing: true,
        };
        let job = UploadJob::new(
            crate::new_run_id(),
            Arc::new(SourceFile::at(&path).unwrap()),
            xdm::MappingSet::new("Customers"),
        );
        let mut report = engine.new_report(&job, &target).unwrap();
        engine.begin(&job, &report).unwrap();
        let (store, run) = (engine.store(), report.run.clone());
        let landed = |report: &RunReport| match engine.landed(report, &[]).unwrap() {
            None => "open",
            Some(Landed::Nothing) => "nothing",
            Some(_) => "something",
        };
        report.status = RunStatus::Failed;
        assert_eq!(landed(&report), "nothing", "it never began");
        // The answer to the first request was lost, and so was whatever was tried after it.
        store.creating(&run, 1, &format!("{run}-1")).unwrap();
        assert_eq!(landed(&report), "open");
        store.opened(&run, 1, "b").unwrap();
        assert_eq!(landed(&report), "open");
        report.status = RunStatus::Cancelled;
        assert_eq!(landed(&report), "nothing", "nobody wants it any more");
        report.status = RunStatus::Failed;
        store.settled(&run, 1, BatchState::Abandoned).unwrap();
        assert_eq!(landed(&report), "nothing", "it is void");
    }
}
