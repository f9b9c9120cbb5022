//! Datasets of other organisations, by what tells people apart in them: check says who lacks it, the report names exactly
//! what the parts hold, and look-ups ask for what the dataset uses.

use crate::stage::{BY_CRM, BY_CRM_ALONE, BY_EMAIL, BY_EMAIL_ALONE, BY_MAP, Stage, by_number, mapping};
use ingest::{CheckReport, Desk, FindingCode, IdentityUse, MappingSet, PartFormat, PrepareJob, SourceFile};
use practice::Options;
use serde_json::{Value as Json, json};
use std::path::Path;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// One without a number, one whose number a spreadsheet has rounded away, one without an address.
const FILE: &str = "id,email,name\nK-1,Anna@shop.example,Anna\nK-2,bas@shop.example,Bas\n,cas@shop.example,Cas\n\
                    1.23E+12,dora@shop.example,Dora\nK-5,,Eva\nK-6,fien@shop.example,Fien\n";

/// A kind of dataset, with what Adobe's reference says that its records are known by: the places of identities in a
/// record with their namespaces, the primary one first.
struct Kind {
    dataset: &'static str,
    fields: &'static [(&'static str, &'static str)],
    has_map: bool,
    own_field: bool,
}

const EMAIL_FIELD: (&str, &str) = ("/personalEmail/address", "Email");
const CRM_FIELD: (&str, &str) = ("/_courier/crmId", "CrmId");

const KINDS: [Kind; 5] = [
    Kind {
        dataset: BY_CRM,
        fields: &[CRM_FIELD, EMAIL_FIELD],
        has_map: false,
        own_field: true,
    },
    Kind {
        dataset: BY_CRM_ALONE,
        fields: &[CRM_FIELD],
        has_map: false,
        own_field: true,
    },
    Kind {
        dataset: BY_EMAIL,
        fields: &[EMAIL_FIELD],
        has_map: false,
        own_field: false,
    },
    Kind {
        dataset: BY_EMAIL_ALONE,
        fields: &[EMAIL_FIELD],
        has_map: false,
        own_field: false,
    },
    Kind {
        dataset: BY_MAP,
        fields: &[],
        has_map: true,
        own_field: false,
    },
];

/// A namespace, how many records carry an identity of it, and whether it is primary.
type Named = (String, u64, bool);

impl Kind {
    /// A second reading of the parts, by the reference alone.
    fn read(&self, records: &[Json]) -> Vec<Named> {
        let mut named: Vec<Named> = Vec::new();
        let mut see = |namespace: &str, primary: bool| match named.iter_mut().find(|(known, ..)| known == namespace) {
            Some((_, count, is_primary)) => (*count, *is_primary) = (*count + 1, *is_primary || primary),
            None => named.push((namespace.to_owned(), 1, primary)),
        };
        for record in records {
            assert_eq!(record.get("identityMap").is_some(), self.has_map, "{record}");
            for (at, (pointer, namespace)) in self.fields.iter().enumerate() {
                if record.pointer(pointer).is_some_and(|value| !value.is_null()) {
                    see(namespace, at == 0);
                }
            }
            let map = record.get("identityMap").and_then(Json::as_object);
            // Whoever has one identity has it as the primary one, whatever others have.
            let is_alone = map.is_some_and(|map| map.len() == 1);
            for (namespace, items) in map.into_iter().flatten() {
                for item in items.as_array().unwrap() {
                    see(namespace, !is_alone && item["primary"] == json!(true));
                }
            }
        }
        named.sort();
        named
    }

    fn mapping(&self) -> MappingSet {
        let own = json!({"column": "id", "field": "tenant.crmId", "recipe": [{"op": "trim"}]});
        let further = if self.own_field { vec![own] } else { Vec::new() };
        // What somebody would say who knows the shop's own numbers alone.
        mapping(by_number("CustomerId"), &further)
    }
}

fn reported(identities: &[IdentityUse]) -> Vec<Named> {
    let one = |one: &IdentityUse| (one.namespace.clone(), one.count.unwrap(), one.primary);
    let mut all: Vec<Named> = identities.iter().map(one).collect();
    all.sort();
    all
}

/// The report as it would be from the mapping: every record carries what the mapping names.
fn from_mapping(mapping: &MappingSet, sent: u64) -> Vec<Named> {
    let all = std::iter::once(&mapping.identity.primary).chain(&mapping.identity.others);
    let mut all: Vec<Named> = all
        .zip(0..)
        .map(|(one, at)| (one.namespace.clone(), sent, at == 0))
        .collect();
    all.sort();
    all
}

fn prepared(desk: &Desk, source: &SourceFile, mapping: &MappingSet, out: &Path) -> (CheckReport, Vec<Json>) {
    let job = PrepareJob {
        source,
        mapping,
        out,
        format: PartFormat::Jsonl,
        force: true,
        reason: &|_| String::new(),
    };
    let report = desk.prepare(&job, Arc::new(|_| {}), &CancellationToken::new()).unwrap();
    let parts = report.parts.clone().unwrap();
    let lines = parts.iter().flat_map(|part| {
        let text = std::fs::read_to_string(out.join(&part.name)).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect::<Vec<Json>>()
    });
    (report, lines.collect())
}

fn rows(report: &CheckReport, code: FindingCode) -> Vec<u64> {
    let found = report.findings.iter().filter(|finding| finding.code == code);
    found
        .flat_map(|finding| finding.examples.iter().map(|example| example.row))
        .collect()
}

