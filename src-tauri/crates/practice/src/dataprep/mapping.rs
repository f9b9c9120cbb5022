//! One mapping: from a column, an expression or a fixed value to a field of the schema.

use super::el::{self, Expression, Moment};
use serde_json::{Value, json};

#[derive(Debug)]
pub(super) struct Mapping {
    pub(super) kind: String,
    pub(super) source: String,
    pub(super) destination: String,
    expression: Expression,
    /// `meta:xdmType` of the destination.
    target: String,
}

/// The words of a boolean column.
const YES: [&str; 8] = ["y", "yes", "Y", "YES", "on", "ON", "true", "TRUE"];
const NO: [&str; 8] = ["n", "N", "no", "NO", "off", "OFF", "false", "FALSE"];

impl Mapping {
    /// In either form: the newer one, or that of the sources tutorial. `Err` says what is wrong.
    pub(super) fn read(sent: &Value, schema: &Value) -> Result<Self, String> {
        let text = |names: [&str; 2]| {
            let found = names.into_iter().find_map(|name| sent[name].as_str());
            found.filter(|t| !t.trim().is_empty()).map(str::to_owned)
        };
        let source = text(["source", "sourceAttribute"]).ok_or("source is required")?;
        let destination = text(["destination", "destinationXdmPath"]).ok_or("destination is required")?;
        let kind = sent["sourceType"].as_str().unwrap_or("ATTRIBUTE");
        let expression = match kind {
            "ATTRIBUTE" | "text/x.schema-path" => Expression::Column(source.clone()),
            "EXPRESSION" | "text/x.aep-xl" => el::parse(&source)?,
            "STATIC" => Expression::Literal(json!(source)),
            _ => return Err(format!("sourceType {kind} is not known")),
        };
        let target =
            field(schema, &destination).ok_or_else(|| format!("{destination} is not a field of the schema"))?;
        let target = target["meta:xdmType"].as_str().unwrap_or_default();
        if matches!(target, "object" | "map") {
            return Err(format!(
                "{destination} is not a single field: maps and objects cannot be mapped"
            ));
        }
        Ok(Self {
            kind: kind.to_owned(),
            source,
            destination: destination.clone(),
            expression,
            target: target.to_owned(),
        })
    }

    pub(super) fn columns(&self) -> Vec<&str> {
        self.expression.columns()
    }

    /// The value for one row, of the destination's type.
    pub(super) fn value(&self, row: &Value) -> Result<Value, String> {
        converted(el::evaluate(&self.expression, row)?, &self.target)
    }

    /// Writes into the record; `[0]` and `[*]` stand for the only element of a list.
    pub(super) fn put(&self, record: &mut Value, value: Value) {
        let mut at = record;
        for step in self.destination.split('.') {
            let (name, listed) = step.split_once('[').map_or((step, false), |(n, _)| (n, true));
            at = &mut at[name];
            if listed {
                if !at.is_array() {
                    *at = json!([Value::Null]);
                }
                at = &mut at[0];
            }
        }
        *at = if self.target == "array" && !value.is_array() {
            json!([value])
        } else {
            value
        };
    }
}

/// The field at a dotted path.
fn field<'a>(schema: &'a Value, path: &str) -> Option<&'a Value> {
    let mut at = schema;
    for step in path.split('.') {
        let (name, listed) = step.split_once('[').map_or((step, false), |(n, _)| (n, true));
        at = at["properties"].get(name)?;
        if listed {
            at = at.get("items")?;
        }
    }
    Some(at)
}

fn converted(value: Value, target: &str) -> Result<Value, String> {
    let text = match &value {
        Value::Null => return Ok(Value::Null),
        Value::String(text) => text.trim(),
        Value::Array(_) if target == "array" => return Ok(value),
        Value::Bool(_) if target == "boolean" => return Ok(value),
        Value::Number(_) if matches!(target, "number" | "byte" | "short" | "int" | "long") => return Ok(value),
        other if target == "string" => return Ok(json!(other.to_string())),
        _ => return Err(format!("the value cannot be converted to {target}")),
    };
    let refused = || format!("the value cannot be converted to {target}");
    match target {
        "boolean" if YES.contains(&text) => Ok(json!(true)),
        "boolean" if NO.contains(&text) => Ok(json!(false)),
        "number" => text.parse::<f64>().map(|n| json!(n)).map_err(|_| refused()),
        "byte" | "short" | "int" | "long" => text.parse::<i64>().map(|n| json!(n)).map_err(|_| refused()),
        "date" => moment(text).map(|m| json!(m.date().to_string())).ok_or_else(refused),
        "date-time" => moment(text).map(|m| json!(m.text())).ok_or_else(refused),
        "boolean" => Err(refused()),
        _ => Ok(value),
    }
}

fn moment(text: &str) -> Option<Moment> {
    Moment::parse(text).or_else(|| el::automatic(text))
}
