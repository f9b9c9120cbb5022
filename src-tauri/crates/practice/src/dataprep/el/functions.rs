//! The functions that are known here: those that a mapping of customer data needs.

use super::{
    dates::{self, Moment},
    evaluate::text,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// `iif` is among them, although it decides before its values are known.
pub(in crate::dataprep) const NAMES: [&str; 29] = [
    "coalesce",
    "concat",
    "date",
    "decode",
    "dformat",
    "equals",
    "equalsIgnoreCase",
    "explode",
    "first",
    "iif",
    "is_empty",
    "join",
    "last",
    "lcase",
    "lower",
    "ltrim",
    "nullify",
    "replacestr",
    "rtrim",
    "sha256",
    "split",
    "substr",
    "to_array",
    "to_float",
    "to_integer",
    "trim",
    "ucase",
    "upper",
    "zone_date_to_utc",
];

pub(super) fn call(name: &str, values: &[Value]) -> Result<Value, String> {
    let wrong = || format!("{name} takes other values");
    let one = || values.first().filter(|_| values.len() == 1).ok_or_else(wrong);
    let word = |at: usize| values.get(at).map(text).ok_or_else(wrong);
    // A text function of nothing is nothing.
    let on_text = |change: fn(&str) -> String| match one()? {
        Value::Null => Ok(Value::Null),
        value => Ok(Value::String(change(&text(value)))),
    };
    match name {
        "lower" | "lcase" => on_text(str::to_lowercase),
        "upper" | "ucase" => on_text(str::to_uppercase),
        "trim" => on_text(|t| t.trim().to_owned()),
        "ltrim" => on_text(|t| t.trim_start().to_owned()),
        "rtrim" => on_text(|t| t.trim_end().to_owned()),
        "sha256" => on_text(|t| hex::encode(Sha256::digest(t))),
        "concat" => Ok(Value::String(values.iter().map(text).collect())),
        "split" | "explode" => {
            let (whole, mark) = (word(0)?, word(1)?);
            Ok(whole.split(&mark).map(|part| json!(part)).collect())
        }
        "join" => {
            let mark = word(0)?;
            let list = values.get(1).and_then(Value::as_array).ok_or_else(wrong)?;
            let parts: Vec<String> = list.iter().map(text).collect();
            Ok(json!(parts.join(&mark)))
        }
        "substr" => substr(&word(0)?, values).ok_or_else(wrong),
        "replacestr" => Ok(json!(word(0)?.replace(&word(1)?, &word(2)?))),
        "equals" => Ok(json!(word(0)? == word(1)?)),
        "equalsIgnoreCase" => Ok(json!(word(0)?.eq_ignore_ascii_case(&word(1)?))),
        "coalesce" => Ok(values.iter().find(|v| !v.is_null()).cloned().unwrap_or_default()),
        "decode" => {
            let (key, options) = values.split_first().ok_or_else(wrong)?;
            let pairs = options.chunks_exact(2);
            let default = pairs.remainder().first().cloned().unwrap_or_default();
            let found = pairs
                .into_iter()
                .find(|pair| !key.is_null() && text(&pair[0]) == text(key));
            Ok(found.map_or(default, |pair| pair[1].clone()))
        }
        "to_array" => {
            let (nulls, items) = values.split_first().ok_or_else(wrong)?;
            let keep = nulls.as_bool().ok_or_else(wrong)?;
            Ok(items.iter().filter(|item| keep || !item.is_null()).cloned().collect())
        }
        "first" => Ok(list(one()?).and_then(|l| l.first().cloned()).unwrap_or_default()),
        "last" => Ok(list(one()?).and_then(|l| l.last().cloned()).unwrap_or_default()),
        "is_empty" => Ok(json!(text(one()?).is_empty())),
        "nullify" => Ok(Value::Null),
        "to_integer" => number(&word(0)?)
            .map(|n| json!(n.trunc() as i64))
            .ok_or_else(|| "the value is not an integer".to_owned()),
        "to_float" => number(&word(0)?)
            .map(|n| json!(n))
            .ok_or_else(|| "the value is not a number".to_owned()),
        "date" => {
            let whole = word(0)?;
            let moment = match values.get(1) {
                Some(pattern) => dates::read(&whole, &text(pattern)),
                None => dates::automatic(&whole),
            };
            let fallback = || values.get(2).map(text).and_then(|d| dates::automatic(&d));
            let moment = moment.or_else(fallback);
            Ok(json!(moment.ok_or("the value is not a date of this format")?.text()))
        }
        "zone_date_to_utc" => {
            let moment = Moment::parse(&word(0)?).ok_or("the value is not a date")?;
            Ok(json!(moment.utc().text()))
        }
        "dformat" => {
            let at = values.first().and_then(Value::as_i64).ok_or_else(wrong)?;
            Ok(json!(dates::write(at, &word(1)?).ok_or_else(wrong)?))
        }
        _ => Err(format!("the function {name} is not known")),
    }
}

fn list(value: &Value) -> Option<&Vec<Value>> {
    value.as_array()
}

fn number(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|n: &f64| n.is_finite())
}

/// From a position, and so many letters.
fn substr(whole: &str, values: &[Value]) -> Option<Value> {
    let start = usize::try_from(values.get(1)?.as_i64()?).ok()?;
    let number = match values.get(2) {
        Some(number) => usize::try_from(number.as_i64()?).ok()?,
        None => usize::MAX,
    };
    let part: String = whole.chars().skip(start).take(number).collect();
    Some(json!(part))
}
