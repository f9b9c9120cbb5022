//! Connections and flows: what they must name, how they are listed, changed and deleted, and the look into the zone before.

use crate::dataflow::{CLOUD_STORAGE, DATA_LAKE, FLOWS, LANDING_ZONE, Parts, SETS, gzip, id, once, source};
use crate::desk::{end, percent, read, server};
use crate::zone::Zone;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn entities_change_behind_their_version_and_go_one_by_one() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let parts = Parts::of(&desk).await;
    let later = json!({"startTime": 4_000_000_000_i64, "frequency": "day", "interval": 1});
    let flow = parts.begin(&desk, source("none", &json!({})), later, json!({})).await;
    let at = format!("{FLOWS}/flows/{flow}");
    let rename = json!([{"op": "REPLACE", "path": "/name", "value": "Other"}]);
    let patch = |etag: &str, body: &Value| desk.call(Method::PATCH, &at).header("if-match", etag).json(body);
    assert_eq!(
        desk.send(Method::PATCH, &at, rename.clone()).await.0,
        StatusCode::BAD_REQUEST,
        "without If-Match"
    );
    let (refused, told) = read(patch("\"0099\"", &rename)).await;
    assert_eq!(refused, StatusCode::PRECONDITION_FAILED);
    assert_eq!(
        told["errorMessage"],
        "Supplied version=[\\\"0099\\\"] does not match the current version on entity=[\\\"0100\\\"]"
    );
    let (done, changed) = read(patch("\"0100\"", &rename)).await;
    assert_eq!(
        (done, &changed["etag"]),
        (StatusCode::OK, &json!("\"0101\"")),
        "{changed}"
    );
    for bad in [
        json!([{"op": "move", "path": "/name", "value": "x"}]),
        json!([{"op": "replace", "path": "/none", "value": "x"}]),
        json!([{"op": "replace", "path": "/state", "value": "disabled"}]),
        json!([{"op": "replace", "path": "/scheduleParams/frequency", "value": "month"}]),
    ] {
        assert_eq!(read(patch("\"0101\"", &bad)).await.0, StatusCode::BAD_REQUEST, "{bad}");
    }
    let (_, shown) = desk.get(&at).await;
    let shown = &shown["items"][0];
    assert_eq!(
        (&shown["name"], &shown["etag"], &shown["state"]),
        (&json!("Other"), &json!("\"0101\""), &json!("enabled"))
    );
    assert!(shown["scheduledAt"].is_null(), "{shown}");
    let source = shown["sourceConnectionIds"][0].as_str().unwrap();
    let connections = [
        format!("{FLOWS}/sourceConnections/{source}"),
        format!("{FLOWS}/targetConnections/{}", parts.target),
    ];
    for connection in &connections {
        let (refused, told) = read(desk.call(Method::DELETE, connection)).await;
        assert_eq!(refused, StatusCode::BAD_REQUEST, "{told}");
        let (done, told) = read(
            desk.call(Method::PATCH, connection)
                .header("if-match", "\"0100\"")
                .json(&rename),
        )
        .await;
        assert_eq!(done, StatusCode::OK, "{told}");
    }
    for gone in [&at, &connections[0], &connections[1]] {
        assert_eq!(read(desk.call(Method::DELETE, gone)).await.0, StatusCode::NO_CONTENT);
        assert_eq!(desk.get(gone).await.0, StatusCode::NOT_FOUND);
    }
    end(server).await;
}

