//! What opens the landing zone: read from the platform's answer, and held against the allow-list of hosts before anything
//! is done with it. Neither keys nor addresses with keys are ever shown.

use super::{AmazonAccess, LandingError};
use crate::Hosts;
use crate::json::text;
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use std::fmt;

const AZURE: &str = ".blob.core.windows.net";

/// What opens the landing zone, and until when.
#[derive(Clone, Debug)]
pub enum LandingAccess {
    /// A container in Azure, the rule.
    Azure(AzureAccess),
    /// A folder in Amazon S3, where the organisation runs on it.
    Amazon(AmazonAccess),
}

/// A container and the shared access signature for it.
#[derive(Clone)]
pub struct AzureAccess {
    /// The storage account.
    pub account: String,
    /// The container.
    pub container: String,
    /// When the signature ends, as the platform writes it (`2024-01-06`).
    pub expires: Option<String>,
    /// `https://{account}.blob.core.windows.net`; `http://127.0.0.1:PORT/{account}` for a practice platform.
    pub(super) service: Url,
    /// The signature, without its question mark.
    pub(super) sas: SecretString,
}

impl fmt::Debug for AzureAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AzureAccess")
            .field("account", &self.account)
            .field("container", &self.container)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

impl LandingAccess {
    /// Reads the platform's answer. Names that the reference leaves open are taken in each form that was seen.
    pub(super) fn read(answer: &Value, hosts: &Hosts) -> Result<Self, LandingError> {
        let amazon = answer.get("credentials").is_some_and(Value::is_object)
            || text(answer, "dlzProvider").is_some_and(|provider| provider.to_ascii_lowercase().contains("amazon"));
        if amazon {
            return AmazonAccess::read(answer, hosts).map(Self::Amazon);
        }
        AzureAccess::read(answer, hosts).map(Self::Azure)
    }

    /// Whether both would be refused alike.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Azure(a), Self::Azure(b)) => a.sas.expose_secret() == b.sas.expose_secret(),
            (Self::Amazon(a), Self::Amazon(b)) => a.secret.expose_secret() == b.secret.expose_secret(),
            _ => false,
        }
    }
}

impl AzureAccess {
    fn read(answer: &Value, hosts: &Hosts) -> Result<Self, LandingError> {
        let need = |key: &'static str| {
            text(answer, key)
                .filter(|text| !text.is_empty())
                .ok_or(LandingError::Incomplete(key))
        };
        let (account, container) = (need("storageAccountName")?, need("containerName")?);
        let address = match text(answer, "SASUri") {
            Some(address) => address,
            None => format!("https://{account}{AZURE}/{container}"),
        };
        let mut service = Url::parse(&address).map_err(|_| LandingError::Elsewhere)?;
        let signature = service.query().map(str::to_owned);
        let sas = match text(answer, "SASToken") {
            Some(token) => token.trim_start_matches('?').to_owned(),
            None => signature.ok_or(LandingError::Incomplete("SASToken"))?,
        };
        service.set_query(None);
        service.set_fragment(None);
        let folder = is_allowed(&service, &account, hosts).ok_or(LandingError::Elsewhere)?;
        if !is_container(&container) || service.path() != format!("{folder}/{container}") {
            return Err(LandingError::Elsewhere);
        }
        service.set_path(&folder);
        let expires = text(answer, "expiryDate");
        let sas = sas.into();
        Ok(Self {
            account,
            container,
            expires,
            service,
            sas,
        })
    }
}

/// Azure's blob storage by this account's name, or loopback for a practice platform; then the path before the container.
/// What a practice platform names does not leave this machine either.
fn is_allowed(service: &Url, account: &str, hosts: &Hosts) -> Option<String> {
    let bare = service.username().is_empty() && service.password().is_none();
    let host = service.host_str()?;
    let is_account =
        (3..=24).contains(&account.len()) && account.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if !bare || !is_account {
        return None;
    }
    if hosts.is_practice() {
        return crate::hosts::is_loopback(host).then(|| format!("/{account}"));
    }
    let is_azure = service.scheme() == "https" && service.port().is_none() && host.strip_suffix(AZURE) == Some(account);
    is_azure.then(String::new)
}

