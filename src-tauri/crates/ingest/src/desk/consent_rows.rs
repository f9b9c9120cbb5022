//! The rows behind what a file says about consent, and how single cells are understood.

use super::Desk;
use super::look::row_cells;
use crate::inspect::FileFacts;
use crate::person::Said;
use crate::problem::Failure;
use crate::shoppers;
use crate::source::SourceFile;
use crate::view::{ConsentMeaning, ConsentStand, RowCells};
use std::ops::ControlFlow;
use xdm::{ConsentReads, ConsentSaid, MappingSet, consent_said};

/// More are not shown.
const MOST: usize = 50;

impl Desk {
    /// The first rows of a file that say this about a channel, as they stand there; at most fifty. Each is read by
    /// itself: of rows of one customer several can be here, although one of them goes out.
    pub fn consent_rows(
        &self,
        source: &SourceFile,
        mapping: &MappingSet,
        channel: &str,
        stand: ConsentStand,
        limit: usize,
    ) -> Result<Vec<RowCells>, Failure> {
        let facts = FileFacts::read(source)?;
        let compiled = self.compile(&facts, mapping)?;
        let Some(consent) = compiled.consents.iter().find(|consent| consent.channel == channel) else {
            return Ok(Vec::new());
        };
        let (names, blocked) = (facts.names(), facts.blocked());
        let (mut found, limit) = (Vec::new(), limit.min(MOST));
        shoppers::each(&facts, &compiled, |shopper| {
            if found.len() >= limit {
                return Ok(ControlFlow::Break(()));
            }
            if let Ok(record) = &shopper.record
                && says(Said::of(record.values[consent.value].as_ref()), stand)
            {
                found.extend(
                    shopper
                        .cells
                        .first()
                        .map(|own| row_cells(shopper.place, own, &names, &blocked, &facts.format.dialect)),
                );
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }
}

/// What goes out as neither yes nor no is not counted as one.
fn says(said: Said, stand: ConsentStand) -> bool {
    match stand {
        ConsentStand::Allow => said == Said::Yes,
        ConsentStand::Object => said == Said::No,
        ConsentStand::Unsaid => matches!(said, Said::Nothing | Said::Other),
    }
}

/// How each of these cells is understood in a column that is read in this way.
pub fn consent_meanings(cells: &[String], reads: ConsentReads) -> Vec<ConsentMeaning> {
    let meaning = |cell: &String| match consent_said(cell, reads) {
        ConsentSaid::Nothing => ConsentMeaning::Nothing,
        ConsentSaid::Granted(_) => ConsentMeaning::Allow,
        ConsentSaid::Refused(_) => ConsentMeaning::Object,
        ConsentSaid::Open => ConsentMeaning::Open,
        ConsentSaid::Unreadable => ConsentMeaning::Unreadable,
    };
    cells.iter().map(meaning).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_has_its_rows() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.csv");
        let rows = "a@x.example,yes,\nb@x.example,yes,yes\nc@x.example,,\nno address,no,\nd@x.example,no,\n";
        std::fs::write(&path, format!("email,optin,optout\n{rows}")).unwrap();
        let (desk, source) = (Desk::offline().unwrap(), SourceFile::at(&path).unwrap());
        let set = MappingSet::from_json(
            r#"{"version":1,"fields":[{"column":"email","field":"personalEmail.address"},
            {"column":"optin","field":"consents.marketing.email.val",
            "recipe":[{"op":"consent","reads":"grants","also":[{"column":"optout","reads":"objects"}]}]}],
            "identity":{"primary":{"namespace":"Email","field":"personalEmail.address"}}}"#,
        )
        .unwrap();
        let rows = |channel, stand, limit| {
            let found = desk.consent_rows(&source, &set, channel, stand, limit).unwrap();
            found.into_iter().map(|row| row.row).collect::<Vec<_>>()
        };
        assert_eq!(rows("email", ConsentStand::Allow, 20), [1]);
        assert_eq!(rows("email", ConsentStand::Object, 20), [2, 5]);
        assert_eq!(rows("email", ConsentStand::Object, 1), [2]);
        assert_eq!(rows("email", ConsentStand::Unsaid, 20), [3]);
        assert_eq!(rows("sms", ConsentStand::Unsaid, 20), [0_u64; 0]);
    }

    #[test]
    fn a_cell_means_what_its_column_is_read_as() {
        use ConsentMeaning::{Allow, Nothing, Object, Unreadable};
        let cells = ["yes", "no", "", "perhaps"].map(str::to_owned);
        let read = |reads| consent_meanings(&cells, reads);
        assert_eq!(read(ConsentReads::Grants), [Allow, Object, Nothing, Unreadable]);
        assert_eq!(read(ConsentReads::Objects), [Object, Nothing, Nothing, Unreadable]);
    }
}
