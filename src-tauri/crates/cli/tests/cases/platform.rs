//! A practice platform of the test's own, and who its profiles hold, seen from outside.

use super::outsider::Outsider;
use super::user::User;
use practice::{Options, Server};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::time::Duration;

pub(crate) struct Platform {
    runtime: tokio::runtime::Runtime,
    server: Option<Server>,
    outsider: Outsider,
    pub(crate) url: String,
    _folder: tempfile::TempDir,
}

impl Platform {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let options = Options {
            dir: folder.path().to_owned(),
            speed: 1_000.0,
            profile_delay: Duration::ZERO,
            tokens_per_minute: 100_000,
            ..Options::default()
        };
        let server = runtime.block_on(Server::start(options)).unwrap();
        let endpoint = serde_json::to_value(server.endpoint()).unwrap();
        Self {
            runtime,
            outsider: Outsider::new(&endpoint),
            url: endpoint["gateway"].as_str().unwrap().to_owned(),
            server: Some(server),
            _folder: folder,
        }
    }

    /// Uploads a file as a user does; the exit code and the report.
    pub(crate) fn upload(&self, user: &User, name: &str, text: &str, flags: &[&str]) -> (i32, Json) {
        let file = user.file(name, text);
        let words = ["upload", &file, "--practice-url", &self.url, "--verify", "0s"];
        user.json(&[&words[..], flags].concat())
    }

    /// The profiles that these addresses lead to, of those that are there.
    pub(crate) fn profiles<'a>(&self, addresses: impl Iterator<Item = &'a str>) -> BTreeMap<String, Json> {
        let addresses: Vec<&str> = addresses.collect();
        let mut found = BTreeMap::new();
        for some in addresses.chunks(100) {
            let ids = some
                .iter()
                .map(|id| json!({"entityId": id, "entityIdNS": {"code": "email"}}));
            let ask = json!({"schema": {"name": "_xdm.context.profile"}, "identities": ids.collect::<Vec<_>>()});
            let path = "/data/core/ups/access/entities";
            let answer = self.outsider.until_answered("POST", path, ask.to_string().as_bytes());
            for one in answer.as_object().unwrap().values() {
                let entity = &one["entity"];
                if entity.as_object().is_some_and(|fields| !fields.is_empty()) {
                    let asked = one["requestedIdentity"]["entityId"].as_str().unwrap();
                    found.insert(asked.to_owned(), entity.clone());
                }
            }
        }
        found
    }

    /// Puts records into the dataset as a client does that asks nothing.
    pub(crate) fn put(&self, records: &[Json]) {
        let import = "/data/foundation/import/batches";
        let dataset = &self.outsider.dataset;
        let wanted = json!({"datasetId": dataset, "inputFormat": {"format": "json"}});
        let batch = self
            .outsider
            .until_answered("POST", import, wanted.to_string().as_bytes());
        let batch = batch["id"].as_str().unwrap();
        let lines: Vec<String> = records.iter().map(Json::to_string).collect();
        let lines = lines.join("\n") + "\n";
        let path = format!("{import}/{batch}/datasets/{dataset}/files/part-1.json");
        let headers = self
            .outsider
            .headers
            .replace("application/json", "application/octet-stream");
        self.outsider.ask("PUT", &path, &headers, lines.as_bytes()).unwrap();
        let complete = format!("{import}/{batch}?action=COMPLETE");
        self.outsider.until_answered("POST", &complete, b"");
        let path = format!("/data/foundation/catalog/batches/{batch}");
        while self.outsider.until_answered("GET", &path, b"")[batch]["status"] != "success" {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            self.runtime.block_on(server.stop());
        }
    }
}

/// Which of these profiles hold somebody else as well: another's address, or another's first name (people here are
/// called as their addresses begin).
pub(crate) fn melted(profiles: &BTreeMap<String, Json>, people: &[String]) -> Vec<String> {
    let own = |address: &str| address.split('@').next().unwrap_or_default().to_lowercase();
    let holds_another = |(address, entity): (&String, &Json)| {
        let linked = entity["identityMap"]["Email"].as_array().into_iter().flatten();
        let mut linked = linked.filter_map(|one| one["id"].as_str());
        let names = entity["person"]["name"].as_object().into_iter().flatten();
        let names = names
            .filter_map(|(_, name)| name.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let mut names = names.split_whitespace().map(str::to_lowercase);
        let is_another = |name: &str| {
            people
                .iter()
                .any(|other| own(other) != own(address) && own(other) == name)
        };
        let another = linked.any(|id| !id.eq_ignore_ascii_case(address)) || names.any(|name| is_another(&name));
        another.then(|| address.clone())
    };
    profiles.iter().filter_map(holds_another).collect()
}
