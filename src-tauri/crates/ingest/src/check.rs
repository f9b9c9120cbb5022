//! The check: streams the whole file once, decides what becomes of every row, counts what it sees and plans the
//! parts. Sends nothing and needs no network.

use crate::changes::{Against, Before};
use crate::compile::Compiled;
use crate::format::Format;
use crate::note::{BlockNotes, RowNote, note};
use crate::people::People;
use crate::person::Written;
use crate::pipeline;
use crate::plan::{Phones, Plan, PlannedPart};
use crate::problem::{Failure, Problem};
use crate::progress::{Phase, Ticker};
use crate::related::{self, Additions, Folds};
use crate::remembered::{Rows, Watch, Watched};
use crate::report::{ChangeCounts, RowPair};
use crate::rows;
use crate::source::{Hashing, SourceFile, io_problem};
use crate::tally::Tally;
use crate::verdict::{Holders, Met, Newest, Verdict, Verdicts};
use std::io::Read;
use std::sync::Arc;
use store::Noted;
use tabular::{Blocks, CellReader, TextStream};
use tokio_util::sync::CancellationToken;
use xdm::{FindingCode, SharedEmail};
use xxhash_rust::xxh3::Xxh3Default;

/// What a check found.
pub(crate) struct Checked {
    pub plan: Plan,
    pub tally: Tally,
    /// What goes out as identity and consent.
    pub written: Written,
    /// Rows that have one identity and may be two people.
    pub pairs: Vec<RowPair>,
    /// Against last time.
    pub change: ChangeCounts,
    /// What a run does about the ledger before it sends.
    pub before: Before,
    /// Against what is remembered of people, and what Profile says.
    pub watched: Watched,
}

/// Checks a file.
pub(crate) fn check(
    source: &SourceFile,
    format: &Format,
    compiled: Arc<Compiled>,
    part_bytes: u64,
    (against, watch): (Against, Watch),
    ticker: &Ticker,
    cancel: &CancellationToken,
) -> Result<Checked, Failure> {
    // A random key per check: nobody can prepare two addresses that this program takes for one.
    let seed = ulid::Ulid::generate().random() as u64;
    let content = source.open()?;
    let consumed = content.consumed();
    let mut blocks = blocks(Hashing::new(content), format, &compiled);
    let key = against.key().or(watch.key());
    let mut merge = Merge::new(compiled.clone(), part_bytes, format.dialect.data_offset);
    merge.notes_prints = against.key().is_some();
    let stoppable = blocks.by_ref().map(|block| match block {
        _ if cancel.is_cancelled() => Err(Problem::Cancelled {}),
        Ok(block) => Ok(block),
        Err(error) => Err(reading_problem(&error, source)),
    });
    pipeline::in_order(
        stoppable,
        pipeline::threads(),
        |block| Ok(note(block, &format.dialect, &compiled, seed, key)),
        |notes| {
            merge.take(notes);
            ticker.tick(Phase::Checking, |p| {
                p.rows_done = merge.verdicts.len();
                p.bytes_done = consumed.bytes().min(source.bytes);
                p.bytes_total = Some(source.bytes);
            });
            Ok(())
        },
    )?;
    let source_sha256 = blocks.into_inner().into_inner().finish();
    if merge.verdicts.len() == 0 {
        return Err(Problem::FileHeaderOnly {
            name: source.name.clone(),
        }
        .into());
    }
    if !source.is_unchanged() {
        return Err(Problem::SourceChanged {
            name: source.name.clone(),
        }
        .into());
    }
    ticker.show(Phase::Checking, |p| {
        (p.rows_done, p.rows_total) = (merge.verdicts.len(), Some(merge.verdicts.len()));
    });
    let related::Gathered {
        additions,
        tally,
        prints,
    } = related::gather(
        source,
        format,
        &merge.compiled,
        &merge.verdicts,
        std::mem::take(&mut merge.folds),
        &merge.ranks,
        cancel,
    )?;
    merge.tally.add(tally);
    // It has done its work, and what follows needs room of its own.
    merge.newest = Newest::default();
    let noted = std::mem::take(&mut merge.noted);
    let is_chosen = matches!(watch, Watch::Chosen(_));
    let mut rows = Rows {
        compiled: &merge.compiled,
        verdicts: &mut merge.verdicts,
        people: &merge.people,
        tally: &mut merge.tally,
        additions: &additions,
        held: Vec::new(),
    };
    // What is remembered first: nobody who is held is compared as somebody who goes out.
    let mut watching = watch.recall(&mut rows)?;
    let weighed = against.weigh(rows.verdicts, noted, &prints)?;
    watching.look(&mut rows, (source, format), ticker, cancel)?;
    let watched = watching.close(rows, is_chosen);
    let (change, before) = weighed.close(&merge.verdicts);
    let written = merge.people.written(&merge.compiled, &merge.verdicts, &additions);
    let pairs = std::mem::take(&mut merge.people.pairs);
    let (plan, tally) = merge.finish(source, format, source_sha256, additions);
    Ok(Checked {
        plan,
        tally,
        written,
        pairs,
        change,
        before,
        watched,
    })
}

