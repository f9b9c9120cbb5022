//! Setting up a schema: each step is looked for first, made once, and agrees with what is there when taken again.

use crate::server::{Act, Seen, Wire, json};
use aep::{CancellationToken, Ensured, Error, NewFieldGroup, NewIdentity, NewSchema};
use serde_json::{Value, json as value};

const PROFILE: &str = "https://ns.adobe.com/xdm/context/profile";

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
                descriptors.push(seen.json());
                json(201, &seen.json().to_string())
            }
            (_, "descriptors") => json(200, &value!({"xdm:descriptorIdentity": descriptors}).to_string()),
            ("POST", _) => {
                let mut made = seen.json();
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
                for step in seen.json().as_array().unwrap() {
                    assert_eq!(step["op"], "add");
                    match step["path"].as_str().unwrap() {
                        "/meta:immutableTags" => one["meta:immutableTags"] = step["value"].clone(),
                        "/allOf/-" => one["allOf"].as_array_mut().unwrap().push(step["value"].clone()),
                        other => panic!("{other}"),
                    }
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
    let kinds: Vec<_> = wire.changes().iter().map(|seen| seen.method.clone()).collect();
    assert_eq!(
        kinds,
        ["POST", "POST", "POST", "POST", "POST", "PATCH"],
        "group, schema, a refused schema, two identities, union"
    );
}

#[tokio::test]
async fn a_field_group_becomes_part_of_a_schema_once() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(registry()).await;
    let client = wire.client();
    let schema = NewSchema {
        title: "Shoppers".into(),
        description: "d".into(),
        groups: vec!["https://ns.adobe.com/xdm/context/identitymap".into()],
    };
    let id = client.ensure_schema(&schema, &cancel).await.unwrap().get().id.clone();
    let group = "https://ns.adobe.com/courier/mixins/extras";
    let added = client.add_group_to_schema(&id, group, &cancel).await.unwrap();
    assert!(
        matches!(&added, Ensured::Created(one) if one.groups.len() == 2),
        "{added:?}"
    );
    let again = client.add_group_to_schema(&id, group, &cancel).await.unwrap();
    assert!(
        matches!(&again, Ensured::Found(one) if one.groups.contains(group)),
        "{again:?}"
    );
    let kinds: Vec<_> = wire.changes().iter().map(|seen| seen.method.clone()).collect();
    assert_eq!(kinds, ["POST", "PATCH"]);
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
