//! Refused rows from wherever the platform keeps them, as one stream.

use crate::server::{Seen, Wire, answer, json};
use aep::{BatchId, CancellationToken, Client, DiagnosticSource, Error};

fn batch() -> BatchId {
    BatchId::parse("01EQ1C48").unwrap()
}

fn path(seen: &Seen) -> String {
    let (place, query) = seen
        .target
        .strip_prefix("/data/foundation/export/batches/01EQ1C48/")
        .unwrap()
        .split_once('?')
        .unwrap();
    let path = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("path="))
        .unwrap_or_default();
    format!("{place}:{}", path.replace("%2F", "/"))
}

async fn all(client: &Client) -> (DiagnosticSource, Vec<(String, Option<String>)>) {
    let cancel = CancellationToken::new();
    let mut faults = client.row_faults(&batch(), &cancel).await.unwrap();
    let mut rows = Vec::new();
    while let Some(row) = faults.next(&cancel).await.unwrap() {
        rows.extend(row.faults.into_iter().map(|fault| (fault.code, fault.column)));
    }
    (faults.source(), rows)
}

#[tokio::test]
async fn the_rows_of_every_file_come_one_after_the_other() {
    let wire = Wire::start(|seen, _| match path(seen).as_str() {
        "meta:row_errors" => json(
            200,
            r#"{"data":[{"name":"parsing_errors_0.json","length":"50","_links":{"self":{"href":"https://platform.adobe.io:443/x?path=row_errors%2Fparsing_errors_0.json"}}},
                {"length":7,"_links":{"self":{"href":"https://platform.adobe.io:443/x?path=row_errors%2Fvalidation_errors_0.json"}}}],"_page":{"limit":100,"count":2}}"#,
        ),
        "meta:row_errors/parsing_errors_0.json" => answer(
            200,
            &[],
            "{\"_corrupt_record\":\"x\",\"_errors\":[{\"code\":\"1401\",\"message\":\"m\"}],\"_filename\":\"part-00001.jsonl\"}\n\n",
        ),
        "meta:row_errors/validation_errors_0.json" => {
            answer(200, &[], r##"{"_errors":{"_streamingValidation":[{"keyword":"required","pointerToViolation":"#/person"},{"keyword":"enum"}]}}"##)
        }
        other => panic!("{other}"),
    })
    .await;
    let (source, rows) = all(&wire.client()).await;
    assert_eq!(source, DiagnosticSource::Rows);
    assert_eq!(
        rows,
        [
            ("1401".into(), None),
            ("required".into(), Some("person".into())),
            ("enum".into(), None)
        ]
    );
}

#[tokio::test]
async fn without_row_files_the_failed_ones_and_then_a_sample_are_taken() {
    let wire = Wire::start(|seen, _| match path(seen).as_str() {
        "failed:" => json(200, r#"{"data":[{"name":"part-00001.jsonl","length":"9"}]}"#),
        "failed:part-00001.jsonl" => answer(
            200,
            &[],
            r#"{"a":1,"_validationErrors":[{"keyword":"type","message":"m"}]}"#,
        ),
        _ => json(404, "{}"),
    })
    .await;
    assert_eq!(
        all(&wire.client()).await,
        (DiagnosticSource::Failed, vec![("type".into(), None)])
    );
    for sample in ["row_errors_sample.json", "row_error_samples.json"] {
        let wire = Wire::start(move |seen, _| match path(seen) {
            at if at == format!("meta:{sample}") => {
                answer(200, &[], r#"[{"_errors":[{"code":"1"}]},{"_errors":[{"code":"2"}]}]"#)
            }
            at if at == "failed:" => json(200, r#"{"data":[]}"#),
            _ => json(404, "{}"),
        })
        .await;
        assert_eq!(
            all(&wire.client()).await,
            (DiagnosticSource::Sample, vec![("1".into(), None), ("2".into(), None)])
        );
    }
    let wire = Wire::start(|_, _| json(404, "{}")).await;
    assert_eq!(all(&wire.client()).await, (DiagnosticSource::Nothing, vec![]));
}

#[tokio::test]
async fn a_stream_that_is_cut_says_so() {
    let wire = Wire::start(|seen, _| match path(seen).as_str() {
        "meta:row_errors" => json(200, r#"{"data":[{"name":"a.json"}]}"#),
        _ => answer(200, &[], "{\"_errors\":[]}\n{\"_err"),
    })
    .await;
    let cancel = CancellationToken::new();
    let mut faults = wire.client().row_faults(&batch(), &cancel).await.unwrap();
    assert!(faults.next(&cancel).await.unwrap().is_some());
    assert!(matches!(faults.next(&cancel).await.unwrap_err(), Error::Answer { .. }));
    cancel.cancel();
    assert!(matches!(
        wire.client().row_faults(&batch(), &cancel).await.err(),
        Some(Error::Cancelled)
    ));
}

#[tokio::test]
async fn the_names_of_the_uploaded_files_are_known_beside_their_rows() {
    let wire = Wire::start(|seen, _| match path(seen).as_str() {
        "meta:input_files" => json(200, r#"{"data":[{"name":"fileMetaData1.json"}]}"#),
        "meta:input_files/fileMetaData1.json" => answer(
            200,
            &[],
            "{\"path\":\"part-00001.jsonl\"}\n{\"path\":\"part-00002.jsonl\"}\n",
        ),
        other => panic!("{other}"),
    })
    .await;
    let names = wire
        .client()
        .input_files(&batch(), &CancellationToken::new())
        .await
        .unwrap();
    assert_eq!(names, ["part-00001.jsonl", "part-00002.jsonl"]);
}
