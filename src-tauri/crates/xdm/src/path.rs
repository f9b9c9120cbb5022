//! Dotted paths into an XDM record, such as `person.name.firstName`.

use serde::{Deserialize, Serialize};

/// Stands at the start of a path for the organisation's own `_{tenantId}` root, so that a mapping set can be
/// carried from one organisation to another.
pub const TENANT: &str = "tenant";

/// A path to one field. Segments are letters, digits, `-`, `_` (schema field names; experience-platform §3.3),
/// also `.`-free `_schema` and `_repo` roots.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FieldPath(String);

/// The text is not a field path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a field path: letters, digits, - and _ with dots between them")]
pub struct PathError(pub String);

impl FieldPath {
    /// Reads a dotted path of at most 512 bytes.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let name = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if text.len() <= 512 && text.split('.').all(name) {
            Ok(Self(text.to_owned()))
        } else {
            Err(PathError(text.chars().take(80).collect()))
        }
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its names from the root down.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('.')
    }

    /// This path with `tenant.` replaced by the organisation's own root, `_{tenant_id}.`.
    pub fn in_tenant(&self, tenant_id: &str) -> Self {
        match self.0.strip_prefix(TENANT).and_then(|rest| rest.strip_prefix('.')) {
            Some(rest) => Self(format!("_{tenant_id}.{rest}")),
            None => self.clone(),
        }
    }
}

impl TryFrom<String> for FieldPath {
    type Error = PathError;
    fn try_from(text: String) -> Result<Self, PathError> {
        Self::parse(&text)
    }
}

impl From<FieldPath> for String {
    fn from(path: FieldPath) -> Self {
        path.0
    }
}

impl std::fmt::Display for FieldPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tenant_root_is_written_only_when_sending() {
        let path = FieldPath::parse("tenant.company").unwrap();
        assert_eq!(path.in_tenant("acme").as_str(), "_acme.company");
        assert_eq!(
            FieldPath::parse("person.birthDate").unwrap().in_tenant("acme").as_str(),
            "person.birthDate"
        );
    }

    #[test]
    fn text_that_is_no_path_is_refused() {
        for bad in ["", ".", "a..b", "a b", "a/b", "person.name.", "naïve"] {
            assert!(FieldPath::parse(bad).is_err(), "{bad:?}");
        }
    }
}
