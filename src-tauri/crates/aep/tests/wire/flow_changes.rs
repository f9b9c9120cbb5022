//! Flows that are there: changed by version, deleted, their runs read in each form that the reference leaves open.

use crate::flows::schedule;
use crate::server::{Wire, answer, json};
use aep::{
    BatchId, CancellationToken, Error, FlowId, FlowRunStatus, FlowRuns, FlowSchedule, FlowState, SourceConnectionId,
    TargetConnectionId,
};
use serde_json::{Value, json as value};

/// Changes a flow that the service refuses to change, and that is as `now` says.
async fn refused(
    status: u16,
    body: &'static str,
    now: Value,
) -> (Wire, Result<FlowState, Error>, Result<Option<FlowSchedule>, Error>) {
    let wire = Wire::start(move |seen, _| {
        if seen.method == "GET" {
            json(200, &value!({"items": [now]}).to_string())
        } else {
            json(status, body)
        }
    })
    .await;
    let (client, cancel, id) = (wire.client(), CancellationToken::new(), FlowId::parse("f1").unwrap());
    let rested = client
        .disable_flow(&id, Some("\"1\""), &cancel)
        .await
        .map(|flow| flow.state);
    let timed = client
        .update_flow_schedule(&id, "\"1\"", &schedule(), &cancel)
        .await
        .map(|flow| flow.schedule);
    (wire, rested, timed)
}

#[tokio::test]
async fn a_change_names_its_version_and_a_stale_one_is_a_conflict() {
    let other = value!({"id": "f1", "state": "enabled", "scheduleParams": {"startTime": 1, "frequency": "once"}});
    for status in [412, 409, 400] {
        let (wire, rested, timed) = refused(
            status,
            r#"{"errorMessage":"Supplied version=[\"1\"] does not match the current version=[\"2\"]"}"#,
            other.clone(),
        )
        .await;
        assert!(matches!(rested, Err(Error::Conflict(_))), "{status}: {rested:?}");
        assert!(matches!(timed, Err(Error::Conflict(_))), "{status}: {timed:?}");
        let [turn, patch] = wire.changes().try_into().unwrap();
        assert_eq!(
            (turn.method.as_str(), turn.target.as_str(), turn.header("if-match")),
            (
                "POST",
                "/data/foundation/flowservice/flows/f1/action?op=DISABLE",
                Some("\"1\"")
            )
        );
        assert_eq!(
            (patch.method.as_str(), patch.header("if-match")),
            ("PATCH", Some("\"1\""))
        );
        assert_eq!(
            patch.json(),
            value!([{"op": "REPLACE", "path": "/scheduleParams",
            "value": {"startTime": 1_590_091_157, "frequency": "minute", "interval": "15", "backfill": true}}])
        );
    }
    let wanted = value!({"id": "f1", "state": "disabled", "scheduleParams": {"startTime": 1_590_091_157, "frequency": "minute", "interval": 15, "backfill": true}});
    let (_wire, rested, timed) = refused(412, "{}", wanted).await;
    assert_eq!(
        (rested.unwrap(), timed.unwrap()),
        (FlowState::Disabled, Some(schedule())),
        "what is as wanted was changed already"
    );
}

