//! The services beside the batch route: streaming inlets, Data Prep, and Profile's own counts.

use crate::server::{Act, Seen, Wire, answer, json};
use aep::{
    CancellationToken, DatasetId, Ensured, Error, InletId, Limits, Lookup, MappingRule, NewInlet, NewMappingSet, Retry,
    SchemaId, SourceType, TestSend,
};
use serde_json::{Value, json as value};
use std::sync::{Arc, Mutex};

const SPECIFICATION: &str = "bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb";

fn schema() -> SchemaId {
    SchemaId::parse("https://ns.adobe.com/courier/schemas/a").unwrap()
}

async fn send(script: impl FnMut(&Seen, usize) -> Act + Send + 'static) -> (Result<TestSend, Error>, Wire) {
    let wire = Wire::start(script).await;
    let (inlet, dataset) = (InletId::parse("667b41cf").unwrap(), DatasetId::parse("d1").unwrap());
    let record = value!({"personalEmail": {"address": "jane@example.com"}});
    let client = wire.client();
    let outcome = client
        .send_test(&inlet, &dataset, &schema(), record, &CancellationToken::new())
        .await;
    (outcome, wire)
}

#[tokio::test]
async fn an_inlet_is_made_once_and_its_address_is_not_followed() {
    let cancel = CancellationToken::new();
    let elsewhere = Wire::start(|_, _| json(200, "{}")).await;
    let address = format!("{}/collection/667b41cf", elsewhere.url);
    let made: Arc<Mutex<Option<Value>>> = Arc::default();
    let wire = Wire::start({
        let made = Arc::clone(&made);
        move |seen, _| {
            let mut made = made.lock().unwrap();
            if seen.method == "POST" && seen.target.starts_with("/collection/") {
                return json(200, r#"{"inletId":"667b41cf","xactionId":"1532625558467:0001:13"}"#);
            }
            if seen.method == "POST" {
                let mut one = seen.json();
                one["id"] = "k1".into();
                one["auth"]["params"]["inletUrl"] = address.clone().into();
                *made = Some(one);
                return json(201, r#"{"id":"k1","etag":"\"6802064a\""}"#);
            }
            let stranger = value!({"id": "k0", "name": "Courier", "connectionSpec": {"id": "another"}});
            let mut items = if seen.target.ends_with("/connections/k1") {
                vec![]
            } else {
                vec![stranger]
            };
            items.extend(made.clone());
            json(200, &value!({"items": items}).to_string())
        }
    })
    .await;
    let client = wire.client();
    let new = NewInlet {
        name: "Courier".into(),
        source: "profile-courier".into(),
    };
    let Ensured::Created(inlet) = client.ensure_inlet(&new, &cancel).await.unwrap() else {
        panic!()
    };
    assert_eq!((inlet.connection.as_str(), inlet.id.as_str()), ("k1", "667b41cf"));
    assert_eq!(
        client.ensure_inlet(&new, &cancel).await.unwrap(),
        Ensured::Found(inlet.clone())
    );
    let sent = made.lock().unwrap().clone().unwrap();
    assert_eq!(
        (&sent["connectionSpec"]["id"], &sent["auth"]["params"]["dataType"]),
        (&value!(SPECIFICATION), &value!("xdm"))
    );
    let taken = client
        .send_test(
            &inlet.id,
            &DatasetId::parse("d1").unwrap(),
            &schema(),
            value!({}),
            &cancel,
        )
        .await
        .unwrap();
    assert_eq!(
        taken,
        TestSend::Taken {
            transaction: Some("1532625558467:0001:13".into())
        }
    );
    assert!(
        elsewhere.seen().is_empty(),
        "records go to data collection, not to where a connection says"
    );
}

#[tokio::test]
async fn a_record_is_judged_while_one_waits() {
    let (taken, wire) = send(|_, _| json(200, r#"{"xactionId":"x"}"#)).await;
    assert!(matches!(taken.unwrap(), TestSend::Taken { .. }));
    let [seen] = wire.seen().try_into().unwrap();
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        ("POST", "/collection/667b41cf?syncValidation=true")
    );
    let message = seen.json();
    assert_eq!(message["header"]["imsOrgId"], "5C13@AdobeOrg");
    assert_eq!(
        (
            &message["header"]["datasetId"],
            &message["body"]["xdmEntity"]["personalEmail"]["address"]
        ),
        (&value!("d1"), &value!("jane@example.com"))
    );
    assert_eq!(message["header"]["schemaRef"], message["body"]["xdmMeta"]["schemaRef"]);

    let faulty = r##"{"type":"http://ns.adobe.com/adobecloud/problem/data-collection-service/inlet","status":400,"title":"Invalid XDM Message Format",
        "report":{"message":"m","cause":{"_streamingValidation":[
            {"schemaLocation":"#","pointerToViolation":"#/person/birthDate","causingExceptions":[],"keyword":"format","message":"[jane@example.com] is no date"},
            {"pointerToViolation":"#","causingExceptions":[{"pointerToViolation":"#/person/gender","keyword":"enum","message":"no","causingExceptions":[]}]}]}}}"##;
    let (violations, _wire) = send(move |_, _| json(400, faulty)).await;
    let TestSend::Violations(faults) = violations.unwrap() else {
        panic!()
    };
    let faults: Vec<_> = faults
        .iter()
        .map(|fault| {
            (
                fault.code.as_str(),
                fault.column.as_deref().unwrap(),
                fault.message.as_str(),
            )
        })
        .collect();
    assert_eq!(
        faults,
        [
            ("format", "person.birthDate", "[<e-mail>] is no date"),
            ("enum", "person.gender", "no")
        ]
    );

    let (not_here, _wire) = send(|_, _| json(501, "{}")).await;
    assert_eq!(not_here.unwrap(), TestSend::NotOffered);
}

#[tokio::test]
async fn a_refusal_that_is_no_judgement_is_an_error_and_nothing_goes_twice() {
    let (error, _wire) =
        send(|_, _| json(400, r#"{"title":"Invalid inlet","report":{"message":"no such inlet"}}"#)).await;
    assert!(
        matches!(error.unwrap_err(), Error::Invalid(refusal) if refusal.detail == "no such inlet" && refusal.status == 400)
    );
    let (error, _wire) = send(|_, _| json(413, "{}")).await;
    assert!(matches!(error.unwrap_err(), Error::TooLarge(_)));
    for act in [|| answer(503, &["retry-after: 0"], ""), || Act::Drop] {
        let (error, wire) = send(move |_, _| act()).await;
        assert!(error.is_err());
        assert_eq!(wire.seen().len(), 1, "it may have arrived");
    }
    let (taken, wire) = send(|_, n| {
        if n == 0 {
            answer(429, &["retry-after: 0"], "")
        } else {
            json(200, "{}")
        }
    })
    .await;
    assert!(matches!(taken.unwrap(), TestSend::Taken { transaction: None }));
    assert_eq!(wire.seen().len(), 2, "a refused one did not");
}

#[tokio::test]
async fn the_platforms_own_mapper_checks_tries_and_keeps_a_mapping() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|seen, _| match seen.target.rsplit('/').next().unwrap() {
        "validate" => json(
            200,
            r#"{"validationResponse":[{"status":"SUCCESS","errors":null},{"status":"FAILED","errors":[{"destination":"person.x","exception":"unknown field","sourceType":"ATTRIBUTE"}]}]}"#,
        ),
        "preview" => json(
            200,
            r#"[{"data":{"person":{"name":{"firstName":"Canary"}}},"errors":null},{"data":{},"errors":[{"columnName":"dob","exception":"bad jane@example.com"},"text"]}]"#,
        ),
        _ => json(200, r#"{"id":"e7c80e4c0d8f4a98a7d400b4e178b635","version":0}"#),
    })
    .await;
    let client = wire.client();
    let rule = |source: &str, destination: &str, source_type| MappingRule {
        source: source.into(),
        destination: destination.into(),
        source_type,
    };
    let new = NewMappingSet {
        name: "Commerce customers".into(),
        schema: schema(),
        rules: vec![
            rule("firstname", "person.name.firstName", SourceType::Attribute),
            rule("trim(${E-mail})", "personalEmail.address", SourceType::Expression),
        ],
    };
    let checks = client.validate_mapping_set(&new, &cancel).await.unwrap();
    assert_eq!(
        checks.iter().map(|check| check.valid).collect::<Vec<_>>(),
        [true, false]
    );
    assert_eq!(
        (
            checks[1].faults[0].destination.as_deref(),
            checks[1].faults[0].message.as_str()
        ),
        (Some("person.x"), "unknown field")
    );
    let rows = client
        .preview_mapping_set(&new, &[value!({"firstname": "Canary"})], &cancel)
        .await
        .unwrap();
    assert_eq!(rows[0].data["person"]["name"]["firstName"], "Canary");
    assert_eq!(
        (rows[1].faults[0].source.as_deref(), rows[1].faults[0].message.as_str()),
        (Some("dob"), "bad <e-mail>")
    );
    assert!(!format!("{rows:?}").contains("Canary"));
    let kept = client.create_mapping_set(&new, &cancel).await.unwrap();
    assert_eq!(
        (kept.id.as_str(), kept.version),
        ("e7c80e4c0d8f4a98a7d400b4e178b635", 0)
    );
    let seen = wire.seen();
    assert_eq!(
        seen[0].json()["mappings"][1],
        value!({"sourceType": "EXPRESSION", "source": "trim(${E-mail})", "destination": "personalEmail.address"})
    );
    assert_eq!(seen[1].json()["mappingSet"], seen[0].json());
    assert_eq!(seen[1].json()["data"], value!([{"firstname": "Canary"}]));
}

#[tokio::test]
async fn profile_says_how_many_it_counted() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|seen, _| {
        if seen.target.ends_with("/report/dataset") {
            return json(200, r#"{"data":[{"value":"d1","fullIDsCount":20988},{"value":"d2","fullIDsCount":"7"},{"value":"a/b","fullIDsCount":1},{}]}"#);
        }
        if seen.target.ends_with("/report/namespace") {
            return json(200, r#"{"data":[{"value":"6","code":"Email","fullIDsCount":5},{"code":"ecid","fullIDsCount":"7"},{"code":"x"},5]}"#);
        }
        json(
            200,
            r#"{"numRowsToRead":"41003","sampleJobRunning":{"status":true},"totalFragmentCount":57429,"totalRows":"51003","lastBatchId":"b1","lastSampledTimestamp":"2020-08-01 17:57:57.0"}"#,
        )
    })
    .await;
    let client = wire.client();
    let counts = client.profile_counts(&cancel).await.unwrap();
    assert_eq!(
        (counts.profiles, counts.fragments, counts.counting),
        (Some(51_003), Some(57_429), true)
    );
    assert_eq!(
        (counts.counted.as_deref(), counts.last_batch.as_deref()),
        (Some("2020-08-01 17:57:57.0"), Some("b1"))
    );
    let by_dataset = client.profiles_by_dataset(&cancel).await.unwrap();
    assert_eq!(
        by_dataset
            .into_iter()
            .map(|(id, count)| (id.to_string(), count))
            .collect::<Vec<_>>(),
        [("d1".into(), 20_988), ("d2".into(), 7)]
    );
    let by_namespace = client.identities_by_namespace(&cancel).await.unwrap().unwrap();
    assert_eq!(
        by_namespace.into_iter().collect::<Vec<_>>(),
        [("Email".into(), 5), ("ecid".into(), 7)]
    );
    for status in [404, 403] {
        let wire = Wire::start(move |_, _| json(status, "{}")).await;
        let never = wire.client_with(Retry::NEVER, Limits::default());
        assert_eq!(never.identities_by_namespace(&cancel).await.unwrap(), None);
        if status == 404 {
            assert!(
                never.profiles_by_dataset(&cancel).await.unwrap().is_empty(),
                "never counted"
            );
        }
    }
}

#[tokio::test]
async fn several_shoppers_are_looked_up_in_their_order() {
    let wire = Wire::start(|seen, _| {
        if seen.target.contains("entityId=here") {
            json(200, r#"{"x":{"entity":{"a":1},"sources":["d1"]}}"#)
        } else {
            json(404, r#"{"statusCode":"404"}"#)
        }
    })
    .await;
    let ids = [("Email", "not"), ("CustomerId", "here")];
    let found = wire.client().probe(&ids, &CancellationToken::new()).await.unwrap();
    assert!(matches!(found.as_slice(), [Lookup::NotYet, Lookup::Found(_)]));
}
