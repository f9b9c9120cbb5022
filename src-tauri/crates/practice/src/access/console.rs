//! The JSON documents that Developer Console offers for download, filled with an account of the practice organisation.

use super::accounts::Account;
use serde_json::{Value, json};

/// Which of Console's downloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Download {
    /// The project's or workspace's file: the credential lies deep inside, beside credentials of other kinds.
    Project,
    /// The credential's own file: flat, in capitals, lists as lists.
    Credential,
    /// The flat file in small letters that Adobe's own command line keeps.
    CredentialInSmallLetters,
}

impl Download {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "project.json" => Self::Project,
            "credential.json" => Self::Credential,
            "credential-lower-case.json" => Self::CredentialInSmallLetters,
            _ => return None,
        })
    }

    /// The document of this account.
    pub fn of(self, account: &Account) -> Value {
        match self {
            Self::Project => project(account),
            Self::Credential => json!({
                "CLIENT_ID": account.client_id, "CLIENT_SECRETS": account.client_secrets,
                "SCOPES": scopes(account), "ORG_ID": account.org_id,
                "TECHNICAL_ACCOUNT_ID": account.technical_account_id,
                "TECHNICAL_ACCOUNT_EMAIL": account.technical_account_email,
            }),
            Self::CredentialInSmallLetters => json!({
                "client_id": account.client_id, "client_secrets": account.client_secrets,
                "technical_account_id": account.technical_account_id,
                "technical_account_email": account.technical_account_email,
                "ims_org_id": account.org_id, "scopes": scopes(account), "oauth_enabled": true,
            }),
        }
    }
}

fn scopes(account: &Account) -> Vec<&str> {
    account.scopes.split(',').collect()
}

fn project(account: &Account) -> Value {
    let api_key = "0f8fad5bd9cb469fa16570867728950e";
    json!({"project": {
        "id": "4566206088345246317", "name": "practiceshop", "title": "Practice shop",
        "org": {"id": "918273", "name": "Practice shop", "ims_org_id": account.org_id},
        "workspace": {
            "id": "4566206088345252761", "name": "Production", "title": "",
            "action_url": "https://918273-practiceshop.adobeioruntime.net",
            "app_url": "https://918273-practiceshop.adobeio-static.net",
            "details": {
                "credentials": [
                    {"id": "515001", "name": "Practice shop API key", "integration_type": "apikey",
                     "api_key": {"client_id": api_key}},
                    {"id": "515002", "name": "Practice shop server to server", "integration_type": "oauth_server_to_server",
                     "oauth_server_to_server": {
                        "client_id": account.client_id, "client_secrets": account.client_secrets,
                        "technical_account_email": account.technical_account_email,
                        "technical_account_id": account.technical_account_id, "scopes": scopes(account),
                     }},
                ],
                "services": [{"code": "McDataServicesSdk", "name": "Experience Platform API"}],
                "runtime": {"namespaces": []},
                "events": {"registrations": []}, "mesh": {},
            },
        },
    }})
}
