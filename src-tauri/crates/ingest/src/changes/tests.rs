//! A connection of one's own, whose key is in the keychain: locked, there, and another one.

use super::*;
use crate::desk::Desk;
use crate::inspect::FileFacts;
use crate::report::{MemoryState, RunReport};
use crate::{ConnectionSettings, RunStatus, UploadJob};
use practice::{Options, Server};
use std::path::Path;
use std::sync::Arc;
use store::KeychainError;
use tokio_util::sync::CancellationToken;

type Ask = fn() -> Result<PrintKey, KeychainError>;

const LOCKED: Ask = || Err(KeychainError::Locked);
const ABSENT: Ask = || Err(KeychainError::Absent);
const OPEN: Ask = || Ok(PrintKey::parse("00112233445566778899aabbccddeeff").unwrap());
const OTHER: Ask = || Ok(PrintKey::parse("ffeeddccbbaa99887766554433221100").unwrap());

struct Stage {
    server: Server,
    folder: tempfile::TempDir,
}

impl Stage {
    /// One process, with a keychain like this.
    async fn upload(&self, ask: Ask, rows: &[(&str, &str)]) -> RunReport {
        let lines = rows
            .iter()
            .map(|(email, name)| format!("{email}@shop.example,{name}\n"));
        let text = format!("email,firstname\n{}", lines.collect::<String>());
        self.upload_as(ask, &text, None).await
    }

    /// The same for any file, with the mapping that is proposed or with another one.
    async fn upload_as(&self, ask: Ask, text: &str, mapping: Option<MappingSet>) -> RunReport {
        let engine = Engine::open(Some(&self.folder.path().join("data"))).unwrap();
        let engine = engine.with_keys(Keys::of(ask));
        let endpoint = serde_json::to_value(self.server.endpoint()).unwrap();
        let practice = ConnectionSettings::practice(&endpoint).unwrap();
        let settings = ConnectionSettings {
            id: "own".to_owned(),
            name: "Own".to_owned(),
            ..practice
        };
        let desk = Desk::connect(&settings, &CancellationToken::new()).await.unwrap();
        let desk = Arc::new(desk.for_user(&engine).unwrap());
        let path = self.folder.path().join("a.csv");
        std::fs::write(&path, text).unwrap();
        let source = Arc::new(SourceFile::at(Path::new(&path)).unwrap());
        let mapping = mapping.unwrap_or_else(|| desk.suggested_mapping(&FileFacts::read(&source).unwrap()));
        let job = UploadJob::new(crate::new_run_id(), source, mapping);
        let cancel = CancellationToken::new();
        let done = engine.upload(&desk, job, Arc::new(|_| {}), cancel).await;
        done.unwrap().report
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_key_everything_is_sent_and_nothing_is_taken_for_known_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        dir: folder.path().join("platform"),
        speed: 500.0,
        ..Options::default()
    })
    .await
    .unwrap();
    let stage = Stage { server, folder };
    let (before, after) = ([("a", "Anna"), ("b", "Bo")], [("a", "Anneke"), ("b", "Bo")]);
    assert_eq!(stage.upload(OPEN, &before).await.rows.send, 2);
    assert_eq!(stage.upload(OPEN, &before).await.rows.send, 0);
    for closed in [LOCKED, ABSENT] {
        let report = stage.upload(closed, &after).await;
        assert_eq!((report.status, report.rows.send), (RunStatus::Succeeded, 2));
        assert_eq!(report.change, ChangeCounts::of(ChangeBasis::NoKey), "it says why");
    }
    // The name is what it was when the ledger was last written, and not what the platform has now.
    assert_eq!(stage.upload(OPEN, &before).await.rows.send, 2);
    assert_eq!(stage.upload(OPEN, &before).await.rows.send, 0);
    let other = stage.upload(OTHER, &before).await;
    assert_eq!(
        (other.rows.send, other.change.against),
        (2, Some(ChangeBasis::Unusable))
    );
    assert_eq!(stage.upload(OTHER, &before).await.rows.send, 0);
    stage.server.stop().await;
}

/// Nothing is remembered without the key, which is said; the look into Profile needs none.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_key_nothing_is_remembered_and_who_objects_in_profile_is_held() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        dir: folder.path().join("platform"),
        speed: 500.0,
        profile_delay: std::time::Duration::ZERO,
        ..Options::default()
    })
    .await
    .unwrap();
    let stage = Stage { server, folder };
    let news = r#"{"version":1,"name":"News","fields":[{"column":"email","field":"personalEmail.address"},
        {"column":"news","field":"consents.marketing.email.val","recipe":[{"op":"consent","reads":"state"}]}],
        "identity":{"primary":{"namespace":"Email","field":"personalEmail.address"}}}"#;
    let upload = async |ask: Ask, word: &str| {
        let text = format!("email,news\neva@shop.example,{word}\njan@shop.example,yes\n");
        stage
            .upload_as(ask, &text, Some(MappingSet::from_json(news).unwrap()))
            .await
    };
    let no = upload(LOCKED, "no").await;
    assert_eq!((no.rows.send, no.memory), (2, Some(MemoryState::NoKey)), "it says why");
    let yes = upload(LOCKED, "yes").await;
    assert_eq!((yes.rows.send, yes.rows.rejected), (1, 1), "{:?}", yes.findings);
    assert_eq!(yes.consent_lookup.unwrap().held, 1);
    // What the look found is remembered where there is a key.
    assert_eq!(upload(OPEN, "yes").await.memory, None);
    let again = upload(OPEN, "yes").await;
    assert_eq!((again.rows.rejected, again.consent_lookup.unwrap().people), (1, 0));
    stage.server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_on_the_disk_names_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(Options {
        dir: folder.path().join("platform"),
        speed: 500.0,
        ..Options::default()
    })
    .await
    .unwrap();
    let stage = Stage { server, folder };
    stage.upload(OPEN, &[("kanarie", "Kanarie")]).await;
    let mut files = 0;
    for entry in std::fs::read_dir(stage.folder.path().join("data/ledger")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        files += usize::from(!bytes.is_empty());
        let has = |text: &[u8]| {
            bytes
                .windows(text.len())
                .any(|window| window.eq_ignore_ascii_case(text))
        };
        assert!(!has(b"kanarie") && !has(b"shop.example") && !has(b"firstname"));
    }
    assert_eq!(files, 1, "the ledger");
    stage.server.stop().await;
}

#[test]
fn a_mapping_means_the_same_whatever_it_is_called_and_however_it_is_sorted() {
    let text = r#"{"version":1,"name":"A","fields":[{"column":"m","field":"personalEmail.address"},{"column":"n","field":"person.name.firstName"}],"identity":{"primary":{"namespace":"Email","field":"personalEmail.address"}}}"#;
    let own = MappingSet::from_json(text).unwrap();
    let mut same = MappingSet {
        name: "B".to_owned(),
        ignored: vec!["x".to_owned()],
        ..own.clone()
    };
    same.fields.reverse();
    assert_eq!(meaning(&own), meaning(&same));
    for change in [
        |set: &mut MappingSet| set.fields[1].required = true,
        |set: &mut MappingSet| set.fields[1].column = Some("o".to_owned()),
        |set: &mut MappingSet| set.policy.duplicates.fill_blanks = true,
        |set: &mut MappingSet| drop(set.fields.pop()),
    ] {
        let mut other = own.clone();
        change(&mut other);
        assert_ne!(meaning(&own), meaning(&other));
    }
}
