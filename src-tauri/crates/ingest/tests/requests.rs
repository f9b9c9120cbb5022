//! Every request that the engine makes on its way from a bare organisation to verified shoppers, held against Adobe's
//! OpenAPI files; and every answer of the practice platform beside it.
#![allow(
    clippy::unwrap_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::{
    ConnectionSettings, Desk, Engine, FieldType, FileFacts, NewCredentials, NewTarget, PartFormat, SourceFile,
    TryRecord, UploadJob,
};
use practice::conformance::Reference;
use practice::{Options, Server};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

#[tokio::test(flavor = "multi_thread")]
async fn requests_and_answers_are_as_the_openapi_files_say() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        dir: folder.path().join("platform"),
        speed: 500.0,
        bare: true,
        record: true,
        ..Options::default()
    })
    .await
    .unwrap();
    let endpoint = serde_json::to_value(server.endpoint()).unwrap();
    let practice = ConnectionSettings::practice(&endpoint).unwrap();
    let engine = Engine::open(Some(&folder.path().join("data"))).unwrap();
    let cancel = CancellationToken::new();
    let fields = NewCredentials {
        client_id: endpoint["client_id"].as_str().unwrap().to_owned(),
        org_id: endpoint["org_id"].as_str().unwrap().to_owned(),
        ..NewCredentials::default()
    };
    let secret = endpoint["client_secret"].as_str().unwrap().to_owned().into();
    let draft = engine.draft(&fields, Some(secret), None, Some(&practice)).unwrap();
    assert!(
        engine
            .try_draft(&draft.ticket, Some(&practice), &|_| (), &cancel)
            .await
            .unwrap()
            .good
    );
    engine.keep_draft(&draft.ticket, "Rehearsal", true).unwrap();
    let settings = engine.settings_of("Rehearsal", Some(&practice)).unwrap();
    let sandbox = engine.sandboxes(&settings, &cancel).await.unwrap().remove(0);
    let new = NewTarget {
        name: "Shoppers".to_owned(),
        customer_ids: true,
    };
    let made = engine
        .create_target(&settings, &sandbox.name, &new, &|_| {}, &cancel)
        .await
        .unwrap();
    engine
        .enable_target(&settings, &sandbox.name, &made.id, &|_| {}, &cancel)
        .await
        .unwrap();
    engine.datasets(&settings, &sandbox.name, &cancel).await.unwrap();
    engine.choose_target("Rehearsal", &sandbox, &made).unwrap();
    let settings = engine.settings_of("Rehearsal", Some(&practice)).unwrap();
    let desk = Arc::new(Desk::connect(&settings, &cancel).await.unwrap());
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample/customers.csv");
    let source = Arc::new(SourceFile::at(&sample).unwrap());
    for format in [PartFormat::Parquet, PartFormat::Jsonl] {
        let mapping = desk.suggested_mapping(&FileFacts::read(&source).unwrap());
        let job = UploadJob {
            format,
            wait: Duration::from_secs(120),
            ..UploadJob::new(ingest::new_run_id(), source.clone(), mapping)
        };
        let outcome = engine
            .upload(&desk, job, Arc::new(|_| {}), cancel.clone())
            .await
            .unwrap();
        let shoppers = outcome.verification.unwrap();
        let report = engine
            .verify(&desk, shoppers, Duration::from_secs(120), Arc::new(|_| {}), &cancel)
            .await
            .unwrap();
        assert_eq!(report.verified.map(|v| v.found), Some(3));
    }

    ahead(&engine, &desk, &settings, &source, &cancel).await;

    let reference = Reference::load(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../practice/tests/openapi"
    )))
    .unwrap();
    let exchanges = server.exchanges();
    let findings: BTreeSet<String> = exchanges
        .iter()
        .flat_map(|exchange| reference.check(exchange))
        .map(|finding| format!("{finding:?}"))
        // Sign-in is described on pages, not in the platform's OpenAPI files.
        .filter(|finding| !finding.contains("POST /ims/token/v3"))
        .collect();
    assert!(findings.is_empty(), "{findings:#?}");
    assert!(exchanges.len() > 30, "{} exchanges", exchanges.len());
    server.stop().await;
}

/// What is asked of the platform beside uploads.
async fn ahead(
    engine: &Engine,
    desk: &Arc<Desk>,
    settings: &ConnectionSettings,
    source: &SourceFile,
    cancel: &CancellationToken,
) {
    let facts = FileFacts::read(source).unwrap();
    let mapping = desk.suggested_mapping(&facts);
    let trial = desk.try_data_prep(source, &mapping, 5, cancel).await.unwrap();
    assert!(trial.fields.iter().all(|field| field.valid), "{trial:?}");
    engine.probe_casing(desk, source, &mapping, cancel).await.unwrap();
    assert!(engine.batches_today(settings, cancel).await.unwrap().batches >= 2);
    let job = TryRecord {
        source: source.clone(),
        mapping: mapping.clone(),
        row: None,
        confirmed: None,
    };
    engine.try_record(desk, job, cancel).await.unwrap();
    let mut proposal = desk.propose_fields(&facts, &mapping);
    let all = [
        FieldType::String,
        FieldType::Integer,
        FieldType::Number,
        FieldType::Boolean,
        FieldType::Date,
        FieldType::DateTime,
    ];
    for (field, kind) in proposal.fields.iter_mut().zip(all.into_iter().cycle()) {
        field.kind = kind;
    }
    engine.create_fields(desk, &proposal, cancel).await.unwrap();
}
