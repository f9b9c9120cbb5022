//! Every operation against every fault, as one table: what becomes of it is read off the page, not out of the code.
//!
//! A fault meets the first two attempts of the request that an operation stands for; the third would succeed. So `again`
//! means that the operation was repeated and succeeded, and a kind of error that it was not repeated. `gone` is
//! unreachable, `odd` an answer that is not what the reference says. A number says how many attempts an error took.

use crate::server::{Act, Intake, Seen, Wire, answer, html, json, token};
use aep::{
    BatchFilter, BatchId, CancellationToken, Client, DatasetId, Error, FileFormat, FileName, IdentityKind, InletId,
    Limits, NewBatch, NewDataset, NewFieldGroup, NewIdentity, NewInlet, NewMappingSet, NewNamespace, NewSchema,
    OpenBatch, Retry, SchemaId,
};
use bytes::Bytes;
use std::fmt::Write as _;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

type Outcome = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// One operation: the request that meets the fault, and the call that makes it.
struct Operation {
    name: &'static str,
    method: &'static str,
    /// Part of the request's target.
    target: &'static str,
    run: fn(Client, CancellationToken) -> Outcome,
}

const SIGN_IN: &str = "/ims/token/v3";
const SCHEMA: &str = "https://ns.adobe.com/courier/schemas/a";

fn batch() -> BatchId {
    BatchId::parse("b1").unwrap()
}

fn dataset() -> DatasetId {
    DatasetId::parse("d1").unwrap()
}

fn schema() -> SchemaId {
    SchemaId::parse(SCHEMA).unwrap()
}

fn open(client: Client) -> OpenBatch {
    OpenBatch::adopt(client, batch(), dataset())
}

fn mapping() -> NewMappingSet {
    NewMappingSet {
        name: "n".into(),
        schema: schema(),
        rules: Vec::new(),
    }
}

/// Writes an operation without the boxes around it.
macro_rules! operation {
    ($name:literal, $method:literal, $target:expr, |$client:ident, $cancel:ident| $call:expr) => {
        Operation {
            name: $name,
            method: $method,
            target: $target,
            run: |$client, $cancel| Box::pin(async move { $call.await.map(drop) }),
        }
    };
}

