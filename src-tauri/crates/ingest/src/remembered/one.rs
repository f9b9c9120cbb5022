//! One record on trial: it is really ingested, so that it is held against the same things as a file.

use super::profile::objection;
use super::recall::is_later;
use super::{Chosen, Guard, Watch};
use crate::compile::Compiled;
use crate::desk::Link;
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use aep::{CancellationToken, Lookup};
use serde_json::Value as Json;

impl Engine {
    /// Nothing that is remembered or known speaks against sending this record; else its row is one that is not sent.
    pub(crate) async fn may_send_one(
        &self,
        link: &Link,
        compiled: &Compiled,
        (row, record): (u64, &Json),
        cancel: &CancellationToken,
    ) -> Result<(), Failure> {
        let (engine, own_link, own) = (self.clone(), link.clone(), compiled.clone());
        let watch = crate::blocking(move || engine.watch(&own_link, &own, "", Chosen::default())).await?;
        let (Watch::On(guard), Some(address)) = (watch, address(record)) else {
            return Ok(());
        };
        let granted: Vec<(String, u32)> = yes(record);
        if granted.is_empty() {
            return Ok(());
        }
        let profile = if guard.looks_up()? {
            match link.client.profile(xdm::Namespace::EMAIL, &address, cancel).await {
                Ok(Lookup::Found(profile)) => profile.entity,
                Ok(_) => Json::Null,
                Err(error) => return Err(super::look::failed(error)),
            }
        } else {
            Json::Null
        };
        let known = guard.recalled_of(&address)?;
        for (channel, since) in &granted {
            for against in Guard::against(channel) {
                let of_profile = objection(&profile, against).map(|objection| objection.until);
                let of_memory = known.objection(&guard, against).map(Some);
                if [of_profile, of_memory]
                    .into_iter()
                    .flatten()
                    .any(|until| !is_later(*since, until))
                {
                    return Err(Problem::RowNotSent { row }.into());
                }
            }
        }
        Ok(())
    }
}

/// What is remembered, for one person.
struct Known {
    recalled: store::Recalled,
    email: u64,
}

impl Known {
    fn objection(&self, guard: &Guard, channel: &str) -> Option<u64> {
        self.recalled.objections.get(guard.objection(self.email, channel))
    }
}

impl Guard {
    fn recalled_of(&self, address: &str) -> Result<Known, Failure> {
        let recalled = match &self.memory {
            Some((memories, name)) => memories.recall(*name, "")?,
            None => store::Recalled::default(),
        };
        Ok(Known {
            recalled,
            email: self
                .key
                .identity(xdm::Namespace::EMAIL, address, &mut crate::changes::Scratch::default()),
        })
    }
}

fn address(record: &Json) -> Option<String> {
    let of_field = record.pointer("/personalEmail/address");
    let of_map = || record.pointer(&format!("/identityMap/{}/0/id", xdm::Namespace::EMAIL));
    of_field.or_else(of_map)?.as_str().map(str::to_owned)
}

/// The channels that a record allows, each with the second since which; 0 where it does not say.
fn yes(record: &Json) -> Vec<(String, u32)> {
    let marketing = record.pointer("/consents/marketing").and_then(Json::as_object);
    let granted = marketing.into_iter().flatten().filter(|(_, consent)| {
        let said = consent.get("val").and_then(Json::as_str);
        said == Some("y")
    });
    let since = |consent: &Json| {
        let stamp: Option<jiff::Timestamp> = consent.get("time")?.as_str()?.parse().ok();
        u32::try_from(stamp?.as_second()).ok()
    };
    granted
        .map(|(channel, consent)| (channel.clone(), since(consent).unwrap_or(0)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_record_allows_is_read_from_the_record() {
        let record = json!({"identityMap": {"Email": [{"id": "a@x.example"}]}, "consents": {"marketing": {
            "email": {"val": "y", "time": "2026-11-02T10:00:05Z"}, "sms": {"val": "n"}, "call": {"val": "y"}}}});
        assert_eq!(address(&record).as_deref(), Some("a@x.example"));
        let mut allowed = yes(&record);
        allowed.sort();
        assert_eq!(allowed, [("call".to_owned(), 0), ("email".to_owned(), 1_793_613_605)]);
        assert_eq!(yes(&json!({})), []);
    }
}