/// The blocks of a source.
pub(crate) fn blocks<R: Read>(content: R, format: &Format, compiled: &Compiled) -> Blocks<TextStream<R>> {
    let text = TextStream::new(content, format.detected);
    let blocks = Blocks::new(text, &format.dialect);
    if compiled.continued_by.is_empty() {
        return blocks;
    }
    // Address rows stay with their customer, so that a shopper is never cut in two.
    let (mut reader, own) = (CellReader::new(&format.dialect), compiled.continued_by.clone());
    blocks.with_continues(Box::new(move |record| rows::continues(&reader.read(record), &own)))
}

/// The problem behind an error of the reader.
pub(crate) fn reading_problem(error: &tabular::Error, source: &SourceFile) -> Problem {
    match error {
        tabular::Error::RecordTooLarge { line } => Problem::RecordTooLarge { line: *line },
        tabular::Error::Io(error) => io_problem(error, &source.name),
        _ => Problem::FileUnreadable {
            name: source.name.clone(),
        },
    }
}

/// Puts the blocks together in file order.
struct Merge {
    compiled: Arc<Compiled>,
    /// A part closes before its records would exceed this.
    part_bytes: u64,
    verdicts: Verdicts,
    newest: Newest,
    people: People,
    /// How new each row is, where a date column tells.
    ranks: Vec<i64>,
    /// The web site of each row, where the file names it.
    websites: Vec<u8>,
    /// Which rows gave way to which, where the rows of a shopper complete each other.
    folds: Folds,
    /// The size of the largest record so far.
    largest: u64,
    phones: Phones,
    /// For the ledger.
    noted: Vec<Noted>,
    /// There is a ledger.
    notes_prints: bool,
    tally: Tally,
    offset: u64,
    parts: Vec<PlannedPart>,
    open: OpenPart,
}

/// Of two rows the later one in the file: it is where the reader noticed.
fn note_row(met: Met) -> u64 {
    met.older.max(met.newer)
}

/// The part that is being planned.
struct OpenPart {
    start: u64,
    first_row: u64,
    weight: u64,
    hasher: Xxh3Default,
}

impl Merge {
    fn new(compiled: Arc<Compiled>, part_bytes: u64, offset: u64) -> Self {
        let open = OpenPart {
            start: offset,
            first_row: 0,
            weight: 0,
            hasher: Xxh3Default::new(),
        };
        Self {
            people: People::new(&compiled),
            compiled,
            part_bytes,
            verdicts: Verdicts::default(),
            newest: Newest::default(),
            ranks: Vec::new(),
            websites: Vec::new(),
            folds: Folds::default(),
            largest: 0,
            phones: Phones::default(),
            noted: Vec::new(),
            notes_prints: false,
            tally: Tally::default(),
            offset,
            parts: Vec::new(),
            open,
        }
    }

    fn take(&mut self, notes: BlockNotes) {
        let block = &notes.block;
        let mut hashed = 0;
        for (index, row) in notes.rows.iter().enumerate() {
            // Only a shopper's own row can begin a part.
            let weight = self.weight(row);
            if row.verdict == Verdict::Send && self.open.weight > 0 && self.open.weight + weight > self.part_bytes {
                let start = block.records[index].start as usize;
                self.open.hasher.update(&block.bytes[hashed..start]);
                hashed = start;
                self.close(block.place.offset + start as u64);
            }
            self.open.weight += weight;
            let line = block.line(&block.records[index]);
            self.judge(row, line);
        }
        self.open.hasher.update(&block.bytes[hashed..]);
        self.offset = block.place.offset + block.bytes.len() as u64;
        self.tally.add(notes.tally);
    }

    /// What a row counts for in its part. Where blanks are filled it may become as large as any other record.
    fn weight(&mut self, row: &RowNote) -> u64 {
        let own = u64::from(row.weight);
        self.largest = self.largest.max(own);
        if own > 0 && self.compiled.related.fill() {
            self.largest
        } else {
            own
        }
    }

    /// Decides about a row in the light of those before it.
    fn judge(&mut self, note: &RowNote, line: u64) {
        let row = self.verdicts.len();
        self.verdicts.push(note.verdict);
        self.people.push(note, row, line);
        if self.compiled.newest_by.is_some() {
            self.ranks.push(note.rank);
        }
        if self.compiled.website.is_some() {
            self.websites.push(note.website);
        }
        if self.compiled.phone.is_some() {
            self.phones.push(note.phone);
        }
        if self.notes_prints && note.print.shopper != 0 {
            self.noted.push(Noted::new(note.print, row as u32));
        }
        if note.verdict != Verdict::Send {
            return;
        }
        let ranks = &self.ranks;
        let newer = |other: u64| ranks.get(other as usize).is_none_or(|before| note.rank >= *before);
        if let Some(met) = self.newest.note(note.identity, row, newer) {
            self.meet(note, met);
        }
        if note.email != 0 && self.verdicts.get(row).is_sent() {
            self.share(note, row);
        }
    }