#[tokio::test]
async fn lists_are_filtered_ordered_paged_and_counted() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    for name in ["b", "a", "c"] {
        let mut sent = source("x.csv", &json!({}));
        sent["name"] = json!(name);
        desk.post(&format!("{FLOWS}/sourceConnections"), sent).await;
    }
    let base = format!("{FLOWS}/sourceConnections");
    let (_, page) = desk.get(&format!("{base}?orderby=-name&limit=2")).await;
    let names = |page: &Value| -> String {
        page["items"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|i| i["name"].as_str())
            .collect()
    };
    assert_eq!(names(&page), "cb");
    let next = page["_links"]["next"]["href"]
        .as_str()
        .unwrap()
        .split_once("continuationToken=")
        .unwrap()
        .1
        .to_owned();
    let (_, rest) = desk
        .get(&format!("{base}?orderby=-name&limit=2&continuationToken={next}"))
        .await;
    assert_eq!((names(&rest), &rest["_links"]), ("a".to_owned(), &json!({})));
    assert_eq!(desk.get(&format!("{base}?count=true")).await.1["count"], 3);
    assert_eq!(names(&desk.get(&format!("{base}?property=name==a,b")).await.1), "ba");
    for bad in [
        "count=true&limit=1",
        "limit=0",
        "page=2",
        "property=name",
        "continuationToken=%2A",
    ] {
        assert_eq!(
            desk.get(&format!("{base}?{bad}")).await.0,
            StatusCode::BAD_REQUEST,
            "{bad}"
        );
    }
    let (_, specs) = desk
        .get(&format!(
            "{FLOWS}/flowSpecs?property={}",
            percent("name==\"CloudStorageToAEP\"")
        ))
        .await;
    assert_eq!(specs["items"][0]["id"], CLOUD_STORAGE);
    let (_, specs) = desk
        .get(&format!(
            "{FLOWS}/connectionSpecs?property={}",
            percent("name==\"landing-zone\"")
        ))
        .await;
    assert_eq!(specs["items"][0]["id"], LANDING_ZONE);
    end(server).await;
}

#[tokio::test]
async fn the_zone_can_be_looked_into_before() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let zone = Zone::at(&desk).await;
    zone.put("/a.csv", "email;first\nnoor@example.nl;Noor\n").await;
    zone.put("/in/b.csv.gz", gzip("email\tfirst\nx@example.nl\tX\n")).await;
    let base = format!("{FLOWS}/connectionSpecs/{LANDING_ZONE}/explore");
    let (_, root) = desk.get(&format!("{base}?objectType=root")).await;
    assert_eq!(
        root,
        json!([
            {"type": "file", "name": "a.csv", "path": "dlz-user-container/a.csv", "canPreview": true, "canFetchSchema": true},
            {"type": "folder", "name": "in", "path": "dlz-user-container/in/", "canPreview": false, "canFetchSchema": false},
        ])
    );
    let (_, inner) = desk
        .get(&format!("{base}?objectType=folder&object=dlz-user-container/in/"))
        .await;
    assert_eq!(inner[0]["path"], "dlz-user-container/in/b.csv.gz");
    let (_, seen) = desk
        .get(&format!(
            "{base}?objectType=file&object=dlz-user-container/in/b.csv.gz&preview=true&determineProperties=true"
        ))
        .await;
    assert_eq!(
        seen["properties"],
        json!({"fileType": "delimited", "columnDelimiter": "\t", "compressionType": "gzip"}),
        "{seen}"
    );
    assert_eq!(
        (&seen["schema"]["columns"][1]["name"], &seen["data"]),
        (&json!("first"), &json!([{"email": "x@example.nl", "first": "X"}]))
    );
    let file = format!("{base}?objectType=file&object=dlz-user-container/a.csv");
    let (_, seen) = desk
        .get(&format!("{file}&fileType=delimited&columnDelimiter=%3B&preview=true"))
        .await;
    assert_eq!(seen["data"][0]["email"], "noor@example.nl", "{seen}");
    for bad in [
        &file,
        &format!("{file}&fileType=delimited&determineProperties=true"),
        &format!("{file}&fileType=json"),
        &format!("{base}?objectType=table"),
        &base,
    ] {
        assert_eq!(desk.get(bad).await.0, StatusCode::BAD_REQUEST, "{bad}");
    }
    assert_eq!(
        desk.get(&format!(
            "{base}?objectType=file&object=dlz-user-container/none&fileType=delimited"
        ))
        .await
        .0,
        StatusCode::NOT_FOUND
    );
    assert!(
        !serde_json::to_string(&server.exchanges()).unwrap().contains("noor@"),
        "rows are not recorded"
    );
    end(server).await;
}

