//! Mapping sets as files: written where the user says, read with every key checked, and fitted to the file in front.

use crate::desk::Desk;
use crate::inspect::FileFacts;
use crate::output::write_file;
use crate::problem::{Failure, Problem};
use crate::source::{SourceFile, read_small};
use crate::suggest::{self, Known};
use crate::view::{ImportedMapping, SavedFile};
use std::path::Path;
use xdm::MappingSet;

/// A mapping set of 2,000 fields with long value maps is smaller than this.
const MOST_BYTES: u64 = 8 << 20;

/// Reads a mapping set; a key that it does not know is an error that names it.
pub fn read_mapping(path: &Path) -> Result<MappingSet, Failure> {
    let name = base_name(path);
    let bytes = read_small(path, MOST_BYTES + 1)?;
    let unreadable = |reason: String| Failure::from(Problem::MappingUnreadable { reason });
    if bytes.len() as u64 > MOST_BYTES {
        return Err(unreadable(format!("“{name}” is larger than 8 MiB")));
    }
    // Editors of spreadsheets and of Windows put a mark in front.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let text = std::str::from_utf8(text).map_err(|e| unreadable(e.to_string()))?;
    MappingSet::from_json(text).map_err(|e| unreadable(e.to_string()))
}

/// Writes a mapping set, for people to read and compare.
pub fn write_mapping(path: &Path, mapping: &MappingSet) -> Result<SavedFile, Failure> {
    let text = serde_json::to_string_pretty(mapping).map_err(|e| Failure::new(Problem::Internal {}, e))?;
    write_file(path, (text + "\n").as_bytes())?;
    Ok(SavedFile {
        name: base_name(path),
        rows: mapping.fields.len() as u64,
    })
}

impl Desk {
    /// A mapping set that somebody brings, for the file in front: what it reads from columns that the file does not
    /// have is left out, and told. How the file is read stays as it is.
    pub fn fit_mapping(&self, source: &SourceFile, mapping: MappingSet) -> Result<ImportedMapping, Failure> {
        let facts = FileFacts::read(source)?;
        let names = facts.names();
        let mut known = Known {
            columns: Vec::new(),
            mapping,
            used: String::new(),
        };
        for column in known
            .mapping
            .columns()
            .chain(known.mapping.ignored.iter().map(String::as_str))
        {
            if !known.columns.iter().any(|c| c == column) {
                known.columns.push(column.to_owned());
            }
        }
        // Nothing is proposed here: the mapping is the one that was brought.
        let mut nothing = MappingSet::new("");
        nothing.reading = source.reading.clone();
        let (mut mapping, fitted) = suggest::adapted(&known, &names, &nothing);
        let blocked = facts.blocked();
        let is_open = |name: &String| names.iter().position(|n| n == name).is_some_and(|i| !blocked[i]);
        let added: Vec<String> = fitted.added.into_iter().filter(is_open).collect();
        mapping.ignored.extend(added.iter().cloned());
        self.compile(&facts, &mapping)?;
        let used = mapping
            .columns()
            .map(str::to_owned)
            .fold(Vec::new(), |mut used, column| {
                if !used.contains(&column) {
                    used.push(column);
                }
                used
            });
        Ok(ImportedMapping {
            mapping,
            used,
            missing: fitted.missing,
            added,
        })
    }
}

fn base_name(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: &str = r#"{"version":1,"name":"Shop","fields":[
        {"column":"email","field":"personalEmail.address","recipe":[{"op":"lowercase"}],"required":true},
        {"column":"voornaam","field":"person.name.firstName","recipe":[{"op":"join","columns":["tussenvoegsel"],"with":" "}]},
        {"column":"achternaam","field":"person.name.lastName","recipe":[]},
        {"value":"shop","field":"tenant.source","recipe":[]}],
        "identity":{"primary":{"namespace":"Email","field":"personalEmail.address"},"others":[{"namespace":"CustomerId","column":"klant"}]},
        "policy":{"duplicates":{"by":"gewijzigd"}},"ignored":["groep"]}"#;

    fn bring(text: &str, file: &str) -> Result<ImportedMapping, Failure> {
        let dir = tempfile::tempdir().unwrap();
        let (set, table) = (dir.path().join("m.json"), dir.path().join("a.csv"));
        std::fs::write(&set, text).unwrap();
        std::fs::write(&table, file).unwrap();
        let source = SourceFile::at(&table).unwrap();
        Desk::offline().unwrap().fit_mapping(&source, read_mapping(&set)?)
    }

    #[test]
    fn what_the_file_does_not_have_is_left_out_and_told() {
        let file = "email,achternaam,stad,password_hash\na@x.example,Vos,Breda,x\n";
        let brought = bring(SHOP, file).unwrap();
        let fields: Vec<&str> = brought.mapping.fields.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(
            fields,
            ["personalEmail.address", "person.name.lastName", "tenant.source"]
        );
        assert_eq!(brought.used, ["email", "achternaam"]);
        assert_eq!(
            brought.missing,
            ["voornaam", "tussenvoegsel", "klant", "gewijzigd", "groep"]
        );
        assert_eq!(brought.added, ["stad"]);
        assert_eq!(brought.mapping.ignored, ["stad"]);
        assert_eq!(brought.mapping.policy.duplicates.by, None);
    }

    #[test]
    fn what_cannot_be_used_says_why() {
        let reason = |text: String, file: &str| match bring(&text, file).unwrap_err().problem {
            Problem::MappingUnreadable { reason } => reason,
            other => format!("{other:?}"),
        };
        let file = "email\na@x.example\n";
        assert!(reason(SHOP.replace("\"ignored\"", "\"ignores\""), file).contains("unknown field `ignores`"));
        assert!(reason(SHOP.replace("\"with\":\" \"", "\"with\":\" \",\"wiht\":1"), file).contains("wiht"));
        assert!(reason(SHOP.replace("tenant.source", "tenant.sauce"), file).contains("tenant.sauce"));
        assert!(reason(SHOP.to_owned(), "naam\nVos\n").contains("EmailColumnMissing"));
        assert!(reason(String::new(), file).contains("EOF"));
    }

    #[test]
    fn a_written_mapping_is_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("m.json");
        let mapping = MappingSet::from_json(SHOP).unwrap();
        assert_eq!(write_mapping(&path, &mapping).unwrap().rows, 4);
        assert_eq!(read_mapping(&path).unwrap(), mapping);
    }
}
