//! Who a profile is about, how many there are, and by what a dataset knows them: the client against the practice platform.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use aep::{
    CancellationToken, Client, ConsoleFile, DatasetId, Error, FileFormat, FileName, Hosts, Lookup, NewBatch, Retry,
    SandboxName, Seen,
};
use practice::{NotFound, Options, Quirk, Server};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

const BY_CRM: &str = "67420c5e1a9d3b2f8c47e605";

fn options(dir: &Path) -> Options {
    Options {
        dir: dir.to_owned(),
        speed: 1000.0,
        profile_delay: Duration::ZERO,
        ..Options::default()
    }
}

async fn practise(options: Options) -> (Server, Client) {
    let server = Server::start(options).await.unwrap();
    let endpoint = server.endpoint();
    let file = json!({"CLIENT_ID": endpoint.client_id, "CLIENT_SECRETS": [endpoint.client_secret], "ORG_ID": endpoint.org_id,
        "SCOPES": endpoint.scopes.split(',').collect::<Vec<_>>()});
    let file = ConsoleFile::read(file.to_string().as_bytes()).unwrap();
    let sandbox = SandboxName::parse(endpoint.sandbox.clone()).unwrap();
    let hosts = Hosts::practice(&endpoint.gateway).unwrap();
    let retry = Retry {
        base: Duration::from_millis(2),
        longest: Duration::from_millis(20),
        budget: Duration::from_secs(20),
    };
    let credentials = file.credentials[0].credentials(0).unwrap();
    (server, Client::new(hosts, credentials, sandbox, retry).unwrap())
}

