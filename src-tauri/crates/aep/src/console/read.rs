//! How the known files are laid out. Keys are compared by their letters and digits only, in any casing.

use super::{ConsoleCredential, ConsoleError, ConsoleField, ConsoleFile, ConsoleKind, OtherCredential};
use crate::json::text;
use crate::{DEFAULT_SCOPES, SandboxName};
use secrecy::SecretString;
use secrecy::zeroize::Zeroize;
use serde_json::{Map, Value};

/// The Experience Platform API among a project's services.
const PLATFORM_API: &str = "McDataServicesSdk";
/// Two secrets can be alive at a time.
const SECRETS: usize = 2;

const CLIENT_ID: &[&str] = &["clientid", "apikey"];
const ORG_ID: &[&str] = &["imsorgid", "orgid", "imsorg", "organizationid"];
const CLIENT_SECRET: &[&str] = &["clientsecrets", "clientsecret", "secret"];
const SCOPES: &[&str] = &["scopes", "scope"];
const SANDBOX: &[&str] = &["sandboxname", "sandbox"];
/// Only the retired JWT credential has these.
const JWT: &[&str] = &["privatekey", "pathtokey", "metascopes", "publickeyswithexpiry"];

/// How deep brackets nest, without building anything.
pub(super) fn depth(bytes: &[u8]) -> usize {
    let (mut deepest, mut open, mut quoted, mut escaped) = (0_usize, 0_usize, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => {
                open += 1;
                deepest = deepest.max(open);
            }
            b'}' | b']' if !quoted => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

pub(super) fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(fields) => fields.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

pub(super) fn document(root: &Value) -> Result<ConsoleFile, ConsoleError> {
    let fields = root.as_object().ok_or(ConsoleError::NotConsole)?;
    if let Some(Value::Array(values)) = find(fields, &["values"]) {
        let mut flat = postman(values);
        let outcome = alone(ConsoleKind::Postman, &flat);
        flat.values_mut().for_each(wipe);
        return outcome;
    }
    if let Some((project, credentials)) = project(fields) {
        return several(project, credentials);
    }
    let aepp = ["secret", "environment"]
        .iter()
        .any(|key| find(fields, &[key]).is_some());
    alone(
        if aepp {
            ConsoleKind::Aepp
        } else {
            ConsoleKind::Credential
        },
        fields,
    )
}

fn letters(key: &str) -> String {
    key.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// The first of the names that has a value.
fn find<'a>(fields: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| {
        let named = fields.iter().filter(|(key, _)| letters(key) == *name);
        named.map(|(_, value)| value).find(|value| !is_blank(value))
    })
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(_) | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn object<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Map<String, Value>> {
    find(fields, &[name])?.as_object()
}

/// A Postman environment is a list of pairs.
fn postman(values: &[Value]) -> Map<String, Value> {
    let pairs = values.iter().filter_map(|item| {
        let pair = item.as_object()?;
        Some((
            find(pair, &["key"])?.as_str()?.to_owned(),
            find(pair, &["value"])?.clone(),
        ))
    });
    pairs.collect()
}

/// The project's own object and its list of credentials, with or without the wrapping that tools take off.
fn project(root: &Map<String, Value>) -> Option<(&Map<String, Value>, &Vec<Value>)> {
    let project = object(root, "project").unwrap_or(root);
    let workspace = object(project, "workspace").unwrap_or(project);
    let details = object(workspace, "details").unwrap_or(workspace);
    let listed = details.iter().find(|(key, _)| letters(key) == "credentials");
    match listed {
        Some((_, Value::Array(credentials))) => Some((project, credentials)),
        // A project it is, by its workspace, though without a single credential.
        None if object(project, "workspace").is_some() => Some((project, const { &Vec::new() })),
        _ => None,
    }
}

fn several(project: &Map<String, Value>, credentials: &[Value]) -> Result<ConsoleFile, ConsoleError> {
    let org = object(project, "org")
        .and_then(|org| find(org, ORG_ID))
        .or_else(|| find(project, ORG_ID));
    let (mut usable, mut others, mut first_fault) = (Vec::new(), Vec::new(), None);
    for credential in credentials.iter().filter_map(Value::as_object) {
        let kind = find(credential, &["integrationtype"])
            .and_then(Value::as_str)
            .unwrap_or_default();
        let kind = letters(kind);
        // Written as its own type, and while a JWT credential is being moved over.
        if !kind.starts_with("oauthservertoserver") {
            let other = other(&kind);
            if !others.contains(&other) {
                others.push(other);
            }
            continue;
        }
        let block = object(credential, &kind)
            .or_else(|| object(credential, "oauthservertoserver"))
            .unwrap_or(credential);
        match usable_credential(block, org, find(credential, &["name"])) {
            Ok(found) => usable.push(found),
            Err(fault) => first_fault = first_fault.or(Some(fault)),
        }
    }
    if usable.is_empty() {
        return Err(match first_fault {
            Some(fault) => fault,
            None if others.is_empty() => ConsoleError::NoCredential,
            None => ConsoleError::OnlyOthers { found: others },
        });
    }
    Ok(ConsoleFile {
        kind: ConsoleKind::Project,
        credentials: usable,
        others,
        project: find(project, &["title"])
            .or_else(|| find(project, &["name"]))
            .and_then(title),
        platform_api: platform_api(project),
    })
}

fn other(kind: &str) -> OtherCredential {
    match kind {
        "service" | "serviceaccount" => OtherCredential::Jwt,
        "apikey" => OtherCredential::ApiKey,
        jwt if jwt.contains("jwt") => OtherCredential::Jwt,
        oauth if oauth.starts_with("oauth") => OtherCredential::OAuthUser,
        _ => OtherCredential::Unknown,
    }
}

fn platform_api(project: &Map<String, Value>) -> Option<bool> {
    let workspace = object(project, "workspace").unwrap_or(project);
    let details = object(workspace, "details").unwrap_or(workspace);
    let services = find(details, &["services"])?.as_array()?;
    let is_platform =
        |service: &Value| text(service, "code").is_some_and(|code| code.eq_ignore_ascii_case(PLATFORM_API));
    Some(services.iter().any(is_platform))
}

/// A file with one credential.
fn alone(kind: ConsoleKind, fields: &Map<String, Value>) -> Result<ConsoleFile, ConsoleError> {
    let known = [CLIENT_ID, ORG_ID, CLIENT_SECRET];
    if !known.iter().any(|names| find(fields, names).is_some()) {
        return Err(ConsoleError::NotConsole);
    }
    if find(fields, JWT).is_some() && find(fields, SCOPES).is_none() {
        let found = vec![OtherCredential::Jwt];
        return Err(ConsoleError::OnlyOthers { found });
    }
    Ok(ConsoleFile {
        kind,
        credentials: vec![usable_credential(fields, None, None)?],
        others: Vec::new(),
        project: None,
        platform_api: None,
    })
}

fn usable_credential(
    fields: &Map<String, Value>,
    org: Option<&Value>,
    name: Option<&Value>,
) -> Result<ConsoleCredential, ConsoleError> {
    let mut lacks = Lacks::default();
    let client_id = lacks.text(ConsoleField::ClientId, find(fields, CLIENT_ID), is_word);
    let org_id = lacks.text(ConsoleField::OrgId, org.or_else(|| find(fields, ORG_ID)), is_org);
    let secrets = secrets(fields);
    if secrets.is_empty() {
        lacks.add(ConsoleField::ClientSecret, find(fields, CLIENT_SECRET).is_some());
    }
    let (Some(client_id), Some(org_id), false) = (client_id, org_id, secrets.is_empty()) else {
        let Lacks { missing, unusable } = lacks;
        return Err(ConsoleError::Incomplete { missing, unusable });
    };
    Ok(ConsoleCredential {
        name: name.and_then(title),
        client_id,
        org_id,
        secrets,
        scopes: scopes(find(fields, SCOPES)),
        sandbox: find(fields, SANDBOX)
            .and_then(Value::as_str)
            .and_then(|name| SandboxName::parse(name.trim()).ok()),
    })
}

/// What a credential does not have.
#[derive(Default)]
struct Lacks {
    missing: Vec<ConsoleField>,
    unusable: Vec<ConsoleField>,
}

impl Lacks {
    fn add(&mut self, field: ConsoleField, present: bool) {
        if present { &mut self.unusable } else { &mut self.missing }.push(field);
    }

    fn text(&mut self, field: ConsoleField, value: Option<&Value>, fits: fn(&str) -> bool) -> Option<String> {
        let text = value.and_then(Value::as_str).map(str::trim).filter(|text| fits(text));
        if text.is_none() {
            self.add(field, value.is_some());
        }
        text.map(str::to_owned)
    }
}

/// Every secret under any of its names, each once; newer files keep each in an object of its own.
fn secrets(fields: &Map<String, Value>) -> Vec<SecretString> {
    let listed = fields
        .iter()
        .filter(|(key, _)| CLIENT_SECRET.contains(&letters(key).as_str()));
    let each = listed.flat_map(|(_, value)| match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    });
    let mut found: Vec<&str> = Vec::new();
    for value in each {
        let text = match value {
            Value::Object(inner) => find(inner, CLIENT_SECRET).and_then(Value::as_str),
            other => other.as_str(),
        };
        let text = text.map(str::trim).filter(|text| is_word(text));
        found.extend(text.filter(|text| !found.contains(text)));
    }
    found.into_iter().take(SECRETS).map(SecretString::from).collect()
}

/// A list, or a text with commas or spaces between.
fn scopes(value: Option<&Value>) -> String {
    let texts: Vec<&str> = match value {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(text)) => vec![text],
        _ => Vec::new(),
    };
    let words = texts
        .iter()
        .flat_map(|text| text.split(|c: char| c == ',' || c.is_whitespace()));
    let words: Vec<&str> = words.filter(|word| is_word(word)).collect();
    if words.is_empty() {
        DEFAULT_SCOPES.to_owned()
    } else {
        words.join(",")
    }
}

/// Fit for a header, and no placeholder such as `{CLIENT_ID}` or `<secret>`.
fn is_word(text: &str) -> bool {
    (1..=1024).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'{' | b'}' | b'<' | b'>'))
}

fn is_org(text: &str) -> bool {
    let id = text.strip_suffix("@AdobeOrg");
    id.is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// What people call a thing, for the screen.
fn title(value: &Value) -> Option<String> {
    let words = value.as_str()?.trim();
    let words: String = words.chars().filter(|c| !c.is_control()).take(100).collect();
    (!words.is_empty()).then_some(words)
}
