//! From a bare organisation to a profile, through the API alone.

use crate::desk::{BRIEF, CATALOG, CLASS, FULL, NAMESPACES, REGISTRY, bare, end, percent, read};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn a_bare_organisation_becomes_a_shop_with_profiles() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = bare(dir.path()).await;
    assert_eq!(
        (desk.endpoint.dataset_id.as_str(), desk.endpoint.schema_id.as_str()),
        ("", "")
    );

    // Nothing of its own is there, and everything standard is.
    let (_, stats) = desk.get(&format!("{REGISTRY}/stats")).await;
    let tenant = stats["tenantId"].as_str().unwrap().to_owned();
    assert_eq!(stats["counts"]["schemas"], 0, "{stats}");
    assert_eq!(desk.get(&format!("{CATALOG}/dataSets")).await.1, json!({}));
    let (_, groups) = desk
        .accept(
            &format!(
                "{REGISTRY}/global/fieldgroups?property=meta:intendedToExtend=={}",
                percent(CLASS)
            ),
            BRIEF,
        )
        .await;
    let ids: Vec<&str> = groups["results"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|g| g["$id"].as_str())
        .collect();
    assert!(
        ids.contains(&"https://ns.adobe.com/xdm/mixins/profile/profile-loyalty-details"),
        "{ids:?}"
    );
    let (_, namespaces) = desk.get(NAMESPACES).await;
    assert!(namespaces.as_array().unwrap().iter().all(|n| n["custom"] == false));

    // A namespace, a field group of one's own, a schema.
    let (status, namespace) = desk
        .post(
            NAMESPACES,
            json!({"name": "Commerce Customer ID", "code": "CustomerId", "idType": "Cross_device"}),
        )
        .await;
    assert_eq!(
        (status, &namespace["custom"]),
        (StatusCode::OK, &json!(true)),
        "{namespace}"
    );
    let root = format!("_{tenant}");
    let (status, group) = desk
        .post(
            &format!("{REGISTRY}/tenant/fieldgroups"),
            json!({
                "type": "object", "title": "Shop details", "description": "", "meta:intendedToExtend": [CLASS],
                "definitions": {"shop": {"properties": {&root: {"type": "object", "properties": {
                    "customerId": {"type": "string", "title": "Customer id"},
                }}}}},
                "allOf": [{"$ref": "#/definitions/shop"}],
            }),
        )
        .await;
    assert_eq!(status, StatusCode::CREATED, "{group}");
    let (status, schema) = desk
        .post(
            &format!("{REGISTRY}/tenant/schemas"),
            json!({
                "type": "object", "title": "Shoppers", "description": "Customers of the shop",
                "allOf": [
                    {"$ref": CLASS},
                    {"$ref": "https://ns.adobe.com/xdm/context/profile-person-details"},
                    {"$ref": "https://ns.adobe.com/xdm/context/profile-personal-details"},
                    {"$ref": group["$id"]},
                ],
            }),
        )
        .await;
    assert_eq!(status, StatusCode::CREATED, "{schema}");
    let id = schema["$id"].as_str().unwrap().to_owned();
    let place = format!("{REGISTRY}/tenant/schemas/{}", percent(&id));

    // The union wants to know who a record is about.
    let union = json!([{"op": "add", "path": "/meta:immutableTags", "value": ["union"]}]);
    let early = desk.send(Method::PATCH, &place, union.clone()).await;
    assert_eq!(early.0, StatusCode::BAD_REQUEST, "{}", early.1);
    for (path, namespace, primary) in [
        ("/personalEmail/address".to_owned(), "Email", true),
        (format!("/{root}/customerId"), "CustomerId", false),
    ] {
        let (status, made) = desk
            .post(
                &format!("{REGISTRY}/tenant/descriptors"),
                json!({
                    "@type": "xdm:descriptorIdentity", "xdm:sourceSchema": id, "xdm:sourceVersion": 1,
                    "xdm:sourceProperty": path, "xdm:namespace": namespace, "xdm:property": "xdm:code",
                    "xdm:isPrimary": primary,
                }),
            )
            .await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
    }
    let (status, enabled) = desk.send(Method::PATCH, &place, union).await;
    assert_eq!(
        (status, &enabled["meta:immutableTags"]),
        (StatusCode::OK, &json!(["union"])),
        "{enabled}"
    );
    let (_, full) = desk.accept(&place, FULL).await;
    assert_eq!(full["properties"][&root]["properties"]["customerId"]["type"], "string");
    let (_, unions) = desk.accept(&format!("{REGISTRY}/tenant/unions"), BRIEF).await;
    assert_eq!(unions["results"][0]["$id"], format!("{CLASS}__union"));

    // A dataset, a batch, a profile.
    let (status, made) = desk
        .post(
            &format!("{CATALOG}/dataSets"),
            json!({
                "name": "Shoppers", "enableErrorDiagnostics": true,
                "schemaRef": {"id": id, "contentType": "application/vnd.adobe.xed-full+json;version=1"},
                "tags": {"unifiedProfile": ["enabled:true", "isUpsert:true"], "unifiedIdentity": ["enabled:true"]},
            }),
        )
        .await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let dataset = made[0].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let mut record =
        json!({"person": {"name": {"firstName": "Noor"}}, "personalEmail": {"address": "noor@example.nl"}});
    record[&root] = json!({"customerId": "1001"});
    let ended = desk.ingest(&dataset, &[record], json!({})).await;
    assert_eq!(ended["status"], "success", "{ended}");
    let entity = desk
        .profile_when("noor@example.nl", "/person/name/firstName", &json!("Noor"))
        .await;
    assert_eq!(entity["identityMap"]["CustomerId"][0]["id"], "1001", "{entity}");

    // A restart keeps it all.
    end(server).await;
    let (server, desk) = bare(dir.path()).await;
    let (status, kept) = desk.accept(&place, FULL).await;
    assert_eq!((status, &kept["title"]), (StatusCode::OK, &json!("Shoppers")));
    let (_, datasets) = desk.get(&format!("{CATALOG}/dataSets")).await;
    assert_eq!(datasets.as_object().map(serde_json::Map::len), Some(1));
    end(server).await;
}

