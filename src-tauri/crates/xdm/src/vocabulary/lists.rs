//! The lists of words, which stand as data (`data/vocabulary.tsv`).

const TABLE: &str = include_str!("../../data/vocabulary.tsv");

/// The words of one list, in all languages.
pub(super) fn list(name: &'static str) -> impl Iterator<Item = &'static str> {
    lines(TABLE, name).flat_map(|(_, words)| words.split('|'))
}

/// The lines of one list of such a table: what stands in the middle, and the words.
pub(crate) fn lines(table: &'static str, name: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter_map(move |line| {
        let (list, rest) = line.split_once('\t')?;
        (list == name).then(|| rest.split_once('\t')).flatten()
    })
}
