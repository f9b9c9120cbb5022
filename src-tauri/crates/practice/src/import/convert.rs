//! The conversions that ingestion does before it checks: text to numbers, epoch milliseconds to dates, explicit nulls
//! away. Booleans and arrays are never converted.

use crate::clock;
use serde_json::{Number, Value, json};

/// A value that cannot become what the schema asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Inconvertible {
    pub(crate) path: String,
    pub(crate) message: String,
}

/// Converts `record` in place against the resolved schema.
pub(crate) fn convert(record: &mut Value, schema: &Value) -> Result<(), Inconvertible> {
    node(record, schema, &mut String::new())
}

fn node(value: &mut Value, schema: &Value, path: &mut String) -> Result<(), Inconvertible> {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, v| !v.is_null());
            let named = schema["properties"].as_object();
            let any = &schema["additionalProperties"];
            for (name, inner) in fields.iter_mut() {
                let Some(kind) = named.and_then(|n| n.get(name)).or(any.is_object().then_some(any)) else {
                    continue;
                };
                let depth = path.len();
                path.push('/');
                path.push_str(name);
                node(inner, kind, path)?;
                path.truncate(depth);
            }
            Ok(())
        }
        Value::Array(items) => items.iter_mut().try_for_each(|item| node(item, &schema["items"], path)),
        _ => scalar(value, schema["meta:xdmType"].as_str().unwrap_or_default(), path),
    }
}

fn scalar(value: &mut Value, wanted: &str, path: &str) -> Result<(), Inconvertible> {
    let changed = match (&*value, wanted) {
        (Value::String(text), "byte" | "short" | "int" | "long") => text.trim().parse::<i64>().ok().map(|n| json!(n)),
        (Value::String(text), "number") => text.trim().parse().ok().and_then(Number::from_f64).map(Value::Number),
        (Value::Number(at), "date") => at
            .as_i64()
            .and_then(|ms| clock::date_text(ms.div_euclid(86_400_000)))
            .map(Value::String),
        (Value::Number(at), "date-time") => at.as_i64().and_then(clock::instant_text).map(Value::String),
        (Value::String(text), "date") => {
            return text
                .parse::<jiff::civil::Date>()
                .map(drop)
                .or_else(|_| refuse(value, wanted, path));
        }
        (Value::String(text), "date-time") => {
            return if is_instant(text) {
                Ok(())
            } else {
                refuse(value, wanted, path)
            };
        }
        _ => return Ok(()),
    };
    match changed {
        Some(changed) => {
            *value = changed;
            Ok(())
        }
        None => refuse(value, wanted, path),
    }
}

/// Like the platform's messages this one repeats the value: a client has to deal with that.
fn refuse(value: &Value, wanted: &str, path: &str) -> Result<(), Inconvertible> {
    let message = format!("TypeCompatibilityException: {value} cannot be converted to {wanted}");
    Err(Inconvertible {
        path: path.to_owned(),
        message,
    })
}

/// `yyyy-MM-dd'T'HH:mm:ss`, up to nine digits of a second, then `Z` or `+HH:mm`.
fn is_instant(text: &str) -> bool {
    let Some((head, tail)) = text.split_at_checked(19) else {
        return false;
    };
    if head.as_bytes().get(10) != Some(&b'T') || head.parse::<jiff::civil::DateTime>().is_err() {
        return false;
    }
    let zone = tail
        .strip_prefix('.')
        .map_or(tail, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let digits = tail.len() - zone.len();
    let offset = |z: &str| z.len() == 6 && z.starts_with(['+', '-']) && text.parse::<jiff::Timestamp>().is_ok();
    (digits == 0 || (2..=10).contains(&digits)) && (zone == "Z" || offset(zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Value {
        json!({"properties": {
            "n": {"meta:xdmType": "int"}, "d": {"meta:xdmType": "date"}, "t": {"meta:xdmType": "date-time"},
            "b": {"meta:xdmType": "boolean"}, "o": {"properties": {"n": {"meta:xdmType": "number"}}},
        }})
    }

    #[test]
    fn text_and_epochs_become_what_the_schema_asks_and_nulls_go() {
        let mut record = json!({"n": "12", "d": 0, "t": 1_500, "b": "true", "o": {"n": "1.5", "x": null}});
        convert(&mut record, &schema()).unwrap();
        let expected =
            json!({"n": 12, "d": "1970-01-01", "t": "1970-01-01T00:00:01.500Z", "b": "true", "o": {"n": 1.5}});
        assert_eq!(record, expected);
    }

    #[test]
    fn what_cannot_be_converted_is_named_by_its_path() {
        for (record, path) in [
            (json!({"n": "twelve"}), "/n"),
            (json!({"d": "2020-02-30"}), "/d"),
            (json!({"d": "01-02-2020"}), "/d"),
            (json!({"o": {"n": "1,5"}}), "/o/n"),
            (json!({"t": "2020-01-01 10:00:00"}), "/t"),
            (json!({"t": "2020-01-01T10:00:00"}), "/t"),
        ] {
            let mut record = record;
            assert_eq!(convert(&mut record, &schema()).unwrap_err().path, path);
        }
    }

    #[test]
    fn instants_need_a_zone_and_seconds() {
        for good in [
            "2020-01-01T10:00:00Z",
            "2020-01-01T10:00:00.123456789Z",
            "2020-01-01T10:00:00+02:00",
            "2020-01-01T10:00:00.5-11:30",
        ] {
            assert!(is_instant(good), "{good}");
        }
        for bad in [
            "2020-01-01",
            "2020-01-01T10:00Z",
            "2020-01-01T10:00:00",
            "2020-01-01T10:00:00.Z",
            "2020-13-01T10:00:00Z",
            "2020-01-01T10:00:00+2",
        ] {
            assert!(!is_instant(bad), "{bad}");
        }
    }
}
