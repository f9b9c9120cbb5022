//! From credentials to verified shoppers, against the real practice server: tried, kept, chosen, made where it is
//! missing, used. Secrets stay in memory here; the keychain has tests of its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says with its panic what went wrong"
)]

use ingest::{
    AccessProgress, AccessReason, AccessState, ConnectionSettings, CredentialsFault, Desk, Engine, FileFacts,
    NewCredentials, NewTarget, Place, Problem, RunStatus, SecretPlace, SetupState, SetupStep, SourceFile, UploadJob,
};
use practice::{Options, Server};
use secrecy::SecretString;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

struct Stage {
    server: Server,
    engine: Engine,
    practice: ConnectionSettings,
    cancel: CancellationToken,
    folder: tempfile::TempDir,
}

impl Stage {
    async fn set(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            dir: folder.path().join("platform"),
            speed: 500.0,
            ..options
        };
        let server = Server::start(options).await.unwrap();
        let endpoint = serde_json::to_value(server.endpoint()).unwrap();
        Self {
            practice: ConnectionSettings::practice(&endpoint).unwrap(),
            engine: Engine::open(Some(&folder.path().join("data"))).unwrap(),
            server,
            cancel: CancellationToken::new(),
            folder,
        }
    }

    fn fields(&self) -> NewCredentials {
        NewCredentials {
            name: "Rehearsal".to_owned(),
            client_id: self.server.endpoint().client_id.clone(),
            org_id: self.server.endpoint().org_id.clone(),
            ..NewCredentials::default()
        }
    }

    fn secret(&self) -> SecretString {
        let endpoint = serde_json::to_value(self.server.endpoint()).unwrap();
        endpoint["client_secret"].as_str().unwrap().to_owned().into()
    }

    fn draft(&self) -> String {
        let draft = self
            .engine
            .draft(&self.fields(), Some(self.secret()), None, Some(&self.practice))
            .unwrap();
        assert!(draft.practice, "the practice organisation is known by its id");
        draft.ticket
    }

    /// A connection whose target is still to be chosen.
    fn connected(&self) -> ConnectionSettings {
        let kept = self.engine.keep_draft(&self.draft(), "Rehearsal", true).unwrap();
        assert_eq!((kept.secret, kept.secret_mark), (SecretPlace::Session, None));
        self.engine.settings_of("rehearsal", Some(&self.practice)).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_tried_before_they_are_kept_and_used_after_a_target_is_chosen() {
    let stage = Stage::set(Options::default()).await;
    let ticket = stage.draft();
    let told = Mutex::new(Vec::new());
    let tell = |progress: AccessProgress| told.lock().unwrap().push(progress.step);
    let check = stage
        .engine
        .try_draft(&ticket, Some(&stage.practice), &tell, &stage.cancel)
        .await
        .unwrap();
    assert!(check.good, "{check:?}");
    assert_eq!(check.steps[0].state, AccessState::Good);
    let told = told.into_inner().unwrap();
    let known = told.iter().filter(|step| step.state != AccessState::Running);
    assert!(known.eq(&check.steps), "each step is told once, in turn: {told:?}");
    for (index, step) in check.steps.iter().enumerate() {
        let begun = told.iter().position(|one| one.name == step.name).unwrap();
        assert_eq!(told[begun].state, AccessState::Running, "{told:?}");
        let earlier = told[..begun].iter().filter(|one| one.state != AccessState::Running);
        assert_eq!(
            earlier.count(),
            index,
            "a step begins when those before it are known: {told:?}"
        );
    }
    assert_eq!(stage.engine.connections().unwrap().len(), 1, "nothing is kept yet");

    let settings = stage.connected();
    let refused = Desk::connect(&settings, &stage.cancel).await.unwrap_err();
    assert!(
        matches!(refused.problem, Problem::TargetNotChosen { .. }),
        "{refused:?}"
    );
    let sandboxes = stage.engine.sandboxes(&settings, &stage.cancel).await.unwrap();
    let sandbox = sandboxes.iter().find(|s| s.name == stage.practice.sandbox).unwrap();
    let datasets = stage
        .engine
        .datasets(&settings, &sandbox.name, &stage.cancel)
        .await
        .unwrap();
    assert!(
        datasets[0].profile && datasets[0].keeps_missing,
        "the one that is best for shoppers comes first: {datasets:?}"
    );
    let chosen = stage.engine.choose_target("Rehearsal", sandbox, &datasets[0]).unwrap();
    assert_eq!(
        (chosen.place, chosen.dataset_name.as_str()),
        (Place::Practice, datasets[0].name.as_str())
    );
    let settings = stage.engine.settings_of(&chosen.id, Some(&stage.practice)).unwrap();
    let desk = Desk::connect(&settings, &stage.cancel).await.unwrap();
    assert_eq!(desk.target().unwrap().connection, "Rehearsal");
    let schema = stage.engine.schema(&settings, &stage.cancel).await.unwrap();
    assert!(schema.fields.iter().any(|f| f.path == "personalEmail.address"));

    let again = Engine::open(Some(&stage.folder.path().join("data"))).unwrap();
    let missing = again.settings_of("Rehearsal", Some(&stage.practice)).unwrap_err();
    assert!(
        !matches!(missing.problem, Problem::ConnectionUnknown { .. }),
        "the connection is kept, its secret is not: {missing:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_is_told_and_replaces_no_right_one() {
    let stage = Stage::set(Options::default()).await;
    stage.connected();
    let told = Mutex::new(Vec::new());
    let tell = |progress: AccessProgress| told.lock().unwrap().push((progress.step.name, progress.step.state));
    let wrong = stage
        .engine
        .try_secret(
            "Rehearsal",
            "not-the-secret".to_owned().into(),
            Some(&stage.practice),
            &tell,
            &stage.cancel,
        )
        .await
        .unwrap();
    assert_eq!(wrong.steps[0].reason, Some(AccessReason::SecretRefused), "{wrong:?}");
    assert_eq!(wrong.steps[3].state, AccessState::Untried);
    let untried = told
        .lock()
        .unwrap()
        .iter()
        .filter(|(_, state)| *state == AccessState::Untried)
        .count();
    assert_eq!(untried, 3, "those that are not tried are told as well: {told:?}");
    let own = stage
        .engine
        .try_connection("Rehearsal", Some(&stage.practice), &|_| (), &stage.cancel)
        .await
        .unwrap();
    assert!(own.good, "{own:?}");
    stage.engine.forget_connection("Rehearsal").unwrap();
    assert_eq!(stage.engine.connections().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_bare_organisation_to_verified_shoppers_and_twice_the_same_is_once() {
    let stage = Stage::set(Options {
        bare: true,
        ..Options::default()
    })
    .await;
    let settings = stage.connected();
    let sandbox = stage
        .engine
        .sandboxes(&settings, &stage.cancel)
        .await
        .unwrap()
        .remove(0);
    assert!(
        stage
            .engine
            .datasets(&settings, &sandbox.name, &stage.cancel)
            .await
            .unwrap()
            .is_empty(),
        "nothing is there yet"
    );
    let steps = Mutex::new(Vec::new());
    let told = |progress: ingest::SetupProgress| steps.lock().unwrap().push((progress.step, progress.state));
    let new = NewTarget {
        name: "Shoppers".to_owned(),
        customer_ids: true,
    };
    let made = stage
        .engine
        .create_target(&settings, &sandbox.name, &new, &told, &stage.cancel)
        .await
        .unwrap();
    assert!(made.profile && made.keeps_missing, "{made:?}");
    let done: Vec<_> = std::mem::take(&mut *steps.lock().unwrap())
        .into_iter()
        .filter(|(_, state)| *state != SetupState::Running)
        .collect();
    let order = [
        SetupStep::Namespace,
        SetupStep::Schema,
        SetupStep::Union,
        SetupStep::Dataset,
    ];
    assert_eq!(done, order.map(|step| (step, SetupState::Created)));
    let again = stage
        .engine
        .create_target(&settings, &sandbox.name, &new, &told, &stage.cancel)
        .await
        .unwrap();
    assert_eq!(again.id, made.id, "a set-up that was done is found, not made again");
    let found = steps
        .lock()
        .unwrap()
        .iter()
        .filter(|(_, state)| *state == SetupState::Found)
        .count();
    assert_eq!(found, 4);

    let chosen = stage.engine.choose_target("Rehearsal", &sandbox, &made).unwrap();
    let settings = stage.engine.settings_of(&chosen.id, Some(&stage.practice)).unwrap();
    let desk = Arc::new(Desk::connect(&settings, &stage.cancel).await.unwrap());
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample/customers.csv");
    let source = Arc::new(SourceFile::at(&sample).unwrap());
    let mapping = desk.suggested_mapping(&FileFacts::read(&source).unwrap());
    let job = UploadJob {
        wait: Duration::from_secs(120),
        ..UploadJob::new(ingest::new_run_id(), source, mapping)
    };
    let run = job.run.clone();
    let outcome = stage
        .engine
        .upload(&desk, job, Arc::new(|_| {}), stage.cancel.clone())
        .await
        .unwrap();
    assert_eq!(
        outcome.report.status,
        RunStatus::SucceededWithRejects,
        "{:?}",
        outcome.report
    );
    // From the history alone, as on another day.
    let shoppers = stage
        .engine
        .verification_of(&desk, &run, Arc::new(|_| {}), &stage.cancel)
        .await
        .unwrap();
    let report = stage
        .engine
        .verify(
            &desk,
            shoppers,
            Duration::from_secs(120),
            Arc::new(|_| {}),
            &stage.cancel,
        )
        .await
        .unwrap();
    assert_eq!(report.verified.map(|v| (v.looked_up, v.found)), Some((3, 3)));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_credentials_is_refused_with_its_reason() {
    let stage = Stage::set(Options::default()).await;
    let refused = |fields: &NewCredentials, secret: Option<&str>| {
        let secret = secret.map(|s| SecretString::from(s.to_owned()));
        stage.engine.draft(fields, secret, None, None).unwrap_err().problem
    };
    let whole = stage.fields();
    let no_client = NewCredentials {
        client_id: String::new(),
        ..whole.clone()
    };
    let no_org = NewCredentials {
        org_id: "AdobeOrg".to_owned(),
        ..whole.clone()
    };
    for (fields, secret, fault) in [
        (&whole, None, CredentialsFault::SecretMissing),
        (&no_client, Some("s"), CredentialsFault::ClientIdMissing),
        (&no_org, Some("s"), CredentialsFault::OrgIdMissing),
    ] {
        assert_eq!(refused(fields, secret), Problem::CredentialsUnusable { fault });
    }
    let file = stage.folder.path().join("project.json");
    let jwt = r#"{"project":{"org":{"ims_org_id":"5C13@AdobeOrg"},"workspace":{"details":{"credentials":[{"integration_type":"service","jwt":{"client_id":"a"}}]}}}}"#;
    for (text, fault) in [
        ("email,name\n", CredentialsFault::NotConsole),
        (jwt, CredentialsFault::OnlyJwt),
    ] {
        std::fs::write(&file, text).unwrap();
        let failure = stage.engine.import_credentials(&file, None).unwrap_err();
        assert_eq!(failure.problem, Problem::CredentialsUnusable { fault }, "{failure:?}");
    }
    for name in ["", "practice", "Practice ", "a\nb"] {
        let kept = stage.engine.keep_draft(&stage.draft(), name, true);
        assert!(
            matches!(kept.unwrap_err().problem, Problem::ConnectionNameTaken { .. }),
            "{name:?}"
        );
    }
}
