//! The known files as they were seen, their odd relatives, and anything at all.

use super::*;
use proptest::prelude::*;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

const SECRET: &str = "p8e-canary-secret";

fn read(document: &Value) -> Result<ConsoleFile, ConsoleError> {
    ConsoleFile::read(document.to_string().as_bytes())
}

fn project(credentials: &Value) -> Value {
    json!({"project": {"id": "1", "name": "p", "title": "Shop uploads", "org": {"id": "2", "name": "Shop", "ims_org_id": "5C13@AdobeOrg"},
        "workspace": {"id": "3", "name": "Production", "action_url": "https://evil.example", "app_url": "https://evil.example",
            "details": {"credentials": credentials, "services": [{"code": "McDataServicesSdk", "name": "Experience Platform API"}],
                "runtime": {"namespaces": [{"name": "n", "auth": "canary-auth"}]}}}}})
}

fn oauth(name: &str, secrets: &[&str]) -> Value {
    json!({"id": "1", "name": name, "integration_type": "oauth_server_to_server",
        "oauth_server_to_server": {"client_id": "0a1b", "client_secrets": secrets, "technical_account_email": "x@techacct.adobe.com",
            "technical_account_id": "y@techacct.adobe.com", "scopes": ["openid", "AdobeID"]}})
}

fn secrets(credential: &ConsoleCredential) -> Vec<&str> {
    credential.secrets.iter().map(ExposeSecret::expose_secret).collect()
}

#[test]
fn a_project_gives_its_credentials_and_says_what_else_it_has() {
    let file = project(&json!([
        {"id": "0", "integration_type": "service", "jwt": {"client_id": "old"}},
        oauth("Uploads", &[SECRET, "second"]),
        {"id": "9", "integration_type": "apikey", "api_key": {"client_id": "k"}},
        oauth("Other", &["third"]),
    ]));
    let found = read(&file).unwrap();
    assert_eq!(
        (found.kind, found.project.as_deref(), found.platform_api),
        (ConsoleKind::Project, Some("Shop uploads"), Some(true))
    );
    assert_eq!(found.others, [OtherCredential::Jwt, OtherCredential::ApiKey]);
    let [first, second] = found.credentials.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(
        (first.name.as_deref(), first.client_id.as_str(), first.org_id.as_str()),
        (Some("Uploads"), "0a1b", "5C13@AdobeOrg")
    );
    assert_eq!(
        (first.scopes.as_str(), secrets(first)),
        ("openid,AdobeID", vec![SECRET, "second"])
    );
    assert_eq!(secrets(second), ["third"]);
    assert_eq!(first.credentials(1).unwrap().client_secret.expose_secret(), "second");
    assert!(first.credentials(2).is_none());
}

#[test]
fn a_credential_that_is_being_moved_over_from_jwt_counts() {
    let file = project(&json!([{"integration_type": "oauth_server_to_server_migrate",
        "oauth_server_to_server_migrate": {"client_id": "0a1b", "client_secrets": [{"uuid": "1", "client_secret": SECRET}]}}]));
    let found = read(&file).unwrap();
    assert_eq!(secrets(&found.credentials[0]), [SECRET]);
    assert_eq!(found.credentials[0].scopes, crate::DEFAULT_SCOPES);
}

#[test]
fn a_project_without_the_right_credential_says_what_it_has() {
    let only = |credentials: Value| read(&project(&credentials)).unwrap_err();
    assert_eq!(only(json!([])), ConsoleError::NoCredential);
    let jwt = only(
        json!([{"integration_type": "service"}, {"integration_type": "jwt"}, {"integration_type": "oauthwebapp"}]),
    );
    assert_eq!(
        jwt,
        ConsoleError::OnlyOthers {
            found: vec![OtherCredential::Jwt, OtherCredential::OAuthUser]
        }
    );
    assert!(jwt.to_string().contains("Service Account (JWT)"));
    let bare = json!({"project": {"org": {"ims_org_id": "5C13@AdobeOrg"}, "workspace": {"id": "3", "details": {}}}});
    assert_eq!(read(&bare).unwrap_err(), ConsoleError::NoCredential);
    let flat = json!({"API_KEY": "0a1b", "ORG_ID": "5C13@AdobeOrg", "CLIENT_SECRET": SECRET, "METASCOPES": ["ent_dataservices_sdk"]});
    assert_eq!(
        read(&flat).unwrap_err(),
        ConsoleError::OnlyOthers {
            found: vec![OtherCredential::Jwt]
        }
    );
}

