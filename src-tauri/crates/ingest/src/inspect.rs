//! Understanding a file: its format, its columns and what they look like. Reads a sample; reads the whole file once
//! more only where the order of day and month of a date column is still open.

use crate::format::Format;
use crate::problem::{Failure, Problem};
use crate::report::{ColumnView, IdentityUse, Inspection};
use crate::source::{SourceFile, io_problem};
use crate::suggest::{self, Decimals, Proposal};
use crate::tally::Tally;
use tabular::{Blocks, CellReader, Charset, Hints, NameNote, TextStream};
use xdm::{DateEvidence, Example, FindingCode, Reading, blocked_by_name};

/// What is known of a file before anything is decided.
#[derive(Debug)]
pub struct FileFacts {
    pub(crate) source: SourceFile,
    pub(crate) format: Format,
    seen: tabular::Inspection,
    dates: Vec<DateColumn>,
}

/// What a whole column proves about its dates.
#[derive(Clone, Copy, Debug, Default)]
struct DateColumn {
    evidence: DateEvidence,
    /// The first cell that can be read in two ways.
    doubtful: Option<Example>,
}

/// A date column whose order nothing proves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Undecided {
    pub example: Option<Example>,
    pub count: u64,
}

impl FileFacts {
    /// Looks at a file.
    pub fn read(source: &SourceFile) -> Result<Self, Failure> {
        let mut file = source.open()?;
        let (sample, complete) = tabular::read_sample(&mut file).map_err(|e| io_problem(&e, &source.name))?;
        let seen = tabular::inspect(&source.name, &sample, complete, &hints(&source.reading)?)
            .map_err(|e| unusable(&e, source))?;
        if complete && seen.rows_sampled == 0 {
            return Err(Problem::FileHeaderOnly {
                name: source.name.clone(),
            }
            .into());
        }
        let mut format = Format {
            detected: seen.detected,
            dialect: seen.dialect,
        };
        // In a sheet each cell has its place, so that none can move.
        if matches!(source.container(), Some("xlsx")) {
            format.dialect.blank_tail = usize::MAX;
        }
        let dates = seen
            .columns
            .iter()
            .map(|c| DateColumn {
                evidence: c.profile.dates,
                doubtful: None,
            })
            .collect();
        let mut facts = Self {
            source: source.clone(),
            format,
            seen,
            dates,
        };
        facts.prove_dates()?;
        Ok(facts)
    }

