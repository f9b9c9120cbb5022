//! What became of a run, told to the memory; and what somebody wants forgotten.

use super::memos::{self, Memos};
use super::{DRAFT, GOING, Memories, MemoryName, OBJECTIONS, PAIRS, RETURNS, remove, run_of};
use crate::{Error, Landed};
use std::path::{Path, PathBuf};

impl Memories {
    /// Runs of which it is not known yet what became of them.
    pub fn unresolved(&self) -> Result<Vec<String>, Error> {
        let mut runs = Vec::new();
        for kind in [GOING, RETURNS, DRAFT] {
            runs.extend(self.all(kind)?.iter().filter_map(|(_, path)| run_of(path)));
        }
        runs.dedup();
        Ok(runs)
    }

    /// Once it is known what became of a run. May be repeated, and torn off at any point and repeated then.
    pub fn resolve(&self, run: &str, landed: Landed<'_>) -> Result<(), Error> {
        let _lock = self.lock()?;
        while let Some((_, path)) = self.of_run(run, DRAFT)? {
            remove(&path)?;
        }
        if let Some((name, path)) = self.of_run(run, GOING)? {
            // Whatever may be visible is remembered: it cannot be taken out again.
            if landed != Landed::Nothing {
                let refused = match landed {
                    Landed::Except(refused) => refused,
                    _ => &[],
                };
                self.take_pairs(name, &path, refused)?;
            }
            remove(&path)?;
        }
        if let Some((name, path)) = self.of_run(run, RETURNS)? {
            // Only where it is certain that the yes is there.
            if matches!(landed, Landed::Except(_)) {
                self.take_back(name, &path)?;
            }
            remove(&path)?;
        }
        Ok(())
    }

    fn take_pairs(&self, name: MemoryName, going: &Path, refused: &[u64]) -> Result<(), Error> {
        let mut new = Self::readable(going, name)?.into_list();
        new.retain(|memo| refused.binary_search(&memo.key).is_err());
        let place = self.place(name, PAIRS);
        let all = memos::replaced(Self::readable(&place, name)?, new);
        Self::write(&place, name, &all)
    }

    /// An objection goes only where the yes is later: another one may have been kept meanwhile.
    fn take_back(&self, name: MemoryName, returns: &Path) -> Result<(), Error> {
        let returns = Self::readable(returns, name)?;
        let place = self.place(name, OBJECTIONS);
        let mut all = Self::readable(&place, name)?.into_list();
        all.retain(|memo| returns.get(memo.key).is_none_or(|granted| granted <= memo.value));
        Self::write(&place, name, &all)
    }

    /// Forgets which numbers were sent with which e-mail addresses; returns how many were known.
    pub fn forget_pairs(&self, which: impl Fn(&MemoryName) -> bool) -> Result<usize, Error> {
        self.forget(PAIRS, which)
    }

    /// Forgets who has objected; returns how many objections were known.
    pub fn forget_objections(&self, which: impl Fn(&MemoryName) -> bool) -> Result<usize, Error> {
        self.forget(OBJECTIONS, which)
    }

    fn forget(&self, kind: &str, which: impl Fn(&MemoryName) -> bool) -> Result<usize, Error> {
        let _lock = self.lock()?;
        let mut forgotten = 0;
        for (name, path) in self.all(kind)?.into_iter().filter(|(name, _)| which(name)) {
            forgotten += Memos::read(&path, name.key)
                .ok()
                .flatten()
                .map_or(0, |memos| memos.len());
            remove(&path)?;
            remove(&super::aside_of(&path))?;
        }
        Ok(forgotten)
    }

    fn of_run(&self, run: &str, kind: &str) -> Result<Option<(MemoryName, PathBuf)>, Error> {
        let mut all = self.all(kind)?.into_iter();
        Ok(all.find(|(_, path)| run_of(path).as_deref() == Some(run)))
    }
}
