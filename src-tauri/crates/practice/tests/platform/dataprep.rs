//! Mapping sets and their dry run.

use crate::desk::{Desk, end, server};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

const SETS: &str = "/data/foundation/conversion/mappingSets";
const EL: &str = "/data/foundation/conversion/languages/el";

fn set(desk: &Desk, mappings: &Value) -> Value {
    json!({
        "name": "Shoppers",
        "outputSchema": {"schemaRef": {
            "id": desk.endpoint.schema_id, "contentType": "application/vnd.adobe.xed-full+json;version=1",
        }},
        "mappings": mappings,
    })
}

fn good() -> Value {
    json!([
        {"sourceType": "EXPRESSION", "source": "lower(trim(email))", "destination": "personalEmail.address"},
        {"sourceType": "ATTRIBUTE", "source": "First Name", "destination": "person.name.firstName"},
        {"sourceType": "EXPRESSION", "source": "date(dob, \"dd/MM/yyyy\")", "destination": "person.birthDate"},
        {"sourceType": "EXPRESSION", "source": "iif(gender == \"F\", \"female\", \"male\")", "destination": "person.gender"},
        {"sourceType": "ATTRIBUTE", "source": "card", "destination": "loyalty.loyaltyID[0]"},
        {"sourceType": "ATTRIBUTE", "source": "points", "destination": "loyalty.points"},
        {"sourceType": "STATIC", "source": "csv", "destination": "_courier.source"},
    ])
}

#[tokio::test]
async fn sets_are_made_read_listed_and_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let (status, made) = desk.post(SETS, set(&desk, &good())).await;
    assert_eq!((status, &made["version"]), (StatusCode::OK, &json!(0)), "{made}");
    let one = format!("{SETS}/{}", made["id"].as_str().unwrap());
    assert_eq!(desk.get(&one).await.1["mappings"][0]["source"], "lower(trim(email))");
    let (status, replaced) = desk.send(Method::PUT, &one, set(&desk, &json!([good()[0]]))).await;
    assert_eq!(
        (status, &replaced["version"]),
        (StatusCode::OK, &json!(1)),
        "{replaced}"
    );
    assert_eq!(
        desk.get(&format!("{one}?version=0")).await.1["mappings"]
            .as_array()
            .map(Vec::len),
        Some(7)
    );
    assert_eq!(desk.get(&format!("{one}?version=9")).await.0, StatusCode::NOT_FOUND);
    assert_eq!(desk.get(&format!("{SETS}?limit=10")).await.0, StatusCode::BAD_REQUEST);
    let (_, listed) = desk
        .get(&format!("{SETS}?limit=10&start=0&orderBy=-createdDate&name=Shoppers"))
        .await;
    assert_eq!(listed["data"].as_array().map(Vec::len), Some(1), "{listed}");
    // The form of the sources tutorial.
    let legacy = json!({
        "version": 0, "xdmSchema": desk.endpoint.schema_id, "xdmVersion": "1.0", "id": null,
        "mappings": [{"sourceAttribute": "email", "destinationXdmPath": "personalEmail.address", "identity": false, "version": 0}],
    });
    assert_eq!(desk.post(SETS, legacy).await.0, StatusCode::OK);
    end(server).await;
}

#[tokio::test]
async fn mistakes_are_found_one_by_one() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let mixed = json!([
        good()[0],
        {"sourceType": "EXPRESSION", "source": "shout(email)", "destination": "personalEmail.address"},
        {"sourceType": "ATTRIBUTE", "source": "x", "destination": "person.shoeSize"},
        {"sourceType": "ATTRIBUTE", "source": "x", "destination": "identityMap"},
    ]);
    let (_, verdict) = desk.post(&format!("{SETS}/validate"), set(&desk, &mixed)).await;
    let words: Vec<&str> = verdict["validationResponse"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|v| v["status"].as_str())
        .collect();
    assert_eq!(words, ["SUCCESS", "FAILED", "FAILED", "FAILED"], "{verdict}");
    assert_eq!(desk.post(SETS, set(&desk, &mixed)).await.0, StatusCode::BAD_REQUEST);
    let odd = json!([{"sourceType": "COLUMN", "source": "x", "destination": "person.gender"}]);
    assert_eq!(desk.post(SETS, set(&desk, &odd)).await.0, StatusCode::BAD_REQUEST);
    for (expression, good) in [("upper(x)", true), ("upper(", false)] {
        let (_, answer) = desk
            .post(&format!("{EL}/validate"), json!({"expression": expression}))
            .await;
        assert_eq!(answer, json!(good));
    }
    let (_, functions) = desk.get(&format!("{EL}/functions")).await;
    assert!(
        functions
            .as_array()
            .unwrap()
            .iter()
            .any(|f| f["name"] == "zone_date_to_utc")
    );
    end(server).await;
}

#[tokio::test]
async fn a_dry_run_shows_records_and_what_was_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let rows = json!([
        {"email": " Noor@Example.NL ", "First Name": "Noor", "dob": "05/03/1991", "gender": "F", "card": "77", "points": "12.5"},
        {"email": "x@example.nl", "dob": "1991-03-05", "points": "many"},
    ]);
    let (status, seen) = desk
        .post(
            &format!("{SETS}/preview"),
            json!({"data": rows, "mappingSet": set(&desk, &good())}),
        )
        .await;
    assert_eq!(status, StatusCode::OK, "{seen}");
    assert_eq!(
        seen[0],
        json!({"data": {
            "personalEmail": {"address": "noor@example.nl"},
            "person": {"name": {"firstName": "Noor"}, "birthDate": "1991-03-05", "gender": "female"},
            "loyalty": {"loyaltyID": ["77"], "points": 12.5}, "_courier": {"source": "csv"},
        }, "errors": null})
    );
    let lost: Vec<&str> = seen[1]["errors"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|e| e["destination"].as_str())
        .collect();
    assert_eq!(lost, ["person.birthDate", "loyalty.points"], "{seen}");
    end(server).await;
}
