//! A platform of its own for a test, with files and uploads into any of its datasets.

use aep::{Batch, BatchFilter, Client, DatasetId, FileFormat, NewBatch, Retry, SandboxName};
use ingest::{ConnectionSettings, Desk, Engine, MappingSet, RunReport, SourceFile, UploadJob, Verified};
use practice::{Options, Server};
use serde_json::Value as Json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio_util::sync::CancellationToken;

/// Nobody waits longer than this for anything; what is there is there at once.
pub(crate) const WAIT: Duration = Duration::from_secs(60);

/// Records carry an identity map.
pub(crate) const BY_MAP: &str = "67420c5e1a9d3b2f8c47e601";
/// The e-mail field is primary, and the schema has an identity map.
pub(crate) const BY_EMAIL: &str = "67420c5e1a9d3b2f8c47e602";
/// A field of the organisation's own is primary, the e-mail field second.
pub(crate) const BY_CRM: &str = "67420c5e1a9d3b2f8c47e605";
/// The same, and the e-mail field is no identity.
pub(crate) const BY_CRM_ALONE: &str = "67420c5e1a9d3b2f8c47e606";
/// The e-mail field is primary, without an identity map.
pub(crate) const BY_EMAIL_ALONE: &str = "67420c5e1a9d3b2f8c47e607";

pub(crate) struct Stage {
    pub(crate) server: Server,
    pub(crate) engine: Engine,
    pub(crate) folder: tempfile::TempDir,
    settings: ConnectionSettings,
}

impl Stage {
    pub(crate) async fn set(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            dir: folder.path().join("platform"),
            speed: 500.0,
            ..options
        };
        let server = Server::start(options).await.unwrap();
        let endpoint = serde_json::to_value(server.endpoint()).unwrap();
        Self {
            settings: ConnectionSettings::practice(&endpoint).unwrap(),
            engine: Engine::open(Some(&folder.path().join("data"))).unwrap(),
            server,
            folder,
        }
    }

    /// The same platform and history, served once more in another way.
    pub(crate) async fn served_again(self, options: Options) -> Self {
        self.server.stop().await;
        let options = Options {
            dir: self.folder.path().join("platform"),
            speed: 500.0,
            ..options
        };
        let server = Server::start(options).await.unwrap();
        let endpoint = serde_json::to_value(server.endpoint()).unwrap();
        Self {
            settings: ConnectionSettings::practice(&endpoint).unwrap(),
            server,
            ..self
        }
    }

    pub(crate) fn settings(&self, dataset: &str) -> ConnectionSettings {
        ConnectionSettings {
            dataset: dataset.to_owned(),
            ..self.settings.clone()
        }
    }

    pub(crate) async fn desk(&self, dataset: &str) -> Arc<Desk> {
        let desk = Desk::connect(&self.settings(dataset), &CancellationToken::new()).await;
        Arc::new(desk.unwrap())
    }

    /// The dataset that the platform begins with.
    pub(crate) async fn usual_desk(&self) -> Arc<Desk> {
        let desk = Desk::connect(&self.settings, &CancellationToken::new()).await;
        Arc::new(desk.unwrap())
    }

    fn client(&self) -> Client {
        let settings = self.settings.clone();
        let sandbox = SandboxName::parse(settings.sandbox).unwrap();
        Client::new(settings.hosts, settings.credentials, sandbox, Retry::INTERACTIVE).unwrap()
    }

    /// Opens a batch and leaves it so.
    pub(crate) async fn open_batch(&self, dataset: &str, external_id: &str) -> String {
        let dataset = DatasetId::parse(dataset.to_owned()).unwrap();
        let new = NewBatch::new(dataset, FileFormat::Parquet, external_id);
        let open = self.client().open_batch(&new, &CancellationToken::new()).await.unwrap();
        open.id().to_string()
    }

    /// Every batch on the platform, oldest first.
    pub(crate) async fn batches(&self) -> Vec<Batch> {
        let client = self.client();
        let found = client.batches(&BatchFilter::default(), &CancellationToken::new()).await;
        let mut batches = found.unwrap();
        batches.sort_by_key(|batch| batch.created);
        batches
    }

    pub(crate) fn file(&self, name: &str, text: &str) -> SourceFile {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        SourceFile::at(&path).unwrap()
    }

    /// Uploads, and looks once.
    pub(crate) async fn sent(&self, desk: &Arc<Desk>, file: &SourceFile, mapping: &MappingSet) -> RunReport {
        let job = UploadJob {
            wait: WAIT,
            ..UploadJob::new(ingest::new_run_id(), Arc::new(file.clone()), mapping.clone())
        };
        let cancel = CancellationToken::new();
        let outcome = self.engine.upload(desk, job, Arc::new(|_| {}), cancel).await.unwrap();
        outcome.report
    }

    /// What is seen of a run's shoppers as soon as all are visible.
    pub(crate) async fn looked(&self, desk: &Arc<Desk>, run: &str) -> Verified {
        let started = Instant::now();
        loop {
            let seen = self.look(desk, run, Duration::ZERO).await.verified.unwrap();
            if seen.pending == 0 {
                return seen;
            }
            assert!(started.elapsed() < WAIT, "not visible: {seen:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Looks at a run's shoppers with this patience, as `courier verify` does.
    pub(crate) async fn look(&self, desk: &Arc<Desk>, run: &str, patience: Duration) -> RunReport {
        let (nobody, cancel) = (Arc::new(|_| {}), CancellationToken::new());
        let found = self.engine.verification_of(desk, run, nobody.clone(), &cancel).await;
        let report = self
            .engine
            .verify(desk, found.unwrap(), patience, nobody, &cancel)
            .await;
        let report = report.unwrap();
        assert_eq!(self.engine.run(run).unwrap().verified, report.verified, "it is kept");
        report
    }

    /// Uploads, and what is seen once all are visible.
    pub(crate) async fn upload(
        &self,
        desk: &Arc<Desk>,
        file: &SourceFile,
        mapping: &MappingSet,
    ) -> (RunReport, Verified) {
        let report = self.sent(desk, file, mapping).await;
        let seen = self.looked(desk, &report.run).await;
        (report, seen)
    }
}

/// A mapping set of somebody's own: e-mail address and first name, with this identity and further fields.
pub(crate) fn mapping(identity: Json, further: &[Json]) -> MappingSet {
    let mut fields = vec![
        serde_json::json!({"column": "email", "field": "personalEmail.address", "recipe": [{"op": "trim"}, {"op": "lowercase"}]}),
        serde_json::json!({"column": "name", "field": "person.name.firstName", "recipe": [{"op": "trim"}]}),
    ];
    fields.extend_from_slice(further);
    let policy = serde_json::json!({"email_column": "email"});
    let set =
        serde_json::json!({"version": 1, "name": "Own", "fields": fields, "identity": identity, "policy": policy});
    MappingSet::from_json(&set.to_string()).unwrap()
}

/// By the e-mail address alone.
pub(crate) fn by_email() -> Json {
    serde_json::json!({"primary": {"namespace": "Email", "field": "personalEmail.address"}})
}

/// By the numbers of the column `id` in a namespace, with the e-mail address second.
pub(crate) fn by_number(namespace: &str) -> Json {
    serde_json::json!({
        "primary": {"namespace": namespace, "column": "id"},
        "others": [{"namespace": "Email", "field": "personalEmail.address"}],
    })
}
