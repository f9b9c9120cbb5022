//! Parts as other readers see them: the Parquet schema, and Parquet and JSON Lines row by row.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::format_collect,
    reason = "a test that unwraps says with its panic what went wrong"
)]
#![expect(
    clippy::unwrap_used,
    reason = "a test may panic, also outside the test function itself"
)]

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMillisecondType,
};
use arrow_array::{Array, ArrayRef, StructArray};
use arrow_schema::DataType;
use bytes::Bytes;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::{FileReader, SerializedFileReader};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use std::borrow::Cow;
use tabular::{JsonlPart, ParquetPart, RecordJson};
use xdm::{FieldPath, Kind, Leaf, Shape, Value};

const KINDS: [(&str, Kind, bool); 14] = [
    ("_acme.flag", Kind::Boolean, false),
    ("_acme.tags", Kind::Text, true),
    ("_acme.years", Kind::Long, true),
    ("homeAddress.city", Kind::Text, false),
    ("loyalty.points", Kind::Double, false),
    ("loyalty.tier.level", Kind::Short, false),
    ("loyalty.tier.rank", Kind::Byte, false),
    ("loyalty.visits", Kind::Int, false),
    ("person.birthDate", Kind::Date, false),
    ("person.name.firstName", Kind::Text, false),
    ("person.name.lastName", Kind::Text, false),
    ("personalEmail.address", Kind::Text, false),
    ("total", Kind::Long, false),
    ("userAccount.startDate", Kind::DateTime, false),
];

fn shape() -> Shape {
    let leaf = |(path, kind, list): &(&str, Kind, bool)| Leaf {
        path: FieldPath::parse(path).unwrap(),
        kind: *kind,
        list: *list,
    };
    Shape {
        leaves: KINDS.iter().map(leaf).collect(),
        identity_map: vec!["Email".to_owned(), "CustomerId".to_owned()],
    }
}

type Record = (Vec<Option<Value<'static>>>, Vec<Option<String>>);

fn parts(rows: &[Record]) -> (Vec<u8>, String) {
    let shape = shape();
    let (mut parquet, mut jsonl) = (ParquetPart::new(&shape).unwrap(), JsonlPart::new(&shape));
    let mut expected = 0;
    for (row, ids) in rows {
        let ids: Vec<Option<&str>> = ids.iter().map(Option::as_deref).collect();
        parquet.push(row, &ids).unwrap();
        jsonl.push(row, &ids).unwrap();
        expected += RecordJson::new(&shape).len(row, &ids) + 1;
    }
    assert_eq!((parquet.rows(), jsonl.rows()), (rows.len() as u64, rows.len() as u64));
    assert_eq!(jsonl.encoded_bytes(), expected, "the length without writing is exact");
    (parquet.finish().unwrap(), String::from_utf8(jsonl.finish()).unwrap())
}

/// What stands in row `i`, as JSON; absent values are left out.
fn json_at(array: &ArrayRef, i: usize) -> Option<Json> {
    if array.is_null(i) {
        return None;
    }
    Some(match array.data_type() {
        DataType::Utf8 => json!(array.as_string::<i32>().value(i)),
        DataType::Float64 => json!(array.as_primitive::<Float64Type>().value(i)),
        DataType::Int64 => json!(array.as_primitive::<Int64Type>().value(i)),
        DataType::Int32 => json!(array.as_primitive::<Int32Type>().value(i)),
        DataType::Int16 => json!(array.as_primitive::<Int16Type>().value(i)),
        DataType::Int8 => json!(array.as_primitive::<Int8Type>().value(i)),
        DataType::Boolean => json!(array.as_boolean().value(i)),
        DataType::Date32 => json!({ "days": array.as_primitive::<Date32Type>().value(i) }),
        DataType::Timestamp(_, _) => json!({ "ms": array.as_primitive::<TimestampMillisecondType>().value(i) }),
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(i);
            (0..items.len())
                .map(|j| json_at(&items, j).unwrap_or(Json::Null))
                .collect()
        }
        DataType::Struct(_) => Json::Object(object_at(array.as_struct(), i)),
        DataType::Map(_, _) => {
            let entries = array.as_map().value(i);
            let (keys, values) = (entries.column(0), entries.column(1));
            Json::Object(
                (0..entries.len())
                    .filter_map(|j| Some((keys.as_string::<i32>().value(j).to_owned(), json_at(values, j)?)))
                    .collect(),
            )
        }
        other => panic!("{other} is not written"),
    })
}

