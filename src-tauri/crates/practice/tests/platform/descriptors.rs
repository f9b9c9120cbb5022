//! Descriptors of the Schema Registry.

use crate::desk::{REGISTRY, end, server};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn descriptors_follow_their_rules() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let all = format!("{REGISTRY}/tenant/descriptors");
    let descriptor = |path: &str, namespace: Value, property: &str, primary: bool| {
        json!({
            "@type": "xdm:descriptorIdentity", "xdm:sourceSchema": desk.endpoint.schema_id, "xdm:sourceVersion": 1,
            "xdm:sourceProperty": path, "xdm:namespace": namespace, "xdm:property": property,
            "xdm:isPrimary": primary,
        })
    };
    for (body, why) in [
        (
            descriptor("personalEmail/address", json!("Email"), "xdm:code", false),
            "no slash",
        ),
        (
            descriptor("/personalEmail/address/", json!("Email"), "xdm:code", false),
            "slash at the end",
        ),
        (
            descriptor("/personalEmail/properties/address", json!("Email"), "xdm:code", false),
            "properties",
        ),
        (
            descriptor("/personalEmail/nothing", json!("Email"), "xdm:code", false),
            "no such field",
        ),
        (
            descriptor("/personalEmail", json!("Email"), "xdm:code", false),
            "an object",
        ),
        (
            descriptor("/personalEmail/address", json!("Emails"), "xdm:code", false),
            "no such namespace",
        ),
        (
            descriptor("/personalEmail/address", json!("Email"), "xdm:id", false),
            "a code as an id",
        ),
    ] {
        let (status, answer) = desk.post(&all, body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{why}: {answer}");
    }
    let (status, made) = desk
        .post(&all, descriptor("/personalEmail/address", json!(6), "xdm:id", true))
        .await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let second = desk
        .post(
            &all,
            descriptor("/mobilePhone/number", json!("Phone"), "xdm:code", true),
        )
        .await;
    assert_eq!(second.0, StatusCode::BAD_REQUEST, "one primary per schema");
    let one = format!("{all}/{}", made["@id"].as_str().unwrap());
    assert_eq!(desk.get(&one).await.1["xdm:isPrimary"], true);
    assert_eq!(
        desk.send(Method::DELETE, &one, json!({})).await.0,
        StatusCode::FORBIDDEN,
        "a schema of the union keeps its primary"
    );
    let (_, phone) = desk
        .post(
            &all,
            descriptor("/mobilePhone/number", json!("Phone"), "xdm:code", false),
        )
        .await;
    let one = format!("{all}/{}", phone["@id"].as_str().unwrap());
    let named = json!({
        "@type": "xdm:alternateDisplayInfo", "xdm:sourceSchema": desk.endpoint.schema_id, "xdm:sourceVersion": 1,
        "xdm:sourceProperty": "/mobilePhone/number", "xdm:title": {"en_us": "Phone"},
    });
    let (status, replaced) = desk.send(Method::PUT, &one, named).await;
    assert_eq!(
        (status, &replaced["@type"]),
        (StatusCode::OK, &json!("xdm:alternateDisplayInfo"))
    );
    assert_eq!(
        desk.send(Method::DELETE, &one, json!({})).await.0,
        StatusCode::NO_CONTENT
    );
    assert_eq!(desk.get(&one).await.0, StatusCode::NOT_FOUND);
    end(server).await;
}
