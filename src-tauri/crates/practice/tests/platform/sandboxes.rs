//! Sandboxes: who sees which, and that they keep their data apart.

use crate::desk::{BRIEF, CATALOG, REGISTRY, end, server};
use reqwest::StatusCode;
use serde_json::{Value, json};

const ALL: &str = "/data/foundation/sandbox-management/sandboxes";
const USABLE: &str = "/data/foundation/sandbox-management/";

fn names(body: &Value) -> Vec<&str> {
    let list = body["sandboxes"].as_array().unwrap();
    list.iter().filter_map(|s| s["name"].as_str()).collect()
}

#[tokio::test]
async fn pickers_see_what_can_be_used_and_administrators_see_all() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let (_, usable) = desk.get(USABLE).await;
    assert_eq!(names(&usable), ["practice", "prod"]);
    assert_eq!(usable["sandboxes"][1]["type"], "production");
    let (_, all) = desk.get(ALL).await;
    assert_eq!(names(&all), ["practice", "prod", "new-market"]);
    assert_eq!(all["sandboxes"][2]["state"], "creating");
    for half in ["limit=1", "offset=1"] {
        let (status, body) = desk.get(&format!("{ALL}?{half}")).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(body["type"], "http://ns.adobe.com/aep/errors/SMS-2074-400");
    }
    let (_, page) = desk.get(&format!("{ALL}?limit=1&offset=1")).await;
    assert_eq!(names(&page), ["prod"]);
    assert!(
        page["_links"]["next"].is_object() && page["_links"]["prev"].is_object(),
        "{page}"
    );
    end(server).await;
}

#[tokio::test]
async fn a_sandbox_keeps_to_itself() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let prod = desk.within("prod");
    let (_, datasets) = prod.get(&format!("{CATALOG}/dataSets")).await;
    assert!(datasets.get(&desk.endpoint.dataset_id).is_none(), "{datasets}");
    let (_, schemas) = prod.accept(&format!("{REGISTRY}/tenant/schemas"), BRIEF).await;
    assert_eq!(schemas["results"].as_array().map(Vec::len), Some(1));
    let (status, _) = prod
        .post(
            crate::desk::IMPORT,
            json!({"datasetId": desk.endpoint.dataset_id, "inputFormat": {"format": "json"}}),
        )
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    for (name, status) in [("elsewhere", 404), ("new-market", 403)] {
        let (got, body) = desk.within(name).get(&format!("{CATALOG}/dataSets")).await;
        assert_eq!(got.as_u16(), status, "{body}");
        assert!(
            body["type"]
                .as_str()
                .unwrap()
                .starts_with("http://ns.adobe.com/aep/errors/SMS-")
        );
    }
    end(server).await;
}
