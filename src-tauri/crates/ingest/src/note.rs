//! A worker's look at a block of the file: what each row would be by itself, before the rows of other blocks are known.

use crate::changes::{PrintKey, Scratch};
use crate::compile::{Compiled, LeafPlan};
use crate::convert::{Record, Refusal, Room, convert_shopper_in, left_out, primary};
use crate::person::{Likeness, PersonNote};
use crate::plan::{Phones, RECORD_LIMIT};
use crate::rows::{self, Stretch};
use crate::tally::Tally;
use crate::verdict::Verdict;
use store::Fingerprint;
use tabular::{Block, Cells, Dialect, RecordJson};
use xdm::{Example, FindingCode};
use xxhash_rust::xxh3::{xxh3_64_with_seed, xxh3_128_with_seed};

/// One row as a worker saw it.
pub(crate) struct RowNote {
    pub verdict: Verdict,
    /// Of the shopper's primary identity; only where the row goes out.
    pub identity: u128,
    /// The primary identity is a number, not the e-mail address.
    pub by_number: bool,
    /// What tells whether two rows of one identity are one person.
    pub likeness: Likeness,
    /// What it carries and says, where that is counted.
    pub person: PersonNote,
    /// Keyed hash of its e-mail address; 0 where nobody asks.
    pub known_email: u64,
    /// Keyed hash of the number that it carries; 0 where it carries none or nobody asks.
    pub known_number: u64,
    /// Size as a JSON line; only where the row goes out.
    pub weight: u32,
    /// Hash of its e-mail address, where people have numbers too.
    pub email: u64,
    /// How new it is, where a date column tells.
    pub rank: i64,
    /// Hash of the shop's web site, where the file names it.
    pub website: u8,
    /// The digits of its telephone number, where it has one.
    pub phone: u64,
    /// For the ledger; its shopper is 0 where nobody asks or nobody can be told.
    pub print: Fingerprint,
}

impl RowNote {
    const fn of(verdict: Verdict) -> Self {
        Self {
            verdict,
            identity: 0,
            by_number: false,
            likeness: Likeness::NONE,
            person: PersonNote::NONE,
            known_email: 0,
            known_number: 0,
            weight: 0,
            email: 0,
            rank: i64::MIN,
            website: 0,
            phone: 0,
            print: Fingerprint { shopper: 0, record: 0 },
        }
    }
}

/// What a worker made of a block.
pub(crate) struct BlockNotes {
    pub block: Block,
    pub rows: Vec<RowNote>,
    pub tally: Tally,
}

/// A worker's look at a block: a function of the block alone.
pub(crate) fn note(
    block: Block,
    dialect: &Dialect,
    compiled: &Compiled,
    seed: u64,
    key: Option<PrintKey>,
) -> BlockNotes {
    let mut notes = BlockNotes {
        rows: Vec::with_capacity(block.records.len()),
        tally: Tally::default(),
        block,
    };
    let json = RecordJson::new(&compiled.shape);
    let (rows, tally) = (&mut notes.rows, &mut notes.tally);
    let (mut room, mut printer) = (Room::default(), Printer::new(key));
    let block = &notes.block;
    rows::walk(block, 0..block.records.len(), dialect, compiled, |at, len, stretch| {
        let place = |row: usize| Example {
            row: (block.place.row - 1) + row as u64 + 1,
            line: block.line(&block.records[row]),
        };
        for row in at..at + len {
            quirks(block, row, place(row), tally);
        }
        let mut own = RowNote::of(Verdict::Skipped);
        match stretch {
            Stretch::Skipped(code) => tally.see(code, None, Some(place(at))),
            Stretch::Unusable(code) => {
                tally.see(code, None, Some(place(at)));
                own.verdict = Verdict::Rejected(code);
            }
            Stretch::Shopper(cells) => {
                let mut seen = |code, column| tally.see_in_row(code, column, Some(place(at)));
                match weigh(&mut room, &mut printer, compiled, cells, &json, seed, &mut seen) {
                    Ok(weighed) => own = weighed,
                    Err(Refusal::LeftOut(code, column)) => seen(code, column),
                    Err(Refusal::Credential(column)) => {
                        seen(FindingCode::SecretInCell, Some(column));
                        own.verdict = Verdict::Rejected(FindingCode::SecretInCell);
                    }
                    Err(Refusal::Finding(code, column)) => {
                        seen(code, column);
                        own.verdict = Verdict::Rejected(code);
                    }
                }
                tally.end_row(own.verdict == Verdict::Send);
                own.print = printer.print;
                // Also of rows that are left out: an objection counts whatever becomes of its row.
                (own.person, own.known_email) = (printer.person, printer.email);
                own.known_number = printer.number;
            }
        }
        rows.push(own);
        for row in at + 1..at + len {
            tally.see(FindingCode::AddressJoined, None, Some(place(row)));
            rows.push(RowNote::of(Verdict::Merged));
        }
    });
    notes
}

