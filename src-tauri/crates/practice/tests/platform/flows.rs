//! Dataflows from the landing zone into a dataset.

use crate::desk::{CATALOG, Desk, end, options, percent, read, server};
use crate::landing::Zone;
use flate2::{Compression, write::GzEncoder};
use practice::{Options, Server};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::io::Write as _;
use std::time::Duration;

pub(crate) const FLOWS: &str = "/data/foundation/flowservice";
const SETS: &str = "/data/foundation/conversion/mappingSets";
const LANDING_ZONE: &str = "26f526f2-58f4-4712-961d-e41bf1ccc0e8";
const DATA_LAKE: &str = "c604ff05-7f1a-43c0-8e18-33bf874cb11c";
const CLOUD_STORAGE: &str = "9753525b-82c7-4dce-8a9b-5ccfce2b9876";
/// 2024-01-01.
const PAST: i64 = 1_704_067_200;

/// What a flow into "Practice customers (replace)" is made of.
struct Parts {
    dataset: String,
    schema: String,
    target: String,
    mapping: String,
}

fn id(made: &Value) -> String {
    made["id"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned()
}

fn source(path: &str, data: &Value) -> Value {
    let mut sent = json!({
        "name": "Files", "data": {"format": "delimited"}, "params": {"path": format!("dlz-user-container/{path}")},
        "connectionSpec": {"id": LANDING_ZONE, "version": "1.0"},
    });
    for (name, value) in data.as_object().into_iter().flatten() {
        sent["data"][name] = value.clone();
    }
    sent
}

impl Parts {
    async fn of(desk: &Desk) -> Self {
        let (_, all) = desk.get(&format!("{CATALOG}/dataSets")).await;
        let (dataset, found) = all
            .as_object()
            .unwrap()
            .iter()
            .find(|(_, d)| d["name"] == "Practice customers (replace)")
            .unwrap();
        let schema = found["schemaRef"]["id"].as_str().unwrap().to_owned();
        let column = |source: &str, destination: &str| json!({"sourceType": "ATTRIBUTE", "source": source, "destination": destination});
        let set = json!({
            "outputSchema": {"schemaRef": {"id": schema, "contentType": "application/vnd.adobe.xed-full+json;version=1"}},
            "mappings": [
                {"sourceType": "EXPRESSION", "source": "lower(trim(email))", "destination": "personalEmail.address"},
                column("first", "person.name.firstName"), column("born", "person.birthDate"),
                column("since", "userAccount.startDate"),
            ],
        });
        let set = id(&desk.post(SETS, set).await.1);
        let target = json!({
            "name": "Customers", "data": {"schema": {"id": schema, "version": "application/vnd.adobe.xed-full+json;version=1"}},
            "params": {"dataSetId": dataset}, "connectionSpec": {"id": DATA_LAKE, "version": "1.0"},
        });
        let (status, target) = desk.post(&format!("{FLOWS}/targetConnections"), target).await;
        assert_eq!(status, StatusCode::CREATED, "{target}");
        Self {
            dataset: dataset.clone(),
            schema,
            target: id(&target),
            mapping: set,
        }
    }

    fn flow(&self, source: &str, schedule: Value, more: Value) -> Value {
        let mut sent = json!({
            "name": "Customers every hour", "flowSpec": {"id": CLOUD_STORAGE, "version": "1.0"},
            "sourceConnectionIds": [source], "targetConnectionIds": [self.target],
            "transformations": [{"name": "Mapping", "params": {"mappingId": self.mapping, "mappingVersion": 0}}],
            "scheduleParams": schedule,
        });
        json_patch::merge(&mut sent, &more);
        sent
    }

    async fn begin(&self, desk: &Desk, from: Value, schedule: Value, more: Value) -> String {
        let (status, made) = desk.post(&format!("{FLOWS}/sourceConnections"), from).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        let flow = self.flow(&id(&made), schedule, more);
        let (status, made) = desk.post(&format!("{FLOWS}/flows"), flow).await;
        assert_eq!(status, StatusCode::CREATED, "{made}");
        id(&made)
    }
}

fn once() -> Value {
    json!({"startTime": PAST, "frequency": "once"})
}

async fn runs(desk: &Desk, flow: &str) -> Vec<Value> {
    let (status, found) = desk
        .get(&format!(
            "{FLOWS}/runs?property=flowId=={flow}&orderby=createdAt&limit=100"
        ))
        .await;
    assert_eq!(status, StatusCode::OK, "{found}");
    found["items"].as_array().unwrap().clone()
}

fn status(run: &Value) -> &str {
    run["metrics"]["statusSummary"]["status"].as_str().unwrap_or_default()
}

/// Waits for the n-th run that fits to come to its end.
async fn ended(desk: &Desk, flow: &str, nth: usize, fits: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..2000 {
        let all = runs(desk, flow).await;
        if let Some(run) = all
            .iter()
            .filter(|r| fits(r))
            .nth(nth - 1)
            .filter(|r| status(r) != "inProgress")
        {
            return run.clone();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the run never ended: {:?}", runs(desk, flow).await)
}

fn with_files(run: &Value) -> bool {
    run["metrics"]["fileSummary"]["inputFileCount"] != 0
}

fn batch_of(run: &Value) -> &str {
    let info = &run["activities"][1]["targetInfo"][0]["reference"];
    assert_eq!(info["type"], "Batch", "{run}");
    info["ids"][0].as_str().unwrap()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(text.as_bytes()).unwrap();
    out.finish().unwrap()
}

#[tokio::test]
async fn a_compressed_file_with_every_form_of_date_becomes_profiles_once() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let (zone, parts) = (Zone::at(&desk).await, Parts::of(&desk).await);
    let dates = [
        ("1991-03-05 10:11:12+0100", true),
        ("1991-03-05 10:11:12.123+0100", true),
        ("1991-03-05 10:11:12.123", true),
        ("1991-03-05T10:11:12.123Z", true),
        ("1991-03-05T10:11:12Z", true),
        ("1991-03-05", true),
        ("1991/03/05", true),
        ("1991.03.05", true),
        ("1991-Mar-05", true),
        ("19910305", true),
        ("03-05-1991", true),
        ("03051991", true),
        ("3/05/1991", true),
        ("05.3.1991", true),
        ("3/05/1991 10:11:12 AM", true),
        ("05.3.1991 10:11:12 AM", true),
        ("05.Mar.1991", true),
        ("05-Mar-1991", true),
        // What Commerce writes into its database is not among them.
        ("1991-03-05 10:11:12", false),
    ];
    let mut text = "email|first|born|since\n".to_owned();
    for (at, (date, _)) in dates.iter().enumerate() {
        text += &format!(" D{at}@Example.nl |Noor|{date}|2024-02-11\n");
    }
    zone.put("/in/dates.csv.gz", gzip(&text)).await;
    let layout = json!({"columnDelimiter": "|", "properties": {"compressionType": "gzip"}});
    let flow = parts
        .begin(&desk, source("in/dates.csv.gz", &layout), once(), json!({}))
        .await;
    let run = ended(&desk, &flow, 1, |_| true).await;
    assert_eq!(status(&run), "success", "{run}");
    let metrics = &run["metrics"];
    assert_eq!(
        metrics["recordSummary"],
        json!({"inputRecordCount": 19, "outputRecordCount": 19, "failedRecordCount": 0}),
        "{run}"
    );
    assert_eq!(metrics["sizeSummary"]["inputBytes"], gzip(&text).len());
    let promotion = &run["activities"][1];
    let warned = &promotion["statusSummary"]["extensions"]["errors"][0];
    assert_eq!(
        (&warned["code"], &warned["recordCount"]),
        (&json!("MAPPER-3700-400"), &json!(1)),
        "{run}"
    );
    assert!(
        promotion["statusSummary"]["extensions"]["manifest"]["failedRecords"]
            .as_str()
            .unwrap()
            .contains(batch_of(&run))
    );
    let records = server.records_of(batch_of(&run)).unwrap();
    for (record, (date, known)) in records.iter().zip(dates) {
        let wanted = if known { json!("1991-03-05") } else { Value::Null };
        assert_eq!(record["person"]["birthDate"], wanted, "{date}");
        assert_eq!(record["userAccount"]["startDate"], "2024-02-11T00:00:00Z");
    }
    desk.profile_when("d5%40example.nl", "/person/name/firstName", &json!("Noor"))
        .await;

    let (_, batch) = desk.get(&format!("{CATALOG}/batches/{}", batch_of(&run))).await;
    let batch = &batch[batch_of(&run)];
    assert_eq!(
        (&batch["tags"]["flowId"], &batch["tags"]["flowRunId"]),
        (&json!([flow]), &json!([run["id"]])),
        "{batch}"
    );
    assert_ne!(
        batch["createdClient"],
        json!(desk.endpoint.client_id),
        "a flow is another feeder"
    );
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(runs(&desk, &flow).await.len(), 1, "once is once");
    let (_, shown) = desk.get(&format!("{FLOWS}/flows/{flow}")).await;
    assert_eq!(shown["items"][0]["lastRunDetails"]["state"], "success", "{shown}");
    let quoted = format!("{FLOWS}/runs?property={}", percent(&format!("flowId==\"{flow}\"")));
    assert_eq!(desk.get(&quoted).await.1["items"][0]["id"], run["id"]);
    assert_eq!(
        desk.get(&format!("{FLOWS}/runs/{}", id(&run))).await.1["items"][0]["id"],
        run["id"]
    );
    end(server).await;
}

#[tokio::test]
async fn an_hourly_flow_takes_what_is_new_each_time_until_it_is_disabled() {
    let dir = tempfile::tempdir().unwrap();
    let fast = Options {
        speed: 3600.0,
        ..options(dir.path())
    };
    let server = Server::start(fast).await.unwrap();
    let desk = Desk::at(server.endpoint()).await;
    let (zone, parts) = (Zone::at(&desk).await, Parts::of(&desk).await);
    zone.put("/daily/old.csv", "email,first\nold@example.nl,Old\n").await;
    zone.put("/daily/deep/er.csv", "email,first\ndeep@example.nl,Deep\n")
        .await;
    let schedule = json!({"startTime": PAST, "frequency": "hour", "interval": 1, "backfill": true});
    let flow = parts
        .begin(&desk, source("daily", &json!({})), schedule, json!({}))
        .await;
    let first = ended(&desk, &flow, 1, |_| true).await;
    assert_eq!(
        server.records_of(batch_of(&first)).unwrap()[0]["personalEmail"]["address"],
        "old@example.nl"
    );
    assert_eq!(
        first["metrics"]["fileSummary"]["inputFileCount"], 1,
        "folders below are not taken unless asked for"
    );
    zone.put("/daily/new.csv", "email,first\nnew@example.nl,New\n").await;
    let second = ended(&desk, &flow, 2, with_files).await;
    let emails: Vec<Value> = server
        .records_of(batch_of(&second))
        .unwrap()
        .iter()
        .map(|r| r["personalEmail"]["address"].clone())
        .collect();
    assert_eq!(
        emails,
        ["new@example.nl"],
        "what the run before took is not taken again"
    );
    let empty = ended(&desk, &flow, 1, |r| !with_files(r)).await;
    assert_eq!(
        (status(&empty), empty["activities"].as_array().unwrap().len()),
        ("success", 1),
        "{empty}"
    );
    let (done, changed) = read(desk.call(Method::POST, &format!("{FLOWS}/flows/{flow}/action?op=DISABLE"))).await;
    assert_eq!(
        (done, &changed["etag"]),
        (StatusCode::OK, &json!("\"0101\"")),
        "{changed}"
    );
    let again = read(desk.call(Method::POST, &format!("{FLOWS}/flows/{flow}/action?op=disable"))).await;
    assert_eq!(again.0, StatusCode::BAD_REQUEST, "{}", again.1);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = runs(&desk, &flow).await.len();
    zone.put("/daily/late.csv", "email,first\nlate@example.nl,Late\n").await;
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(runs(&desk, &flow).await.len(), before, "a disabled flow does not run");
    read(desk.call(Method::POST, &format!("{FLOWS}/flows/{flow}/action?op=enable"))).await;
    let third = ended(&desk, &flow, 3, with_files).await;
    assert_eq!(third["metrics"]["recordSummary"]["outputRecordCount"], 1, "{third}");
    end(server).await;
}

#[tokio::test]
async fn refused_rows_are_counted_and_shown_as_with_any_batch() {
    let dir = tempfile::tempdir().unwrap();
    let (server, desk) = server(dir.path()).await;
    let (zone, parts) = (Zone::at(&desk).await, Parts::of(&desk).await);
    let text =
        "email,first,born,since\na@example.nl,A,,\n,NoMail,,\nb@example.nl,B,,,too,many\nc@example.nl,C,never,\n";
    zone.put("/mixed.csv", text).await;
    zone.put("/broken.csv.gz", "this is no archive").await;
    let lenient = json!({"options": {"errorDiagnosticsEnabled": true, "partialIngestionPercent": 60}});
    let flow = parts
        .begin(&desk, source("mixed.csv", &json!({})), once(), lenient)
        .await;
    let run = ended(&desk, &flow, 1, |_| true).await;
    assert_eq!(
        run["metrics"]["recordSummary"],
        json!({"inputRecordCount": 4, "outputRecordCount": 2, "failedRecordCount": 2}),
        "{run}"
    );
    let summary = &run["metrics"]["statusSummary"];
    assert_eq!(
        (status(&run), &summary["errors"][0]["code"]),
        ("success", &json!("CONNECTOR-2001-500")),
        "{run}"
    );
    let codes: Vec<&str> = run["activities"][1]["statusSummary"]["extensions"]["errors"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|e| e["code"].as_str())
        .collect();
    assert_eq!(
        codes,
        [
            "INGEST-1212-400",
            "INGEST-1401-400",
            "INGEST-1555-400",
            "MAPPER-3700-400"
        ],
        "{run}"
    );
    let (_, rows) = desk
        .get(&format!(
            "/data/foundation/export/batches/{}/meta?path=row_errors%2Fvalidation_errors_0.json",
            batch_of(&run)
        ))
        .await;
    assert_eq!(
        (&rows["person"]["name"]["firstName"], &rows["_filename"]),
        (&json!("NoMail"), &json!("mixed.csv")),
        "{rows}"
    );

    let strict = parts
        .begin(&desk, source("mixed.csv", &json!({})), once(), json!({}))
        .await;
    let run = ended(&desk, &strict, 1, |_| true).await;
    assert_eq!(
        (status(&run), &run["metrics"]["recordSummary"]["outputRecordCount"]),
        ("failed", &json!(0)),
        "{run}"
    );

    let gz = json!({"properties": {"compressionType": "gzip"}});
    let broken = parts
        .begin(&desk, source("broken.csv.gz", &gz), once(), json!({}))
        .await;
    let run = ended(&desk, &broken, 1, |_| true).await;
    assert_eq!(
        (status(&run), &run["metrics"]["statusSummary"]["errors"][0]["code"]),
        ("failed", &json!("CONNECTOR-2001-500")),
        "{run}"
    );
    let (_, batch) = desk.get(&format!("{CATALOG}/batches/{}", batch_of(&run))).await;
    assert_eq!(batch[batch_of(&run)]["status"], "aborted");
    end(server).await;
}

#[tokio::test]
async fn a_run_that_a_restart_interrupts_is_begun_anew_and_nothing_comes_twice() {
    const ROWS: usize = 60_000;
    let dir = tempfile::tempdir().unwrap();
    let (first, desk) = server(dir.path()).await;
    let (zone, parts) = (Zone::at(&desk).await, Parts::of(&desk).await);
    let text: String = (0..ROWS).map(|n| format!("r{n}@example.nl,Row {n}\n")).collect();
    zone.put("/large.csv", format!("email,first\n{text}")).await;
    let flow = parts
        .begin(&desk, source("large.csv", &json!({})), once(), json!({}))
        .await;
    // Looked for on the disk: by a request the copying might be over.
    let begun = loop {
        let found = std::fs::read_dir(dir.path().join("uploads")).unwrap().next();
        if let Some(folder) = found {
            break folder.unwrap().file_name().into_string().unwrap();
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    };
    first.stop().await;

    let (server, desk) = server(dir.path()).await;
    let run = ended(&desk, &flow, 1, |_| true).await;
    assert_eq!(runs(&desk, &flow).await.len(), 1);
    assert_ne!(batch_of(&run), begun);
    assert_eq!(run["metrics"]["recordSummary"]["outputRecordCount"], ROWS, "{run}");
    let (_, old) = desk.get(&format!("{CATALOG}/batches/{begun}")).await;
    assert_eq!(old[&begun]["status"], "aborted");
    assert!(server.records_of(&begun).unwrap().is_empty());
    assert_eq!(server.records_of(batch_of(&run)).unwrap().len(), ROWS);
    end(server).await;
}

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