#[tokio::test]
async fn a_service_that_wants_a_second_word_gets_it() {
    let wire = Wire::start(|seen, _| match (seen.method.as_str(), seen.target.contains("subOp")) {
        ("GET", _) => json(200, r#"{"items":[{"id":"f1","state":"enabled"}]}"#),
        (_, true) => json(200, r#"{"id":"f1","etag":"\"2\""}"#),
        _ => json(400, r#"{"errorMessage":"required parameter subOp is missing"}"#),
    })
    .await;
    let flow = wire
        .client()
        .enable_flow(&FlowId::parse("f1").unwrap(), None, &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(flow.state, FlowState::Enabled);
    assert_eq!(
        wire.changes()[1].target,
        "/data/foundation/flowservice/flows/f1/action?op=ENABLE&subOp=APPLY"
    );
}

#[tokio::test]
async fn what_is_deleted_twice_is_deleted() {
    let wire = Wire::start(|_, n| {
        if n % 2 == 0 {
            answer(204, &[], "")
        } else {
            json(404, "{}")
        }
    })
    .await;
    let (client, cancel) = (wire.client(), CancellationToken::new());
    for _ in 0..2 {
        client
            .delete_flow(&FlowId::parse("f1").unwrap(), &cancel)
            .await
            .unwrap();
        client
            .delete_source_connection(&SourceConnectionId::parse("s1").unwrap(), &cancel)
            .await
            .unwrap();
        client
            .delete_target_connection(&TargetConnectionId::parse("t1").unwrap(), &cancel)
            .await
            .unwrap();
    }
    assert!(wire.seen().iter().all(|seen| seen.method == "DELETE"));
}

#[tokio::test]
async fn runs_are_read_with_their_counts_batches_and_faults() {
    let wire = Wire::start(|seen, _| {
        let run = |id: &str, at: u64, metrics: Value, steps: Value| value!({"id": id, "flowId": "f1", "createdAt": at, "metrics": metrics, "activities": steps});
        let failed = run("r2", 2000, value!({
            "durationSummary": {"startedAtUTC": 2001, "completedAtUTC": 0}, "sizeSummary": {"inputBytes": 124, "outputBytes": 1884},
            "recordSummary": {"inputRecordCount": 10, "outputRecordCount": "8", "failedRecordCount": 2}, "fileSummary": {"inputFileCount": 1},
            "statusSummary": {"status": "failed", "errors": [{"code": "CONNECTOR-2001-500", "message": "no row for jane@example.com"}]}}),
            value!([{"id": "copyActivity", "statusSummary": {"status": "failed", "extensions": {"manifest": {
                "failedRecords": "https://evil.example/data/foundation/export/batches/01EF01X41KJD82Y9ZX6ET54PCZ/failed?path=input_files",
                "sampleErrors": [{"code": "MAPPER-3700", "message": "row 5"}]}}},
                "targetInfo": [{"reference": {"type": "Batch", "ids": ["01EF01X41KJD82Y9ZX6ET54PCZ", "../x"]}}]}]));
        if seen.target.contains("continuationToken") {
            return json(200, &value!({"items": [run("r1", 900, value!({}), value!(null)), run("r0", 800, value!({}), value!(null))], "_links": {"next": {"href": "/runs?continuationToken=more"}}}).to_string());
        }
        let good = run("r3", 3000, value!({"durationSummary": {"startedAtUTC": 3001, "completedAtUTC": 3999}, "statusSummary": {"status": "PARTIAL_SUCCESS"}}), value!(null));
        json(200, &value!({"items": [good, failed], "_links": {"next": {"href": "/runs?continuationToken=p1"}}}).to_string())
    })
    .await;
    let runs = wire
        .client()
        .runs(
            &FlowId::parse("f1").unwrap(),
            FlowRuns::Since(1000),
            &CancellationToken::new(),
        )
        .await
        .unwrap();
    assert!(
        wire.seen()[0].target.contains("property=flowId%3D%3Df1"),
        "{}",
        wire.seen()[0].target
    );
    assert_eq!(
        wire.seen().len(),
        2,
        "what is older than asked for is not paged through"
    );
    let [good, failed] = runs.try_into().unwrap();
    assert_eq!(
        (good.id.as_str(), &good.status, good.started, good.ended),
        ("r3", &FlowRunStatus::Partial, Some(3001), Some(3999))
    );
    assert_eq!((&failed.status, failed.ended), (&FlowRunStatus::Failed, None));
    let counts = failed.counts;
    assert_eq!(
        (counts.records_in, counts.records_out, counts.records_failed),
        (Some(10), Some(8), Some(2))
    );
    assert_eq!(
        (counts.bytes_in, counts.bytes_out, counts.files),
        (Some(124), Some(1884), Some(1))
    );
    assert_eq!(failed.batches, [BatchId::parse("01EF01X41KJD82Y9ZX6ET54PCZ").unwrap()]);
    let [error] = failed.errors.try_into().unwrap();
    assert_eq!(
        (error.code.as_deref(), error.message.as_str()),
        (Some("CONNECTOR-2001-500"), "no row for <e-mail>")
    );
    assert_eq!(failed.sample_errors[0].code.as_deref(), Some("MAPPER-3700"));
}

#[tokio::test]
async fn of_many_runs_no_more_are_asked_for_than_are_wanted() {
    let wire = Wire::start(|_, page| {
        let run = |n: usize| value!({"id": format!("r{n}"), "flowId": "f1", "createdAt": 90_000 - n, "metrics": {}});
        let items: Vec<_> = (0..4).map(|n| run(page * 4 + n)).collect();
        let next = format!("/runs?continuationToken=p{page}");
        json(
            200,
            &value!({"items": items, "_links": {"next": {"href": next}}}).to_string(),
        )
    })
    .await;
    let flow = FlowId::parse("f1").unwrap();
    let wanted = FlowRuns::Latest(6);
    let runs = wire
        .client()
        .runs(&flow, wanted, &CancellationToken::new())
        .await
        .unwrap();
    let ids: Vec<_> = runs.iter().map(|run| run.id.as_str()).collect();
    assert_eq!(ids, ["r0", "r1", "r2", "r3", "r4", "r5"]);
    assert_eq!(wire.seen().len(), 2);
}