/// What the splitter noticed about a row.
fn quirks(block: &Block, row: usize, place: Example, tally: &mut Tally) {
    let flags = block.records[row].flags;
    for (there, code) in [
        (flags.stray_quote(), FindingCode::QuoteStray),
        (flags.unclosed_quote(), FindingCode::QuoteUnclosed),
    ] {
        if there {
            tally.see(code, None, Some(place));
        }
    }
}

/// Makes the fingerprint of one shopper after the other, where there is a key.
struct Printer {
    key: Option<PrintKey>,
    scratch: Scratch,
    /// Of the last shopper.
    print: Fingerprint,
    /// Of the last shopper's e-mail address, where somebody may ask for it.
    email: u64,
    /// Of the last shopper's number, where one is carried.
    number: u64,
    /// What the last shopper carries and says.
    person: PersonNote,
}

impl Printer {
    fn new(key: Option<PrintKey>) -> Self {
        Self {
            key,
            scratch: Scratch::default(),
            print: Fingerprint { shopper: 0, record: 0 },
            email: 0,
            number: 0,
            person: PersonNote::NONE,
        }
    }

    /// Nobody is known of the next shopper yet.
    fn forget(&mut self) {
        (self.print.shopper, self.email, self.number) = (0, 0, 0);
        self.person = PersonNote::NONE;
    }

    fn take(&mut self, compiled: &Compiled, record: &Record<'_>) {
        self.person = PersonNote::of(compiled, record);
        let Some(key) = self.key else { return };
        self.print = key.print(compiled, record, &mut self.scratch);
        if compiled.has_numbers() || !compiled.consents.is_empty() {
            self.email = key.email(compiled, record, &mut self.scratch);
        }
        let mut carried = compiled
            .identities
            .iter()
            .zip(&record.ids)
            .take(compiled.carried)
            .enumerate();
        let number = carried.find_map(|(at, ((namespace, _), id))| {
            let id = id.as_deref().filter(|_| at != compiled.email)?;
            Some((at, namespace, id))
        });
        self.number = match number {
            // It comes first, so that the shopper goes by it.
            Some((0, ..)) => self.print.shopper,
            Some((_, namespace, id)) => key.identity(namespace, id, &mut self.scratch),
            None => 0,
        };
    }
}

/// What the merge needs to know of a shopper that can be sent.
fn weigh(
    room: &mut Room,
    printer: &mut Printer,
    compiled: &Compiled,
    cells: &[Cells<'_>],
    json: &RecordJson,
    seed: u64,
    seen: &mut crate::convert::Seen<'_>,
) -> Result<RowNote, Refusal> {
    printer.forget();
    let record = convert_shopper_in(room, compiled, cells, None, seen)?;
    printer.take(compiled, &record);
    left_out(compiled, &record, seen)?;
    let ids = &record.ids;
    let weight = json.len(&record.values, &ids[..compiled.shape.identity_map.len()]);
    if weight > RECORD_LIMIT {
        return Err(Refusal::Finding(FindingCode::RecordTooLarge, None));
    }
    let (namespace, id) = primary(compiled, &record);
    let email = match &ids[compiled.email] {
        Some(address) if compiled.has_numbers() => xxh3_64_with_seed(address.as_bytes(), seed).max(1),
        _ => 0,
    };
    let likeness = Likeness::of(compiled, &record);
    let website = compiled.website.map_or(0, |column| {
        let site = cells.first().and_then(|row| row.text(column).ok()).unwrap_or_default();
        1 | xxh3_64_with_seed(site.trim().as_bytes(), seed) as u8
    });
    let identity = xxh3_128_with_seed(id.as_bytes(), seed ^ namespace as u64);
    let phone = compiled
        .phone
        .map_or(0, |leaf| Phones::digits(record.values[leaf].as_ref()));
    room.take_back(record);
    Ok(RowNote {
        verdict: Verdict::Send,
        identity,
        by_number: namespace != compiled.email,
        likeness,
        person: printer.person,
        known_email: printer.email,
        known_number: printer.number,
        weight: weight as u32,
        email,
        rank: compiled
            .newest_by
            .as_ref()
            .map_or(i64::MIN, |by| rank(compiled, by, cells)),
        website,
        phone,
        print: printer.print,
    })
}

/// Milliseconds since 1970 in the column that tells how new a row is; the lowest where it says nothing.
fn rank(compiled: &Compiled, by: &LeafPlan, cells: &[Cells<'_>]) -> i64 {
    match crate::convert::leaf(compiled, by, cells, &mut |_, _| {}) {
        Ok(Some(xdm::Value::DateTime(millis))) => millis,
        _ => i64::MIN,
    }
}
