//! Setting up a target: each step is looked for first, made once, and agrees with what is there when taken again.

use crate::server::{Act, Seen, Wire, answer, json};
use aep::{
    CancellationToken, DatasetId, Ensured, Error, IdentityKind, NewDataset, NewFieldGroup, NewIdentity, NewNamespace,
    NewSchema, SchemaId,
};
use serde_json::{Value, json as value};
use std::sync::{Arc, Mutex};

const SCHEMA: &str = "https://ns.adobe.com/courier/schemas/a";
const PROFILE: &str = "https://ns.adobe.com/xdm/context/profile";

fn body(seen: &Seen) -> Value {
    serde_json::from_slice(&seen.body).unwrap()
}

fn schema_id() -> SchemaId {
    SchemaId::parse(SCHEMA).unwrap()
}

fn posts(wire: &Wire) -> Vec<Seen> {
    wire.seen().into_iter().filter(|seen| seen.method != "GET").collect()
}

fn customer_id() -> NewNamespace {
    NewNamespace {
        code: "CustomerId".into(),
        name: "Commerce Customer ID".into(),
        description: "d".into(),
        kind: IdentityKind::CrossDevice,
    }
}

#[tokio::test]
async fn a_namespace_is_made_once_and_found_afterwards() {
    let cancel = CancellationToken::new();
    let there: Arc<Mutex<Vec<Value>>> = Arc::default();
    let wire = Wire::start({
        let there = Arc::clone(&there);
        move |seen, _| {
            let mut there = there.lock().unwrap();
            if seen.method == "POST" {
                let mut made = body(seen);
                made["idType"] = "CROSS_DEVICE".into();
                made["status"] = "ACTIVE".into();
                there.push(made.clone());
                return json(200, &made.to_string());
            }
            json(200, &Value::from(there.clone()).to_string())
        }
    })
    .await;
    let client = wire.client();
    let first = client.ensure_namespace(&customer_id(), &cancel).await.unwrap();
    assert!(
        matches!(first, Ensured::Created(ref one) if one.code == "CustomerId"),
        "{first:?}"
    );
    assert!(matches!(
        client.ensure_namespace(&customer_id(), &cancel).await.unwrap(),
        Ensured::Found(_)
    ));
    let other = NewNamespace {
        kind: IdentityKind::Email,
        ..customer_id()
    };
    assert!(matches!(
        client.ensure_namespace(&other, &cancel).await.unwrap(),
        Ensured::Differs(_)
    ));
    let cased = NewNamespace {
        code: "customerid".into(),
        ..customer_id()
    };
    assert!(matches!(
        client.ensure_namespace(&cased, &cancel).await.unwrap(),
        Ensured::Differs(_)
    ));
    let [post] = posts(&wire).try_into().unwrap();
    assert_eq!(
        body(&post),
        value!({"name": "Commerce Customer ID", "code": "CustomerId", "idType": "Cross_device", "description": "d"})
    );
}

#[tokio::test]
async fn somebody_who_was_faster_is_agreed_with() {
    let cancel = CancellationToken::new();
    let listed = r#"[{"code":"CustomerId","idType":"CROSS_DEVICE","status":"ACTIVE"}]"#;
    let wire = Wire::start(move |seen, n| match (seen.method.as_str(), n) {
        ("POST", _) => json(409, r#"{"title":"NAMESPACE_CODE_CONFLICT"}"#),
        (_, 0) => json(200, "[]"),
        _ => json(200, listed),
    })
    .await;
    let found = wire.client().ensure_namespace(&customer_id(), &cancel).await.unwrap();
    assert!(matches!(found, Ensured::Found(_)), "{found:?}");
    let wire = Wire::start(|seen, _| {
        if seen.method == "POST" {
            json(409, "{}")
        } else {
            json(200, "[]")
        }
    })
    .await;
    let error = wire
        .client()
        .ensure_namespace(&customer_id(), &cancel)
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Conflict(_)),
        "a conflict with nothing that can be seen stays one"
    );
}

