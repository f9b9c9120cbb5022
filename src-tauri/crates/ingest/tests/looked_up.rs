//! What is told of the shoppers who were looked up: where each stands in the file, how it was seen and which fields are
//! other than they were sent. Never who it is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::{
    ConnectionSettings, Desk, Engine, FileFacts, Problem, RunReport, SeenState, SourceFile, UploadJob, Verified,
};
use practice::{Options, Server};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

const WAIT: Duration = Duration::from_secs(60);
const SHOPPERS: &str = "email,firstname,lastname,dob\nnoor@example.com,Noor,Bos,1991-03-05\nimke@example.com,Imke,Dekker,1984-11-30\nlotte@example.com,Lotte,Smit,1979-01-02\n";

struct Stage {
    engine: Engine,
    desk: Arc<Desk>,
    folder: tempfile::TempDir,
    server: Server,
}

impl Stage {
    async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            dir: folder.path().join("platform"),
            speed: 500.0,
            ..Options::default()
        };
        let server = Server::start(options).await.unwrap();
        let settings = ConnectionSettings::practice(&serde_json::to_value(server.endpoint()).unwrap()).unwrap();
        let desk = Desk::connect(&settings, &CancellationToken::new()).await.unwrap();
        Self {
            engine: Engine::open(Some(&folder.path().join("data"))).unwrap(),
            desk: Arc::new(desk),
            folder,
            server,
        }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    async fn upload(&self, file: &Path) -> RunReport {
        let source = Arc::new(SourceFile::at(file).unwrap());
        let mapping = self.desk.suggested_mapping(&FileFacts::read(&source).unwrap());
        let job = UploadJob {
            wait: WAIT,
            ..UploadJob::new(ingest::new_run_id(), source, mapping)
        };
        let cancel = CancellationToken::new();
        let outcome = self
            .engine
            .upload(&self.desk, job, Arc::new(|_| {}), cancel.clone())
            .await
            .unwrap();
        let shoppers = outcome.verification.unwrap();
        let unseen = outcome.report.verified.unwrap();
        assert!(
            unseen.shoppers.iter().all(|one| one.state == SeenState::Pending),
            "each is named before anybody has looked: {unseen:?}"
        );
        self.engine
            .verify(&self.desk, shoppers, WAIT, Arc::new(|_| {}), &cancel)
            .await
            .unwrap()
    }

    async fn look_again(&self, run: &str) -> Verified {
        let (nobody, cancel) = (Arc::new(|_| {}), CancellationToken::new());
        let shoppers = self
            .engine
            .verification_of(&self.desk, run, nobody.clone(), &cancel)
            .await
            .unwrap();
        let report = self
            .engine
            .verify(&self.desk, shoppers, Duration::ZERO, nobody, &cancel)
            .await
            .unwrap();
        assert_eq!(self.engine.run(run).unwrap().verified, report.verified, "it is kept");
        report.verified.unwrap()
    }
}

#[tokio::test]
async fn each_shopper_is_told_by_place_and_by_the_fields_that_another_source_changed() {
    let stage = Stage::set().await;
    let file = stage.file("customers.csv", SHOPPERS);
    let first = stage.upload(&file).await;
    let places = |seen: &Verified| {
        seen.shoppers
            .iter()
            .map(|one| (one.row, one.line, one.state))
            .collect::<Vec<_>>()
    };
    let found = SeenState::Found;
    let seen = first.verified.unwrap();
    assert_eq!(places(&seen), [(1, 2, found), (2, 3, found), (3, 4, found)]);

    let changed = SHOPPERS.replace("Imke,Dekker,1984-11-30", "Imke,Bakker,1984-12-01");
    stage.upload(&stage.file("later.csv", &changed)).await;
    let seen = stage.look_again(&first.run).await;
    assert_eq!((seen.found, seen.differing, seen.pending), (2, 1, 0));
    assert_eq!(places(&seen)[1], (2, 3, SeenState::Differs));
    assert_eq!(seen.shoppers[1].fields, ["person.birthDate", "person.name.lastName"]);
    let kept = serde_json::to_string(&stage.engine.history(10).unwrap()).unwrap();
    for value in ["example.com", "Imke", "Bakker", "Dekker", "1984"] {
        assert!(!kept.contains(value), "the history holds {value}");
    }

    let rows = stage.engine.run_rows(&first.run, &[2]).unwrap();
    assert_eq!((rows[0].row, rows[0].line), (2, 3));
    assert_eq!(rows[0].cells[0].text, "imke@example.com");
    std::fs::write(&file, SHOPPERS.replace("imke@", "someone.else@")).unwrap();
    let refused = stage.engine.run_rows(&first.run, &[2]).unwrap_err();
    assert!(
        matches!(refused.problem, Problem::SourceChanged { .. }),
        "another file would name the wrong people: {refused:?}"
    );
    stage.server.stop().await;
}
