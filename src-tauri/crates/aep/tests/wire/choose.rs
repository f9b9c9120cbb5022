//! What there is to choose from: lists to their end, and what each entry means for an upload.

use crate::server::{Seen, Wire, json};
use aep::{CancellationToken, DatasetId, FeederKind, SandboxState, SchemaId};

const SCHEMA: &str = "https://ns.adobe.com/courier/schemas/a";

fn number(seen: &Seen, key: &str) -> usize {
    let (_, query) = seen.target.split_once('?').unwrap_or_default();
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
    value.map_or(0, |value| value.parse().unwrap())
}

#[tokio::test]
async fn sandboxes_are_listed_to_the_end_with_state_type_and_region() {
    let all: Vec<String> = (0..120)
        .map(|n| {
            format!(
                r#"{{"name":"s{n}","title":"S {n}","state":"{}","type":"development","region":"NLD2"}}"#,
                if n % 2 == 0 { "active" } else { "failed" }
            )
        })
        .collect();
    let wire = Wire::start(move |seen, _| {
        let page = all.iter().skip(number(seen, "offset")).take(number(seen, "limit"));
        json(
            200,
            &format!(
                r#"{{"sandboxes":[{}],"_page":{{"limit":50}}}}"#,
                page.cloned().collect::<Vec<_>>().join(",")
            ),
        )
    })
    .await;
    let (client, cancel) = (wire.client(), CancellationToken::new());
    assert_eq!(client.sandboxes(&cancel).await.unwrap().len(), 60, "the active ones");
    let every = client.all_sandboxes(&cancel).await.unwrap();
    assert_eq!(every.len(), 120);
    assert_eq!(
        (&every[1].state, every[1].production, every[1].region.as_deref()),
        (&SandboxState::Failed, false, Some("NLD2"))
    );
    let calls = wire.seen();
    assert_eq!(calls.len(), 6);
    assert!(
        calls.iter().all(|call| call.header("x-sandbox-name").is_none()),
        "they are not asked for in a sandbox"
    );
    assert!(
        calls[3]
            .target
            .starts_with("/data/foundation/sandbox-management/sandboxes?")
    );
}

