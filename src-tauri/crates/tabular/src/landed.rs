//! Records as CSV for the platform's own mapper: one column per leaf, every value in the one form that needs no guess.
//! UTF-8, commas, quotes only where they are needed, lines that end with a line feed, a blank cell for no value.

use crate::{Error, calendar};
use std::io::Write as _;
use xdm::{Shape, Value};

/// The name of each leaf's column, in the shape's order: the path with `_` for its dots, so that it is a plain
/// identifier in the mapper's language; where two would be alike, the later one is numbered.
pub fn landed_columns(shape: &Shape) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(shape.leaves.len());
    for leaf in &shape.leaves {
        let plain: String = leaf
            .path
            .as_str()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
            .collect();
        let mut name = plain.clone();
        let mut number = 2;
        while names.contains(&name) {
            name = format!("{plain}_{number}");
            number += 1;
        }
        names.push(name);
    }
    names
}

/// The header line of a shape.
pub fn landed_header(shape: &Shape) -> Result<Vec<u8>, Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(landed_columns(shape))?;
    finished(out)
}

/// A part of a landed file in memory, without a header.
pub struct LandedPart {
    leaves: usize,
    out: csv::Writer<Vec<u8>>,
}

impl LandedPart {
    /// An empty part. Shapes with an identity map are refused: the mapper has no maps.
    pub fn new(shape: &Shape) -> Result<Self, Error> {
        if !shape.identity_map.is_empty() {
            return Err(Error::Shape("an identity map has no column"));
        }
        Ok(Self {
            leaves: shape.leaves.len(),
            out: csv::Writer::from_writer(Vec::new()),
        })
    }

    /// Adds a record, parallel to the shape's leaves.
    pub fn push(&mut self, row: &[Option<Value<'_>>]) -> Result<(), Error> {
        if row.len() != self.leaves {
            return Err(Error::Shape("another number of values"));
        }
        for value in row {
            match value {
                None => self.out.write_field("")?,
                Some(value) => write(&mut self.out, value)?,
            }
        }
        Ok(self.out.write_record(None::<&[u8]>)?)
    }

    /// The part.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        finished(self.out)
    }
}

fn finished(out: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, Error> {
    out.into_inner().map_err(|e| Error::Io(e.into_error()))
}

/// A value as the landed file has it.
pub fn landed_text(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => text.clone().into_owned(),
        Value::Boolean(yes) => yes.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Double(number) => format!("{number:?}"),
        Value::Date(days) => ascii(&calendar::date(i64::from(*days))),
        Value::DateTime(ms) => ascii(&calendar::instant(*ms)),
    }
}

fn ascii(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// The same without a string for each cell.
fn write(out: &mut csv::Writer<Vec<u8>>, value: &Value<'_>) -> Result<(), Error> {
    let mut scratch = [0_u8; 48];
    let mut rest = &mut scratch[..];
    match value {
        Value::Text(text) => return Ok(out.write_field(text.as_bytes())?),
        Value::Date(days) => return Ok(out.write_field(calendar::date(i64::from(*days)))?),
        Value::DateTime(ms) => return Ok(out.write_field(calendar::instant(*ms))?),
        Value::Boolean(yes) => write!(rest, "{yes}"),
        Value::Integer(number) => write!(rest, "{number}"),
        // The shortest digits that read back as the same number, with an exponent where that is long.
        Value::Double(number) => write!(rest, "{number:?}"),
    }
    .map_err(Error::Io)?;
    let left = rest.len();
    Ok(out.write_field(&scratch[..48 - left])?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use xdm::{FieldPath, Kind, Leaf};

    fn shape(leaves: &[(&str, Kind)]) -> Shape {
        let leaf = |(path, kind): &(&str, Kind)| Leaf {
            path: FieldPath::parse(path).unwrap(),
            kind: *kind,
            list: false,
        };
        Shape {
            leaves: leaves.iter().map(leaf).collect(),
            identity_map: Vec::new(),
        }
    }

    #[test]
    fn columns_are_plain_names_and_each_is_another() {
        let shape = shape(&[
            ("_acme.customer-group", Kind::Text),
            ("_acme.customer_group", Kind::Text),
            ("person.name.firstName", Kind::Text),
        ]);
        let columns = landed_columns(&shape);
        assert_eq!(
            columns,
            [
                "_acme_customer_group",
                "_acme_customer_group_2",
                "person_name_firstName"
            ]
        );
        assert_eq!(
            landed_header(&shape).unwrap(),
            format!("{}\n", columns.join(",")).as_bytes()
        );
    }

    #[test]
    fn every_kind_has_one_form() {
        let shape = shape(&[
            ("a", Kind::Text),
            ("b", Kind::Boolean),
            ("c", Kind::Date),
            ("d", Kind::DateTime),
            ("e", Kind::Double),
            ("f", Kind::Long),
        ]);
        let row = [
            Some(Value::Text("O\"Neill,\nJo".into())),
            Some(Value::Boolean(true)),
            Some(Value::Date(0)),
            Some(Value::DateTime(1)),
            Some(Value::Double(1234.5)),
            Some(Value::Integer(i64::MIN)),
        ];
        let mut part = LandedPart::new(&shape).unwrap();
        part.push(&row).unwrap();
        part.push(&[const { None }; 6]).unwrap();
        assert!(part.push(&[]).is_err());
        let text = String::from_utf8(part.finish().unwrap()).unwrap();
        assert_eq!(
            text,
            "\"O\"\"Neill,\nJo\",true,1970-01-01,1970-01-01T00:00:00.001Z,1234.5,-9223372036854775808\n,,,,,\n"
        );
        let texts: Vec<String> = row.iter().flatten().map(landed_text).collect();
        assert_eq!(texts[3], "1970-01-01T00:00:00.001Z");
    }

    #[test]
    fn a_shape_with_an_identity_map_is_refused() {
        let with_map = Shape {
            identity_map: vec!["Email".to_owned()],
            ..shape(&[("a", Kind::Text)])
        };
        assert!(LandedPart::new(&with_map).is_err());
    }

    proptest! {
        /// Read back by another reader, a row is the texts that it was made of. A header comes first in a file, so that a
        /// byte order mark stands nowhere at its start.
        #[test]
        fn what_is_written_reads_back(rows in prop::collection::vec(prop::collection::vec(prop::option::of("[^\0\u{feff}]{1,20}"), 3), 1..20)) {
            let shape = shape(&[("a", Kind::Text), ("b", Kind::Text), ("c", Kind::Text)]);
            let mut part = LandedPart::new(&shape).unwrap();
            for row in &rows {
                let values: Vec<_> = row.iter().map(|cell| cell.as_deref().map(|text| Value::Text(text.into()))).collect();
                part.push(&values).unwrap();
            }
            let bytes = part.finish().unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
            let back: Vec<Vec<Option<String>>> = reader
                .records()
                .map(|r| r.unwrap().iter().map(|cell| Some(cell.to_owned()).filter(|c| !c.is_empty())).collect())
                .collect();
            prop_assert_eq!(back, rows);
        }
    }
}
