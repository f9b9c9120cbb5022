//! The datasets of a fresh folder whose records say by a field who they are about.

use crate::desk::{CATALOG, Desk, REGISTRY, end, server, shopper};
use reqwest::StatusCode;
use serde_json::{Value, json};

const BY_EMAIL: &str = "67420c5e1a9d3b2f8c47e602";
const BY_CRM: &str = "67420c5e1a9d3b2f8c47e605";
const BY_CRM_ALONE: &str = "67420c5e1a9d3b2f8c47e606";
const BY_EMAIL_ALONE: &str = "67420c5e1a9d3b2f8c47e607";

/// A record with both fields and no identity map.
fn record(crm: &str, email: &str) -> Value {
    json!({
        "_courier": {"crmId": crm}, "personalEmail": {"address": email},
        "person": {"name": {"firstName": "Noor"}},
    })
}

fn only_email(email: &str) -> Value {
    json!({"personalEmail": {"address": email}, "person": {"name": {"firstName": "Noor"}}})
}

async fn found(desk: &Desk, namespace: &str, id: &str) -> bool {
    desk.look_up(namespace, id, "").await.0 == StatusCode::OK
}

/// What a dataset's schema says about identities: field, namespace, primary; and whether there is an identity map.
async fn rules(desk: &Desk, dataset: &str) -> (Vec<(String, String, bool)>, bool) {
    let (_, found) = desk.get(&format!("{CATALOG}/dataSets/{dataset}")).await;
    let set = &found[dataset];
    assert!(set["tags"]["unifiedProfile"].to_string().contains("enabled:true"));
    let schema = set["schemaRef"]["id"].as_str().unwrap().to_owned();
    let media = "application/vnd.adobe.xdm+json";
    let (_, all) = desk.accept(&format!("{REGISTRY}/tenant/descriptors"), media).await;
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let of_schema = all["xdm:descriptorIdentity"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|d| d["xdm:sourceSchema"] == schema.as_str())
        .map(|d| {
            let primary = d["xdm:isPrimary"] == true;
            (text(&d["xdm:sourceProperty"]), text(&d["xdm:namespace"]), primary)
        });
    let path = format!("{REGISTRY}/tenant/schemas/{}", crate::desk::percent(&schema));
    let (_, full) = desk.accept(&path, crate::desk::FULL).await;
    (of_schema.collect(), full["properties"]["identityMap"].is_object())
}

#[tokio::test]
async fn there_is_a_dataset_for_each_way_in_which_a_field_is_primary() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let crm = ("/_courier/crmId".to_owned(), "CrmId".to_owned(), true);
    let email = |primary| ("/personalEmail/address".to_owned(), "Email".to_owned(), primary);
    for (dataset, identities, map) in [
        (BY_EMAIL, vec![email(true)], true),
        (BY_CRM, vec![crm.clone(), email(false)], true),
        (BY_CRM_ALONE, vec![crm], false),
        (BY_EMAIL_ALONE, vec![email(true)], false),
    ] {
        assert_eq!(rules(&desk, dataset).await, (identities, map), "{dataset}");
    }
    for dataset in [BY_CRM, BY_CRM_ALONE, BY_EMAIL_ALONE] {
        let (_, found) = desk.get(&format!("{CATALOG}/dataSets/{dataset}")).await;
        let tags = found[dataset]["tags"]["unifiedProfile"].to_string();
        assert!(tags.contains("isUpsert:true"), "{dataset}: {tags}");
    }
    end(server).await;
}

#[tokio::test]
async fn records_are_known_by_what_the_schema_says_and_by_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    // Whether the e-mail address leads to the profile that is kept under the CRM's id.
    for (dataset, crm, by_crm, by_email) in [(BY_CRM, "crm-1", true, true), (BY_CRM_ALONE, "crm-2", true, false)] {
        let email = format!("{crm}@example.nl");
        let ended = desk.ingest(dataset, &[record(crm, &email)], json!({})).await;
        assert_eq!(ended["status"], "success", "{ended}");
        let seen = (found(&desk, "CrmId", crm).await, found(&desk, "email", &email).await);
        assert_eq!(seen, (by_crm, by_email), "{dataset}");
    }
    for dataset in [BY_EMAIL, BY_EMAIL_ALONE] {
        let email = format!("{dataset}@example.nl");
        let ended = desk.ingest(dataset, &[only_email(&email)], json!({})).await;
        assert_eq!(ended["status"], "success", "{ended}");
        assert!(found(&desk, "Email", &email).await, "{dataset}");
    }
    end(server).await;
}

#[tokio::test]
async fn a_row_without_the_primary_field_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let with_map = |mut record: Value| {
        record["identityMap"] = json!({"CrmId": [{"id": "crm-9", "primary": true}]});
        record
    };
    for (dataset, row) in [
        (BY_CRM, only_email("a@example.nl")),
        // A map is no way around the field.
        (BY_CRM, with_map(only_email("a@example.nl"))),
        // Two that say so.
        (BY_CRM, with_map(record("crm-9", "a@example.nl"))),
        // The schema has no map, so that is a field it does not name.
        (BY_CRM_ALONE, with_map(record("crm-9", "a@example.nl"))),
        (BY_CRM_ALONE, only_email("a@example.nl")),
        (BY_EMAIL_ALONE, shopper("a@example.nl", "A")),
        (BY_EMAIL_ALONE, json!({"person": {"name": {"firstName": "A"}}})),
        (BY_EMAIL, json!({"person": {"name": {"firstName": "A"}}})),
    ] {
        let ended = desk.ingest(dataset, std::slice::from_ref(&row), json!({})).await;
        assert_eq!(
            (&ended["status"], &ended["metrics"]["failedRecordCount"]),
            (&json!("failed"), &json!(1)),
            "{dataset}: {row}"
        );
    }
    let good = desk.ingest(BY_CRM, &[record("crm-9", "a@example.nl")], json!({})).await;
    assert_eq!(good["status"], "success", "{good}");
    end(server).await;
}
