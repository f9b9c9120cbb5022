//! The Flow Service: what a flow consists of is found or made, never twice.

use crate::server::{Act, Seen, Wire, json};
use aep::{
    CancellationToken, DatasetId, Ensured, Error, Every, FlowOptions, FlowSchedule, FlowSpecId, FlowState,
    LandedFormat, MappingSet, MappingSetId, NewFlow, NewSourceConnection, NewTargetConnection, SchemaId,
    SourceConnectionId, TargetConnectionId,
};
use serde_json::{Value, json as value};
use std::sync::{Arc, Mutex};

const SERVICE: &str = "/data/foundation/flowservice";

pub(crate) fn schedule() -> FlowSchedule {
    FlowSchedule::new(1_590_091_157, Every::Minutes(15), true).unwrap()
}

fn new_flow() -> NewFlow {
    NewFlow {
        name: "Courier: shoppers".into(),
        description: "made by Profile Courier".into(),
        spec: FlowSpecId::parse("9753525b-82c7-4dce-8a9b-5ccfce2b9876").unwrap(),
        source: SourceConnectionId::parse("s1").unwrap(),
        target: TargetConnectionId::parse("t1").unwrap(),
        mapping: MappingSet {
            id: MappingSetId::parse("m1").unwrap(),
            version: 0,
        },
        schedule: schedule(),
        options: Some(FlowOptions {
            diagnostics: true,
            partial_percent: Some(5),
        }),
    }
}

/// A service that keeps what is made, in pages of one, and loses the answer of the first making.
async fn keeping(
    kind: &'static str,
    mut refuse: impl FnMut(&Seen) -> Option<Act> + Send + 'static,
) -> (Wire, Arc<Mutex<Vec<Value>>>) {
    let kept: Arc<Mutex<Vec<Value>>> = Arc::new(Mutex::new(vec![
        value!({"id": "stranger", "name": "another", "connectionSpec": {"id": "x"}}),
    ]));
    let shared = Arc::clone(&kept);
    let path = format!("{SERVICE}/{kind}");
    let mut lost = false;
    let wire = Wire::start(move |seen, _| {
        if let Some(act) = refuse(seen) {
            return act;
        }
        let mut kept = shared.lock().unwrap();
        let place = seen.target.split('?').next().unwrap();
        assert!(place.starts_with(&path), "{}", seen.target);
        if seen.method == "POST" {
            let mut item = seen.json();
            item["id"] = format!("made{}", kept.len()).into();
            item["etag"] = "\"1\"".into();
            item["state"] = "enabled".into();
            kept.push(item);
            if !lost {
                lost = true;
                return Act::Drop;
            }
            return json(
                201,
                &value!({"id": format!("made{}", kept.len() - 1), "etag": "\"1\""}).to_string(),
            );
        }
        if let Some(id) = place.strip_prefix(&format!("{path}/")) {
            let items: Vec<_> = kept.iter().filter(|item| item["id"] == id).collect();
            return json(200, &value!({"items": items}).to_string());
        }
        let at: usize = seen
            .target
            .split_once("continuationToken=p")
            .map_or(0, |(_, page)| page.parse().unwrap());
        let next =
            (at + 1 < kept.len()).then(|| value!({"next": {"href": format!("/{kind}?continuationToken=p{}", at + 1)}}));
        json(200, &value!({"items": [kept[at]], "_links": next}).to_string())
    })
    .await;
    (wire, kept)
}

