//! The Schema Registry.

use crate::desk::{BRIEF, CLASS, Desk, FULL, REGISTRY, end, options, percent, read, server};
use practice::{Options, Quirk, Server};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn the_registry_wants_its_accept_header_and_a_version() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let id = percent(&desk.endpoint.schema_id);
    let path = format!("/data/foundation/schemaregistry/tenant/schemas/{id}");
    let with = |accept: Option<&str>| {
        let mut call = desk.call(Method::GET, &path);
        if let Some(accept) = accept {
            call = call.header("accept", accept);
        }
        read(call)
    };
    let (status, full) = with(Some("application/vnd.adobe.xed-full+json;version=1")).await;
    assert_eq!(
        (
            status,
            &full["properties"]["person"]["properties"]["birthDate"]["format"]
        ),
        (StatusCode::OK, &json!("date"))
    );
    assert!(with(None).await.0.is_client_error());
    assert!(
        with(Some("application/vnd.adobe.xed-full+json"))
            .await
            .0
            .is_client_error()
    );
    end(server).await;
}

#[tokio::test]
async fn each_kind_of_accept_header_has_its_answer() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let one = format!("{REGISTRY}/tenant/schemas/{}", percent(&desk.endpoint.schema_id));
    let all = format!("{REGISTRY}/tenant/schemas");
    let descriptors = format!("{REGISTRY}/tenant/descriptors");
    for (path, media, status) in [
        (&one, "application/json", 406),
        (&one, "application/vnd.adobe.xed+json", 400),
        (&one, "application/vnd.adobe.xed+json; version=2", 406),
        (&one, "application/vnd.adobe.xed-id+json; version=1", 406),
        (&one, "application/vnd.adobe.xed-deprecatefield+json; version=1", 200),
        (&all, "*/*", 406),
        (&all, "application/vnd.adobe.xed+json; version=1", 400),
        (&all, BRIEF, 200),
        (&descriptors, "application/vnd.adobe.xed+json", 406),
        (&descriptors, "application/vnd.adobe.xdm+json", 200),
    ] {
        let (got, body) = desk.accept(path, media).await;
        assert_eq!(got.as_u16(), status, "{path} {media}: {body}");
        if status != 200 {
            assert!(
                body["report"]["detailed-message"].is_string() && body["detail"].is_string(),
                "{body}"
            );
        }
    }
    let (_, full) = desk.accept(&one, FULL).await;
    let (_, bare) = desk
        .accept(&one, "application/vnd.adobe.xed-full-notext+json; version=1")
        .await;
    assert_eq!(full["properties"]["person"]["title"], "Person");
    assert!(bare["properties"]["person"].get("title").is_none());
    let (_, raw) = desk.accept(&one, "application/vnd.adobe.xed+json; version=1").await;
    assert!(raw["allOf"][0]["$ref"].is_string() && raw.get("properties").is_none());
    let (_, described) = desk
        .accept(&one, "application/vnd.adobe.xed-full-desc+json; version=1")
        .await;
    assert_eq!(described["meta:descriptors"][0]["@type"], "xdm:alternateDisplayInfo");
    let (_, keyed) = desk.accept(&descriptors, "application/vnd.adobe.xdm-id+json").await;
    assert_eq!(
        keyed["xdm:descriptorIdentity"].as_array().map(Vec::len),
        Some(5),
        "{keyed}"
    );
    let (_, paged) = desk
        .accept(
            &format!("{descriptors}?orderby=@id&limit=1"),
            "application/vnd.adobe.xdm-v2+json",
        )
        .await;
    assert_eq!(
        (
            paged["results"].as_array().map(Vec::len),
            paged["_page"]["next"].is_string()
        ),
        (Some(1), true)
    );
    end(server).await;
}

