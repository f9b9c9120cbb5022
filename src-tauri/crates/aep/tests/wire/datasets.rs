//! Datasets that are made or switched on, whatever state they are in and whoever else changes them.

use crate::server::{Act, Seen, Wire, answer, json};
use aep::{CancellationToken, DatasetId, Ensured, NewDataset, SchemaId};
use serde_json::{Value, json as value};
use std::sync::{Arc, Mutex};

const SCHEMA: &str = "https://ns.adobe.com/courier/schemas/a";

/// A catalog with one dataset, that takes patches only with the current version.
struct Catalog {
    tags: Value,
    version: u32,
    patches: Vec<Value>,
}

fn catalog(tags: Value) -> Arc<Mutex<Catalog>> {
    Arc::new(Mutex::new(Catalog {
        tags,
        version: 1,
        patches: Vec::new(),
    }))
}

impl Catalog {
    fn answer(&mut self, seen: &Seen) -> Act {
        let etag = format!("etag: {}", self.version);
        if seen.method == "GET" {
            let object = value!({"d1": {"name": "Shoppers", "schemaRef": {"id": SCHEMA}, "tags": self.tags}});
            return answer(200, &[&etag, "content-type: application/json"], object.to_string());
        }
        assert_eq!(
            (seen.method.as_str(), seen.header("content-type")),
            ("PATCH", Some("application/json-patch+json"))
        );
        if seen.header("if-match") != Some(&self.version.to_string()) {
            return json(412, r#"{"title":"Precondition Failed"}"#);
        }
        for step in seen.json().as_array().unwrap() {
            let tag = step["path"].as_str().unwrap().strip_prefix("/tags/").unwrap();
            self.tags[tag] = step["value"].clone();
        }
        self.patches.push(self.tags["unifiedProfile"].clone());
        self.version += 1;
        json(200, r#"["@/dataSets/d1"]"#)
    }
}

#[tokio::test]
async fn an_existing_dataset_is_switched_on_as_its_state_needs() {
    let (cancel, id) = (CancellationToken::new(), DatasetId::parse("d1").unwrap());
    let both = value!(["enabled:true", "isUpsert:true"]);
    let on = value!({"unifiedProfile": ["enabled: true"], "unifiedIdentity": ["enabled:true"]});
    let upsert = value!({"unifiedProfile": both, "unifiedIdentity": ["enabled:true"]});
    for (tags, wanted, patches) in [
        (value!({}), false, vec![value!(["enabled:true"])]),
        (value!({}), true, vec![both.clone()]),
        (
            value!({"unifiedProfile": ["enabled:false"], "unifiedIdentity": ["enabled:false"]}),
            true,
            vec![both.clone()],
        ),
        (on.clone(), false, vec![]),
        (on.clone(), true, vec![value!(["enabled:false"]), both.clone()]),
        (upsert.clone(), true, vec![]),
        (upsert.clone(), false, vec![]),
        (
            value!({"unifiedProfile": ["enabled:true"]}),
            false,
            vec![value!(["enabled:true"])],
        ),
    ] {
        let state = catalog(tags.clone());
        let wire = Wire::start({
            let state = Arc::clone(&state);
            move |seen, _| state.lock().unwrap().answer(seen)
        })
        .await;
        let outcome = wire.client().enable_dataset(&id, wanted, &cancel).await.unwrap();
        let there = matches!(outcome, Ensured::Found(_));
        assert_eq!(
            (there, &state.lock().unwrap().patches),
            (patches.is_empty(), &patches),
            "{tags} {wanted}"
        );
        let dataset = outcome.agreed().unwrap();
        assert!(dataset.profile_enabled() && dataset.identity_enabled() && (!wanted || dataset.upsert()));
    }
}

#[tokio::test]
async fn a_dataset_that_changes_meanwhile_is_looked_at_again() {
    let (cancel, id) = (CancellationToken::new(), DatasetId::parse("d1").unwrap());
    let state = catalog(value!({}));
    let wire = Wire::start({
        let state = Arc::clone(&state);
        move |seen, n| {
            let mut state = state.lock().unwrap();
            if n == 1 {
                // Somebody else, between our look and our change.
                state.version += 1;
            }
            state.answer(seen)
        }
    })
    .await;
    assert!(matches!(
        wire.client().enable_dataset(&id, true, &cancel).await.unwrap(),
        Ensured::Created(_)
    ));
    assert_eq!(state.lock().unwrap().patches.len(), 1);
    // An answer lost after its effect: the repeat meets a newer version, which is our own.
    let state = catalog(value!({}));
    let wire = Wire::start({
        let state = Arc::clone(&state);
        move |seen, n| {
            let act = state.lock().unwrap().answer(seen);
            if n == 1 { Act::Drop } else { act }
        }
    })
    .await;
    assert!(matches!(
        wire.client().enable_dataset(&id, true, &cancel).await.unwrap(),
        Ensured::Created(_)
    ));
    assert_eq!(state.lock().unwrap().patches.len(), 1);
    // Never as wanted: not for ever.
    let wire = Wire::start(|seen, _| match seen.method.as_str() {
        "GET" => json(200, r#"{"d1":{"name":"Shoppers"}}"#),
        _ => json(412, "{}"),
    })
    .await;
    assert!(matches!(
        wire.client().enable_dataset(&id, true, &cancel).await.unwrap(),
        Ensured::Differs(_)
    ));
}

#[tokio::test]
async fn a_dataset_is_made_once_and_one_of_its_name_is_looked_at() {
    let cancel = CancellationToken::new();
    let new = NewDataset {
        name: "Shoppers".into(),
        description: "d".into(),
        schema: SchemaId::parse(SCHEMA).unwrap(),
        profile: true,
        upsert: true,
    };
    let listed: Arc<Mutex<Value>> = Arc::new(Mutex::new(value!({})));
    let wire = Wire::start({
        let listed = Arc::clone(&listed);
        move |seen, _| {
            let mut listed = listed.lock().unwrap();
            if seen.method == "POST" {
                listed["d1"] = seen.json();
                return json(201, r#"["@/dataSets/d1"]"#);
            }
            json(200, &listed.to_string())
        }
    })
    .await;
    let client = wire.client();
    let made = client.ensure_dataset(&new, &cancel).await.unwrap();
    assert!(
        matches!(&made, Ensured::Created(one) if one.upsert() && one.error_diagnostics),
        "{made:?}"
    );
    assert!(
        matches!(client.ensure_dataset(&new, &cancel).await.unwrap(), Ensured::Found(one) if one.id.as_str() == "d1")
    );
    listed.lock().unwrap()["d1"]["tags"] = value!({"unifiedProfile": ["enabled:true"]});
    assert!(
        matches!(client.ensure_dataset(&new, &cancel).await.unwrap(), Ensured::Differs(_)),
        "without upsert"
    );
    assert!(matches!(
        client
            .ensure_dataset(
                &NewDataset {
                    upsert: false,
                    ..new.clone()
                },
                &cancel
            )
            .await
            .unwrap(),
        Ensured::Found(_)
    ));
    let other = NewDataset {
        schema: SchemaId::parse("https://ns.adobe.com/courier/schemas/b").unwrap(),
        ..new
    };
    assert!(matches!(
        client.ensure_dataset(&other, &cancel).await.unwrap(),
        Ensured::Differs(_)
    ));
    assert_eq!(wire.changes().len(), 1);
}