#[test]
fn the_flat_files_are_read_in_every_spelling() {
    let upper = json!({"ORG_ID": "5C13@AdobeOrg", "API_KEY": "0a1b", "CLIENT_SECRETS": [SECRET], "SCOPES": ["openid", "session"],
        "TECHNICAL_ACCOUNT_ID": "x@techacct.adobe.com"});
    let lower = json!({"ims_org_id": "5C13@AdobeOrg", "client_id": "0a1b", "client_secrets": [SECRET], "scopes": ["openid", "session"], "oauth_enabled": true});
    let aepp = json!({"org_id": "5C13@AdobeOrg", "client_id": "0a1b", "secret": SECRET, "sandbox-name": "dev-1", "environment": "https://evil.example",
        "scopes": "openid, session"});
    let postman = json!({"name": "env", "values": [{"key": "CLIENT_SECRET", "value": SECRET, "enabled": true}, {"key": "API_KEY", "value": "0a1b"},
        {"key": "SCOPES", "value": "openid session"}, {"key": "IMS", "value": "evil.example"}, {"key": "IMS_ORG", "value": " 5C13@AdobeOrg "},
        {"key": "ACCESS_TOKEN", "value": ""}, {"key": "SANDBOX_NAME", "value": "dev-1"}]});
    for (document, kind, sandbox) in [
        (upper, ConsoleKind::Credential, None),
        (lower, ConsoleKind::Credential, None),
        (aepp, ConsoleKind::Aepp, Some("dev-1")),
        (postman, ConsoleKind::Postman, Some("dev-1")),
    ] {
        let found = read(&document).unwrap();
        let one = &found.credentials[0];
        assert_eq!(
            (found.kind, one.client_id.as_str(), one.org_id.as_str()),
            (kind, "0a1b", "5C13@AdobeOrg")
        );
        assert_eq!((one.scopes.as_str(), secrets(one)), ("openid,session", vec![SECRET]));
        assert_eq!(one.sandbox.as_ref().map(SandboxName::as_str), sandbox);
        assert_eq!(found.platform_api, None);
    }
}

#[test]
fn at_most_two_secrets_each_once() {
    let many = json!({"org_id": "5C13@AdobeOrg", "client_id": "a", "client_secret": "s1", "client_secrets": ["s1", " s2 ", "s3", 5, ""]});
    let mut found = secrets(&read(&many).unwrap().credentials[0])
        .into_iter()
        .map(str::to_owned)
        .collect::<Vec<_>>();
    found.sort();
    assert_eq!(found, ["s1", "s2"]);
}

#[test]
fn no_host_of_the_file_is_kept() {
    let file = json!({"org_id": "5C13@AdobeOrg", "client_id": "a", "secret": SECRET, "environment": "stage", "ims_host": "https://evil.example",
        "imsEndpoint": "https://evil.example", "gateway": "https://evil.example", "proxy": "evil.example", "IMS": "evil.example", "token_url": "https://evil.example"});
    let found = read(&file).unwrap();
    let one = &found.credentials[0];
    let kept = format!(
        "{found:?} {} {} {} {:?}",
        one.client_id, one.org_id, one.scopes, one.sandbox
    );
    assert!(!kept.contains("evil") && !kept.contains("stage"), "{kept}");
}

#[test]
fn what_is_missing_or_odd_is_named_and_not_repeated() {
    use ConsoleField::{ClientId, ClientSecret, OrgId};
    let incomplete = |document: Value| match read(&document).unwrap_err() {
        ConsoleError::Incomplete { missing, unusable } => (missing, unusable),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        incomplete(json!({"client_id": "a", "org_id": null})),
        (vec![OrgId, ClientSecret], vec![])
    );
    assert_eq!(
        incomplete(json!({"client_id": {}, "org_id": "x@techacct.adobe.com", "secret": ["a\nb"]})),
        (vec![], vec![ClientId, OrgId, ClientSecret])
    );
    assert_eq!(
        incomplete(json!({"client_id": "{CLIENT_ID}", "org_id": "{IMS_ORG}@AdobeOrg", "secret": "<secret>"})),
        (vec![], vec![ClientId, OrgId, ClientSecret])
    );
    let error = read(&json!({"client_id": "canary id", "org_id": "canary", "secret": SECRET})).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
}

