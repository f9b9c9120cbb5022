//! What the name of a file, or of its only column with addresses, says of everybody in it: that they have left.

use super::consent::Channel;
use super::consent_name::{Parts, Told, channels, told_by};
use super::lexicon::Means as M;
use super::words::Name;

/// Words after which a name says something else as well.
const EXCEPT: &str = "excl exclude excluding except without zonder ohne sans sin senza minus and und et y with mit met avec \
    con incl including plus all flag";

/// What the name of a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leavers {
    /// Everybody in it has left these channels.
    All(Vec<Channel>),
    /// It names people who left, and that they were looked for or taken out: *blacklist-check-passed*.
    InDoubt(Vec<Channel>),
    /// Nothing, or something else as well.
    Nobody,
}

impl Leavers {
    /// What they have left, or may have.
    pub(super) fn channels(&self) -> &[Channel] {
        match self {
            Self::All(channels) | Self::InDoubt(channels) => channels,
            Self::Nobody => &[],
        }
    }
}

/// What the name of a file says; `mailchimp`: its columns are those of Mailchimp's list of addresses that do not take mail.
pub(super) fn left_by_file(file: &str, mailchimp: bool) -> Leavers {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name = Name::of(stem);
    let parts = Parts::of(&name);
    let has = |word: &str| name.words.iter().any(|own| own == word);
    let mixed = EXCEPT.split_whitespace().any(has)
        || parts.any(&[M::Agreed, M::Member, M::State, M::Accepts, M::Confirmed, M::Reason]);
    let forbids = (has("donot") || has("dont")) && told_by(&parts) == Told::Objects;
    let not = parts.has(M::Not) && !forbids;
    // Whoever tidies a list calls it cleaned; only Mailchimp calls those so who do not take mail.
    let exported = has("export") && ["audience", "members", "member", "segment"].into_iter().any(has);
    let cleaned = has("cleaned") && (mailchimp || exported);
    let left = parts.has(M::Objected) || cleaned || forbids;
    // *Email* and *mail* are how the list was made; the post is meant only where nothing else can be.
    match channels(&parts, true, false) {
        Some(channels) if left && !mixed && !not => {
            if parts.has(M::Undone) || (has("cleaned") && !cleaned) {
                Leavers::InDoubt(channels)
            } else {
                Leavers::All(channels)
            }
        }
        _ => Leavers::Nobody,
    }
}

/// An e-mail column whose name says that its people have left: *Unsubscribed email*.
pub(super) fn left_by_column(name: &str) -> bool {
    let parts = Parts::of(&Name::of(name));
    parts.has(M::Objected) && !parts.any(&[M::Not, M::Agreed, M::When, M::Reason, M::Detail, M::Undone])
}
