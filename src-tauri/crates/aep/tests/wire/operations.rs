//! The client's operations for the table of faults, and a platform that is well.

use crate::server::{Act, Seen, json};
use aep::{
    BatchFilter, BatchId, CancellationToken, Client, DatasetId, Error, FileFormat, FileName, IdentityKind, InletId,
    NewBatch, NewDataset, NewFieldGroup, NewIdentity, NewInlet, NewMappingSet, NewNamespace, NewSchema, OpenBatch,
    SchemaId,
};
use bytes::Bytes;
use std::pin::Pin;

type Outcome = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// One operation: the request that meets the fault, and the call that makes it.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    /// Part of the request's target.
    pub(crate) target: &'static str,
    pub(crate) run: fn(Client, CancellationToken) -> Outcome,
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

pub(crate) fn operations() -> Vec<Operation> {
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
        operation!("profiles", "POST", "/access/entities", |c, x| c.profiles_of(
            &[("Email", "jane@example.com")],
            &["consents"],
            &x
        )),
        operation!("fragment", "GET", "mergePolicyId=none", |c, x| c
            .profile_without_policy("Email", "jane@example.com", &x)),
        operation!("identity counts", "GET", "/report/namespace", |c, x| c
            .identities_by_namespace(&x)),
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
        operation!("add group", "PATCH", "/tenant/schemas/", |c, x| c.add_group_to_schema(
            &schema(),
            "https://ns.adobe.com/courier/mixins/g",
            &x
        )),
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
pub(crate) fn well(seen: &Seen, changed: bool) -> Act {
    let on = if changed {
        r#""tags":{"unifiedProfile":["enabled:true","isUpsert:true"],"unifiedIdentity":["enabled:true"]},"#
    } else {
        ""
    };
    let union = if changed {
        r#""meta:immutableTags":["union"],"meta:extends":["https://ns.adobe.com/courier/mixins/g"],"#
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
        (_, at) if at.contains("/previewsamplestatus/report/") => r#"{"data":[]}"#.to_owned(),
        _ => "{}".to_owned(),
    };
    json(200, &body)
}
