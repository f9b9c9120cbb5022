//! One look at one shopper in Profile: by the identity that the dataset keeps its records under first, by the e-mail address
//! second, because new links between identities take the platform a while.

use super::carried::missing_of;
use super::together::together;
use crate::desk::{Desk, Link};
use crate::encode::Sample;
use crate::report::{SeenShopper, SeenState};
use aep::{CancellationToken, Error, Lookup, Profile, Seen};
use xdm::Namespace;

/// The platform's answer where more than fifty identities hang together: such a profile is not shown.
const TOO_MANY_TOGETHER: u16 = 422;

/// Who looks, and for whom.
pub(super) struct Look<'a> {
    pub desk: &'a Desk,
    pub link: &'a Link,
    pub sample: &'a Sample,
    pub cancel: &'a CancellationToken,
}

/// The profile of an identity.
enum Merged {
    Nobody,
    One(Box<Profile>),
    /// So many hang together that it is not shown.
    TooLarge,
}

impl Look<'_> {
    /// Looks, and says what is seen.
    pub(super) async fn at(&self, seen: &mut SeenShopper) -> Result<(), Error> {
        let Some((namespace, id)) = self.sample.ids.first() else {
            return Ok(());
        };
        // What stands in our own fragment is what we sent, whatever a merge policy makes of it.
        let (own, merged) = match self
            .link
            .client
            .profile_without_policy(namespace, id, self.cancel)
            .await
        {
            Ok((own, Seen::Fragment)) => {
                let merged = read(self.link.client.profile(namespace, id, self.cancel).await)?;
                let own = match (self.ours(own), &merged) {
                    // It arrived between the two looks: what the others say is not taken for it.
                    (None, Merged::One(profile)) if self.is_source_of(profile) => {
                        let again = self.link.client.profile_without_policy(namespace, id, self.cancel);
                        self.ours(again.await?.0)
                    }
                    (own, _) => own,
                };
                (own, merged)
            }
            Ok((merged, Seen::Merged)) => (None, read(Ok(merged))?),
            Err(error) => (None, read(Err(error))?),
        };
        let arrived = match (&own, &merged) {
            (_, Merged::TooLarge) => {
                seen.state = SeenState::MergedWithOther;
                return Ok(());
            }
            (Some(own), _) => Some(own),
            (None, Merged::One(profile)) if profile.sources.is_empty() || self.is_source_of(profile) => {
                Some(&**profile)
            }
            _ => None,
        };
        let Some(arrived) = arrived else {
            return Ok(());
        };
        seen.fields = missing_of(&arrived.entity, &self.sample.record, self.desk.tenant());
        seen.state = if seen.fields.is_empty() {
            SeenState::Found
        } else {
            SeenState::Differs
        };
        self.still_one(&merged, seen).await
    }

    /// Whether what hangs together is one person. The record links its number with its e-mail address: what hangs with
    /// either hangs with both, as soon as the platform has followed the link.
    async fn still_one(&self, merged: &Merged, seen: &mut SeenShopper) -> Result<(), Error> {
        let mut identities = match merged {
            Merged::One(profile) => profile.identities.clone(),
            _ => Vec::new(),
        };
        if let Some(email) = self.second_email() {
            match read(self.link.client.profile(Namespace::EMAIL, email, self.cancel).await)? {
                Merged::One(by_email) => {
                    seen.tied = Some(self.is_same(&by_email));
                    identities.extend(by_email.identities);
                }
                Merged::Nobody => seen.tied = Some(false),
                Merged::TooLarge => {
                    seen.state = SeenState::MergedWithOther;
                    return Ok(());
                }
            }
        }
        // Some platforms do not list who hangs together.
        if !identities.is_empty() {
            let together = together(&identities, self.sample, self.desk.standings());
            if together.has_others() {
                seen.state = SeenState::MergedWithOther;
            }
            seen.together = Some(together);
        }
        Ok(())
    }

    /// The e-mail address, where it is an identity beside another one.
    fn second_email(&self) -> Option<&str> {
        let mut others = self.sample.ids.iter().skip(1);
        let email = others.find(|(namespace, _)| namespace.eq_ignore_ascii_case(Namespace::EMAIL))?;
        Some(&email.1)
    }

    /// A fragment, where it is our dataset's.
    fn ours(&self, found: Lookup) -> Option<Profile> {
        match found {
            Lookup::Found(profile) => Some(profile).filter(|one| self.is_source_of(one)),
            _ => None,
        }
    }

    fn is_source_of(&self, profile: &Profile) -> bool {
        profile.sources.iter().any(|id| id == self.link.dataset.as_str())
    }

    /// The profile that the e-mail address leads to holds the identity that the record is kept under.
    fn is_same(&self, by_email: &Profile) -> bool {
        let Some((namespace, id)) = self.sample.ids.first() else {
            return false;
        };
        let mut listed = by_email.identities.iter();
        listed.any(|(code, other)| code.eq_ignore_ascii_case(namespace) && other == id)
            || (by_email.identities.is_empty() && self.is_source_of(by_email))
    }
}

fn read(answer: Result<Lookup, Error>) -> Result<Merged, Error> {
    match answer {
        Ok(Lookup::Found(profile)) => Ok(Merged::One(Box::new(profile))),
        Ok(Lookup::Refused(refusal)) | Err(Error::Invalid(refusal)) if refusal.status == TOO_MANY_TOGETHER => {
            Ok(Merged::TooLarge)
        }
        Ok(_) => Ok(Merged::Nobody),
        Err(error) => Err(error),
    }
}