fn is_container(name: &str) -> bool {
    (3..=63).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn azure(account: &str, address: &str, hosts: &Hosts) -> Result<LandingAccess, LandingError> {
        let answer = json!({"containerName": "dlz-user-container", "SASToken": "sv=1&sig=canary", "storageAccountName": account,
            "SASUri": address, "expiryDate": "2024-01-06"});
        LandingAccess::read(&answer, hosts)
    }

    #[test]
    fn only_azures_own_host_of_this_account_is_used() {
        let adobe = Hosts::adobe();
        let good = azure(
            "acme1",
            "https://acme1.blob.core.windows.net/dlz-user-container?sv=1&sig=canary",
            &adobe,
        )
        .unwrap();
        let LandingAccess::Azure(access) = &good else { panic!() };
        assert_eq!(
            (access.service.as_str(), access.expires.as_deref()),
            ("https://acme1.blob.core.windows.net/", Some("2024-01-06"))
        );
        assert!(!format!("{good:?}").contains("canary"), "{good:?}");
        for (account, bad) in [
            ("acme1", "http://acme1.blob.core.windows.net/dlz-user-container?a=b"),
            ("acme1", "https://other.blob.core.windows.net/dlz-user-container?a=b"),
            (
                "acme1",
                "https://acme1.blob.core.windows.net.evil.example/dlz-user-container?a=b",
            ),
            (
                "acme1",
                "https://acme1.blob.core.windows.net:444/dlz-user-container?a=b",
            ),
            ("acme1", "https://me@acme1.blob.core.windows.net/dlz-user-container?a=b"),
            ("acme1", "https://acme1.blob.core.windows.net/elsewhere?a=b"),
            ("acme1", "https://evil.example/dlz-user-container?a=b"),
            ("acme1", "http://127.0.0.1:1/acme1/dlz-user-container?a=b"),
            (
                "evil.example/",
                "https://evil.example/.blob.core.windows.net/dlz-user-container",
            ),
            ("acme1", "no address"),
        ] {
            assert!(
                matches!(azure(account, bad, &adobe), Err(LandingError::Elsewhere)),
                "{bad}"
            );
        }
    }

    #[test]
    fn practising_stays_on_this_machine() {
        let practice = Hosts::practice("http://127.0.0.1:4010").unwrap();
        let LandingAccess::Azure(access) =
            azure("acme1", "http://127.0.0.1:4011/acme1/dlz-user-container?a=b", &practice).unwrap()
        else {
            panic!()
        };
        assert_eq!(access.service.as_str(), "http://127.0.0.1:4011/acme1");
        for bad in [
            "https://acme1.blob.core.windows.net/dlz-user-container?a=b",
            "http://10.0.0.1/acme1/dlz-user-container",
            "http://127.0.0.1:1/dlz-user-container",
        ] {
            assert!(
                matches!(azure("acme1", bad, &practice), Err(LandingError::Elsewhere)),
                "{bad}"
            );
        }
    }

    #[test]
    fn amazon_is_read_in_each_form_that_the_reference_leaves_open() {
        let adobe = Hosts::adobe();
        let answer = |bucket: &str, region: &str| {
            json!({"dlzProvider": "Amazon S3", "dlzPath": {bucket: "acme-dlz", "dlzFolder": "/dlz/user/"}, "region": region, "expiryTime": 1_734_494_017,
                "credentials": {"awsAccessKeyId": "AKIA", "awsSecretAccessKey": "canary", "awsSessionToken": "canary"}})
        };
        let read = LandingAccess::read(&answer("bucketName", "us-west-2"), &adobe).unwrap();
        assert!(!format!("{read:?}").contains("canary"), "{read:?}");
        let LandingAccess::Amazon(access) = read else { panic!() };
        assert_eq!(
            (access.folder.as_str(), access.endpoint.as_str()),
            ("dlz/user", "https://s3.us-west-2.amazonaws.com")
        );
        assert!(LandingAccess::read(&answer("containerName", "us-west-2"), &adobe).is_ok());
        assert!(matches!(
            LandingAccess::read(&answer("other", "us-west-2"), &adobe),
            Err(LandingError::Incomplete("bucketName"))
        ));
        assert!(matches!(
            LandingAccess::read(&answer("bucket", "evil.example/"), &adobe),
            Err(LandingError::Elsewhere)
        ));
        assert!(matches!(
            LandingAccess::read(&json!({"containerName": "c"}), &adobe),
            Err(LandingError::Incomplete("storageAccountName"))
        ));
    }
}
