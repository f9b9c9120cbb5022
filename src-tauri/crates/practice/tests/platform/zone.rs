//! The landing zone of a sandbox, as whoever holds its signature sees it.

use crate::desk::{Desk, read};
use object_store::azure::{AzureConfigKey, MicrosoftAzure, MicrosoftAzureBuilder};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::Value;

pub(crate) const ZONE: &str = "/data/foundation/connectors/landingzone";

/// The zone of a sandbox, as whoever holds its signature sees it.
pub(crate) struct Zone {
    pub(crate) http: Client,
    /// Up to the container.
    pub(crate) base: String,
    pub(crate) token: String,
}

impl Zone {
    pub(crate) async fn at(desk: &Desk) -> Self {
        let (status, given) = desk.get(&format!("{ZONE}/credentials?type=user_drop_zone")).await;
        assert_eq!(status, StatusCode::OK, "{given}");
        Self::of(&given)
    }

    pub(crate) fn of(given: &Value) -> Self {
        let uri = given["SASUri"].as_str().unwrap();
        let (base, token) = uri.split_once('?').unwrap();
        assert_eq!(Some(token), given["SASToken"].as_str());
        Self {
            http: Client::new(),
            base: base.to_owned(),
            token: token.to_owned(),
        }
    }

    pub(crate) fn call(&self, method: Method, path: &str, more: &str) -> RequestBuilder {
        let url = format!("{}{path}?{}{more}", self.base, self.token);
        self.http.request(method, url).header("x-ms-version", "2021-12-02")
    }

    pub(crate) async fn put(&self, path: &str, bytes: impl Into<reqwest::Body>) {
        let call = self.call(Method::PUT, path, "").header("x-ms-blob-type", "BlockBlob");
        let (status, text) = read(call.body(bytes)).await;
        assert_eq!(status, StatusCode::CREATED, "{text}");
    }

    pub(crate) async fn block(&self, path: &str, id: &str, bytes: &'static str) -> (StatusCode, Value) {
        read(
            self.call(Method::PUT, path, &format!("&comp=block&blockid={id}"))
                .body(bytes),
        )
        .await
    }

    pub(crate) async fn commit(&self, path: &str, ids: &[&str]) -> (StatusCode, Value) {
        let entries: String = ids.iter().map(|id| format!("<Latest>{id}</Latest>")).collect();
        let list = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{entries}</BlockList>");
        read(self.call(Method::PUT, path, "&comp=blocklist").body(list)).await
    }
}

pub(crate) fn code(text: &Value) -> &str {
    let text = text.as_str().unwrap();
    text.split("<Code>")
        .nth(1)
        .and_then(|t| t.split('<').next())
        .unwrap_or(text)
}

pub(crate) fn store(desk: &Desk, zone: &Zone) -> MicrosoftAzure {
    let pairs: Vec<(String, String)> = zone
        .token
        .split('&')
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (name.to_owned(), percent_decoded(value))
        })
        .collect();
    assert!(pairs.iter().any(|(name, _)| name == "sig"));
    MicrosoftAzureBuilder::new()
        .with_account("practiceaccount")
        .with_container_name("dlz-user-container")
        .with_endpoint(format!("{}/practiceaccount", desk.endpoint.gateway))
        .with_allow_http(true)
        .with_config(AzureConfigKey::SasKey, &zone.token)
        .build()
        .unwrap()
}

pub(crate) fn percent_decoded(text: &str) -> String {
    text.replace("%3D", "=")
        .replace("%2B", "+")
        .replace("%2F", "/")
        .replace("%3A", ":")
}
