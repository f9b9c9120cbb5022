//! A mapping set in Data Prep's language, against the practice server's own mapper: every rule is valid there and makes
//! of real rows what we make of them, and where it cannot, the difference is counted.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::{ConnectionSettings, DataPrepReason, Desk, FileFacts, MappingSet, SourceFile};
use practice::{Options, Server};
use std::path::Path;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

struct Stage {
    _server: Server,
    desk: Arc<Desk>,
    folder: tempfile::TempDir,
}

impl Stage {
    async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = Server::start(Options {
            dir: folder.path().join("platform"),
            speed: 500.0,
            ..Options::default()
        })
        .await
        .unwrap();
        let endpoint = serde_json::to_value(server.endpoint()).unwrap();
        let settings = ConnectionSettings::practice(&endpoint).unwrap();
        let desk = Desk::connect(&settings, &CancellationToken::new()).await.unwrap();
        Self {
            _server: server,
            desk: Arc::new(desk),
            folder,
        }
    }

    fn file(&self, text: &str) -> SourceFile {
        let path = self.folder.path().join("customers.csv");
        std::fs::write(&path, text).unwrap();
        SourceFile::at(&path).unwrap()
    }

    async fn trial(&self, source: &SourceFile, mapping: &MappingSet) -> ingest::DataPrepTrial {
        let cancel = CancellationToken::new();
        self.desk.try_data_prep(source, mapping, 50, &cancel).await.unwrap()
    }
}

fn mapping(fields: &str) -> MappingSet {
    let text = format!(
        r#"{{"version":1,"name":"Shop","fields":[
            {{"column":"E-mail","field":"personalEmail.address","recipe":[{{"op":"trim"}},{{"op":"lowercase"}}]}},{fields}],
            "identity":{{"primary":{{"namespace":"Email","field":"personalEmail.address"}}}}}}"#
    );
    MappingSet::from_json(&text).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_translated_makes_the_same_records_there() {
    let stage = Stage::set().await;
    let source = stage.file(concat!(
        "E-mail,Voor naam,tussen,achternaam,geslacht,geboren,gemaakt,nieuws,punten,bijnaam\n",
        " Noor@Shop.nl ,Noor,van der,Berg,V,05-03-1991,2024-02-11 20:14:07,Ja,\"1.234,5\",\n",
        "jan@shop.nl,,,Vos,m,5/3/1991,,nee,,Jantje\n",
        "mia@shop.nl,\"Mia \"\"M\"\"\",,,x,,2024-02-11 00:00:00,misschien,12,  \n",
    ));
    let fields = r#"
        {"column":"bijnaam","field":"person.name.firstName","recipe":[{"op":"first_of","columns":["Voor naam"]}]},
        {"column":"tussen","field":"person.name.lastName","recipe":[{"op":"join","columns":["achternaam"],"with":" "}]},
        {"column":"geslacht","field":"person.gender","recipe":[{"op":"map","values":{"v":"female","M":"male"},"otherwise":"non_specific"}]},
        {"column":"geboren","field":"person.birthDate","recipe":[{"op":"date","order":"dmy"}]},
        {"column":"gemaakt","field":"userAccount.startDate","recipe":[{"op":"date_time","zone":"+01:00"}]},
        {"column":"nieuws","field":"billingAddress.primary","recipe":[{"op":"boolean","true":["ja"],"false":["nee"]}]},
        {"column":"punten","field":"loyalty.points","recipe":[{"op":"number","locale":"nl"}]},
        {"column":"Voor naam","field":"person.name.middleName","recipe":[{"op":"split","on":" ","take":1},{"op":"uppercase"}]},
        {"value":"say \"hi\"","field":"person.name.courtesyTitle","recipe":[]}"#;
    let trial = stage.trial(&source, &mapping(fields)).await;
    assert_eq!((trial.shoppers, trial.fields.len()), (3, 10), "{trial:#?}");
    assert!(trial.agrees(), "{trial:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_difference_is_counted_by_field_and_never_shown() {
    let stage = Stage::set().await;
    let source = stage.file("E-mail,geboren,telefoon\nnoor@shop.nl,5 maart 1991,0612345678\njan@shop.nl,1991-03-05,\n");
    let mapping = mapping(
        r#"{"column":"geboren","field":"person.birthDate","recipe":[]},
           {"column":"telefoon","field":"mobilePhone.number","recipe":[{"op":"phone","country":"NL"}]}"#,
    );
    let trial = stage.trial(&source, &mapping).await;
    let birth = trial.fields.iter().find(|f| f.field == "person.birthDate").unwrap();
    assert_eq!(
        (birth.valid, birth.same, birth.ours_only, birth.theirs_only),
        (true, 1, 1, 0)
    );
    assert!(!trial.agrees());
    let reasons: Vec<_> = trial
        .export
        .left_out
        .iter()
        .map(|n| (n.column.as_deref(), n.reason))
        .collect();
    assert!(
        reasons.contains(&(Some("telefoon"), DataPrepReason::Phone)),
        "{reasons:?}"
    );
    assert!(reasons.contains(&(None, DataPrepReason::IdentityMap)), "{reasons:?}");
    let told = serde_json::to_string(&trial).unwrap();
    assert!(!told.contains("maart") && !told.contains("noor@"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_suggested_mapping_of_the_sample_is_taken_as_it_is_saved() {
    let stage = Stage::set().await;
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample/customers.csv");
    let source = SourceFile::at(&sample).unwrap();
    let mapping = stage.desk.suggested_mapping(&FileFacts::read(&source).unwrap());
    let trial = stage.trial(&source, &mapping).await;
    assert_eq!(trial.shoppers, 50);
    assert!(trial.fields.iter().all(|f| f.valid), "{trial:#?}");
    for field in ["personalEmail.address", "person.name.firstName", "person.name.lastName"] {
        let field = trial.fields.iter().find(|f| f.field == field).unwrap();
        assert_eq!(field.same, 50, "{field:?}");
    }
    let path = stage.folder.path().join("set.json");
    let (saved, export) = stage.desk.save_data_prep(&mapping, &path).unwrap();
    assert_eq!(saved.rows, export.rules.len() as u64);
    let set: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(set["mappings"].as_array().map(Vec::len), Some(export.rules.len()));
    assert!(
        set["outputSchema"]["schemaRef"]["id"]
            .as_str()
            .unwrap()
            .starts_with("https://ns.adobe.com/")
    );
    assert_eq!(
        export.rules.len() + export.left_out.iter().filter(|n| n.field.is_some()).count(),
        mapping.fields.len(),
        "every field is either there or named"
    );
}