#[tokio::test]
async fn what_came_before_enabling_never_becomes_a_profile() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = crate::desk::server(dir.path()).await;
    let (_, made) = desk
        .post(
            &format!("{CATALOG}/dataSets"),
            json!({
                "name": "Later", "schemaRef": {"id": desk.endpoint.schema_id,
                "contentType": "application/vnd.adobe.xed+json; version=1"},
            }),
        )
        .await;
    let dataset = made[0].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let early = [crate::desk::shopper("early@example.nl", "Early")];
    assert_eq!(desk.ingest(&dataset, &early, json!({})).await["status"], "success");
    let place = format!("{CATALOG}/dataSets/{dataset}");
    let enable = json!([
        {"op": "add", "path": "/tags/unifiedProfile", "value": ["enabled: true"]},
        {"op": "add", "path": "/tags/unifiedIdentity", "value": ["enabled: true"]},
    ]);
    let call = desk
        .call(Method::PATCH, &place)
        .header("content-type", "application/json-patch+json")
        .body(enable.to_string());
    let (status, answer) = read(call).await;
    assert_eq!(
        (status, answer),
        (StatusCode::OK, json!([format!("@/dataSets/{dataset}")]))
    );
    let late = [crate::desk::shopper("late@example.nl", "Late")];
    desk.ingest(&dataset, &late, json!({})).await;
    desk.profile_when("late@example.nl", "/person/name/firstName", &json!("Late"))
        .await;
    assert_eq!(
        desk.profile("early@example.nl").await,
        (StatusCode::NOT_FOUND, Value::Null)
    );
    end(server).await;
}