#[tokio::test]
async fn each_is_made_once_even_when_the_answer_is_lost() {
    let cancel = CancellationToken::new();
    let (wire, kept) = keeping("sourceConnections", |_| None).await;
    let new = NewSourceConnection {
        name: "Courier: shoppers".into(),
        description: "d".into(),
        path: "dlz-user-container/courier/shoppers.csv".into(),
        recursive: false,
        format: LandedFormat::Delimited(';'),
        compression: None,
    };
    let client = wire.client();
    let Ensured::Created(source) = client.ensure_source_connection(&new, &cancel).await.unwrap() else {
        panic!()
    };
    assert_eq!(
        client.ensure_source_connection(&new, &cancel).await.unwrap(),
        Ensured::Found(source.clone())
    );
    let sent = kept.lock().unwrap()[1].clone();
    assert_eq!(sent["data"], value!({"format": "delimited", "columnDelimiter": ";"}));
    assert_eq!(
        (&sent["params"], &sent["connectionSpec"]["id"]),
        (
            &value!({"path": new.path}),
            &value!("26f526f2-58f4-4712-961d-e41bf1ccc0e8")
        )
    );
    let moved = NewSourceConnection {
        path: "dlz-user-container/other.csv".into(),
        ..new
    };
    assert_eq!(
        client.ensure_source_connection(&moved, &cancel).await.unwrap(),
        Ensured::Differs(source)
    );
    assert_eq!(wire.changes().len(), 1);

    let (wire, kept) = keeping("targetConnections", |_| None).await;
    let new = NewTargetConnection {
        name: "Courier: shoppers".into(),
        description: "d".into(),
        dataset: DatasetId::parse("5da9452f").unwrap(),
        schema: SchemaId::parse("https://ns.adobe.com/courier/schemas/a").unwrap(),
    };
    let client = wire.client();
    let Ensured::Created(target) = client.ensure_target_connection(&new, &cancel).await.unwrap() else {
        panic!()
    };
    assert_eq!(
        client.ensure_target_connection(&new, &cancel).await.unwrap(),
        Ensured::Found(target)
    );
    assert_eq!(kept.lock().unwrap()[1]["params"], value!({"dataSetId": "5da9452f"}));
    assert_eq!(wire.changes().len(), 1);

    let (wire, kept) = keeping("flows", |_| None).await;
    let client = wire.client();
    let Ensured::Created(flow) = client.ensure_flow(&new_flow(), &cancel).await.unwrap() else {
        panic!()
    };
    assert_eq!(
        (&flow.state, flow.schedule, flow.options),
        (&FlowState::Enabled, Some(schedule()), new_flow().options)
    );
    assert_eq!(
        client.ensure_flow(&new_flow(), &cancel).await.unwrap(),
        Ensured::Found(flow)
    );
    let sent = kept.lock().unwrap()[1].clone();
    assert_eq!(
        sent["transformations"],
        value!([{"name": "Mapping", "params": {"mappingId": "m1", "mappingVersion": "0"}}])
    );
    assert_eq!(
        sent["scheduleParams"],
        value!({"startTime": 1_590_091_157, "frequency": "minute", "interval": "15", "backfill": true})
    );
    assert_eq!(kept.lock().unwrap().len(), 2, "a stranger's and ours");
}

#[tokio::test]
async fn a_flow_whose_options_are_refused_is_made_without() {
    let (wire, kept) = keeping("flows", |seen| {
        let has_options = seen.method == "POST" && seen.json().get("options").is_some();
        has_options.then(|| json(400, r#"{"errorMessage":"unknown property options"}"#))
    })
    .await;
    // The second making's answer is lost: what was made is found.
    let made = wire
        .client()
        .ensure_flow(&new_flow(), &CancellationToken::new())
        .await
        .unwrap();
    assert!(
        matches!(&made, Ensured::Created(flow) if flow.options.is_none()),
        "{made:?}"
    );
    assert_eq!((kept.lock().unwrap().len(), wire.changes().len()), (2, 2));
}

#[tokio::test]
async fn a_kind_of_flow_is_asked_for_once() {
    let wire = Wire::start(|seen, _| {
        assert_eq!(
            seen.target.split('?').next(),
            Some("/data/foundation/flowservice/flowSpecs")
        );
        json(
            200,
            r#"{"items":[{"id":"other","name":"CloudStorageToAEP2"},{"id":"9753525b","name":"CloudStorageToAEP"}]}"#,
        )
    })
    .await;
    let (client, cancel) = (wire.client(), CancellationToken::new());
    for _ in 0..2 {
        assert_eq!(
            client
                .flow_spec_id("CloudStorageToAEP", &cancel)
                .await
                .unwrap()
                .as_str(),
            "9753525b"
        );
    }
    assert_eq!(wire.seen().len(), 1);
    assert!(
        wire.seen()[0]
            .target
            .contains("property=name%3D%3D%22CloudStorageToAEP%22"),
        "{}",
        wire.seen()[0].target
    );
    assert!(matches!(
        client.flow_spec_id("None", &cancel).await,
        Err(Error::Answer { .. })
    ));
}