#[tokio::test]
async fn an_answer_that_was_lost_is_looked_for_and_nothing_is_made_twice() {
    let cancel = CancellationToken::new();
    for lost in [|| Act::Drop, || json(503, "{}"), || json(200, "<html>")] {
        let made = Arc::new(Mutex::new(false));
        let wire = Wire::start(move |seen, _| {
            let mut made = made.lock().unwrap();
            if seen.method == "POST" {
                *made = true;
                return lost();
            }
            json(
                200,
                if *made {
                    r#"[{"code":"CustomerId","idType":"Cross_device"}]"#
                } else {
                    "[]"
                },
            )
        })
        .await;
        let outcome = wire.client().ensure_namespace(&customer_id(), &cancel).await.unwrap();
        assert!(matches!(outcome, Ensured::Created(_)), "{outcome:?}");
        assert_eq!(posts(&wire).len(), 1);
    }
    let wire = Wire::start(|seen, _| {
        if seen.method == "POST" {
            json(503, "{}")
        } else {
            json(200, "[]")
        }
    })
    .await;
    let error = wire
        .client()
        .ensure_namespace(&customer_id(), &cancel)
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Status(refusal) if refusal.status == 503));
    assert_eq!(posts(&wire).len(), 1, "not seen is not proof of not made");
}

#[tokio::test]
async fn what_is_forbidden_is_not_looked_for_again() {
    let wire = Wire::start(|seen, _| {
        if seen.method == "POST" {
            json(403, "{}")
        } else {
            json(200, "[]")
        }
    })
    .await;
    let error = wire
        .client()
        .ensure_namespace(&customer_id(), &CancellationToken::new())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Forbidden { .. }));
    assert_eq!(wire.seen().len(), 2);
}

/// A registry that keeps what it is given: resources by kind, and descriptors.
fn registry() -> impl FnMut(&Seen, usize) -> Act + Send + 'static {
    let mut kept: Vec<(String, Value)> = Vec::new();
    let mut descriptors: Vec<Value> = Vec::new();
    move |seen, _| {
        let rest = seen
            .target
            .strip_prefix("/data/foundation/schemaregistry/tenant/")
            .unwrap();
        let (path, _) = rest.split_once('?').unwrap_or((rest, ""));
        let (kind, id) = path.split_once('/').unwrap_or((path, ""));
        let id = id.replace("%3A", ":").replace("%2F", "/");
        match (seen.method.as_str(), kind) {
            ("POST", "descriptors") => {
                descriptors.push(body(seen));
                json(201, &body(seen).to_string())
            }
            (_, "descriptors") => json(200, &value!({"xdm:descriptorIdentity": descriptors}).to_string()),
            ("POST", _) => {
                let mut made = body(seen);
                if kept.iter().any(|(_, one)| one["title"] == made["title"]) {
                    return json(
                        400,
                        r#"{"title":"Title must be unique","type":"http://ns.adobe.com/aep/errors/XDM-1521-400"}"#,
                    );
                }
                made["$id"] = format!("https://ns.adobe.com/courier/{kind}/{}", ["a", "b", "c"][kept.len()]).into();
                kept.push((kind.to_owned(), made.clone()));
                json(201, &made.to_string())
            }
            ("PATCH", _) => {
                let (_, one) = kept.iter_mut().find(|(_, one)| one["$id"] == id.as_str()).unwrap();
                for step in body(seen).as_array().unwrap() {
                    assert_eq!(
                        (&step["op"], &step["path"]),
                        (&value!("add"), &value!("/meta:immutableTags"))
                    );
                    one["meta:immutableTags"] = step["value"].clone();
                }
                json(200, &one.to_string())
            }
            (_, _) if id.is_empty() => {
                let of_kind: Vec<_> = kept.iter().filter(|(own, _)| own == kind).map(|(_, one)| one).collect();
                json(200, &value!({"results": of_kind, "_page": {"next": null}}).to_string())
            }
            _ => match kept.iter().find(|(_, one)| one["$id"] == id.as_str()) {
                Some((_, one)) => json(200, &one.to_string()),
                None => json(404, "{}"),
            },
        }
    }
}