#[test]
fn what_is_no_such_file_is_told_apart() {
    let of = |bytes: &[u8]| ConsoleFile::read(bytes).unwrap_err();
    assert_eq!(of(b""), ConsoleError::NotJson);
    assert_eq!(of(b"email,name\n"), ConsoleError::NotJson);
    assert_eq!(of(b"{}"), ConsoleError::NotConsole);
    assert_eq!(of(b"[1]"), ConsoleError::NotConsole);
    assert_eq!(of(br#"{"hello": "world", "values": 5}"#), ConsoleError::NotConsole);
    assert_eq!(of(&vec![b' '; LARGEST + 1]), ConsoleError::TooLarge);
    let deep = |n| format!("{}{}", "[".repeat(n), "]".repeat(n));
    assert_eq!(of(deep(33).as_bytes()), ConsoleError::TooDeep);
    assert_eq!(of(deep(32).as_bytes()), ConsoleError::NotConsole);
    assert_eq!(of(deep(500_000).as_bytes()), ConsoleError::TooDeep);
    let brackets_in_text =
        json!({"client_id": "a", "org_id": "5C13@AdobeOrg", "secret": SECRET, "note": "[".repeat(40) + "\\\""});
    assert!(read(&brackets_in_text).is_ok(), "a bracket in a text is no level");
    assert!(
        ConsoleFile::read(
            format!(
                "\u{feff}{}",
                json!({"client_id": "a", "org_id": "5C13@AdobeOrg", "secret": SECRET})
            )
            .as_bytes()
        )
        .is_ok()
    );
}

/// Any JSON whose keys are often ours and whose texts often hold the canary.
fn document() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(SECRET)),
        Just(json!(format!("{SECRET} {{x}}"))),
        Just(json!("5C13@AdobeOrg")),
        Just(json!("oauth_server_to_server")),
        Just(json!("service")),
        Just(json!(null)),
        any::<i32>().prop_map(|n| json!(n)),
        "\\PC{0,12}".prop_map(|s| json!(s)),
    ];
    let key = prop_oneof![
        Just("project"),
        Just("org"),
        Just("workspace"),
        Just("details"),
        Just("credentials"),
        Just("integration_type"),
        Just("client_id"),
        Just("oauth_server_to_server"),
        Just("client_secrets"),
        Just("CLIENT_SECRET"),
        Just("ims_org_id"),
        Just("ORG_ID"),
        Just("scopes"),
        Just("values"),
        Just("key"),
        Just("value"),
        Just("sandbox-name"),
        Just("services"),
        Just("code"),
        Just("name"),
    ];
    leaf.prop_recursive(6, 60, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            proptest::collection::vec((key.clone(), inner), 0..8).prop_map(|pairs| Value::Object(
                pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            )),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = ConsoleFile::read(&bytes);
    }

    #[test]
    fn a_file_cut_or_overwritten_anywhere_is_read_or_refused(at in 0_usize..1200, byte in any::<u8>()) {
        let mut bytes = project(&json!([oauth("Uploads", &[SECRET])])).to_string().into_bytes();
        let at = at.min(bytes.len() - 1);
        let _ = ConsoleFile::read(&bytes[..at]);
        bytes[at] = byte;
        let _ = ConsoleFile::read(&bytes);
    }

    #[test]
    fn a_secret_is_in_no_error_and_no_debug_output(document in document()) {
        let shown = match read(&document) {
            Ok(file) => format!("{:?} {:?} {:?}", file.credentials, file.kind, file.others),
            Err(error) => format!("{error} {error:?}"),
        };
        prop_assert!(!shown.contains("canary"), "{}", shown);
    }
}
