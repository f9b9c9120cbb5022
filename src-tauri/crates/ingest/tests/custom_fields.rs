//! Fields of the organisation's own, from unmapped columns to values in Profile, against the real practice server.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::{ConnectionSettings, Desk, Engine, FieldType, FileFacts, Problem, RunStatus, SourceFile, UploadJob};
use practice::{Options, Server};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const FILE: &str = "email,firstname,Shoe size,Lid sinds,VIP?,password_hash,leeg\n\
    noor@shop.nl,Noor,38,2024-02-11,ja,x:y,\njan@shop.nl,Jan,43,2023-01-31,nee,x:y,\n";

#[tokio::test(flavor = "multi_thread")]
async fn unmapped_columns_become_fields_that_values_go_to() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        dir: folder.path().join("platform"),
        speed: 500.0,
        ..Options::default()
    })
    .await
    .unwrap();
    let settings = ConnectionSettings::practice(&serde_json::to_value(server.endpoint()).unwrap()).unwrap();
    let (engine, cancel) = (
        Engine::open(Some(&folder.path().join("data"))).unwrap(),
        CancellationToken::new(),
    );
    let desk = Desk::connect(&settings, &cancel).await.unwrap();
    let path = folder.path().join("customers.csv");
    std::fs::write(&path, FILE).unwrap();
    let source = SourceFile::at(&path).unwrap();
    let facts = FileFacts::read(&source).unwrap();
    let mapping = desk.suggested_mapping(&facts);

    let proposal = desk.propose_fields(&facts, &mapping);
    let fields: Vec<_> = proposal
        .fields
        .iter()
        .map(|f| (f.column.as_str(), f.name.as_str(), f.kind))
        .collect();
    assert_eq!(
        fields,
        [
            ("Shoe size", "shoeSize", FieldType::Integer),
            ("Lid sinds", "lidSinds", FieldType::Date),
            ("VIP?", "vip", FieldType::Boolean),
        ],
        "neither what is mapped, nor secrets, nor empty columns"
    );
    let made = engine.create_fields(&desk, &proposal, &cancel).await.unwrap();
    assert!(made.group_created && made.schema_changed, "{made:?}");
    assert_eq!(made.fields[0].field, "tenant.shoeSize");
    let again = engine.create_fields(&desk, &proposal, &cancel).await.unwrap();
    assert!(
        !again.group_created && !again.schema_changed,
        "twice is once: {again:?}"
    );

    let desk = Arc::new(Desk::connect(&settings, &cancel).await.unwrap());
    let mut other = proposal.clone();
    other.title = "Others".to_owned();
    other.fields[0].kind = FieldType::String;
    let refused = engine.create_fields(&desk, &other, &cancel).await.unwrap_err();
    assert!(
        matches!(&refused.problem, Problem::FieldsUnusable { reason } if reason.contains("shoeSize")),
        "{refused:?}"
    );

    let in_use = desk.use_fields(&source, mapping.clone(), made).unwrap();
    assert!(in_use.fields.iter().any(|field| field.path == "tenant.shoeSize"));
    let more: Vec<_> = in_use.mapping.fields[mapping.fields.len()..]
        .iter()
        .map(|entry| (entry.column.as_deref().unwrap(), entry.field.as_str()))
        .collect();
    assert_eq!(
        more,
        [
            ("Shoe size", "tenant.shoeSize"),
            ("Lid sinds", "tenant.lidSinds"),
            ("VIP?", "tenant.vip")
        ]
    );
    assert_eq!(in_use.mapping.ignored, ["leeg"], "what has a field is not left out");
    let mapping = in_use.mapping;
    let job = UploadJob {
        wait: Duration::from_secs(60),
        ..UploadJob::new(ingest::new_run_id(), Arc::new(source), mapping)
    };
    let outcome = engine
        .upload(&desk, job, Arc::new(|_| {}), cancel.clone())
        .await
        .unwrap();
    assert_eq!(outcome.report.status, RunStatus::Succeeded, "{:?}", outcome.report);
    let shoppers = outcome.verification.unwrap();
    let report = engine
        .verify(&desk, shoppers, Duration::from_secs(60), Arc::new(|_| {}), &cancel)
        .await
        .unwrap();
    assert_eq!(report.verified.map(|v| (v.looked_up, v.found)), Some((2, 2)));
}
