//! Fields of the organisation's own: proposed from columns that have none, reviewed, then made and added to a
//! connection's schema. The platform never takes a field back once data may lie in it: whoever calls this has asked first.

mod mapped;
mod propose;
mod view;

pub use view::*;

use crate::desk::Desk;
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use crate::source::read_small;
use aep::{CancellationToken, Ensured, NewFieldGroup, SchemaId};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use std::path::Path;
use xdm::Field;

/// A reviewed proposal of 2,000 fields is smaller than this.
const MOST_BYTES: u64 = 2 << 20;
/// More than these in one group are refused, as in a mapping set.
const MOST_FIELDS: usize = 2_000;

impl FieldType {
    /// As the registry writes it.
    fn schema(self, title: &str) -> Json {
        let mut field = match self {
            Self::String => json!({"type": "string"}),
            Self::Integer => json!({"type": "integer", "meta:xdmType": "long",
                "minimum": -9_007_199_254_740_991_i64, "maximum": 9_007_199_254_740_991_i64}),
            Self::Number => json!({"type": "number"}),
            Self::Boolean => json!({"type": "boolean"}),
            Self::Date => json!({"type": "string", "format": "date"}),
            Self::DateTime => json!({"type": "string", "format": "date-time"}),
        };
        field["title"] = title.into();
        field
    }
}

/// Reads a reviewed proposal; a key that it does not know is an error that names it.
pub fn read_fields(path: &Path) -> Result<FieldProposal, Failure> {
    let bytes = read_small(path, MOST_BYTES)?;
    let text = std::str::from_utf8(&bytes).map_err(|e| unusable(e.to_string()))?;
    let proposal: FieldProposal =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| unusable(e.to_string()))?;
    proposal.validate()?;
    Ok(proposal)
}

fn unusable(reason: String) -> Problem {
    Problem::FieldsUnusable { reason }
}

impl FieldProposal {
    /// Checks what the types alone cannot say.
    fn validate(&self) -> Result<(), Problem> {
        if self.version != 1 {
            return Err(unusable(format!("version {} is not known", self.version)));
        }
        let title = self.title.trim();
        if title.is_empty() || title.chars().count() > 100 {
            return Err(unusable("`title` is empty or longer than 100 characters".to_owned()));
        }
        if self.fields.is_empty() || self.fields.len() > MOST_FIELDS {
            return Err(unusable(format!("there must be 1 to {MOST_FIELDS} fields")));
        }
        let mut names = BTreeSet::new();
        for ProposedField { name, .. } in &self.fields {
            let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.len() > 100 || !name.bytes().all(plain) {
                let shown: String = name.chars().take(80).collect();
                return Err(unusable(format!(
                    "`{shown}` is not a name: a letter, then letters, digits, - and _"
                )));
            }
            if !names.insert(name.to_lowercase()) {
                return Err(unusable(format!("`{name}` is there twice")));
            }
        }
        Ok(())
    }

    /// A field of this name that is there already must hold the same.
    fn agrees_with<'a>(&self, mut there: impl Iterator<Item = &'a Field>) -> Result<(), Problem> {
        let other = there.find(|field| {
            let same = self
                .fields
                .iter()
                .find(|own| own.name.eq_ignore_ascii_case(&field.name));
            same.is_some_and(|own| {
                let wanted = Field::of_json(&own.name, &own.kind.schema(""));
                own.name != field.name || wanted.kind != field.kind
            })
        });
        other.map_or(Ok(()), |field| {
            Err(unusable(format!(
                "the schema has a field `{}` with another type",
                field.name
            )))
        })
    }
}

