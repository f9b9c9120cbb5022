//! A small table as the tests themselves read it: nothing of the product's own reader is in it.

pub(crate) struct Table {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn read(text: &str) -> Self {
        let first = text.lines().next().unwrap_or_default();
        let count = |mark: &char| first.matches(*mark).count();
        let mark = [',', ';', '\t', '|'].into_iter().max_by_key(count).unwrap();
        let mut rows = split(text, mark).into_iter();
        Self {
            columns: rows.next().unwrap_or_default(),
            rows: rows.collect(),
        }
    }

    pub(crate) fn cells(&self, column: &str) -> Vec<&str> {
        let at = self.columns.iter().position(|name| name == column);
        let at = at.unwrap_or_else(|| panic!("the file has no column {column}"));
        let cells = self.rows.iter().filter_map(|row| row.get(at));
        cells.map(String::as_str).filter(|cell| !cell.is_empty()).collect()
    }

    /// The rows, from 1, that hold a text.
    pub(crate) fn rows_with(&self, text: &str) -> Vec<u64> {
        let text = text.to_lowercase();
        let holds = |row: &Vec<String>| row.iter().any(|cell| cell.to_lowercase().contains(&text));
        let numbered = (1..).zip(&self.rows);
        numbered
            .filter(|(_, row)| holds(row))
            .map(|(number, _)| number)
            .collect()
    }
}

fn split(text: &str, mark: char) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for letter in text.chars() {
        match letter {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            other if other == mark && !quoted => row.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows
}
