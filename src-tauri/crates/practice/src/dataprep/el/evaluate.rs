//! What an expression comes to for one row.

use super::{Expression, functions};
use serde_json::{Value, json};
use std::cmp::Ordering;

/// `Err` says in the mapper's manner why there is no value.
pub(in crate::dataprep) fn evaluate(expression: &Expression, row: &Value) -> Result<Value, String> {
    match expression {
        Expression::Literal(value) => Ok(value.clone()),
        Expression::Column(name) => Ok(column(row, name)),
        Expression::Not(inner) => Ok(json!(!truth(&evaluate(inner, row)?)?)),
        Expression::Binary(operator, left, right) => binary(operator, left, right, row),
        Expression::Call(name, arguments) if name == "iif" => {
            let [condition, then, otherwise] = arguments.as_slice() else {
                return Err("iif takes three values".to_owned());
            };
            let chosen = if truth(&evaluate(condition, row)?)? {
                then
            } else {
                otherwise
            };
            evaluate(chosen, row)
        }
        Expression::Call(name, arguments) => {
            let values: Result<Vec<Value>, String> = arguments.iter().map(|a| evaluate(a, row)).collect();
            functions::call(name, &values?)
        }
    }
}

/// The name as it is, else as a path into nested data.
fn column(row: &Value, name: &str) -> Value {
    if let Some(found) = row.get(name) {
        return found.clone();
    }
    let mut at = row;
    for step in name.split('.') {
        at = &at[step];
    }
    at.clone()
}

fn truth(value: &Value) -> Result<bool, String> {
    match value {
        Value::Bool(truth) => Ok(*truth),
        Value::Null => Ok(false),
        Value::String(text) => text.parse().map_err(|_| "the condition is not a boolean".to_owned()),
        _ => Err("the condition is not a boolean".to_owned()),
    }
}

fn binary(operator: &str, left: &Expression, right: &Expression, row: &Value) -> Result<Value, String> {
    let left = evaluate(left, row)?;
    match operator {
        "&&" if !truth(&left)? => return Ok(json!(false)),
        "||" if truth(&left)? => return Ok(json!(true)),
        _ => {}
    }
    let right = evaluate(right, row)?;
    let order = || match (number(&left), number(&right)) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        _ => text(&left).cmp(&text(&right)),
    };
    Ok(match operator {
        "&&" | "||" => json!(truth(&right)?),
        "==" => json!(order() == Ordering::Equal),
        "!=" => json!(order() != Ordering::Equal),
        "<" => json!(order() == Ordering::Less),
        ">" => json!(order() == Ordering::Greater),
        "<=" => json!(order() != Ordering::Greater),
        ">=" => json!(order() != Ordering::Less),
        "+" if number(&left).is_none() || number(&right).is_none() => json!(text(&left) + &text(&right)),
        _ => {
            let (a, b) = number(&left).zip(number(&right)).ok_or("a value is not a number")?;
            json!(match operator {
                "+" => a + b,
                "-" => a - b,
                "*" => a * b,
                _ => a / b,
            })
        }
    })
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// Nothing is an empty text.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn value(expression: &str) -> Result<Value, String> {
        let row = json!({
            "First Name": " Noor ", "email": "Noor@Example.NL", "gender": "F", "phone": null,
            "born": "05/03/1991", "made": "2024-02-11 20:14:07", "address": {"city": "Delft"}, "points": "12", "house.no": "7",
        });
        evaluate(&parse(expression)?, &row)
    }

    #[test]
    fn functions_and_operators_give_what_the_guide_says() {
        for (expression, wanted) in [
            ("trim(${First Name})", json!("Noor")),
            ("lower(email)", json!("noor@example.nl")),
            ("upper(address.city)", json!("DELFT")),
            ("concat(trim(${First Name}), \" \", \"Vos\")", json!("Noor Vos")),
            ("split(email, \"@\")", json!(["Noor", "Example.NL"])),
            ("coalesce(phone, email)", json!("Noor@Example.NL")),
            ("iif(gender == \"F\", \"female\", \"male\")", json!("female")),
            ("iif(gender != 'F' || points > 13, 1, 2)", json!(2)),
            ("to_integer(points)", json!(12)),
            ("to_float(\"1.5\")", json!(1.5)),
            ("replacestr(email, \"@\", \" at \")", json!("Noor at Example.NL")),
            (
                "sha256(lower(email))",
                json!("1fd334b5be62945a7aa3899496f820926a28fded11b82e52786c4725e0f6dbfb"),
            ),
            ("date(born, \"dd/MM/yyyy\")", json!("1991-03-05T00:00:00Z")),
            ("date(made, \"yyyy-MM-dd HH:mm:ss\")", json!("2024-02-11T20:14:07Z")),
            (
                "zone_date_to_utc(date(\"2024-02-11 20:14:07 +02:00\", \"yyyy-MM-dd HH:mm:ss XXX\"))",
                json!("2024-02-11T18:14:07Z"),
            ),
            ("dformat(0, \"yyyy-MM-dd\")", json!("1970-01-01")),
            ("1 + 2 * 3", json!(7.0)),
            ("decode(gender, \"M\", \"male\", \"F\", \"female\")", json!("female")),
            ("decode(gender, \"M\", \"male\", \"other\")", json!("other")),
            ("decode(phone, \"\", \"none\")", json!(null)),
            ("join(\" \", to_array(false, gender, phone, points))", json!("F 12")),
            ("${house\\.no}", json!("7")),
        ] {
            assert_eq!(value(expression), Ok(wanted), "{expression}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        for (expression, part) in [
            ("lower(", "ends early"),
            ("lower(email", "comma or a bracket"),
            ("shout(email)", "not known"),
            ("\"open", "quote"),
            ("${open", "brace"),
            ("a b", "unexpected text"),
        ] {
            let error = parse(expression).unwrap_err();
            assert!(error.contains(part), "{expression}: {error}");
        }
        assert!(parse(&"(".repeat(200)).is_err());
        assert!(value("date(born, \"yyyy-MM-dd\")").is_err());
        assert!(value("to_integer(email)").is_err());
    }
}
