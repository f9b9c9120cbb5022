//! Parquet rows as the JSON that the rest of ingestion works on. An absent value is left out, as in sparse JSON.

use super::rows::{Broken, RawRow};
use crate::clock;
use parquet::{
    file::reader::{FileReader as _, SerializedFileReader},
    record::{Field, Row, reader::RowIter},
};
use serde_json::{Map, Value, json};
use std::fs::File;

pub(crate) fn open(file: File) -> Result<SerializedFileReader<File>, String> {
    SerializedFileReader::new(file).map_err(|_| "the file is not Parquet, or is cut off".to_owned())
}

pub(crate) fn each<E>(
    reader: &SerializedFileReader<File>,
    take: &mut dyn FnMut(RawRow) -> Result<(), E>,
) -> Result<(), Broken<E>> {
    let damaged = || Broken::File("the Parquet file is damaged".to_owned());
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(|_| damaged())?;
        for row in RowIter::from_row_group(None, group.as_ref()).map_err(|_| damaged())? {
            let row = row.map_err(|_| damaged())?;
            take(RawRow::Record(record(row))).map_err(Broken::Caller)?;
        }
    }
    Ok(())
}

fn record(row: Row) -> Value {
    let mut object = Map::new();
    for (name, field) in row.into_columns() {
        if let Some(value) = value(field) {
            object.insert(name, value);
        }
    }
    Value::Object(object)
}

fn value(field: Field) -> Option<Value> {
    Some(match field {
        Field::Null => return None,
        Field::Bool(v) => json!(v),
        Field::Byte(v) => json!(v),
        Field::Short(v) => json!(v),
        Field::Int(v) => json!(v),
        Field::Long(v) => json!(v),
        Field::Float(v) => json!(v),
        Field::Double(v) => json!(v),
        Field::Str(v) => Value::String(v),
        Field::Date(days) => Value::String(clock::date_text(days.into())?),
        Field::TimestampMillis(at) => Value::String(clock::instant_text(at)?),
        Field::TimestampMicros(at) => Value::String(clock::instant_text(at.div_euclid(1000))?),
        Field::Group(row) => record(row),
        Field::ListInternal(list) => list.elements().iter().cloned().filter_map(value).collect(),
        Field::MapInternal(map) => Value::Object(entries(map.entries())),
        // `columns` refuses a file with any other type before its rows are read.
        other => Value::String(other.to_string()),
    })
}

fn entries(entries: &[(Field, Field)]) -> Map<String, Value> {
    let named = entries.iter().filter_map(|(key, content)| match key {
        Field::Str(name) => Some((name.clone(), value(content.clone())?)),
        _ => None,
    });
    named.collect()
}
