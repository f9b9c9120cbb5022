//! Identity namespaces.

use crate::desk::{NAMESPACES, end, server};
use reqwest::{Method, StatusCode};
use serde_json::json;

#[tokio::test]
async fn namespaces_are_made_once_and_hardly_change() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let (_, all) = desk.get(NAMESPACES).await;
    let email = all.as_array().unwrap().iter().find(|n| n["code"] == "Email").unwrap();
    assert_eq!((&email["id"], &email["custom"]), (&json!(6), &json!(false)));
    let sent = json!({"name": "Loyalty card", "code": "LoyaltyId", "idType": "Cross_device", "description": "Cards"});
    let (status, made) = desk.post(NAMESPACES, sent.clone()).await;
    assert_eq!(
        (status, &made["idType"], &made["status"]),
        (StatusCode::OK, &json!("Cross_device"), &json!("ACTIVE"))
    );
    let (_, all) = desk.get(NAMESPACES).await;
    let listed = all
        .as_array()
        .unwrap()
        .iter()
        .find(|n| n["code"] == "LoyaltyId")
        .unwrap();
    assert_eq!(listed["idType"], "CROSS_DEVICE", "lists spell it otherwise");
    for (body, status) in [
        (sent.clone(), 409),
        (json!({"name": "x", "code": "email", "idType": "Email"}), 409),
        (json!({"name": "x", "code": "X"}), 400),
        (json!({"name": "x", "code": "X", "idType": "Unheard"}), 400),
        (json!({"name": "x", "code": "a b", "idType": "Email"}), 400),
    ] {
        let (got, answer) = desk.post(NAMESPACES, body.clone()).await;
        assert_eq!(got.as_u16(), status, "{body}: {answer}");
    }
    let one = format!("{NAMESPACES}/{}", made["id"]);
    let mut renamed = sent.clone();
    renamed["name"] = json!("Loyalty");
    let (status, _) = desk.send(Method::PUT, &one, renamed.clone()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(desk.get(&one).await.1["name"], "Loyalty");
    renamed["code"] = json!("Other");
    assert_eq!(desk.send(Method::PUT, &one, renamed).await.0, StatusCode::BAD_REQUEST);
    let standard = json!({"name": "Mail", "code": "Email", "idType": "Email"});
    let (status, _) = desk.send(Method::PUT, &format!("{NAMESPACES}/6"), standard).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(desk.get(&format!("{NAMESPACES}/999999")).await.0, StatusCode::NOT_FOUND);
    // A sandbox of its own.
    let (_, elsewhere) = desk.within("prod").get(NAMESPACES).await;
    assert!(elsewhere.as_array().unwrap().iter().all(|n| n["code"] != "LoyaltyId"));
    end(server).await;
}
