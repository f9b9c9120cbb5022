//! Shared access signatures: a real HMAC over account, container, permissions and expiry, with Azure's text to sign. The
//! key is random per practice folder.

use super::{ACCOUNT, VERSION};
use crate::{
    answer::{self, Refusal},
    clock,
    options::Error,
    query::Query,
    state::remembered,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::time::Duration;

/// As in the guide's sample: read, add, create, write, delete, list, move.
const PERMISSIONS: &str = "racwdlm";

/// What a sandbox's signature rests on. A refresh makes another, and the earlier one is void: the stricter reading of
/// "reset", as the policy's id in the guide's samples changes with it.
#[derive(Serialize, Deserialize)]
struct Policy {
    id: String,
    /// Epoch seconds.
    expires: i64,
}

/// A token and its last second.
pub(super) struct Token {
    pub(super) text: String,
    pub(super) expires: i64,
}

fn policy_key(sandbox: &str) -> String {
    format!("landing_policy:{sandbox}")
}

fn policy(db: &Connection, sandbox: &str) -> rusqlite::Result<Option<Policy>> {
    let sql = "SELECT value FROM meta WHERE key = ?1";
    let text: Option<String> = db.query_row(sql, [policy_key(sandbox)], |r| r.get(0)).optional()?;
    Ok(text.and_then(|t| serde_json::from_str(&t).ok()))
}

/// The sandbox's token; a new one when there is none, when it has expired, or when `fresh` asks for it.
pub(super) fn token(db: &Connection, sandbox: &str, life: Duration, fresh: bool) -> Result<Token, Refusal> {
    let now = clock::now_ms() / 1000;
    let known = policy(db, sandbox)?.filter(|p| !fresh && p.expires > now);
    let policy = match known {
        Some(policy) => policy,
        None => renew(db, sandbox, now + life.as_secs() as i64)?,
    };
    let expiry = instant(policy.expires);
    let signed = sign(
        &key(db)?,
        &super::container_of(sandbox),
        &policy.id,
        PERMISSIONS,
        &expiry,
        VERSION,
    );
    let escape = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let text = format!(
        "sv={VERSION}&si={}&sr=c&sp={PERMISSIONS}&se={}&sig={}",
        policy.id,
        escape(&expiry),
        escape(&BASE64_STANDARD.encode(signed.finalize().into_bytes()))
    );
    Ok(Token {
        text,
        expires: policy.expires,
    })
}

fn renew(db: &Connection, sandbox: &str, expires: i64) -> Result<Policy, Refusal> {
    let id = format!("dlz-{}", answer::uuid());
    let policy = Policy { id, expires };
    let text = serde_json::to_string(&policy)?;
    db.execute(
        "INSERT OR REPLACE INTO meta VALUES (?1, ?2)",
        [policy_key(sandbox), text],
    )?;
    Ok(policy)
}

fn instant(epoch_seconds: i64) -> String {
    let stamp = jiff::Timestamp::from_second(epoch_seconds);
    stamp.map(|t| t.to_string()).unwrap_or_default()
}

fn key(db: &Connection) -> Result<String, Refusal> {
    let fresh = || format!("{}{}", answer::request_id(), answer::request_id());
    remembered(db, "landing_key", fresh).map_err(|error: Error| {
        tracing::error!(%error, "practice landing zone");
        super::misfortune(500)
    })
}

/// The fields of a service signature in Azure's order; those that the zone never uses are empty.
fn sign(key: &str, container: &str, policy: &str, permissions: &str, expiry: &str, version: &str) -> Hmac<Sha256> {
    let resource = format!("/blob/{ACCOUNT}/{container}");
    let text = [
        permissions,
        "",
        expiry,
        &resource,
        policy,
        "",
        "",
        version,
        "c",
        "",
        "",
        "",
        "",
        "",
        "",
    ]
    .join("\n");
    let mut mac =
        Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap_or_else(|_| unreachable!("any length is a key"));
    mac.update(text.as_bytes());
    mac
}

fn failed(detail: &str) -> Refusal {
    let text = format!(
        "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly \
         including the signature. {detail}"
    );
    answer::blob(403, "AuthenticationFailed", &text)
}

/// Refuses what does not carry the sandbox's present signature.
pub(super) fn check(db: &Connection, sandbox: &str, container: &str, query: &Query) -> Result<(), Refusal> {
    let field = |name: &str| query.get(name).map_or("", String::as_str);
    if field("sig").is_empty() {
        let text = "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.";
        return Err(answer::blob(401, "NoAuthenticationInformation", text));
    }
    let wrong = || failed("Signature did not match.");
    let sent = BASE64_STANDARD.decode(field("sig")).map_err(|_| wrong())?;
    let signed = sign(&key(db)?, container, field("si"), field("sp"), field("se"), field("sv"));
    if field("sr") != "c" {
        return Err(wrong());
    }
    signed.verify_slice(&sent).map_err(|_| wrong())?;
    let expires: Option<jiff::Timestamp> = field("se").parse().ok();
    if expires.is_none_or(|at| at.as_millisecond() <= clock::now_ms()) {
        return Err(failed("Signature not valid in the specified time frame."));
    }
    match policy(db, sandbox)? {
        Some(policy) if policy.id == field("si") => Ok(()),
        _ => Err(failed("The stored access policy does not exist.")),
    }
}
