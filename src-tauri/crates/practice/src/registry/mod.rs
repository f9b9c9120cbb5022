//! The Schema Registry: standard and own resources, descriptors, unions, and the rules of writing them.

mod accept;
mod additive;
mod descriptors;
pub(crate) mod library;
mod list;
mod lookup;
mod patch;
mod resolve;
mod rules;
mod sample;
pub(crate) mod schemas;
pub(crate) mod seed;
mod stats;
mod unions;
mod write;

pub(crate) use resolve::Library;
pub(crate) use schemas::Schema;

use crate::{
    answer::{self, Refusal},
    documents::{Documents, Kind},
    options::Quirk,
    state::{Shared, State},
};
use axum::{Router, routing::get};
use rusqlite::Connection;
use serde_json::{Value, json};

const BASE: &str = "/data/foundation/schemaregistry";

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route(&format!("{BASE}/stats"), get(stats::get))
        .route(&format!("{BASE}/stats/"), get(stats::get))
        .route(&format!("{BASE}/rpc/sampledata/{{id}}"), get(sample::get))
        .route(
            &format!("{BASE}/{{container}}/{{kind}}"),
            get(list::get).post(write::post),
        )
        // Adobe's own client ends its lists with a slash.
        .route(
            &format!("{BASE}/{{container}}/{{kind}}/"),
            get(list::get).post(write::post),
        )
        .route(
            &format!("{BASE}/{{container}}/{{kind}}/{{id}}"),
            get(lookup::get)
                .put(write::put)
                .patch(write::patch)
                .delete(write::delete),
        )
}

/// One sandbox's registry: its own documents over the standard ones.
pub(crate) struct Registry<'a> {
    pub(crate) state: &'a State,
    pub(crate) documents: Documents<'a>,
    pub(crate) library: Library,
}

impl<'a> Registry<'a> {
    pub(crate) fn open(state: &'a State, db: &'a Connection, sandbox: &'a str) -> rusqlite::Result<Self> {
        let documents = Documents::of(db, sandbox);
        let mut own = Vec::new();
        for kind in [Kind::FieldGroup, Kind::DataType, Kind::Class] {
            own.extend(documents.bodies(kind)?);
        }
        let library = state.library.with(own);
        Ok(Self {
            state,
            documents,
            library,
        })
    }

    /// An own document by `$id` or by `meta:altId`.
    pub(crate) fn own(&self, kind: Kind, name: &str) -> rusqlite::Result<Option<Value>> {
        if let Some(found) = self.documents.get(kind, name)? {
            return Ok(Some(found));
        }
        let all = self.documents.bodies(kind)?;
        Ok(all.into_iter().find(|d| d["meta:altId"] == name))
    }

    /// A schema of this sandbox by either of its names, ready for use.
    pub(crate) fn schema(&self, name: &str) -> rusqlite::Result<Option<Schema>> {
        match self.own(Kind::Schema, name)? {
            Some(body) => Ok(Some(schemas::compile(self, &body)?)),
            None => Ok(None),
        }
    }

    pub(crate) fn descriptors_of(&self, schema: &str) -> rusqlite::Result<Vec<Value>> {
        let mut all = self.documents.bodies(Kind::Descriptor)?;
        all.retain(|d| d["xdm:sourceSchema"] == schema);
        Ok(all)
    }
}

/// The store's kind for a path segment; `None` for what the registry does not know.
fn own_kind(segment: &str) -> Option<Kind> {
    Some(match segment {
        "schemas" => Kind::Schema,
        "fieldgroups" | "mixins" => Kind::FieldGroup,
        "datatypes" => Kind::DataType,
        "classes" => Kind::Class,
        "descriptors" => Kind::Descriptor,
        _ => return None,
    })
}

/// `https://ns.adobe.com/xdm/context/profile` is also known as `_xdm.context.profile`.
pub(crate) fn alt_id(id: &str) -> String {
    id.replace("https://ns.adobe.com/", "_").replace('/', ".")
}

/// `title`, `$id` and the like: what `xed-id` shows.
fn short(resource: &Value) -> Value {
    let keys = ["$id", "meta:altId", "version", "title"];
    let pairs = keys.into_iter().map(|k| (k.to_owned(), resource[k].clone()));
    Value::Object(pairs.collect())
}

/// A refusal in the registry's newer form, or in the older one when the quirk asks for it.
fn refuse(state: &State, status: u16, number: u16, title: &str, detail: &str) -> Refusal {
    if state.has(Quirk::OldRegistryErrors) {
        let body = json!({"type": "/placeholder/type/uri", "status": status, "title": title, "detail": detail});
        return answer::refuse(status, &body);
    }
    answer::registry(status, number, title, detail)
}

fn bad(state: &State, number: u16, detail: &str) -> Refusal {
    refuse(state, 400, number, "Bad request", detail)
}

fn not_found(state: &State, what: &str) -> Refusal {
    let detail = format!("The requested resource {what} is not found.");
    refuse(state, 404, 1010, "Resource not found", &detail)
}
