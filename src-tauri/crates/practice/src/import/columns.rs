//! Whether a Parquet file's columns are a subset of the schema's structure, with types that the platform takes.
//! Source: the conversions of the ingestion guide: text becomes numbers, dates and date-times, a long becomes a date or
//! date-time; booleans, arrays and everything else are taken as they are or not at all.

use parquet::{
    basic::{ConvertedType, Type as Physical},
    schema::types::Type,
};
use serde_json::Value;

/// `Err` names the first column that does not fit.
pub(crate) fn check(root: &Type, schema: &Value) -> Result<(), String> {
    root.get_fields().iter().try_for_each(|field| child(field, schema, ""))
}

fn child(field: &Type, object: &Value, above: &str) -> Result<(), String> {
    let path = if above.is_empty() {
        field.name().to_owned()
    } else {
        format!("{above}.{}", field.name())
    };
    let node = &object["properties"][field.name()];
    if node.is_null() {
        return Err(format!("column {path} is not part of the schema"));
    }
    fits(field, node, &path)
}

fn fits(field: &Type, node: &Value, path: &str) -> Result<(), String> {
    let wanted = node["meta:xdmType"].as_str().unwrap_or_default();
    let converted = field.get_basic_info().converted_type();
    let mismatch = || Err(format!("column {path} is not compatible with {wanted}"));
    match wanted {
        "object" if field.is_group() && converted == ConvertedType::NONE => {
            field.get_fields().iter().try_for_each(|inner| child(inner, node, path))
        }
        "map" if matches!(converted, ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE) => {
            let [key, value] = inner(field) else { return mismatch() };
            if !is_text(key) {
                return mismatch();
            }
            fits(value, &node["additionalProperties"], &format!("{path}.*"))
        }
        "array" if converted == ConvertedType::LIST => {
            let [element] = inner(field) else { return mismatch() };
            fits(element, &node["items"], &format!("{path}[]"))
        }
        _ if field.is_primitive() && taken(field, wanted) => Ok(()),
        _ => mismatch(),
    }
}

/// What stands inside the repeated group of a list or map.
fn inner(field: &Type) -> &[std::sync::Arc<Type>] {
    match field.get_fields() {
        [repeated] if repeated.is_group() => repeated.get_fields(),
        _ => &[],
    }
}

fn is_text(field: &Type) -> bool {
    field.is_primitive()
        && field.get_physical_type() == Physical::BYTE_ARRAY
        && matches!(
            field.get_basic_info().converted_type(),
            ConvertedType::UTF8 | ConvertedType::ENUM
        )
}

fn taken(field: &Type, wanted: &str) -> bool {
    use ConvertedType as C;
    use Physical as P;
    let kind = (field.get_physical_type(), field.get_basic_info().converted_type());
    match wanted {
        "string" => is_text(field),
        "boolean" => kind == (P::BOOLEAN, C::NONE),
        "number" => is_text(field) || matches!(kind, (P::DOUBLE | P::FLOAT, C::NONE)),
        "byte" => is_text(field) || kind == (P::INT32, C::INT_8),
        "short" => is_text(field) || matches!(kind, (P::INT32, C::INT_8 | C::INT_16)),
        "int" => is_text(field) || matches!(kind, (P::INT32, C::NONE | C::INT_8 | C::INT_16 | C::INT_32)),
        "long" => {
            is_text(field)
                || matches!(
                    kind,
                    (
                        P::INT64 | P::INT32,
                        C::NONE | C::INT_8 | C::INT_16 | C::INT_32 | C::INT_64
                    )
                )
        }
        "date" => is_text(field) || matches!(kind, (P::INT32, C::DATE) | (P::INT64, C::NONE | C::INT_64)),
        "date-time" => {
            is_text(field)
                || matches!(
                    kind,
                    (
                        P::INT64,
                        C::NONE | C::INT_64 | C::TIMESTAMP_MILLIS | C::TIMESTAMP_MICROS
                    )
                )
        }
        _ => false,
    }
}