#[tokio::test]
async fn a_schema_is_set_up_step_by_step_and_every_step_can_be_taken_twice() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(registry()).await;
    let client = wire.client();
    let fields = value!({"crmId": {"type": "string", "title": "CRM id"}});
    let group = NewFieldGroup {
        title: "Shopper extras".into(),
        description: "d".into(),
        tenant: "courier".into(),
        fields: fields.as_object().unwrap().clone(),
    };
    let Ensured::Created(made) = client.ensure_field_group(&group, &cancel).await.unwrap() else {
        panic!()
    };
    let found = client.ensure_field_group(&group, &cancel).await.unwrap();
    assert!(matches!(&found, Ensured::Found(there) if *there == made), "{found:?}");
    let mut other = group.clone();
    other
        .fields
        .insert("since".into(), value!({"type": "string", "format": "date"}));
    assert!(matches!(
        client.ensure_field_group(&other, &cancel).await.unwrap(),
        Ensured::Differs(_)
    ));

    let schema = NewSchema {
        title: "Shoppers".into(),
        description: "d".into(),
        groups: vec![made.id.clone()],
    };
    let Ensured::Created(outline) = client.ensure_schema(&schema, &cancel).await.unwrap() else {
        panic!()
    };
    assert!(outline.is_profile() && !outline.profile_enabled && outline.groups.contains(&made.id));
    assert!(matches!(
        client.ensure_schema(&schema, &cancel).await.unwrap(),
        Ensured::Found(_)
    ));
    let more = NewSchema {
        groups: vec!["https://ns.adobe.com/xdm/context/identitymap".into()],
        ..schema.clone()
    };
    assert!(matches!(
        client.ensure_schema(&more, &cancel).await.unwrap(),
        Ensured::Differs(_)
    ));
    let taken = NewSchema {
        title: "Shopper extras".into(),
        ..schema
    };
    assert!(
        matches!(
            client.ensure_schema(&taken, &cancel).await.unwrap_err(),
            Error::Invalid(_)
        ),
        "a field group has this title"
    );

    let identity = NewIdentity {
        schema: outline.id.clone(),
        path: "/_courier/crmId".into(),
        namespace: "CRMID".into(),
        primary: true,
    };
    assert!(matches!(
        client.ensure_identity(&identity, &cancel).await.unwrap(),
        Ensured::Created(_)
    ));
    assert!(matches!(
        client.ensure_identity(&identity, &cancel).await.unwrap(),
        Ensured::Found(_)
    ));
    let second = NewIdentity {
        path: "/personalEmail/address".into(),
        namespace: "Email".into(),
        ..identity.clone()
    };
    assert!(
        matches!(client.ensure_identity(&second, &cancel).await.unwrap(), Ensured::Differs(one) if one.path == "/_courier/crmId")
    );
    let beside = NewIdentity {
        primary: false,
        ..second
    };
    assert!(matches!(
        client.ensure_identity(&beside, &cancel).await.unwrap(),
        Ensured::Created(_)
    ));

    assert!(
        matches!(client.enable_schema(&outline.id, &cancel).await.unwrap(), Ensured::Created(one) if one.profile_enabled)
    );
    assert!(matches!(
        client.enable_schema(&outline.id, &cancel).await.unwrap(),
        Ensured::Found(_)
    ));
    assert_eq!(
        client
            .schema_outline(&outline.id, &cancel)
            .await
            .unwrap()
            .class
            .as_deref(),
        Some(PROFILE)
    );
    let kinds: Vec<_> = posts(&wire).iter().map(|seen| seen.method.clone()).collect();
    assert_eq!(
        kinds,
        ["POST", "POST", "POST", "POST", "POST", "PATCH"],
        "group, schema, a refused schema, two identities, union"
    );
}

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
        for step in body(seen).as_array().unwrap() {
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
        schema: schema_id(),
        profile: true,
        upsert: true,
    };
    let listed: Arc<Mutex<Value>> = Arc::new(Mutex::new(value!({})));
    let wire = Wire::start({
        let listed = Arc::clone(&listed);
        move |seen, _| {
            let mut listed = listed.lock().unwrap();
            if seen.method == "POST" {
                listed["d1"] = body(seen);
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
    assert_eq!(posts(&wire).len(), 1);
}

#[tokio::test]
async fn a_set_up_can_run_in_a_task_of_its_own() {
    let wire = Wire::start(registry()).await;
    let client = wire.client();
    let schema = NewSchema {
        title: "Shoppers".into(),
        description: "d".into(),
        groups: Vec::new(),
    };
    let task = tokio::spawn(async move { client.ensure_schema(&schema, &CancellationToken::new()).await });
    assert!(matches!(task.await.unwrap().unwrap(), Ensured::Created(_)));
}
