//! Opaque ids as types that are safe as one URL path segment: a bad id dies where it enters, not in a request line.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// The text cannot be an id of this kind. It does not repeat the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a {kind}")]
pub struct BadId {
    /// The type that refused it.
    pub kind: &'static str,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $valid:path) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(try_from = "String", into = "String")]
        #[ts(type = "string")]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is, if it can be one.
            pub fn parse(text: impl Into<String>) -> Result<Self, BadId> {
                let text = text.into();
                if $valid(&text) { Ok(Self(text)) } else { Err(BadId { kind: stringify!($name) }) }
            }

            /// As the platform writes it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                Self::parse(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    };
}

text_id!(
    /// A dataset in the Catalog Service.
    DatasetId,
    is_platform_id
);
text_id!(
    /// A batch opened by Batch Ingestion.
    BatchId,
    is_platform_id
);
text_id!(
    /// A sandbox's `name`, the value of the header `x-sandbox-name`.
    SandboxName,
    is_platform_id
);
text_id!(
    /// A streaming inlet, as records are addressed to it.
    InletId,
    is_platform_id
);
text_id!(
    /// A mapping set of Data Prep.
    MappingSetId,
    is_platform_id
);
text_id!(
    /// The name of a file inside a batch, such as `part-00001.parquet`.
    FileName,
    is_file_name
);
text_id!(
    /// A schema's `$id` (`https://ns.adobe.com/{tenant}/schemas/{hash}`) or `meta:altId`.
    SchemaId,
    is_schema_id
);

text_id!(
    /// A flow of the Flow Service.
    FlowId,
    is_platform_id
);
text_id!(
    /// A kind of flow.
    FlowSpecId,
    is_platform_id
);
text_id!(
    /// One run of a flow.
    FlowRunId,
    is_platform_id
);
text_id!(
    /// Where a flow takes its files.
    SourceConnectionId,
    is_platform_id
);
text_id!(
    /// Where a flow's records go.
    TargetConnectionId,
    is_platform_id
);
text_id!(
    /// Our own id of an upload to the landing zone: 16 hexadecimal digits.
    UploadId,
    is_upload_id
);

impl UploadId {
    /// A new one.
    pub fn random() -> Self {
        Self(format!("{:016x}", rand::random::<u64>()))
    }
}

fn is_upload_id(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_platform_id(text: &str) -> bool {
    (1..=128).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

fn is_file_name(text: &str) -> bool {
    (1..=200).contains(&text.len())
        && !text.starts_with('.')
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

fn is_schema_id(text: &str) -> bool {
    (1..=512).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_leave_its_path_segment_is_refused() {
        for bad in [
            "",
            "a/b",
            "..",
            "a?b",
            "a#b",
            "a b",
            "a%2Fb",
            "é",
            "a\r\nb",
            &"a".repeat(129),
        ] {
            assert!(BatchId::parse(bad).is_err(), "{bad:?}");
            assert!(
                serde_json::from_value::<DatasetId>(bad.into()).is_err(),
                "{bad:?} through serde"
            );
        }
        for bad in ["", ".", "..", ".hidden", "a/b", "a\\b", "a%2Fb", "a b"] {
            assert!(FileName::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn the_platforms_own_ids_are_taken_as_they_are() {
        assert_eq!(
            BatchId::parse("01EQ1C48TR4GD4FE7NH2522TCQ").unwrap().as_str(),
            "01EQ1C48TR4GD4FE7NH2522TCQ"
        );
        assert!(DatasetId::parse("5da9452f7de80400007jc52a").is_ok());
        assert!(SandboxName::parse("my-dev-sandbox").is_ok());
        assert!(FileName::parse("part-00001.parquet").is_ok());
        assert!(SchemaId::parse("https://ns.adobe.com/courier/schemas/0a1b").is_ok());
        assert!(SchemaId::parse("_courier.schemas.0a1b").is_ok());
    }

    #[test]
    fn a_refused_id_is_not_repeated_in_the_error() {
        assert_eq!(
            BatchId::parse("jane@example.com").unwrap_err().to_string(),
            "not a BatchId"
        );
    }
}