fn operations() -> Vec<Operation> {
    vec![
        operation!("sign in", "POST", SIGN_IN, |c, x| c.sign_in(&x)),
        operation!("sandboxes", "GET", "/sandbox-management/?", |c, x| c.sandboxes(&x)),
        operation!("tenant", "GET", "/stats", |c, x| c.tenant(&x)),
        operation!("schemas", "GET", "/tenant/schemas?", |c, x| c.schemas(&x)),
        operation!("schema", "GET", "/tenant/schemas/", |c, x| c.schema(&schema(), &x)),
        operation!("schema outline", "GET", "/tenant/schemas/", |c, x| c
            .schema_outline(&schema(), &x)),
        operation!("namespaces", "GET", "/identities", |c, x| c.namespaces(&x)),
        operation!("datasets", "GET", "/dataSets?", |c, x| c.datasets(&x)),
        operation!("dataset", "GET", "/dataSets/d1", |c, x| c.dataset(&dataset(), &x)),
        operation!("batches", "GET", "/batches?", |c, x| c
            .batches(&BatchFilter::default(), &x)),
        operation!("batch", "GET", "/batches/b1", |c, x| c.batch(&batch(), &x)),
        operation!("row files", "GET", "path=row_errors&", |c, x| c
            .row_error_files(&batch(), &x)),
        operation!("rows", "GET", "path=row_errors%2Fa.json", |c, x| async {
            let mut rows = c.row_errors(&batch(), &FileName::parse("a.json").unwrap(), &x).await?;
            while rows.next(&x).await?.is_some() {}
            Ok(())
        }),
        operation!("profile", "GET", "/access/entities", |c, x| c.profile(
            "Email",
            "jane@example.com",
            &x
        )),
        operation!("profile counts", "GET", "/previewsamplestatus", |c, x| c
            .profile_counts(&x)),
        operation!("dataset counts", "GET", "/report/dataset", |c, x| c
            .profiles_by_dataset(&x)),
        operation!("inlet", "GET", "/flowservice/connections", |c, x| async {
            c.ensure_inlet(
                &NewInlet {
                    name: "n".into(),
                    source: "s".into(),
                },
                &x,
            )
            .await
        }),
        operation!("make inlet", "POST", "/flowservice/connections", |c, x| async {
            c.ensure_inlet(
                &NewInlet {
                    name: "other".into(),
                    source: "s".into(),
                },
                &x,
            )
            .await
        }),
        operation!("test send", "POST", "/collection/i1", |c, x| async {
            c.send_test(
                &InletId::parse("i1").unwrap(),
                &dataset(),
                &schema(),
                serde_json::json!({}),
                &x,
            )
            .await
        }),
        operation!("check mapping", "POST", "/mappingSets/validate", |c, x| async {
            c.validate_mapping_set(&mapping(), &x).await
        }),
        operation!("try mapping", "POST", "/mappingSets/preview", |c, x| async {
            c.preview_mapping_set(&mapping(), &[], &x).await
        }),
        operation!("make mapping", "POST", "/conversion/mappingSets", |c, x| async {
            c.create_mapping_set(&mapping(), &x).await
        }),
        operation!("open batch", "POST", "/import/batches", |c, x| async {
            c.open_batch(
                &NewBatch::new(dataset(), FileFormat::Parquet, "profile-courier-1-2-1"),
                &x,
            )
            .await
        }),
        operation!("put file", "PUT", "/files/part-00001.jsonl", |c, x| async {
            let (name, bytes) = (FileName::parse("part-00001.jsonl").unwrap(), Bytes::from_static(b"{}"));
            open(c).put_file(&name, bytes, |_| {}, &x).await
        }),
        operation!("complete", "POST", "action=COMPLETE", |c, x| open(c).complete(&x)),
        operation!("abort", "POST", "action=ABORT", |c, x| open(c).abort(&x)),
        operation!("make namespace", "POST", "/identities", |c, x| async {
            let new = NewNamespace {
                code: "CRM".into(),
                name: "n".into(),
                description: "d".into(),
                kind: IdentityKind::CrossDevice,
            };
            c.ensure_namespace(&new, &x).await
        }),
        operation!("make field group", "POST", "/tenant/fieldgroups", |c, x| async {
            let new = NewFieldGroup {
                title: "t".into(),
                description: "d".into(),
                tenant: "courier".into(),
                fields: serde_json::Map::new(),
            };
            c.ensure_field_group(&new, &x).await
        }),
        operation!("make schema", "POST", "/tenant/schemas", |c, x| async {
            c.ensure_schema(
                &NewSchema {
                    title: "t".into(),
                    description: "d".into(),
                    groups: Vec::new(),
                },
                &x,
            )
            .await
        }),
        operation!("make identity", "POST", "/tenant/descriptors", |c, x| async {
            let new = NewIdentity {
                schema: schema(),
                path: "/personalEmail/address".into(),
                namespace: "Email".into(),
                primary: true,
            };
            c.ensure_identity(&new, &x).await
        }),
        operation!("enable schema", "PATCH", "/tenant/schemas/", |c, x| c
            .enable_schema(&schema(), &x)),
        operation!("make dataset", "POST", "/dataSets", |c, x| async {
            let new = NewDataset {
                name: "n".into(),
                description: "d".into(),
                schema: schema(),
                profile: true,
                upsert: true,
            };
            c.ensure_dataset(&new, &x).await
        }),
        operation!("enable dataset", "PATCH", "/dataSets/d1", |c, x| c.enable_dataset(
            &dataset(),
            true,
            &x
        )),
    ]
}

