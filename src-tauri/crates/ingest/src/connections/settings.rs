//! A connection as the engine needs it: hosts, credentials, sandbox, dataset, and how often to ask.

use crate::problem::{Failure, Problem};
use aep::{Credentials, Hosts};
use serde_json::Value as Json;
use std::time::Duration;

/// How often the platform is asked while it works.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The first wait.
    pub first: Duration,
    /// Waits grow up to this.
    pub longest: Duration,
}

impl Pace {
    /// For Adobe's platform: a batch takes minutes.
    pub const ADOBE: Self = Self {
        first: Duration::from_secs(5),
        longest: Duration::from_secs(300),
    };
    /// For the practice platform beside us.
    pub const PRACTICE: Self = Self {
        first: Duration::from_millis(100),
        longest: Duration::from_secs(1),
    };

    /// The wait before the `n`-th question.
    pub(crate) fn wait(self, n: u32) -> Duration {
        self.first.mul_f64(1.5_f64.powi(n.min(30) as i32)).min(self.longest)
    }
}

/// Where and as whom to connect.
#[derive(Clone, Debug)]
pub struct ConnectionSettings {
    /// What it is found by, whatever its name.
    pub id: String,
    /// Its name; `practice` is always there.
    pub name: String,
    /// The only hosts that are spoken to.
    pub hosts: Hosts,
    /// Of the technical account.
    pub credentials: Credentials,
    /// The sandbox's name.
    pub sandbox: String,
    /// The dataset's id.
    pub dataset: String,
    /// How often to ask.
    pub pace: Pace,
}

impl ConnectionSettings {
    /// The name of the connection that is always there.
    pub const PRACTICE: &'static str = "practice";

    /// From the line that the practice platform prints (contract §7). Loopback only.
    pub fn practice(endpoint: &Json) -> Result<Self, Failure> {
        let text = |key: &str| endpoint.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
        let hosts = Hosts::practice(&text("gateway")).map_err(|e| Failure::new(Problem::PracticeUnavailable {}, e))?;
        Ok(Self {
            id: Self::PRACTICE.to_owned(),
            name: Self::PRACTICE.to_owned(),
            hosts,
            credentials: Credentials {
                client_id: text("client_id"),
                client_secret: text("client_secret").into(),
                org_id: text("org_id"),
                scopes: text("scopes"),
            },
            sandbox: text("sandbox"),
            dataset: text("dataset_id"),
            pace: Pace::PRACTICE,
        })
    }
}