impl Engine {
    /// Makes a reviewed field group and adds it to the schema of the desk's dataset; each step looks before it makes, so
    /// that it can be begun again. A desk that is connected afterwards knows the fields.
    pub async fn create_fields(
        &self,
        desk: &Desk,
        proposal: &FieldProposal,
        cancel: &CancellationToken,
    ) -> Result<FieldsMade, Failure> {
        let link = desk.link.as_ref().ok_or(Problem::Internal {})?;
        proposal.validate()?;
        proposal.agrees_with(desk.tenant_fields())?;
        let schema = SchemaId::parse(desk.schema().id.clone()).map_err(|e| Failure::new(Problem::Internal {}, e))?;
        let tenant = link.client.tenant(cancel).await?.id;
        // Before the group is made: one that no schema can take would stay behind for good.
        if !is_own(&schema, &tenant) {
            return Err(Problem::SchemaNotOwn {
                schema: desk.schema().title.clone(),
            }
            .into());
        }
        let fields = proposal
            .fields
            .iter()
            .map(|field| (field.name.clone(), field.kind.schema(&field.title)));
        let new = NewFieldGroup {
            title: proposal.title.trim().to_owned(),
            description: "Fields of customers, made by Profile Courier".to_owned(),
            tenant,
            fields: fields.collect(),
        };
        let group = link.client.ensure_field_group(&new, cancel).await?;
        let group_created = matches!(group, Ensured::Created(_));
        let group = group.agreed().ok_or(Problem::NameTaken { name: new.title })?;
        let changed = link.client.add_group_to_schema(&schema, &group.id, cancel).await?;
        let made = |field: &ProposedField| MadeField {
            column: field.column.clone(),
            field: format!("{}.{}", xdm::TENANT, field.name),
        };
        Ok(FieldsMade {
            version: 1,
            title: group.title,
            schema: changed.get().title.clone(),
            group_created,
            schema_changed: matches!(changed, Ensured::Created(_)),
            fields: proposal.fields.iter().map(made).collect(),
        })
    }
}

/// Whether a schema stands in the organisation's own part of the registry; only there it can be added to.
fn is_own(schema: &SchemaId, tenant: &str) -> bool {
    let id = schema.as_str();
    id.starts_with(&format!("_{tenant}.")) || id.starts_with(&format!("https://ns.adobe.com/{tenant}/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_organisations_own_schemas_can_be_added_to() {
        let own = |id: &str| is_own(&SchemaId::parse(id).unwrap(), "shop");
        assert!(own("https://ns.adobe.com/shop/schemas/0a1b") && own("_shop.schemas.0a1b"));
        assert!(!own("https://ns.adobe.com/xdm/schemas/0a1b") && !own("_shopping.schemas.0a1b"));
    }

    fn proposal(names: &[&str]) -> FieldProposal {
        let field = |name: &&str| ProposedField {
            column: "c".into(),
            name: (*name).into(),
            title: "t".into(),
            kind: FieldType::Date,
        };
        FieldProposal {
            version: 1,
            title: "Extras".into(),
            fields: names.iter().map(field).collect(),
        }
    }

    #[test]
    fn what_somebody_wrote_by_hand_is_checked_before_anything_is_made() {
        assert_eq!(proposal(&["a", "b-2_c"]).validate(), Ok(()));
        for (names, said) in [
            (&["a", "A"][..], "twice"),
            (&["2a"], "not a name"),
            (&["_a"], "not a name"),
            (&["a.b"], "not a name"),
            (&[], "1 to 2000"),
        ] {
            let Err(Problem::FieldsUnusable { reason }) = proposal(names).validate() else {
                panic!("{names:?} is taken");
            };
            assert!(reason.contains(said), "{reason}");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("f.json");
        let mut text = serde_json::to_string(&proposal(&["a"])).unwrap();
        std::fs::write(&path, &text).unwrap();
        assert_eq!(read_fields(&path).unwrap(), proposal(&["a"]));
        text = text.replace("\"date\"", "\"money\"");
        std::fs::write(&path, &text).unwrap();
        assert!(read_fields(&path).unwrap_err().detail.contains("fields_unusable"));
    }

    #[test]
    fn a_field_that_is_there_with_another_type_stands_in_the_way() {
        let there = |json: Json| Field::of_json("since", &json);
        let (date, text) = (
            there(json!({"type": "string", "format": "date"})),
            there(json!({"type": "string"})),
        );
        assert_eq!(proposal(&["since"]).agrees_with([&date].into_iter()), Ok(()));
        assert!(proposal(&["since"]).agrees_with([&text].into_iter()).is_err());
        assert!(
            proposal(&["Since"]).agrees_with([&date].into_iter()).is_err(),
            "two that differ in capitals alone are one too many"
        );
    }
}