/// What a platform answers that is well. `changed`: a PATCH was taken.
fn well(seen: &Seen, changed: bool) -> Act {
    let on = if changed {
        r#""tags":{"unifiedProfile":["enabled:true","isUpsert:true"],"unifiedIdentity":["enabled:true"]},"#
    } else {
        ""
    };
    let union = if changed {
        r#""meta:immutableTags":["union"],"#
    } else {
        ""
    };
    let (method, at) = (seen.method.as_str(), seen.target.as_str());
    let body = match (method, at) {
        (_, at) if at.contains("sandbox-management") => r#"{"sandboxes":[{"name":"prod"}]}"#.to_owned(),
        (_, at) if at.ends_with("/stats") => r#"{"tenantId":"courier"}"#.to_owned(),
        ("GET", at) if at.contains("/tenant/schemas?") || at.contains("/fieldgroups?") => {
            r#"{"results":[],"_page":{"next":null}}"#.to_owned()
        }
        ("GET", at) if at.contains("/descriptors") => "{}".to_owned(),
        (_, at) if at.contains("/schemaregistry/") => format!(
            r#"{{"$id":"{SCHEMA}",{union}"title":"t","properties":{{"person":{{"title":"P"}}}},"meta:descriptors":[],"meta:class":"https://ns.adobe.com/xdm/context/profile"}}"#
        ),
        ("GET", at) if at.ends_with("/identities") => "[]".to_owned(),
        (_, at) if at.ends_with("/identities") => r#"{"code":"CRM","idType":"Cross_device"}"#.to_owned(),
        ("GET", at) if at.contains("/dataSets?") => "{}".to_owned(),
        ("GET", at) if at.ends_with("/dataSets/d1") => format!(r#"{{"d1":{{{on}"name":"n"}}}}"#),
        (_, at) if at.contains("/dataSets") => r#"["@/dataSets/d1"]"#.to_owned(),
        ("GET", at) if at.contains("/batches/b1") && at.contains("/catalog/") => {
            r#"{"b1":{"status":"success"}}"#.to_owned()
        }
        ("GET", at) if at.contains("/catalog/batches") => "{}".to_owned(),
        (_, at) if at.contains("/export/") => r#"{"data":[]}"#.to_owned(),
        ("POST", at) if at.ends_with("/import/batches") => r#"{"id":"b1"}"#.to_owned(),
        ("GET", at) if at.contains("/flowservice/") => r#"{"items":[{"id":"k1","name":"n","connectionSpec":{"id":"bc7b00d6-623a-4dfc-9fdb-f1240aeadaeb"},"auth":{"params":{"inletId":"i1"}}}]}"#.to_owned(),
        (_, at) if at.contains("/flowservice/") => r#"{"id":"k1"}"#.to_owned(),
        (_, at) if at.ends_with("/validate") => r#"{"validationResponse":[]}"#.to_owned(),
        (_, at) if at.ends_with("/preview") => "[]".to_owned(),
        (_, at) if at.ends_with("/mappingSets") => r#"{"id":"m1","version":0}"#.to_owned(),
        (_, at) if at.contains("/report/dataset") => r#"{"data":[]}"#.to_owned(),
        _ => "{}".to_owned(),
    };
    json(200, &body)
}

#[derive(Clone, Copy)]
enum Fault {
    Status(u16),
    Reset,
    Hang,
    Page,
    Huge,
    Half,
    Cut,
}

const FAULTS: [(&str, Fault); 24] = [
    ("400", Fault::Status(400)),
    ("401", Fault::Status(401)),
    ("403", Fault::Status(403)),
    ("404", Fault::Status(404)),
    ("405", Fault::Status(405)),
    ("408", Fault::Status(408)),
    ("409", Fault::Status(409)),
    ("412", Fault::Status(412)),
    ("413", Fault::Status(413)),
    ("414", Fault::Status(414)),
    ("415", Fault::Status(415)),
    ("422", Fault::Status(422)),
    ("429", Fault::Status(429)),
    ("500", Fault::Status(500)),
    ("502", Fault::Status(502)),
    ("503", Fault::Status(503)),
    ("504", Fault::Status(504)),
    ("307", Fault::Status(307)),
    ("reset", Fault::Reset),
    ("hang", Fault::Hang),
    ("page", Fault::Page),
    ("huge", Fault::Huge),
    ("half", Fault::Half),
    ("cut", Fault::Cut),
];

impl Fault {
    fn act(self) -> Act {
        match self {
            Self::Status(307) => answer(307, &["location: http://127.0.0.1:9/elsewhere"], ""),
            Self::Status(status) => json(status, r#"{"title":"no"}"#),
            Self::Reset => Act::Drop,
            Self::Hang => Act::Hang,
            Self::Page => html(200),
            Self::Huge => json(200, &format!(r#"{{"x":"{}"}}"#, "x".repeat(5 << 20))),
            Self::Half => json(200, r#"{"x":"#),
            Self::Cut => Act::Last(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{\"x\":".to_vec(),
            ),
        }
    }
}

fn word(error: &Error) -> &'static str {
    match error {
        Error::Unreachable(_) => "gone",
        Error::Unauthorized(_) => "unauth",
        Error::Forbidden { .. } => "forbid",
        Error::NotFound(_) => "absent",
        Error::Conflict(_) => "confl",
        Error::Invalid(_) => "invalid",
        Error::TooLarge(_) => "large",
        Error::RateLimited { .. } => "slow",
        Error::Status(_) => "status",
        Error::Answer { .. } => "odd",
        Error::Cancelled => "cancel",
        Error::Setup { .. } => "setup",
    }
}

async fn cell(operation: &Operation, fault: Fault) -> String {
    let attempts = Arc::new(AtomicUsize::new(0));
    let (method, target) = (operation.method, operation.target);
    let meets = {
        let attempts = Arc::clone(&attempts);
        move |seen: &Seen| {
            let its = seen.method == method && seen.target.contains(target);
            its.then(|| attempts.fetch_add(1, Ordering::Relaxed))
        }
    };
    let tokens = {
        let meets = meets.clone();
        move |seen: &Seen, n| match meets(seen) {
            Some(0 | 1) => fault.act(),
            _ => token(n, 86_399),
        }
    };
    let mut changed = false;
    let wire = Wire::with(tokens, Intake::Whole, move |seen, _| {
        if let Some(0 | 1) = meets(seen) {
            return fault.act();
        }
        changed |= seen.method == "PATCH";
        well(seen, changed)
    })
    .await;
    // Long enough for a busy machine's other calls, short enough to wait for twice.
    let patience = Duration::from_secs(if matches!(fault, Fault::Hang) { 2 } else { 20 });
    let limits = Limits {
        call: patience,
        answer: patience,
        ..Limits::default()
    };
    let retry = Retry {
        base: Duration::from_millis(1),
        longest: Duration::from_millis(4),
        budget: Duration::from_secs(30),
    };
    let outcome = (operation.run)(wire.client_with(retry, limits), CancellationToken::new()).await;
    match (outcome, attempts.load(Ordering::Relaxed)) {
        (Ok(()), 1) => "ok".to_owned(),
        (Ok(()), 3) => "again".to_owned(),
        (Ok(()), n) => format!("ok {n}"),
        (Err(error), 1) => word(&error).to_owned(),
        (Err(error), n) => format!("{} {n}", word(&error)),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_meets_every_fault() {
    let mut rows = tokio::task::JoinSet::new();
    for (n, operation) in operations().into_iter().enumerate() {
        rows.spawn(async move {
            let mut row = format!("{:<17}", operation.name);
            for (_, fault) in FAULTS {
                write!(row, "{:<10}", cell(&operation, fault).await).unwrap();
            }
            (n, row.trim_end().to_owned())
        });
    }
    let mut rows = rows.join_all().await;
    rows.sort();
    let head = FAULTS
        .iter()
        .fold(format!("{:<17}", ""), |head, (name, _)| format!("{head}{name:<10}"));
    let table: Vec<String> = std::iter::once(head.trim_end().to_owned())
        .chain(rows.into_iter().map(|(_, row)| row))
        .collect();
    let found = table.join("\n");
    let wanted = include_str!("table.txt").trim_end();
    assert!(
        found == wanted,
        "the table is not as in tests/wire/table.txt but:\n{found}\n"
    );
}
