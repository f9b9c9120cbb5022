//! A whole file read into memory, as no part of the product does.

use tabular::{Block, Blocks, CellReader, Error, Hints, Inspection, TextStream, inspect};

pub(crate) struct Row {
    /// 1 = first record after the header.
    pub(crate) number: u64,
    pub(crate) line: u64,
    /// `None` where a cell is not text.
    pub(crate) cells: Vec<Option<String>>,
    pub(crate) stray: bool,
    pub(crate) unclosed: bool,
    pub(crate) too_large: bool,
    pub(crate) controls: bool,
}

pub(crate) struct Table {
    pub(crate) inspection: Inspection,
    pub(crate) rows: Vec<Row>,
    pub(crate) blank: usize,
}

impl Table {
    pub(crate) fn names(&self) -> Vec<&str> {
        self.inspection.columns.iter().map(|c| c.name.as_str()).collect()
    }

    /// Cells of each row that is not blank, `!` for one that is not text.
    pub(crate) fn cells(&self) -> Vec<Vec<&str>> {
        self.rows
            .iter()
            .map(|r| r.cells.iter().map(|c| c.as_deref().unwrap_or("!")).collect())
            .collect()
    }
}

pub(crate) fn read_with(bytes: &[u8], hints: &Hints) -> Result<Table, Error> {
    let inspection = inspect("customers.csv", bytes, true, hints)?;
    let blocks = Blocks::new(TextStream::new(bytes, inspection.detected), &inspection.dialect);
    let blocks: Vec<Block> = blocks.collect::<Result<_, _>>()?;
    let mut reader = CellReader::new(&inspection.dialect);
    let (mut rows, mut blank) = (Vec::new(), 0);
    for block in &blocks {
        let view = block.view();
        for (index, span) in block.records.iter().enumerate() {
            let cells = reader.read(view.record(span));
            if cells.is_blank() {
                blank += 1;
                continue;
            }
            rows.push(Row {
                number: block.place.row + index as u64,
                line: block.line(span),
                cells: (0..cells.len())
                    .map(|i| cells.text(i).ok().map(str::to_owned))
                    .collect(),
                stray: span.flags.stray_quote(),
                unclosed: span.flags.unclosed_quote(),
                too_large: span.flags.cell_too_large(),
                controls: cells.has_controls(),
            });
        }
    }
    Ok(Table {
        inspection,
        rows,
        blank,
    })
}

pub(crate) fn read(bytes: impl AsRef<[u8]>) -> Table {
    read_with(bytes.as_ref(), &Hints::default()).unwrap()
}
