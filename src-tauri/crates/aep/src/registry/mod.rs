//! The Schema Registry: the tenant, lists, one schema resolved together with its descriptors, and what a new target
//! needs there (facts §3).
//!
//! Schemas stay JSON here; what they mean is read elsewhere.

mod change;
mod descriptor;
mod group;
mod outline;
mod schema;

pub use change::{NewIdentity, NewSchema};
pub use descriptor::{FriendlyName, Identity};
pub use group::{FieldGroup, NewFieldGroup};
pub use outline::SchemaOutline;
pub use schema::{ResolvedSchema, SchemaSummary, Tenant};

use crate::call::Call;
use crate::client::Client;
use crate::json::{list, text};
use crate::{Error, SchemaId};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::collections::BTreeSet;
use tokio_util::sync::CancellationToken;

const REGISTRY: &str = "/data/foundation/schemaregistry";
/// The class of every schema that shoppers can go into.
const PROFILE_CLASS: &str = "https://ns.adobe.com/xdm/context/profile";
const PAGE: usize = 300;
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `xed-id`: title, `$id` and version.
const SUMMARIES: &str = "application/vnd.adobe.xed-id+json";
/// With `$ref`s as they are written. The platform supports major version 1 only and insists on hearing it.
const RAW: &str = "application/vnd.adobe.xed+json; version=1";

/// Where a resource of one kind (`schemas`, `fieldgroups`) is.
fn path(kind: &str, id: &str) -> String {
    // Standard resources live beside the tenant's; their ids begin with `https://ns.adobe.com/xdm/` or `_xdm.`.
    let standard = id.contains("://ns.adobe.com/xdm/") || id.starts_with("_xdm.");
    let container = if standard { "global" } else { "tenant" };
    format!("{REGISTRY}/{container}/{kind}/{}", utf8_percent_encode(id, SEGMENT))
}

impl Client {
    /// Every resource of a paged list, each once; `call` is the list without its paging.
    async fn every_resource(
        &self,
        call: impl Fn() -> Call<'static>,
        odd: &'static str,
        cancel: &CancellationToken,
    ) -> Result<Vec<Value>, Error> {
        let (mut found, mut seen, mut start) = (Vec::new(), BTreeSet::new(), None::<String>);
        loop {
            let mut page = call().query("orderby", "title").query("limit", PAGE);
            if let Some(start) = &start {
                page = page.query("start", start);
            }
            let reply = self.call(&page, cancel).await?;
            let answer = reply.json()?;
            if !answer.get("results").is_some_and(Value::is_array) {
                return Err(reply.odd(odd));
            }
            let before = seen.len();
            for item in list(&answer, "results") {
                if text(item, "$id").is_some_and(|id| seen.insert(id)) {
                    found.push(item.clone());
                }
            }
            // `limit` is only a hint to the registry; the end is a `next` of null, or a page that brings nothing new.
            start = answer.get("_page").and_then(|page| text(page, "next"));
            if start.is_none() || seen.len() == before {
                return Ok(found);
            }
        }
    }

    /// A resource in its raw form, as `read` understands it.
    async fn raw<T>(
        &self,
        name: &'static str,
        at: String,
        read: fn(&Value) -> Option<T>,
        cancel: &CancellationToken,
    ) -> Result<T, Error> {
        let reply = self.call(&Call::get(name, at).accept(RAW), cancel).await?;
        read(&reply.json()?).ok_or_else(|| reply.odd("a resource without an id"))
    }
}

/// Titles are compared as the registry does for uniqueness, as far as that is known: not by casing or outer blanks.
fn same_title(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

fn schema_id(item: &Value) -> Option<SchemaId> {
    SchemaId::parse(text(item, "$id")?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_is_an_address_becomes_one_path_segment() {
        assert_eq!(
            path("schemas", "https://ns.adobe.com/courier/schemas/0a1b"),
            "/data/foundation/schemaregistry/tenant/schemas/https%3A%2F%2Fns.adobe.com%2Fcourier%2Fschemas%2F0a1b"
        );
        assert_eq!(
            path("schemas", "_courier.schemas.0a1b"),
            "/data/foundation/schemaregistry/tenant/schemas/_courier.schemas.0a1b"
        );
        assert!(path("fieldgroups", "https://ns.adobe.com/xdm/context/identitymap").contains("/global/fieldgroups/"));
    }
}