#[tokio::test]
async fn datasets_are_read_in_pages_of_a_hundred_keys_and_joined_with_their_schemas() {
    let one = |n: usize| {
        match n {
        0 => format!(r#""d0":{{"name":"Shoppers","schemaRef":{{"id":"{SCHEMA}"}},"tags":{{"unifiedProfile":["enabled: true","isUpsert :true"],"unifiedIdentity":["enabled:true"]}}}}"#),
        1 => r#""d1":{"name":"Events","schemaRef":{"id":"https://ns.adobe.com/courier/schemas/events"},"tags":{"unifiedProfile":"enabled:true"}}"#.to_owned(),
        2 => format!(r#""d2":{{"name":"Export","schemaRef":{{"id":"{SCHEMA}"}},"tags":{{"unifiedProfile":["enabled:true"]}},"classification":{{"managedBy":"SYSTEM"}}}}"#),
        3 => r#""d3":{}"#.to_owned(),
        n => format!(r#""d{n}":{{"name":"Other {n}"}}"#),
    }
    };
    let wire = Wire::start(move |seen, _| {
        if seen.target.contains("/tenant/schemas") {
            return json(
                200,
                &format!(
                    r#"{{"results":[{{"$id":"{SCHEMA}","title":"Shopper","version":"1.2"}}],"_page":{{"next":null}}}}"#
                ),
            );
        }
        let page = (0..200)
            .skip(number(seen, "start"))
            .take(number(seen, "limit"))
            .map(one);
        json(200, &format!("{{{}}}", page.collect::<Vec<_>>().join(",")))
    })
    .await;
    let choices = wire.client().dataset_choices(&CancellationToken::new()).await.unwrap();
    assert_eq!(
        (choices.len(), wire.seen().len()),
        (200, 4),
        "a full last page is followed by an empty one"
    );
    let [shoppers, events, export, bare] = choices.iter().take(4).collect::<Vec<_>>().try_into().unwrap();
    assert!(shoppers.is_ready() && shoppers.dataset.upsert() && shoppers.dataset.identity_enabled());
    assert_eq!(shoppers.schema_title.as_deref(), Some("Shopper"));
    assert!(events.dataset.profile_enabled() && !events.for_shoppers && !events.is_ready());
    assert!(export.dataset.system && !export.is_ready());
    assert!(bare.dataset.name.is_empty() && !bare.is_ready());
    assert_eq!(
        choices
            .iter()
            .filter(|choice| choice.dataset.matches("other 15"))
            .count(),
        12
    );
}

#[tokio::test]
async fn the_schemas_of_the_class_come_from_the_usage_or_from_the_paged_list() {
    let cancel = CancellationToken::new();
    let wire = Wire::start(|seen, _| {
        if seen.target.ends_with("/stats") {
            let usage = r#"{"https://ns.adobe.com/xdm/context/profile":[{"$id":"https://ns.adobe.com/courier/schemas/a","title":"Shopper"}],
                "https://ns.adobe.com/xdm/context/experienceevent":[{"$id":"https://ns.adobe.com/courier/schemas/e","title":"Event"}]}"#;
            return json(200, &format!(r#"{{"tenantId":"courier","classUsage":{usage}}}"#));
        }
        let page = if seen.target.contains("start=B") {
            r#"{"results":[{"$id":"https://ns.adobe.com/courier/schemas/c","title":"C"}],"_page":{"next":null}}"#
        } else {
            r#"{"results":[{"$id":"https://ns.adobe.com/courier/schemas/a","title":"A"},{"$id":"https://ns.adobe.com/courier/schemas/b","title":"B"}],"_page":{"next":"B"}}"#
        };
        json(200, page)
    })
    .await;
    let client = wire.client();
    let tenant = client.tenant(&cancel).await.unwrap();
    assert_eq!((tenant.id.as_str(), tenant.profile_schemas.len()), ("courier", 1));
    assert_eq!(tenant.profile_schemas[0].title, "Shopper");
    let titles: Vec<String> = client
        .schemas(&cancel)
        .await
        .unwrap()
        .into_iter()
        .map(|schema| schema.title)
        .collect();
    assert_eq!(titles, ["A", "B", "C"]);
}

#[tokio::test]
async fn a_schema_comes_with_its_descriptors_in_one_call_or_in_two() {
    let cancel = CancellationToken::new();
    let id = SchemaId::parse(SCHEMA).unwrap();
    let identity = format!(
        r#"{{"@id":"1","@type":"xdm:descriptorIdentity","xdm:sourceSchema":"{SCHEMA}","xdm:sourceProperty":"/personalEmail/address","xdm:namespace":"Email","xdm:property":"xdm:code","xdm:isPrimary":true}}"#
    );
    let stranger = identity.replace("/schemas/a", "/schemas/b");
    let full = format!(r#"{{"$id":"{SCHEMA}","properties":{{"person":{{"title":"Person","type":"object"}}}}}}"#);
    let with = |extra: &str| full.replace(r#"{"$id""#, &format!(r#"{{{extra}"$id""#));
    let both = with(&format!(r#""meta:descriptors":[{identity},{stranger}],"#));
    let untitled = both.replace(r#""title":"Person","#, "");
    for (described, status, calls) in [
        (both, 200, 1),
        (untitled, 200, 3),
        (with(r#""meta:descriptors":"x","#), 200, 3),
        (full.clone(), 200, 3),
        (r#"{"$id":"a"}"#.to_owned(), 200, 3),
        ("{}".to_owned(), 406, 3),
        ("{}".to_owned(), 400, 3),
    ] {
        let (plain, listed) = (
            full.clone(),
            format!(r#"{{"xdm:descriptorIdentity":[{identity},{stranger}],"xdm:other":[5]}}"#),
        );
        let wire = Wire::start(move |seen, _| match seen.header("accept").unwrap() {
            "application/vnd.adobe.xed-full-desc+json; version=1" => json(status, &described),
            "application/vnd.adobe.xed-full+json; version=1" => json(200, &plain),
            _ => json(200, &listed),
        })
        .await;
        let schema = wire.client().schema(&id, &cancel).await.unwrap();
        assert_eq!(schema.schema["properties"]["person"]["title"], "Person");
        let [found] = schema.identities().try_into().unwrap();
        assert_eq!(
            (found.path.as_str(), found.namespace.as_str(), found.primary),
            ("/personalEmail/address", "Email", true)
        );
        assert_eq!(wire.seen().len(), calls);
    }
    let wire = Wire::start(|_, _| json(403, "{}")).await;
    assert!(wire.client().schema(&id, &cancel).await.is_err());
    assert_eq!(wire.seen().len(), 1, "what is forbidden is not tried in another form");
}

#[tokio::test]
async fn more_descriptors_than_one_answer_holds_are_read_in_pages() {
    let name = |n: usize| {
        format!(
            r#"{{"@id":"{n}","@type":"xdm:alternateDisplayInfo","xdm:sourceSchema":"{SCHEMA}","xdm:sourceProperty":"/f{n}","xdm:title":{{"en_us":"F {n}"}}}}"#
        )
    };
    let wire = Wire::start(move |seen, _| {
        if !seen.target.contains("/descriptors") {
            return json(200, &format!(r#"{{"$id":"{SCHEMA}","properties":{{}}}}"#));
        }
        let names = |range: std::ops::Range<usize>| range.map(name).collect::<Vec<_>>().join(",");
        if seen.header("accept") == Some("application/vnd.adobe.xdm+json") {
            return json(200, &format!(r#"{{"xdm:alternateDisplayInfo":[{}]}}"#, names(0..300)));
        }
        let start = number(seen, "start");
        let end = (start + 200).min(450);
        let next = if end < 450 {
            format!(r#""{end}""#)
        } else {
            "null".to_owned()
        };
        json(
            200,
            &format!(r#"{{"results":[{}],"_page":{{"next":{next}}}}}"#, names(start..end)),
        )
    })
    .await;
    let schema = wire
        .client()
        .schema(&SchemaId::parse(SCHEMA).unwrap(), &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(schema.friendly_names().len(), 450);
}

#[tokio::test]
async fn those_who_feed_a_dataset_are_told_apart() {
    let batch = |id: &str, created: u64, who: &str| {
        format!(
            r#""{id}":{{"status":"success","created":{created},"relatedObjects":[{{"type":"dataSet","id":"d1"}}],{who}}}"#
        )
    };
    let page = format!(
        "{{{}}}",
        [
            batch(
                "b1",
                5,
                r#""createdClient":"client","externalId":"profile-courier-1-2-1""#
            ),
            batch("b2", 4, r#""createdClient":"client","externalId":"other-tool""#),
            batch(
                "b3",
                3,
                r#""createdClient":"acp_foundation_push","tags":{"acp_producer":["Commerce Data Connection"]}"#
            ),
            batch(
                "b4",
                2,
                r#""createdClient":"acp_foundation_push","tags":{"acp_producer":["Commerce Data Connection"]}"#
            ),
            batch("b5", 1, r#""createdClient":"acp_foundation_connectors""#),
        ]
        .join(",")
    );
    let wire = Wire::start(move |_, _| json(200, &page)).await;
    let (client, cancel) = (wire.client(), CancellationToken::new());
    let found = client.feeders(None, &cancel).await.unwrap();
    let id = DatasetId::parse("d1").unwrap();
    let mut kinds: Vec<_> = found[&id]
        .iter()
        .map(|feeder| (feeder.kind, feeder.batches, feeder.latest))
        .collect();
    assert_eq!(
        kinds[0],
        (FeederKind::DataConnection, 2, Some(3)),
        "the most active first"
    );
    kinds.sort();
    assert_eq!(
        kinds,
        [
            (FeederKind::Courier, 1, Some(5)),
            (FeederKind::DataConnection, 2, Some(3)),
            (FeederKind::SameCredential, 1, Some(4)),
            (FeederKind::Other, 1, Some(1))
        ]
    );
    client.feeders(Some(&id), &cancel).await.unwrap();
    assert!(wire.seen()[1].target.contains("dataSet=d1"));
}

#[tokio::test]
async fn the_batches_of_a_day_are_counted_to_the_end() {
    let one = |n: usize| {
        format!(
            r#""b{n}":{{"created":{},"relatedObjects":[{{"type":"dataSet","id":"d{}"}}]}}"#,
            1000 + n,
            n % 2
        )
    };
    let wire = Wire::start(move |seen, _| {
        assert!(seen.target.contains("createdAfter=1000"), "{}", seen.target);
        let page = (1..=250)
            .skip(number(seen, "start"))
            .take(number(seen, "limit"))
            .map(one);
        json(200, &format!("{{{}}}", page.collect::<Vec<_>>().join(",")))
    })
    .await;
    let count = wire
        .client()
        .batches_since(1000, &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!((count.total, count.more, wire.seen().len()), (250, false, 3));
    assert_eq!(count.by_dataset[&DatasetId::parse("d1").unwrap()], 125);
    // A service that takes no notice of `start`.
    let page = (1..=100).map(one).collect::<Vec<_>>().join(",");
    let wire = Wire::start(move |_, _| json(200, &format!("{{{page}}}"))).await;
    let count = wire
        .client()
        .batches_since(1000, &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!((count.total, wire.seen().len()), (100, 2));
}