    /// Two rows have one identity: the older gives way, unless the two are not one person.
    fn meet(&mut self, note: &RowNote, met: Met) {
        let one_person = self.people.are_alike(met);
        if note.by_number {
            let tainted = Verdict::Rejected(FindingCode::IdentityConflict);
            let was = [met.older, met.newer].map(|row| self.verdicts.get(row));
            if was.contains(&tainted) || !one_person || !self.people.share_an_address(met) {
                self.hold(FindingCode::IdentityConflict, self.compiled.number_column(), met);
                return;
            }
        }
        if one_person {
            let place = self.people.place(note_row(met));
            self.tally.see(FindingCode::DuplicateMerged, None, Some(place));
        } else {
            self.people.pair(FindingCode::DuplicateDiffers, met);
            let place = self.people.place(note_row(met));
            self.tally.see(FindingCode::DuplicateDiffers, None, Some(place));
        }
        self.fold(met);
    }

    /// The older row gives way to the newer one.
    fn fold(&mut self, met: Met) {
        self.verdicts.set(met.older, Verdict::Merged);
        if !self.compiled.related.are_none() {
            self.folds.note(met.older, met.newer);
        }
        let site = |row: u64| self.websites.get(row as usize);
        if site(met.older) != site(met.newer) {
            let place = self.people.place(note_row(met));
            self.tally
                .see(FindingCode::EmailOnWebsites, self.compiled.website, Some(place));
        }
    }

    /// Leaves both rows out for somebody to decide, each counted once.
    fn hold(&mut self, code: FindingCode, column: Option<usize>, met: Met) {
        self.people.pair(code, met);
        for row in [met.older.min(met.newer), met.older.max(met.newer)] {
            if self.verdicts.get(row).is_sent() {
                self.verdicts.set(row, Verdict::Rejected(code));
                self.tally.see(code, column, Some(self.people.place(row)));
            }
        }
    }

    /// One e-mail address on several customer numbers: one person where the first names say so, a question otherwise.
    fn share(&mut self, note: &RowNote, row: u64) {
        if self.compiled.shared_email == SharedEmail::Send {
            return;
        }
        let number = if note.by_number {
            (note.identity as u64).max(1)
        } else {
            0
        };
        let Some((other, other_number, holders)) = self.people.mailboxes.note(note.email, number, row) else {
            return;
        };
        let met = self.met(other, row);
        let both_numbers = number != 0 && other_number != 0;
        let one_person = holders != Holders::Several
            && if both_numbers || holders == Holders::OnePerson {
                self.people.agree(met)
            } else {
                self.people.are_alike(met)
            };
        if self.compiled.shared_email == SharedEmail::NumberOnly && both_numbers {
            self.people.mailboxes.decide(note.email, row, Holders::Several);
            for row in [other, row] {
                if self.verdicts.get(row).is_sent() {
                    self.verdicts.set(row, Verdict::SendByNumber);
                }
            }
        } else if one_person && self.compiled.carries_email() {
            self.people.mailboxes.decide(note.email, met.newer, Holders::OnePerson);
            self.tally
                .see(FindingCode::DuplicateMerged, None, Some(self.people.place(row)));
            self.fold(met);
            self.verdicts.set(met.newer, Verdict::SendByEmail);
        } else {
            self.people.mailboxes.decide(note.email, row, Holders::Several);
            self.hold(FindingCode::EmailShared, self.compiled.email_column, met);
        }
    }

    /// Which of two rows is the newer one.
    fn met(&self, other: u64, row: u64) -> Met {
        let rank = |row: u64| self.ranks.get(row as usize).copied().unwrap_or(i64::MIN);
        if rank(row) >= rank(other) {
            Met {
                older: other,
                newer: row,
            }
        } else {
            Met {
                older: row,
                newer: other,
            }
        }
    }

    fn close(&mut self, end: u64) {
        let next = OpenPart {
            start: end,
            first_row: self.verdicts.len(),
            weight: 0,
            hasher: Xxh3Default::new(),
        };
        let open = std::mem::replace(&mut self.open, next);
        self.parts.push(PlannedPart {
            number: 0,
            start: open.start,
            end,
            first_row: open.first_row,
            end_row: self.verdicts.len(),
            shoppers: 0,
            source_hash: format!("{:032x}", open.hasher.digest128()),
        });
    }

    fn finish(
        mut self,
        source: &SourceFile,
        format: &Format,
        source_sha256: String,
        additions: Additions,
    ) -> (Plan, Tally) {
        self.close(self.offset);
        let Self {
            compiled,
            verdicts,
            tally,
            mut parts,
            phones,
            people,
            ..
        } = self;
        let samples = people.samples(&compiled, &verdicts);
        for part in &mut parts {
            part.shoppers = (part.first_row..part.end_row)
                .filter(|row| verdicts.get(*row).is_sent())
                .count() as u64;
        }
        parts.retain(|part| part.shoppers > 0);
        for (part, number) in parts.iter_mut().zip(1..) {
            part.number = number;
        }
        let plan = Plan {
            source: source.clone(),
            source_sha256,
            format: format.clone(),
            compiled,
            verdicts: Arc::new(verdicts),
            additions: Arc::new(additions),
            phones: Arc::new(phones),
            parts,
            samples,
        };
        (plan, tally)
    }
}
