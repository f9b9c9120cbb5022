//! The records of an uploaded file, one at a time: JSON Lines, one JSON array, or Parquet.
//! A row that cannot be read is handed on as such; a file that cannot be read ends its batch.

use super::{columns, parquet_rows};
use parquet::file::reader::FileReader as _;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde_json::Value;
use std::{
    fmt,
    fs::File,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
};

/// A line longer than this is no record: the largest that Profile takes is 100 KB.
const LONGEST_LINE: usize = 16 << 20;

/// A record, or the text that is none.
pub(crate) enum RawRow {
    Record(Value),
    Corrupt(String),
}

/// The three ways in which a batch may say that its files are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    JsonLines,
    JsonArray,
    Parquet,
}

impl Form {
    pub(crate) fn of(input_format: &Value) -> Self {
        match (
            input_format["format"].as_str(),
            input_format["isMultiLineJson"].as_bool(),
        ) {
            (Some("json"), Some(true)) => Self::JsonArray,
            (Some("json"), _) => Self::JsonLines,
            _ => Self::Parquet,
        }
    }
}

/// Why reading ended: the file's own fault, in the platform's words, or the caller's.
pub(crate) enum Broken<E> {
    File(String),
    Caller(E),
}

/// Hands every row of the file to `take`.
pub(crate) fn read<E>(
    path: &Path,
    form: Form,
    schema: &Value,
    take: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<(), Broken<E>> {
    let file = File::open(path).map_err(|e| Broken::File(format!("the file cannot be opened: {}", e.kind())))?;
    match form {
        Form::JsonLines => lines(file, take),
        Form::JsonArray => array(file, take),
        Form::Parquet => {
            let reader = parquet_rows::open(file).map_err(Broken::File)?;
            columns::check(reader.metadata().file_metadata().schema(), schema).map_err(Broken::File)?;
            parquet_rows::each(&reader, take)
        }
    }
}

fn lines<E>(file: File, take: &mut dyn FnMut(RawRow) -> Result<(), E>) -> Result<(), Broken<E>> {
    let mut reader = BufReader::with_capacity(256 * 1024, file);
    let mut line = Vec::new();
    loop {
        line.clear();
        let mut bounded = reader.by_ref().take(LONGEST_LINE as u64);
        let read = bounded
            .read_until(b'\n', &mut line)
            .map_err(|e| Broken::File(e.kind().to_string()))?;
        if read == 0 {
            return Ok(());
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let row = match serde_json::from_slice::<Value>(&line) {
            Ok(record @ Value::Object(_)) => RawRow::Record(record),
            _ => RawRow::Corrupt(String::from_utf8_lossy(line.trim_ascii_end()).into_owned()),
        };
        take(row).map_err(Broken::Caller)?;
    }
}

fn array<E>(file: File, take: &mut dyn FnMut(RawRow) -> Result<(), E>) -> Result<(), Broken<E>> {
    let mut failed = None;
    let each = Each {
        take: &mut |row| {
            take(row).map_err(|e| {
                failed = Some(e);
            })
        },
    };
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(file));
    let done = each.deserialize(&mut json).and_then(|()| json.end());
    match (failed, done) {
        (Some(error), _) => Err(Broken::Caller(error)),
        (None, Err(error)) => Err(Broken::File(format!("no JSON array of records: line {}", error.line()))),
        (None, Ok(())) => Ok(()),
    }
}

/// Takes the elements of an array without ever holding two of them.
struct Each<'a> {
    take: &'a mut dyn FnMut(RawRow) -> Result<(), ()>,
}

impl<'de> DeserializeSeed<'de> for Each<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        while let Some(element) = sequence.next_element::<Value>()? {
            let row = match element {
                Value::Object(_) => RawRow::Record(element),
                other => RawRow::Corrupt(other.to_string()),
            };
            (self.take)(row).map_err(|()| serde::de::Error::custom("stopped"))?;
        }
        Ok(())
    }
}
