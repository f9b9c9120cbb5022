//! The check against the reference itself: what fits passes, and each kind of mistake is found.

use practice::{
    Exchange,
    conformance::{Place, Reference},
};
use serde_json::{Value, json};
use std::path::Path;

fn reference() -> Reference {
    Reference::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi"))).unwrap()
}

fn exchange(method: &str, path: &str, body: Option<Value>) -> Exchange {
    let headers = [
        ("authorization", "hidden"),
        ("x-api-key", "key"),
        ("x-gw-ims-org-id", "org"),
        ("x-sandbox-name", "prod"),
        ("content-type", "application/json"),
    ];
    Exchange {
        method: method.to_owned(),
        path: path.to_owned(),
        query: Vec::new(),
        headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).into(),
        body,
        status: 200,
        answer_type: Some("application/json".to_owned()),
        answer: None,
    }
}

#[test]
fn each_kind_of_mistake_is_found() {
    let reference = reference();
    let path = "/data/foundation/catalog/dataSets";
    let good = exchange("GET", path, None);
    assert_eq!(reference.check(&good), []);
    let places = |exchange: &Exchange| -> Vec<Place> { reference.check(exchange).iter().map(|f| f.place).collect() };

    let elsewhere = exchange("GET", "/data/foundation/catalog/datasets", None);
    assert_eq!(places(&elsewhere), [Place::Path]);
    let wrong_method = exchange("DELETE", path, None);
    assert_eq!(places(&wrong_method), [Place::Path]);
    let mut query = good.clone();
    query.query = vec![("limit".into(), "ten".into()), ("page".into(), "2".into())];
    assert_eq!(places(&query), [Place::Query, Place::Query]);
    let mut headers = good.clone();
    headers.headers.remove("x-sandbox-name");
    assert_eq!(places(&headers), [Place::Header]);
    let body = exchange("POST", path, Some(json!({"name": 7})));
    assert_eq!(places(&Exchange { status: 201, ..body }), [Place::Request]);
    let answer = Exchange {
        answer: Some(json!({"5c8": {"name": 7}})),
        ..good.clone()
    };
    assert_eq!(places(&answer), [Place::Answer]);
    let profile = exchange("GET", "/data/core/ups/previewsamplestatus", None);
    assert_eq!(places(&Exchange { status: 418, ..profile }), [Place::Status]);
}

#[test]
fn findings_do_not_repeat_what_was_sent() {
    let secret = "noor@example.nl";
    let sent = exchange(
        "POST",
        "/data/foundation/catalog/dataSets",
        Some(json!({"name": [secret]})),
    );
    let found = reference().check(&sent);
    assert!(
        !found.is_empty() && found.iter().all(|f| !f.to_string().contains(secret)),
        "{found:?}"
    );
}
