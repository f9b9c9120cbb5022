//! Answers to what only a person knows about customers, put into a mapping set: what a column says about consent, and
//! whose numbers a column holds.

use super::Desk;
use crate::problem::Problem;
use crate::suggest;
use xdm::{
    ConsentColumn, ConsentReads, FieldPath, IdentityRule, IdentitySource, MappedField, MappingSet, Namespace, Op,
};

/// What somebody decided about a column that may say something about consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentAnswer {
    /// It says this, and is sent.
    Reads(ConsentReads),
    /// It is not sent, and nobody is asked again.
    LeftOut,
}

impl Desk {
    /// Puts an answer about consent into a mapping. A column stays with the channels that it spoke about; otherwise the
    /// channel is the one that its name says, e-mail where it says none.
    pub fn answer_consent(&self, mapping: &mut MappingSet, column: &str, answer: ConsentAnswer) {
        if is_file(mapping, column) {
            return self.answer_leavers(mapping, column, answer);
        }
        let known = spoken_about(mapping, column);
        leave_out(mapping, column);
        match answer {
            ConsentAnswer::LeftOut => mapping.left_out.push(column.to_owned()),
            ConsentAnswer::Reads(reads) => {
                mapping.ignored.retain(|name| name != column);
                let of_name = suggest::channels_of(column).into_iter().map(str::to_owned);
                let channels = if known.is_empty() { of_name.collect() } else { known };
                for channel in &channels {
                    hear(mapping, column, reads, channel);
                }
            }
        }
    }

    /// Puts an answer about a file into a mapping that is called as a list of people who left: all of them did, or its
    /// name says nothing. Nothing else can be said of a file.
    fn answer_leavers(&self, mapping: &mut MappingSet, file: &str, answer: ConsentAnswer) {
        let channels = suggest::channels_of_leavers(file).into_iter();
        let paths = channels.filter_map(|channel| FieldPath::parse(&format!("{channel}.val")).ok());
        let paths: Vec<FieldPath> = paths.filter(|path| self.schema.find(path).is_some()).collect();
        mapping.left_out.retain(|name| name != file);
        mapping.ask_leavers = false;
        match answer {
            ConsentAnswer::Reads(ConsentReads::Objects) => {
                mapping.fields.retain(|entry| !paths.contains(&entry.field));
                mapping.fields.extend(paths.into_iter().map(suggest::everybody_left));
            }
            ConsentAnswer::LeftOut => {
                let all = |entry: &MappedField| entry.value.as_deref() == Some("n") && paths.contains(&entry.field);
                mapping.fields.retain(|entry| !all(entry));
                mapping.left_out.push(file.to_owned());
            }
            ConsentAnswer::Reads(_) => {}
        }
    }

    /// Makes a column's numbers identities of this namespace: the primary ones, with the e-mail address second. Where a
    /// field is the dataset's identity the column goes to that field.
    pub fn answer_identity(&self, mapping: &mut MappingSet, column: &str, namespace: &str) -> Result<(), Problem> {
        let code = self
            .namespaces()
            .iter()
            .find(|code| code.eq_ignore_ascii_case(namespace));
        // Without a connection nobody knows which there are.
        let code = match code {
            Some(code) => code.clone(),
            None if self.link.is_none() => namespace.to_owned(),
            None => {
                return Err(Problem::NamespaceUnknown {
                    namespace: namespace.to_owned(),
                });
            }
        };
        mapping.ignored.retain(|name| name != column);
        match self.identity_rule() {
            IdentityRule::Field { path, .. } => {
                mapping
                    .fields
                    .retain(|entry| self.schema.absolute(&entry.field) != self.schema.absolute(path));
                mapping.fields.push(plain(column, path.clone()));
            }
            IdentityRule::Map if code == Namespace::EMAIL => {}
            IdentityRule::Map => {
                let email = suggest::email_identity(mapping).cloned();
                mapping.identity.primary = IdentitySource {
                    namespace: code,
                    field: None,
                    column: Some(column.to_owned()),
                };
                mapping.identity.others = email.into_iter().collect();
            }
        }
        Ok(())
    }
}

/// The name is that of a file and of no column that the mapping knows.
fn is_file(mapping: &MappingSet, name: &str) -> bool {
    const ENDS: [&str; 8] = ["csv", "tsv", "txt", "tab", "xlsx", "xlsm", "gz", "zip"];
    let ends = |end: &str| ENDS.iter().any(|known| known.eq_ignore_ascii_case(end));
    let known = mapping.columns().any(|column| column == name) || mapping.ignored.iter().any(|column| column == name);
    !known && name.rsplit_once('.').is_some_and(|(_, end)| ends(end))
}

fn plain(column: &str, field: FieldPath) -> MappedField {
    MappedField {
        column: Some(column.to_owned()),
        value: None,
        field,
        recipe: vec![Op::Trim {}],
        required: false,
        when: None,
    }
}

/// The channels that a column speaks about in a mapping.
fn spoken_about(mapping: &MappingSet, column: &str) -> Vec<String> {
    let speaks = |entry: &&MappedField| {
        entry.column.as_deref() == Some(column)
            || entry
                .recipe
                .iter()
                .any(|op| matches!(op, Op::Consent { .. }) && op.columns().any(|own| own == column))
    };
    let channel = |entry: &MappedField| {
        let path = entry.field.as_str().strip_prefix("consents.marketing.")?;
        path.strip_suffix(".val").map(str::to_owned)
    };
    mapping.fields.iter().filter(speaks).filter_map(channel).collect()
}

/// Takes a column out of everything that is said about consent.
fn leave_out(mapping: &mut MappingSet, column: &str) {
    mapping.left_out.retain(|name| name != column);
    for entry in mapping
        .fields
        .iter_mut()
        .filter(|e| e.field.as_str().starts_with("consents."))
    {
        for op in &mut entry.recipe {
            if let Op::Consent { reads, also } = op {
                also.retain(|other| other.column != column);
                // Its place is taken by the next one that says something.
                if entry.column.as_deref() == Some(column) && !also.is_empty() {
                    let next = also.remove(0);
                    (entry.column, *reads) = (Some(next.column), next.reads);
                }
            }
        }
    }
    let about = |entry: &MappedField| entry.field.as_str().starts_with("consents.");
    mapping
        .fields
        .retain(|entry| !about(entry) || entry.column.as_deref() != Some(column));
}

/// Hears a column about a channel, besides those that are heard already.
fn hear(mapping: &mut MappingSet, column: &str, reads: ConsentReads, channel: &str) {
    let Ok(field) = FieldPath::parse(&format!("consents.marketing.{channel}.val")) else {
        return;
    };
    let known = mapping.fields.iter_mut().find(|entry| entry.field == field);
    let heard = known.and_then(|entry| {
        entry.recipe.iter_mut().find_map(|op| match op {
            Op::Consent { also, .. } => Some(also),
            _ => None,
        })
    });
    if let Some(also) = heard {
        also.push(ConsentColumn {
            column: column.to_owned(),
            reads,
        });
    } else {
        mapping.fields.retain(|entry| entry.field != field);
        mapping.fields.push(MappedField {
            recipe: vec![Op::Consent {
                reads,
                also: Vec::new(),
            }],
            ..plain(column, field)
        });
    }
}
