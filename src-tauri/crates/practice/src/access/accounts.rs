//! The organisation's technical accounts. Each stands for one of the ways in which a newcomer's credential can be.

use crate::{
    answer,
    options::Error,
    state::{State, remembered},
};
use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};
use std::fmt;

pub(crate) const SCOPES: &str = "openid,session,AdobeID,read_organizations,additional_info.projectedProductContext";
/// A credential holds up to so many secrets at once.
const MOST_SECRETS: usize = 2;

/// What an administrator has given a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A product profile and a role.
    Complete,
    /// A product profile, but no role: tokens, sandboxes and classes work, everything else is 403 without a code.
    NoRole,
    /// No product profile: the gateway answers 403025.
    NoProductProfile,
    /// No product profile that names a region: the gateway answers 403027.
    NoRegion,
}

/// A credential of the practice organisation. Its secrets are for practice alone, yet `Debug` does not show them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// `complete`, `rotated`, `no_role`, `no_product_profile` or `no_region`.
    pub name: String,
    /// What stands in its way.
    pub standing: Standing,
    /// Sent as `x-api-key`.
    pub client_id: String,
    /// One or two, oldest first; each is good.
    pub client_secrets: Vec<String>,
    /// `…@AdobeOrg`.
    pub org_id: String,
    /// Comma-separated.
    pub scopes: String,
    /// `…@techacct.adobe.com`.
    pub technical_account_id: String,
    /// The technical account's e-mail address.
    pub technical_account_email: String,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("name", &self.name)
            .field("standing", &self.standing)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

const OTHERS: [(&str, Standing, usize); 4] = [
    ("rotated", Standing::Complete, 2),
    ("no_role", Standing::NoRole, 1),
    ("no_product_profile", Standing::NoProductProfile, 1),
    ("no_region", Standing::NoRegion, 1),
];

pub(crate) fn secret() -> String {
    format!("p8e-{}", answer::request_id())
}

/// Makes what a fresh folder lacks. `complete` is the account of the endpoint file.
pub(crate) fn seed(db: &Connection, org: &str) -> Result<(), Error> {
    let client = remembered(db, "client_id", answer::request_id)?;
    let known = remembered(db, "client_secret", secret)?;
    keep_new(db, account("complete", Standing::Complete, org, client, vec![known]))?;
    for (name, standing, secrets) in OTHERS {
        let secrets = (0..secrets).map(|_| secret()).collect();
        keep_new(db, account(name, standing, org, answer::request_id(), secrets))?;
    }
    Ok(())
}

fn account(name: &str, standing: Standing, org: &str, client_id: String, client_secrets: Vec<String>) -> Account {
    let technical = answer::request_id()[..24].to_uppercase();
    Account {
        name: name.to_owned(),
        standing,
        client_id,
        client_secrets,
        org_id: org.to_owned(),
        scopes: SCOPES.to_owned(),
        technical_account_email: format!("{}@techacct.adobe.com", answer::request_id()),
        technical_account_id: format!("{technical}@techacct.adobe.com"),
    }
}

fn keep_new(db: &Connection, account: Account) -> Result<(), Error> {
    db.execute(
        "INSERT OR IGNORE INTO account VALUES (?1, ?2, ?3)",
        (&account.name, &account.client_id, serde_json::to_string(&account)?),
    )?;
    Ok(())
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Account>, Error> {
    let mut statement = db.prepare("SELECT body FROM account ORDER BY rowid")?;
    let texts: Vec<String> = statement.query_map([], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let accounts = texts
        .iter()
        .map(|t| serde_json::from_str(t))
        .collect::<Result<_, _>>()?;
    Ok(accounts)
}

pub(crate) fn by_client(db: &Connection, client: &str) -> rusqlite::Result<Option<Account>> {
    let text: Option<String> = db
        .prepare_cached("SELECT body FROM account WHERE client = ?1")?
        .query_row([client], |r| r.get(0))
        .optional()?;
    Ok(text.and_then(|t| serde_json::from_str(&t).ok()))
}

fn by_name(db: &Connection, name: &str) -> Result<Account, Error> {
    let found = all(db)?.into_iter().find(|a| a.name == name);
    found.ok_or_else(|| Error::NoAccount(name.to_owned()))
}

fn store(db: &Connection, account: &Account) -> Result<(), Error> {
    let text = serde_json::to_string(account)?;
    db.execute("UPDATE account SET body = ?2 WHERE name = ?1", (&account.name, text))?;
    if account.name == "complete"
        && let Some(newest) = account.client_secrets.last()
    {
        // The endpoint file of the next start names a secret that works.
        db.execute("UPDATE meta SET value = ?1 WHERE key = 'client_secret'", [newest])?;
    }
    Ok(())
}

/// Adds a secret beside the one there is, as a rotation begins.
pub(crate) fn add_secret(state: &State, name: &str) -> Result<String, Error> {
    let db = state.db();
    let mut account = by_name(&db, name)?;
    if account.client_secrets.len() >= MOST_SECRETS {
        return Err(Error::TwoSecrets);
    }
    let fresh = secret();
    account.client_secrets.push(fresh.clone());
    store(&db, &account)?;
    Ok(fresh)
}

/// Takes the older of two secrets away, as a rotation ends.
pub(crate) fn drop_secret(state: &State, name: &str) -> Result<(), Error> {
    let db = state.db();
    let mut account = by_name(&db, name)?;
    if account.client_secrets.len() < MOST_SECRETS {
        return Err(Error::LastSecret);
    }
    account.client_secrets.remove(0);
    store(&db, &account)
}