/// Sends records as one batch, which succeeds.
async fn send(client: &Client, dataset: &str, records: impl Iterator<Item = Value>) {
    let cancel = CancellationToken::new();
    let dataset = DatasetId::parse(dataset).unwrap();
    let new = NewBatch::new(dataset, FileFormat::JsonLines, "profile-courier-1-2-1");
    let batch = client.open_batch(&new, &cancel).await.unwrap();
    let lines: Vec<String> = records.map(|record| record.to_string()).collect();
    let name = FileName::parse("part-00001.jsonl").unwrap();
    batch
        .put_file(&name, lines.join("\n").into(), |_| {}, &cancel)
        .await
        .unwrap();
    let batch = batch.complete(&cancel).await.unwrap();
    loop {
        let status = batch.status(&cancel).await.unwrap();
        if status.status.is_final() {
            assert!(status.status.is_success(), "{status:?}");
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn shopper(n: usize) -> Value {
    let email = format!("p{n}@example.nl");
    json!({
        "identityMap": {"Email": [{"id": email, "primary": true}]}, "personalEmail": {"address": email},
        "consents": {"marketing": {"email": {"val": if n.is_multiple_of(3) { "n" } else { "y" }}}},
    })
}

/// As it was sent: every second one is known, and of these every third says no.
fn is_right(n: usize, found: &Lookup) -> bool {
    match found {
        Lookup::Found(profile) => {
            let email = ("Email".to_owned(), format!("p{n}@example.nl"));
            n.is_multiple_of(2)
                && profile.identities == [email]
                && profile.entity["consents"] == shopper(n)["consents"]
                && profile.entity.get("personalEmail").is_none()
        }
        Lookup::NotYet => !n.is_multiple_of(2),
        Lookup::Refused(_) => false,
    }
}

#[tokio::test]
async fn a_thousand_are_looked_up_at_once_however_the_platform_answers() {
    let cancel = CancellationToken::new();
    for (not_found, quirks) in [
        (NotFound::Status404, &[][..]),
        (NotFound::Empty, &[Quirk::TerseBulkLookups]),
        (
            NotFound::Empty,
            &[Quirk::FewIdentitiesPerLookup, Quirk::TerseBulkLookups],
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (server, client) = practise(Options {
            not_found,
            quirks: quirks.iter().copied().collect(),
            record: true,
            ..options(dir.path())
        })
        .await;
        let dataset = server.endpoint().dataset_id.clone();
        send(&client, &dataset, (0..1_000).step_by(2).map(shopper)).await;
        let emails: Vec<String> = (0..1_000).map(|n| format!("p{n}@example.nl")).collect();
        let ids: Vec<(&str, &str)> = emails.iter().map(|email| ("Email", email.as_str())).collect();
        let found = client
            .profiles_of(&ids, &["consents", "identityMap"], &cancel)
            .await
            .unwrap();
        let wrong: Vec<usize> = (0..1_000).filter(|&n| !is_right(n, &found[n])).collect();
        assert_eq!((found.len(), wrong), (1_000, vec![]), "{quirks:?}");
        let calls = server
            .exchanges()
            .into_iter()
            .filter(|one| one.path.ends_with("/access/entities"));
        let bulk = calls.filter(|one| one.method == "POST").count();
        let limited = quirks.contains(&Quirk::FewIdentitiesPerLookup);
        assert!(if limited { bulk < 250 } else { bulk == 10 }, "{bulk}");
        let unheard = client.profiles_of(&[("Emial", "a@example.nl")], &[], &cancel).await;
        assert!(matches!(unheard, Err(Error::Invalid(_))), "{unheard:?}");
        server.stop().await;
    }
}

#[tokio::test]
async fn two_who_became_one_are_seen_in_the_profile_of_each() {
    let (dir, cancel) = (tempfile::tempdir().unwrap(), CancellationToken::new());
    let (server, client) = practise(options(dir.path())).await;
    let records = [1, 2, 3].map(|n| {
        let mut record = shopper(n);
        record["identityMap"]["CustomerId"] = json!([{"id": if n == 3 { "8" } else { "7" }}]);
        record
    });
    send(&client, &server.endpoint().dataset_id.clone(), records.into_iter()).await;
    let of = |found: &Lookup| match found {
        Lookup::Found(profile) => {
            let emails = profile.identities.iter().filter(|(namespace, _)| namespace == "Email");
            (emails.count(), profile.graph.len(), profile.sources.len())
        }
        other => panic!("{other:?}"),
    };
    let ids = [
        ("Email", "p1@example.nl"),
        ("Email", "p2@example.nl"),
        ("Email", "p3@example.nl"),
        ("CustomerId", "7"),
    ];
    let found = client.profiles_of(&ids, &["identityMap"], &cancel).await.unwrap();
    assert_eq!(
        found.iter().map(of).collect::<Vec<_>>(),
        [(2, 3, 1), (2, 3, 1), (1, 2, 1), (2, 3, 1)]
    );
    assert_eq!(
        of(&client.profile("Email", "p1@example.nl", &cancel).await.unwrap()),
        (2, 3, 1)
    );
    // What was sent about one of them, without the other.
    let (alone, seen) = client
        .profile_without_policy("Email", "p1@example.nl", &cancel)
        .await
        .unwrap();
    assert_eq!((of(&alone).0, seen), (1, Seen::Fragment));
    let counted = client.identities_by_namespace(&cancel).await.unwrap().unwrap();
    assert_eq!((counted["Email"], counted["CustomerId"]), (3, 2));
    server.stop().await;
    let (server, client) = practise(Options {
        quirks: [Quirk::NoFragmentLookup].into(),
        ..options(dir.path())
    })
    .await;
    let (merged, seen) = client
        .profile_without_policy("Email", "p1@example.nl", &cancel)
        .await
        .unwrap();
    assert_eq!((of(&merged).0, seen), (2, Seen::Merged));
    server.stop().await;
}

#[tokio::test]
async fn the_identities_of_a_dataset_are_told_as_the_namespaces_are_spelt() {
    let cancel = CancellationToken::new();
    for quirks in [&[][..], &[Quirk::DescriptorsInSmallLetters]] {
        let dir = tempfile::tempdir().unwrap();
        let (server, client) = practise(Options {
            quirks: quirks.iter().copied().collect(),
            ..options(dir.path())
        })
        .await;
        let dataset = client
            .dataset(&DatasetId::parse(BY_CRM).unwrap(), &cancel)
            .await
            .unwrap();
        let schema = client.schema(&dataset.schema.unwrap(), &cancel).await.unwrap();
        let written: Vec<String> = schema.identities().into_iter().map(|one| one.namespace).collect();
        let small = !quirks.is_empty();
        assert_eq!(written == ["crmid", "email"], small, "{written:?}");
        let namespaces = client.namespaces(&cancel).await.unwrap();
        let all = schema.identities_among(&namespaces);
        let all: Vec<(&str, &str, bool)> = all
            .iter()
            .map(|one| (one.path.as_str(), one.namespace.as_str(), one.primary))
            .collect();
        assert_eq!(
            all,
            [
                ("/_courier/crmId", "CrmId", true),
                ("/personalEmail/address", "Email", false)
            ]
        );
        server.stop().await;
    }
}
