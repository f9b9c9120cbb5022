//! What was seen in Profile after a run: a few shoppers who were looked up, and how many identities there are. Places,
//! fields and counts alone: who it is stands in the user's file.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A few shoppers looked up in Profile after the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Verified {
    /// How many were asked for.
    pub looked_up: u32,
    /// Carry the values that were sent.
    pub found: u32,
    /// Are there with other values.
    pub differing: u32,
    /// Not visible yet.
    pub pending: u32,
    /// Hang together with somebody else, whatever their values.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub merged_with_other: u32,
    /// Each of them, in file order; empty in reports of an older program.
    #[serde(default)]
    pub shoppers: Vec<SeenShopper>,
}

impl Verified {
    pub(crate) fn of(shoppers: Vec<SeenShopper>) -> Self {
        let count = |state| shoppers.iter().filter(|one| one.state == state).count() as u32;
        Self {
            looked_up: shoppers.len() as u32,
            found: count(SeenState::Found),
            differing: count(SeenState::Differs),
            pending: count(SeenState::Pending),
            merged_with_other: count(SeenState::MergedWithOther),
            shoppers,
        }
    }

    /// A later look may show more: somebody is not visible yet, or not yet tied to their e-mail address.
    pub fn is_open(&self) -> bool {
        self.pending > 0 || self.shoppers.iter().any(|one| one.tied == Some(false))
    }
}

/// A shopper who was looked up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SeenShopper {
    /// Record number, 1 = first record after the header.
    #[ts(type = "number")]
    pub row: u64,
    /// Line number, 1 = first line of the file.
    #[ts(type = "number")]
    pub line: u64,
    /// How it was last seen.
    pub state: SeenState,
    /// The fields that are not as they were sent; `tenant.` for the organisation's own root.
    pub fields: Vec<String>,
    /// What hangs together in the profile; absent until it was seen, and where the platform does not list it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub together: Option<Together>,
    /// The e-mail address leads to the same profile as the identity that the record is stored under; absent where the
    /// address is that identity or none, and until the shopper was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tied: Option<bool>,
}

/// How many identities hang together in a profile, of those that a person has one of. Telephones and devices are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Together {
    /// E-mail addresses.
    pub emails: u32,
    /// Numbers of any system.
    pub numbers: u32,
    /// Of the addresses, those that are not this row's.
    pub other_emails: u32,
    /// Of the numbers, those beside this row's, and beside the first one of a system whose numbers the row does not have.
    pub other_numbers: u32,
    /// The codes of the namespaces that the others are in.
    pub namespaces: Vec<String>,
}

impl Together {
    /// More than belongs to one person.
    pub fn has_others(&self) -> bool {
        self.other_emails + self.other_numbers > 0
    }
}

/// How a shopper who was looked up is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SeenState {
    /// With what was sent.
    Found,
    /// Not visible yet.
    Pending,
    /// With other values.
    Differs,
    /// Together with identities of somebody else: two people are one profile, which cannot be undone.
    MergedWithOther,
}

/// How many identities of a namespace Profile knows, before a run and after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IdentityCount {
    /// The namespace's code.
    pub namespace: String,
    /// When Profile had last counted before the run.
    #[ts(type = "number")]
    pub before: u64,
    /// When it had counted again after it; null until then.
    #[ts(type = "number | null")]
    pub after: Option<u64>,
}