#[tokio::test]
async fn reports_name_what_the_parts_hold_and_people_are_found_by_it() {
    let stage = Stage::set(Options::default()).await;
    for kind in KINDS {
        let (desk, mapping) = (stage.desk(kind.dataset).await, kind.mapping());
        let file = stage.file(&format!("{}.csv", kind.dataset), FILE);
        let (report, records) = prepared(&desk, &file, &mapping, &stage.folder.path().join(kind.dataset));
        let sent = if kind.own_field { 3 } else { 5 };
        assert_eq!(
            (report.rows.send, records.len()),
            (sent, sent as usize),
            "{:?}",
            report.findings
        );
        assert_eq!(
            rows(&report, FindingCode::EmailMissing),
            [5],
            "every record has an address"
        );
        let lacking: &[u64] = if kind.own_field { &[3, 4] } else { &[] };
        assert_eq!(rows(&report, FindingCode::RequiredMissing), lacking);
        let mut lacking = report
            .findings
            .iter()
            .filter(|one| one.code == FindingCode::RequiredMissing);
        assert!(lacking.all(|one| one.column.as_deref() == Some("id")));

        let read = kind.read(&records);
        assert_eq!(reported(&report.identities), read, "{}", kind.dataset);
        assert!(report.identities[0].primary, "the primary one first");
        // What the same comparison makes of a report from the mapping, and of an encoder that drops an identity.
        if !kind.has_map {
            assert_ne!(from_mapping(&mapping, sent), read, "{}", kind.dataset);
        }
        assert_ne!(kind.read(&dropped(&kind, &records)), read, "{}", kind.dataset);
        let used = report.columns.iter().find(|column| column.name == "id").unwrap();
        let expected = match (kind.own_field, kind.has_map) {
            (true, _) => (true, Some("CrmId")),
            (_, true) => (true, Some("CustomerId")),
            _ => (false, None),
        };
        assert_eq!((used.sent, used.identity.as_deref()), expected, "{}", kind.dataset);

        let (run, seen) = stage.upload(&desk, &file, &mapping).await;
        assert_eq!((run.rows.send, run.platform.unwrap().accepted), (sent, sent));
        assert_eq!(reported(&run.identities), read, "the run says the same");
        assert_eq!((seen.found, seen.merged_with_other), (seen.looked_up, 0), "{seen:?}");
        let has_second = matches!(kind.dataset, BY_CRM | BY_MAP);
        let with_second = seen.shoppers.iter().filter(|one| one.tied.is_some()).count();
        assert_eq!(with_second > 0, has_second, "{seen:?}");
    }
    stage.server.stop().await;
}

/// The same records from an encoder that drops an identity of the first.
fn dropped(kind: &Kind, records: &[Json]) -> Vec<Json> {
    let mut records = records.to_vec();
    if kind.has_map {
        records[0]["identityMap"].as_object_mut().unwrap().remove("Email");
    } else {
        let (pointer, _) = kind.fields.last().unwrap();
        *records[0].pointer_mut(pointer).unwrap() = Json::Null;
    }
    records
}

#[tokio::test]
async fn an_own_identity_that_is_named_by_its_column_alone_fills_its_field() {
    let stage = Stage::set(Options::default()).await;
    let desk = stage.desk(BY_CRM).await;
    let mapping = mapping(by_number("crmid"), &[]);
    let file = stage.file("own.csv", FILE);
    let (report, records) = prepared(&desk, &file, &mapping, &stage.folder.path().join("own"));
    assert_eq!(report.rows.send, 3);
    assert_eq!(reported(&report.identities), KINDS[0].read(&records));
    assert_eq!(records[0]["_courier"]["crmId"], "K-1");
    stage.server.stop().await;
}

#[tokio::test]
async fn a_field_that_is_an_identity_holds_nothing_that_is_none() {
    let stage = Stage::set(Options::default()).await;
    // One mailbox on two numbers, sent by the numbers alone: the address would make the two one person.
    let desk = stage.desk(BY_CRM).await;
    let mut set = KINDS[0].mapping();
    set.policy.shared_email = ingest::SharedEmail::NumberOnly;
    let text = "id,email,name\nK-1,info@shop.example,Anna\nK-2,info@shop.example,Bas\nK-3,cas@shop.example,Cas\n";
    let file = stage.file("shared.csv", text);
    let (report, records) = prepared(&desk, &file, &set, &stage.folder.path().join("shared"));
    assert_eq!(report.rows.send, 3, "{:?}", report.findings);
    let addresses = records.iter().filter(|record| record.pointer(EMAIL_FIELD.0).is_some());
    assert_eq!(addresses.count(), 1, "{records:?}");
    assert_eq!(reported(&report.identities), KINDS[0].read(&records));
    let (_, seen) = stage.upload(&desk, &file, &set).await;
    assert_eq!((seen.found, seen.merged_with_other), (3, 0), "{seen:?}");
    stage.server.stop().await;
}

#[tokio::test]
async fn namespaces_are_told_in_the_spelling_of_the_list_whatever_descriptors_say() {
    let quirks = [practice::Quirk::DescriptorsInSmallLetters].into();
    let stage = Stage::set(Options {
        quirks,
        ..Options::default()
    })
    .await;
    let desk = stage.desk(BY_CRM).await;
    let of = |path: &str| {
        desk.fields()
            .into_iter()
            .find(|field| field.path == path)
            .unwrap()
            .identity
    };
    assert_eq!(of("tenant.crmId").as_deref(), Some("CrmId"));
    assert_eq!(of("personalEmail.address").as_deref(), Some("Email"));
    let (report, seen) = stage
        .upload(&desk, &stage.file("own.csv", FILE), &KINDS[0].mapping())
        .await;
    assert_eq!(report.identities[0].namespace, "CrmId");
    assert_eq!((seen.found, seen.looked_up), (3, 3), "{seen:?}");
    stage.server.stop().await;
}
