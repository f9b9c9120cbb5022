//! Merge policies: what there is, and what a lookup shows by each of them.

use crate::desk::{Desk, end, options, server, shopper};
use practice::{Options, Quirk, Server};
use reqwest::StatusCode;
use serde_json::{Value, json};

const POLICIES: &str = "/data/core/ups/config/mergePolicies";
const BY_EMAIL: &str = "67420c5e1a9d3b2f8c47e602";

async fn with(dir: &std::path::Path, quirk: Quirk) -> (Server, Desk) {
    let server = Server::start(Options {
        quirks: [quirk].into(),
        ..options(dir)
    })
    .await
    .unwrap();
    let desk = Desk::at(server.endpoint()).await;
    (server, desk)
}

/// One shopper in two datasets: *New* in the first one, which is written last, *Old* in the second.
async fn one_in_two_datasets(desk: &Desk) {
    let mut tied = shopper("noor@example.nl", "New");
    tied["identityMap"]["CustomerId"] = json!([{"id": "12"}]);
    for (dataset, record) in [
        (
            BY_EMAIL,
            json!({"personalEmail": {"address": "noor@example.nl"}, "person": {"name": {"firstName": "Old"}}}),
        ),
        (desk.endpoint.dataset_id.as_str(), tied),
    ] {
        let ended = desk.ingest(dataset, &[record], json!({})).await;
        assert_eq!(ended["status"], "success", "{ended}");
    }
}

async fn default_policy(desk: &Desk) -> Value {
    let query = "schema.name=_xdm.context.profile&default=true";
    let (status, list) = desk.get(&format!("{POLICIES}?{query}")).await;
    assert_eq!((status, &list["_page"]["count"]), (StatusCode::OK, &json!(1)), "{list}");
    list["children"][0].clone()
}

async fn first_name(desk: &Desk, more: &str) -> (Value, usize) {
    let (status, entry) = desk.look_up("email", "noor@example.nl", more).await;
    assert_eq!(status, StatusCode::OK, "{entry}");
    let sources = entry["sources"].as_array().unwrap().len();
    (entry["entity"]["person"]["name"]["firstName"].clone(), sources)
}

#[tokio::test]
async fn the_newest_value_holds_and_the_fragment_can_be_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    one_in_two_datasets(&desk).await;
    let policy = default_policy(&desk).await;
    assert_eq!(
        (&policy["identityGraph"]["type"], &policy["attributeMerge"]["type"]),
        (&json!("pdg"), &json!("timestampOrdered"))
    );
    assert_eq!(first_name(&desk, "").await, (json!("New"), 2));
    let (_, entry) = desk.look_up("email", "noor@example.nl", "").await;
    assert_eq!(entry["mergePolicy"]["id"], policy["id"]);
    let (_, all) = desk.get(POLICIES).await;
    assert_eq!(all["_page"]["count"], 2);
    let private = all["children"][1]["id"].as_str().unwrap();
    assert_eq!(
        desk.get(&format!("{POLICIES}/{private}")).await.1["identityGraph"]["type"],
        "none"
    );
    assert_eq!(desk.get(&format!("{POLICIES}/other")).await.0, StatusCode::NOT_FOUND);
    let by = format!("&mergePolicyId={private}");
    assert_eq!(desk.look_up("CustomerId", "12", "").await.0, StatusCode::OK);
    assert_eq!(desk.look_up("CustomerId", "12", &by).await.0, StatusCode::NOT_FOUND);
    // By `none` it is what one dataset says, without the others.
    assert_eq!(first_name(&desk, "&mergePolicyId=none").await, (json!("New"), 1));
    assert_eq!(
        desk.look_up("CustomerId", "12", "&mergePolicyId=none").await.0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        desk.look_up("CustomerId", "12", "&mergePolicyId=other").await.0,
        StatusCode::BAD_REQUEST
    );
    end(server).await;
}

#[tokio::test]
async fn a_policy_may_prefer_a_dataset() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = with(dir.path(), Quirk::MergePolicyPrecedence).await;
    one_in_two_datasets(&desk).await;
    let policy = default_policy(&desk).await;
    assert_eq!(policy["attributeMerge"]["type"], "dataSetPrecedence");
    let order: Vec<&str> = policy["attributeMerge"]["order"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(order.last(), Some(&desk.endpoint.dataset_id.as_str()));
    assert_eq!(first_name(&desk, "").await, (json!("Old"), 2));
    assert_eq!(first_name(&desk, "&mergePolicyId=none").await, (json!("New"), 1));
    end(server).await;
}

#[tokio::test]
async fn a_private_graph_ties_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = with(dir.path(), Quirk::PrivateGraph).await;
    one_in_two_datasets(&desk).await;
    assert_eq!(default_policy(&desk).await["identityGraph"]["type"], "none");
    assert_eq!(
        first_name(&desk, "").await,
        (json!("New"), 2),
        "datasets are merged all the same"
    );
    assert_eq!(desk.look_up("CustomerId", "12", "").await.0, StatusCode::NOT_FOUND);
    end(server).await;
}

#[tokio::test]
async fn the_fragment_alone_may_be_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = with(dir.path(), Quirk::NoFragmentLookup).await;
    one_in_two_datasets(&desk).await;
    let (status, _) = desk.look_up("email", "noor@example.nl", "&mergePolicyId=none").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(first_name(&desk, "").await.1, 2);
    end(server).await;
}
