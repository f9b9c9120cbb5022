//! Runs of dataflows from the landing zone into a dataset.

use crate::dataflow::{FLOWS, PAST, Parts, batch_of, ended, gzip, id, once, runs, source, status, with_files};
use crate::desk::{CATALOG, Desk, end, options, percent, read, server};
use crate::zone::Zone;
use practice::{Options, Server};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::time::Duration;

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
        let _ = writeln!(text, " D{at}@Example.nl |Noor|{date}|2024-02-11");
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
    const ROWS: usize = 4_000;
    let dir = tempfile::tempdir().unwrap();
    let (first, desk) = server(dir.path()).await;
    let zone = Zone::at(&desk).await;
    let mut parts = Parts::of(&desk).await;
    // Much to work out for each row, so that the run is still copying when it is looked at.
    let slow = json!({
        "sourceType": "EXPRESSION", "source": format!("sha256(concat(email, \"{}\"))", "x".repeat(4000)),
        "destination": "_courier.source",
    });
    parts.mapping = parts.mapped(&desk, vec![slow; 40]).await;
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