#[tokio::test]
async fn what_a_flow_names_must_be_there_and_fit() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let parts = Parts::of(&desk).await;
    let sources = format!("{FLOWS}/sourceConnections");
    let good = source("x.csv", &json!({}));
    for (pointer, value) in [
        ("/name", json!("")),
        ("/connectionSpec/id", json!(DATA_LAKE)),
        ("/connectionSpec/version", json!("2.0")),
        ("/data/format", json!("csv")),
        ("/data/format", json!("parquet")),
        ("/data/columnDelimiter", json!("||")),
        ("/data/properties", json!({"compressionType": "tarGzip"})),
        ("/data/properties", json!({"compressionType": "rar"})),
        ("/params/path", json!("elsewhere/x.csv")),
        ("/params/path", json!("dlz-user-container/*.csv")),
        ("/params/recursive", json!("maybe")),
        ("/params/depth", json!(1)),
        ("/baseConnectionId", json!("9e2541a0")),
    ] {
        let mut sent = good.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        sent.pointer_mut(parent).unwrap()[name] = value.clone();
        assert_eq!(
            desk.post(&sources, sent).await.0,
            StatusCode::BAD_REQUEST,
            "{pointer} {value}"
        );
    }
    let made = id(&desk.post(&sources, good).await.1);
    let target = |dataset: &str, schema: &str, version: &str| {
        json!({
            "name": "T", "data": {"schema": {"id": schema, "version": version}}, "params": {"dataSetId": dataset},
            "connectionSpec": {"id": DATA_LAKE, "version": "1.0"},
        })
    };
    let full = "application/vnd.adobe.xed-full+json;version=1";
    for sent in [
        target("none", &parts.schema, full),
        target(&parts.dataset, "none", full),
        target(&parts.dataset, &parts.schema, "1"),
        target(&desk.endpoint.dataset_id, &parts.schema, full),
    ] {
        assert_eq!(
            desk.post(&format!("{FLOWS}/targetConnections"), sent.clone()).await.0,
            StatusCode::BAD_REQUEST,
            "{sent}"
        );
    }
    let other = json!({
        "outputSchema": {"schemaRef": {"id": desk.endpoint.schema_id, "contentType": full}},
        "mappings": [{"sourceType": "ATTRIBUTE", "source": "email", "destination": "personalEmail.address"}],
    });
    let other = id(&desk.post(SETS, other).await.1);
    let flow = |more: Value| parts.flow(&made, once(), more);
    let mapped = |id: &str, version: Value| json!({"transformations": [{"name": "Mapping", "params": {"mappingId": id, "mappingVersion": version}}]});
    for more in [
        json!({"name": null}),
        json!({"state": "enabled"}),
        json!({"flowSpec": {"id": LANDING_ZONE}}),
        json!({"sourceConnectionIds": ["none"]}),
        json!({"sourceConnectionIds": []}),
        json!({"targetConnectionIds": [made]}),
        mapped("none", json!(0)),
        mapped(&parts.mapping, json!(7)),
        mapped(&other, json!(0)),
        json!({"scheduleParams": null}),
        json!({"scheduleParams": {"frequency": "minute", "interval": 14}}),
        json!({"options": {"partialIngestionPercentage": 5}}),
        json!({"options": {"partialIngestionPercent": 101}}),
        json!({"schedule": {}}),
    ] {
        let (status, told) = desk.post(&format!("{FLOWS}/flows"), flow(more.clone())).await;
        assert_eq!(
            (status, told["errorMessage"].is_string()),
            (StatusCode::BAD_REQUEST, true),
            "{more}: {told}"
        );
    }
    let texts = json!({"scheduleParams": {"startTime": "4000000000", "frequency": "minute", "interval": "15"}});
    assert_eq!(
        desk.post(&format!("{FLOWS}/flows"), flow(texts)).await.0,
        StatusCode::CREATED
    );
    end(server).await;
}