fn object_at(object: &StructArray, i: usize) -> Map<String, Json> {
    let fields = object
        .column_names()
        .into_iter()
        .map(str::to_owned)
        .zip(object.columns());
    fields
        .filter_map(|(name, column)| Some((name, json_at(column, i)?)))
        .collect()
}

fn read_parquet(bytes: Vec<u8>) -> Vec<Json> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(Bytes::from(bytes))
        .unwrap()
        .build()
        .unwrap();
    reader
        .flat_map(|batch| {
            let rows = StructArray::from(batch.unwrap());
            (0..rows.len())
                .map(|i| Json::Object(object_at(&rows, i)))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// JSON has dates as text, Parquet as numbers: makes the former like the latter.
fn with_numbered_dates(mut record: Json) -> Json {
    if let Some(date) = record.pointer_mut("/person/birthDate") {
        *date = json!({ "days": xdm::parse_date(date.as_str().unwrap(), &xdm::DateStyle::default()).unwrap().days() });
    }
    if let Some(at) = record.pointer_mut("/userAccount/startDate") {
        *at = json!({ "ms": xdm::parse_date_time(at.as_str().unwrap(), &xdm::DateStyle::default()).unwrap().0 });
    }
    record
}

fn assert_same(rows: &[Record]) {
    let (parquet, jsonl) = parts(rows);
    assert_eq!(jsonl.matches('\n').count(), rows.len(), "no line end within a record");
    let lines: Vec<Json> = jsonl
        .lines()
        .map(|l| with_numbered_dates(serde_json::from_str(l).unwrap()))
        .collect();
    assert_eq!(read_parquet(parquet), lines);
}

fn value(kind: Kind, seed: u64) -> Value<'static> {
    match kind {
        Kind::Text => Value::Text(Cow::Owned(format!("v{}", seed % 1_000))),
        Kind::Double => Value::Double(seed as f64 / 8.0),
        Kind::Long => Value::Integer(seed as i64 - 1),
        Kind::Int => Value::Integer(i64::from(seed as i32)),
        Kind::Short => Value::Integer(i64::from(seed as i16)),
        Kind::Byte => Value::Integer(i64::from(seed as i8)),
        Kind::Boolean => Value::Boolean(seed.is_multiple_of(2)),
        Kind::Date => Value::Date((seed % 40_000) as i32 - 10_000),
        _ => Value::DateTime((seed % 2_000_000_000_000) as i64 - 400_000_000_000),
    }
}

/// Rows in which every value is absent now and then.
fn many(count: u64) -> Vec<Record> {
    let row = |i: u64| {
        let values = KINDS
            .iter()
            .zip(0..)
            .map(|((_, kind, _), k)| {
                (!(i + k).is_multiple_of(3) && !i.is_multiple_of(7)).then(|| value(*kind, i * 31 + k))
            })
            .collect();
        (
            values,
            vec![
                Some(format!("u{i}@example.com")),
                i.is_multiple_of(4).then(|| i.to_string()),
            ],
        )
    };
    (0..count).map(row).collect()
}

#[test]
fn the_schema_is_that_of_the_platforms_table() {
    let (parquet, _) = parts(&many(3));
    let reader = SerializedFileReader::new(Bytes::from(parquet)).unwrap();
    let mut text = Vec::new();
    parquet::schema::printer::print_schema(&mut text, reader.metadata().file_metadata().schema());
    insta::assert_snapshot!(String::from_utf8(text).unwrap());
}

#[test]
fn parquet_and_json_lines_hold_the_same_rows() {
    assert_same(&[]);
    assert_same(&many(20_000));
}

#[test]
fn absent_objects_are_left_out_and_present_ones_are_whole() {
    let mut row: Vec<Option<Value<'static>>> = vec![None; KINDS.len()];
    let blank: Record = (row.clone(), vec![None, None]);
    row[6] = Some(Value::Integer(-3));
    row[13] = Some(Value::DateTime(1_446_209_387_000));
    let some: Record = (row, vec![Some("a@example.com".to_owned()), Some("7".to_owned())]);
    let (parquet, jsonl) = parts(&[blank.clone(), some.clone()]);
    assert_eq!(
        jsonl,
        "{}\n{\"identityMap\":{\"Email\":[{\"id\":\"a@example.com\",\"primary\":true}],\"CustomerId\":[{\"id\":\"7\",\"primary\":false}]},\
         \"loyalty\":{\"tier\":{\"rank\":-3}},\"userAccount\":{\"startDate\":\"2015-10-30T12:49:47Z\"}}\n"
    );
    assert_eq!(read_parquet(parquet)[0], json!({}));
    assert_same(&[blank, some]);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let rows = many(20_000);
    assert!(parts(&rows) == parts(&rows));
}

#[test]
fn repeating_texts_get_a_dictionary_and_unique_ones_none() {
    let (parquet, _) = parts(&many(9_000));
    let reader = SerializedFileReader::new(Bytes::from(parquet)).unwrap();
    let meta = reader.metadata();
    assert_eq!(meta.file_metadata().created_by(), Some("profile-courier"));
    assert!(meta.file_metadata().key_value_metadata().is_none());
    let has_dictionary = |path: &str| {
        let chunk = meta
            .row_group(0)
            .columns()
            .iter()
            .find(|c| c.column_path().string() == path)
            .unwrap();
        assert!(chunk.statistics().is_none());
        chunk.dictionary_page_offset().is_some()
    };
    assert!(
        has_dictionary("homeAddress.city")
            && has_dictionary("_acme.tags.list.element")
            && has_dictionary("identityMap.key_value.key")
    );
    assert!(!has_dictionary("identityMap.key_value.value.list.element.id") && !has_dictionary("total"));
}

/// A row without identities.
const NOBODY: [Option<&str>; 2] = [None, None];

#[test]
fn rows_that_do_not_fit_the_shape_are_refused() {
    let shape = shape();
    let mut part = ParquetPart::new(&shape).unwrap();
    assert!(part.push(&[], &NOBODY).is_err());
    assert!(JsonlPart::new(&shape).push(&[], &NOBODY).is_err());
    let mut row: Vec<Option<Value>> = vec![None; KINDS.len()];
    row[6] = Some(Value::Integer(300));
    assert!(part.push(&row, &NOBODY).is_err(), "300 is no byte");
}

#[test]
fn a_record_can_be_shown_to_people() {
    let mut row: Vec<Option<Value>> = vec![None; KINDS.len()];
    row[1] = Some(Value::Text("a \"b\": {c}".into()));
    row[9] = Some(Value::Text("Zoë".into()));
    insta::assert_snapshot!(RecordJson::new(&shape()).pretty(&row, &[Some("a@example.com"), None]));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_and_number_survives_in_both_formats(text in any::<String>(), controls in "[\\x00-\\x1f\"\\\\ a]{0,12}", number in any::<i32>(), id in any::<String>(), ms in -62_135_596_800_000_i64..253_402_300_799_999, days in -700_000..2_900_000_i32) {
        let mut row: Vec<Option<Value<'static>>> = vec![None; KINDS.len()];
        row[1] = Some(Value::Text(Cow::Owned(controls)));
        row[3] = Some(Value::Text(Cow::Owned(text)));
        row[4] = Some(Value::Double(f64::from(number) / 8.0));
        row[8] = Some(Value::Date(days));
        row[13] = Some(Value::DateTime(ms));
        assert_same(&[(row, vec![Some(id), None])]);
    }
}