#[tokio::test]
async fn lists_are_filtered_ordered_and_paged() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let groups = format!("{REGISTRY}/global/fieldgroups");
    for bad in [
        "limit=2",
        "start=a",
        "orderby=title&limit=501",
        "orderby=title&limit=-1",
    ] {
        assert_eq!(
            desk.accept(&format!("{groups}?{bad}"), BRIEF).await.0,
            StatusCode::BAD_REQUEST,
            "{bad}"
        );
    }
    let (_, whole) = desk.accept(&format!("{groups}?orderby=title"), BRIEF).await;
    let titles = |page: &Value| -> Vec<String> {
        let results = page["results"].as_array().unwrap();
        results
            .iter()
            .map(|r| r["title"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut collected = Vec::new();
    let mut start = String::new();
    loop {
        let (_, page) = desk
            .accept(&format!("{groups}?orderby=title&limit=4{start}"), BRIEF)
            .await;
        collected.extend(titles(&page));
        match page["_page"]["next"].as_str() {
            Some(next) => start = format!("&start={}", percent(next)),
            None => break,
        }
    }
    assert_eq!(collected, titles(&whole));
    assert!(collected.len() >= 11, "{collected:?}");
    let (_, reversed) = desk.accept(&format!("{groups}?orderby=-title"), BRIEF).await;
    assert!(titles(&reversed).iter().eq(titles(&whole).iter().rev()));
    for (filter, number) in [
        (
            format!("meta:class=={}", percent("https://ns.adobe.com/xdm/context/profile")),
            5,
        ),
        ("meta:immutableTags==union".to_owned(), 5),
        ("title==Shoppers".to_owned(), 1),
        ("title!=Shoppers".to_owned(), 4),
        ("title~e-mail".to_owned(), 2),
        ("meta:nothing".to_owned(), 0),
    ] {
        let (_, found) = desk
            .accept(&format!("{REGISTRY}/tenant/schemas?property={filter}"), BRIEF)
            .await;
        assert_eq!(found["results"].as_array().map(Vec::len), Some(number), "{filter}");
    }
    end(server).await;
}

fn group(title: &str, root: &str, fields: &Value) -> Value {
    json!({
        "type": "object", "title": title, "description": "", "meta:intendedToExtend": [CLASS],
        "definitions": {"own": {"properties": {root: {"type": "object", "properties": fields}}}},
        "allOf": [{"$ref": "#/definitions/own"}],
    })
}

#[tokio::test]
async fn what_a_resource_must_be_is_checked() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let groups = format!("{REGISTRY}/tenant/fieldgroups");
    let text = json!({"x": {"type": "string"}});
    let mut nowhere = group("Meant for nothing", "_courier", &text);
    nowhere["meta:intendedToExtend"] = json!([]);
    for (body, why) in [
        (
            group("Loyalty Details", "_courier", &text),
            "the title of a standard group",
        ),
        (group("Shoppers", "_courier", &text), "the title of a schema"),
        (group("Outside", "colour", &text), "not below the tenant"),
        (
            group("Odd name", "_courier", &json!({"_x": {"type": "string"}})),
            "a leading underscore",
        ),
        (group("No type", "_courier", &json!({"x": {}})), "no type"),
        (nowhere, "no class"),
    ] {
        let (status, answer) = desk.post(&groups, body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{why}: {answer}");
    }
    let schemas = format!("{REGISTRY}/tenant/schemas");
    let schema = |title: &str, parts: &[&str]| {
        let all: Vec<Value> = parts.iter().map(|p| json!({"$ref": p})).collect();
        json!({"type": "object", "title": title, "description": "", "allOf": all})
    };
    let details = "https://ns.adobe.com/xdm/context/profile-person-details";
    for (body, why) in [
        (schema("None", &[details]), "no class"),
        (schema("Twice", &[CLASS, CLASS]), "two classes"),
        (
            schema("Unknown", &[CLASS, "https://ns.adobe.com/xdm/nothing"]),
            "unknown reference",
        ),
        (
            schema("Type", &[CLASS, "https://ns.adobe.com/xdm/common/address"]),
            "a data type",
        ),
    ] {
        let (status, answer) = desk.post(&schemas, body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{why}: {answer}");
    }
    let mut early = schema("Early union", &[CLASS, details]);
    early["meta:immutableTags"] = json!(["union"]);
    assert_eq!(desk.post(&schemas, early).await.0, StatusCode::BAD_REQUEST);
    end(server).await;
}

#[tokio::test]
async fn used_schemas_only_grow_and_what_is_used_stays() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let place = |id: &str| format!("{REGISTRY}/tenant/schemas/{}", percent(id));
    let union = place(&desk.endpoint.schema_id);
    let patch = |op: Value| json!([op]);
    for (operation, status) in [
        (json!({"op": "remove", "path": "/allOf/1"}), 400),
        (
            json!({"op": "replace", "path": "/meta:immutableTags", "value": []}),
            400,
        ),
        (json!({"op": "replace", "path": "/imsOrg", "value": "x"}), 400),
        (
            json!({"op": "replace", "path": "/title", "value": "Shoppers of the shop"}),
            200,
        ),
        (
            json!({"op": "add", "path": "/allOf/-",
                "value": {"$ref": "https://ns.adobe.com/xdm/context/profile-work-details"}}),
            200,
        ),
    ] {
        let (got, answer) = desk.send(Method::PATCH, &union, patch(operation.clone())).await;
        assert_eq!(got.as_u16(), status, "{operation}: {answer}");
    }
    assert_eq!(
        desk.send(Method::DELETE, &union, json!({})).await.0,
        StatusCode::BAD_REQUEST
    );

    // A group of one's own: free while nobody uses it, additive afterwards.
    let groups = format!("{REGISTRY}/tenant/fieldgroups");
    let fields = json!({"size": {"type": "string"}, "colour": {"type": "string"}});
    let (_, made) = desk.post(&groups, group("Taste", "_courier", &fields)).await;
    let one = format!("{groups}/{}", percent(made["$id"].as_str().unwrap()));
    let fewer = group("Taste", "_courier", &json!({"size": {"type": "string"}}));
    let (status, changed) = desk.send(Method::PUT, &one, fewer).await;
    assert_eq!(
        (status, &changed["version"]),
        (StatusCode::OK, &json!("1.1")),
        "{changed}"
    );
    let add = json!([{"op": "add", "path": "/allOf/-", "value": {"$ref": made["$id"]}}]);
    assert_eq!(desk.send(Method::PATCH, &union, add).await.0, StatusCode::OK);
    let other = group("Taste", "_courier", &json!({"size": {"type": "integer"}}));
    let (status, refused) = desk.send(Method::PUT, &one, other).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(
        refused["detail"].as_str().unwrap().contains("/_courier/size"),
        "{refused}"
    );
    assert_eq!(
        desk.send(Method::DELETE, &one, json!({})).await.0,
        StatusCode::BAD_REQUEST
    );
    end(server).await;
}

#[tokio::test]
async fn sample_data_passes_the_check_that_records_pass() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let path = format!("{REGISTRY}/rpc/sampledata/{}", percent(&desk.endpoint.schema_id));
    let (status, sample) = desk.accept(&path, FULL).await;
    assert_eq!(status, StatusCode::OK, "{sample}");
    assert!(sample["personalEmail"]["address"].as_str().unwrap().contains('@'));
    assert!(sample["person"]["birthDate"].is_string() && sample["_courier"]["store"].is_string());
    end(server).await;
}

#[tokio::test]
async fn both_documented_forms_of_errors_and_statistics_can_be_had() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        quirks: [
            Quirk::OldRegistryErrors,
            Quirk::ClassUsageAsList,
            Quirk::AcceptRefusedWith400,
        ]
        .into(),
        ..options(dir.path())
    })
    .await
    .unwrap();
    let desk = Desk::at(server.endpoint()).await;
    let (status, old) = desk.accept(&format!("{REGISTRY}/tenant/schemas"), "*/*").await;
    assert_eq!(
        (status.as_u16(), old.get("report"), &old["status"]),
        (400, None, &json!(400)),
        "{old}"
    );
    let (_, stats) = desk.get(&format!("{REGISTRY}/stats")).await;
    assert_eq!(stats["classUsage"][0]["numberOfSchemas"], 5, "{stats}");
    end(server).await;
}