    /// Unique column names in file order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.seen.columns.iter().map(|c| c.name.clone()).collect()
    }

    /// Per column, whether it can never be sent.
    pub(crate) fn blocked(&self) -> Vec<bool> {
        self.seen
            .columns
            .iter()
            .map(|c| c.profile.secret || blocked_by_name(&c.name).is_some() || blocked_by_name(&c.original).is_some())
            .collect()
    }

    /// The columns as proposals are made from them.
    pub(crate) fn columns(&self) -> Vec<suggest::Column> {
        let blocked = self.blocked();
        let column = |(i, c): (usize, &tabular::Column)| suggest::Column {
            name: c.name.clone(),
            blocked: blocked[i],
            seen: c.profile.clone(),
            dates: self.dates[i].evidence,
            decimals: decimals(&c.profile),
        };
        self.seen.columns.iter().enumerate().map(column).collect()
    }

    /// What was seen of each column that can be sent.
    pub(crate) fn profiles(&self) -> impl Iterator<Item = (&str, &tabular::ColumnProfile)> {
        let open = self.seen.columns.iter().zip(self.blocked());
        open.filter(|(_, blocked)| !blocked)
            .map(|(column, _)| (column.name.as_str(), &column.profile))
    }

    /// A column of dates that can be read in two ways, if it is one.
    pub(crate) fn undecided_dates(&self, column: &str) -> Option<Undecided> {
        let index = self.index(column)?;
        let DateColumn { evidence, doubtful } = self.dates[index];
        evidence.order().is_none().then_some(Undecided {
            example: doubtful,
            count: evidence.either + evidence.day_first + evidence.month_first + evidence.epoch,
        })
    }

    /// How many of a column's sampled times are in a zone that the file does not name.
    pub(crate) fn without_zone(&self, column: &str) -> u64 {
        self.index(column).map_or(0, |i| {
            let dates = self.dates[i].evidence;
            dates.without_zone + if dates.dates() == 0 { dates.serial } else { 0 }
        })
    }

    /// How many of a column's sampled numbers can be read in two ways, where nothing proves one.
    pub(crate) fn open_decimals(&self, column: &str) -> u64 {
        self.index(column).map_or(0, |i| {
            let profile = &self.seen.columns[i].profile;
            if decimals(profile) == Decimals::Open {
                profile.decimal_either
            } else {
                0
            }
        })
    }

    /// How many of a column's sampled telephone numbers do not say of which country they are.
    pub(crate) fn local_phones(&self, column: &str) -> u64 {
        self.index(column).map_or(0, |i| {
            let profile = &self.seen.columns[i].profile;
            let international = profile
                .samples
                .iter()
                .all(|s| s.starts_with('+') || s.starts_with("00"));
            if international { 0 } else { profile.phones.max(1) }
        })
    }

    /// The first row may be a customer, and nobody has said otherwise.
    pub(crate) fn doubtful_header(&self) -> bool {
        self.seen.header != tabular::HeaderCertainty::Certain && self.source.reading.header.is_none()
    }

    fn index(&self, column: &str) -> Option<usize> {
        self.seen.columns.iter().position(|c| c.name == column)
    }

    /// Up to three names with letters beyond ASCII, which prove that the encoding was understood.
    pub(crate) fn proof(&self, mapping: &xdm::MappingSet) -> Vec<String> {
        let named = |c: &&tabular::Column| {
            mapping
                .fields
                .iter()
                .any(|f| f.column.as_deref() == Some(&c.name) && f.field.as_str().starts_with("person.name."))
        };
        let mut names: Vec<String> = self
            .seen
            .columns
            .iter()
            .filter(named)
            .flat_map(|c| c.profile.samples.iter().cloned())
            .collect();
        names.sort_by_key(|name| name.is_ascii());
        names.truncate(3);
        names
    }

    /// What was seen of the file as a whole.
    pub(crate) fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        if self.source.container().is_some() {
            tally.see(FindingCode::ContainerOpened, None, None);
        }
        if !self.format.detected.charset.is_utf8() {
            tally.see(FindingCode::EncodingConverted, None, None);
        }
        if self.seen.title_lines > 0 {
            tally.see(FindingCode::TitleSkipped, None, None);
        }
        for (index, column) in self.seen.columns.iter().enumerate() {
            for note in &column.notes {
                match note {
                    NameNote::Duplicate => tally.see(FindingCode::HeaderDuplicate, Some(index), None),
                    NameNote::Blank => tally.see(FindingCode::HeaderBlank, Some(index), None),
                    NameNote::Undecodable => tally.see(FindingCode::TextUndecodable, Some(index), None),
                    NameNote::Cleaned => {}
                }
            }
        }
        tally
    }

    /// How many rows there are, by a look at the beginning.
    pub(crate) fn rows_estimate(&self) -> u64 {
        self.seen.rows_estimate(self.source.bytes)
    }

    /// The contract's view; `samples` are raw and for the owner's eyes.
    pub(crate) fn inspection(&self, proposal: &Proposal, identities: Vec<IdentityUse>) -> Inspection {
        let blocked = self.blocked();
        let column = |(i, c): (usize, &tabular::Column)| ColumnView {
            index: c.index,
            name: c.name.clone(),
            filled: (c.profile.filled_share() * 1_000.0).round() / 1_000.0,
            samples: if blocked[i] {
                Vec::new()
            } else {
                c.profile.samples.clone()
            },
            blocked: blocked[i].then(|| xdm::Blocked::Credential.code().to_owned()),
            suggestion: proposal.columns[i].clone(),
        };
        let dialect = &self.format.dialect;
        Inspection {
            version: 1,
            file: (&self.source).into(),
            encoding: self.format.detected.charset.label(),
            bom: self.format.detected.bom,
            delimiter: char::from(dialect.delimiter).to_string(),
            quote: char::from(dialect.quote).to_string(),
            header_row: dialect.header_line,
            layout: proposal.layout,
            rows_estimate: self.rows_estimate(),
            columns: self.seen.columns.iter().enumerate().map(column).collect(),
            identities,
        }
    }

    /// Reads the whole file for columns whose dates the sample leaves open, and for an example of each.
    fn prove_dates(&mut self) -> Result<(), Problem> {
        let open: Vec<usize> = (0..self.dates.len())
            .filter(|i| self.dates[*i].evidence.is_open())
            .collect();
        if open.is_empty() {
            return Ok(());
        }
        for index in &open {
            self.dates[*index] = DateColumn::default();
        }
        let text = TextStream::new(self.source.open()?, self.format.detected);
        let mut cells = CellReader::new(&self.format.dialect);
        for block in Blocks::new(text, &self.format.dialect) {
            let block = block.map_err(|e| crate::check::reading_problem(&e, &self.source))?;
            let view = block.view();
            for (at, span) in block.records.iter().enumerate() {
                let row = cells.read(view.record(span));
                for index in &open {
                    let column = &mut self.dates[*index];
                    let before = column.evidence.either;
                    column.evidence.observe(row.text(*index).unwrap_or_default().trim());
                    if column.evidence.either > before && column.doubtful.is_none() {
                        column.doubtful = Some(Example {
                            row: block.place.row + at as u64,
                            line: block.line(span),
                        });
                    }
                }
            }
        }
        Ok(())
    }
}

/// What was decided about how the file is read.
fn hints(reading: &Reading) -> Result<Hints, Problem> {
    let unreadable = |reason: &str| Problem::MappingUnreadable {
        reason: reason.to_owned(),
    };
    let charset = reading.encoding.as_deref().map(Charset::from_label).transpose();
    let delimiter = reading.delimiter.map(|c| u8::try_from(c).ok().filter(u8::is_ascii));
    Ok(Hints {
        charset: charset.map_err(|_| unreadable("reading.encoding"))?,
        delimiter: match delimiter {
            Some(None) => return Err(unreadable("reading.delimiter")),
            other => other.flatten(),
        },
        header_line: reading.header,
    })
}

fn decimals(profile: &tabular::ColumnProfile) -> Decimals {
    match (profile.decimal_commas, profile.decimal_points, profile.decimal_either) {
        (0, 0, 0) | (0, 1.., _) => Decimals::Point,
        (1.., 0, _) => Decimals::Comma,
        _ => Decimals::Open,
    }
}

fn unusable(error: &tabular::Error, source: &SourceFile) -> Failure {
    let name = source.name.clone();
    let problem = match error {
        tabular::Error::Empty => Problem::FileEmpty { name },
        tabular::Error::NotText { kind } => Problem::FileNotTable {
            name,
            kind: kind.code().to_owned(),
        },
        tabular::Error::TooManyColumns { count } => Problem::ColumnsTooMany { count: *count },
        tabular::Error::NameTooLong { index } => Problem::HeaderTooLong { index: *index },
        tabular::Error::RecordTooLarge { line } => Problem::RecordTooLarge { line: *line },
        tabular::Error::Io(error) => io_problem(error, &name),
        _ => Problem::FileUnreadable { name },
    };
    Failure::new(problem, error)
}
