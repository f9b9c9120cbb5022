//! The OAuth Server-to-Server credential of a project in Adobe Developer Console.

use secrecy::SecretString;
use std::fmt;

/// The scopes of an Experience Platform credential (facts §1.1), a safe pre-fill.
pub const DEFAULT_SCOPES: &str = "openid,session,AdobeID,read_organizations,additional_info.projectedProductContext";

/// What the token call needs. The secret lives here and in the keychain, nowhere else.
#[derive(Clone)]
pub struct Credentials {
    /// Also sent as `x-api-key`.
    pub client_id: String,
    /// Sent in the body of the token call only.
    pub client_secret: SecretString,
    /// `…@AdobeOrg`.
    pub org_id: String,
    /// Comma-separated; spaces are ignored.
    pub scopes: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("org_id", &self.org_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_holds_no_secret() {
        let credentials = Credentials {
            client_id: "canary-client".into(),
            client_secret: "canary-secret".into(),
            org_id: "5C13@AdobeOrg".into(),
            scopes: DEFAULT_SCOPES.into(),
        };
        let shown = format!("{credentials:?}");
        assert!(!shown.contains("canary"), "{shown}");
    }
}
