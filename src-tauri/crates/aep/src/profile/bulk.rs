//! Many shoppers at once: `POST access/entities` in portions. How many fit into one call is not documented; a portion that is
//! refused is halved, down to one, and a size that held is remembered.

use super::answer::{self, Asked};
use super::look::entity;
use super::{ENTITIES, Lookup, SCHEMA};
use crate::call::{Call, Payload, Repeat};
use crate::client::Client;
use crate::json::number;
use crate::transport::{Reply, TOO_LARGE};
use crate::{Error, Refusal};
use futures_util::future::{BoxFuture, try_join_all};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use tokio_util::sync::CancellationToken;

/// Calls under way at a time.
const LANES: usize = 4;
/// So many single refusals before anything was answered are the platform's answer to the question as such.
const ENOUGH: usize = 4;
/// Without it an entry cannot always be told from another.
const IDENTITY_MAP: &str = "identityMap";

/// What is common to all portions of one bulk lookup.
struct Bulk<'a> {
    client: &'a Client,
    fields: Vec<&'a str>,
    cancel: &'a CancellationToken,
    /// A portion was answered.
    answered: AtomicBool,
    refused: AtomicUsize,
}

impl Client {
    /// Looks many shoppers up, each by namespace and id; what is found comes in the order of `ids`. `fields` are those of the
    /// profile that are wanted, such as `consents`; none means all. One who cannot be shown is [`Lookup::Refused`]; it
    /// fails where nobody can.
    pub async fn profiles_of(
        &self,
        ids: &[(&str, &str)],
        fields: &[&str],
        cancel: &CancellationToken,
    ) -> Result<Vec<Lookup>, Error> {
        let mut asked: Vec<Asked> = Vec::with_capacity(ids.len());
        let mut places: HashMap<(&str, &str), usize> = HashMap::with_capacity(ids.len());
        let order: Vec<usize> = ids
            .iter()
            .map(|&(namespace, id)| {
                *places.entry((namespace, id)).or_insert_with(|| {
                    asked.push((namespace.to_owned(), id.to_owned()));
                    asked.len() - 1
                })
            })
            .collect();
        let mut fields = fields.to_vec();
        if !fields.is_empty() && !fields.contains(&IDENTITY_MAP) {
            fields.push(IDENTITY_MAP);
        }
        let bulk = Bulk {
            client: self,
            fields,
            cancel,
            answered: AtomicBool::new(false),
            refused: AtomicUsize::new(0),
        };
        let found = bulk.everybody(&asked).await?;
        Ok(order.into_iter().map(|at| found[at].clone()).collect())
    }
}

impl Bulk<'_> {
    async fn everybody(&self, asked: &[Asked]) -> Result<Vec<Lookup>, Error> {
        let mut found = Vec::with_capacity(asked.len());
        let mut rest = asked;
        while !rest.is_empty() {
            // Read anew each time: a portion may have learnt that fewer fit.
            let size = self.client.shared.bulk.load(Ordering::Relaxed).max(1);
            let (now, later) = rest.split_at(rest.len().min(size * LANES));
            let portions = now.chunks(size).map(|portion| self.portion(portion));
            found.extend(try_join_all(portions).await?.into_iter().flat_map(|(found, _)| found));
            rest = later;
        }
        match found.first() {
            Some(Lookup::Refused(refusal)) if !self.answered.load(Ordering::Relaxed) => {
                Err(Error::Invalid(refusal.clone()))
            }
            _ => Ok(found),
        }
    }

    /// Halves what is refused until it is not; with whether one call was enough.
    fn portion<'b>(&'b self, asked: &'b [Asked]) -> BoxFuture<'b, Result<(Vec<Lookup>, bool), Error>> {
        Box::pin(async move {
            if let Some(found) = self.ask(asked).await? {
                let held = !matches!(found.as_slice(), [Lookup::Refused(_)]);
                return Ok((found, held));
            }
            let (first, second) = asked.split_at(asked.len().div_ceil(2));
            let (mut found, first_held) = self.portion(first).await?;
            let (more, second_held) = self.portion(second).await?;
            // Where only one half held, somebody in the other was refused, not the number of them.
            if first_held && second_held {
                self.client.shared.bulk.fetch_min(first.len(), Ordering::Relaxed);
            }
            found.extend(more);
            Ok((found, false))
        })
    }

    /// `None` where the portion is refused, but a smaller one may not be.
    async fn ask(&self, asked: &[Asked]) -> Result<Option<Vec<Lookup>>, Error> {
        let reply = match self.client.call(&self.call(asked), self.cancel).await {
            Ok(reply) => reply,
            Err(Error::NotFound(_)) => {
                self.answered.store(true, Ordering::Relaxed);
                return Ok(Some(vec![Lookup::NotYet; asked.len()]));
            }
            Err(error) if asked.len() > 1 && is_too_much(&error) => return Ok(None),
            Err(Error::Invalid(refusal)) => return self.refuse(refusal).map(Some),
            Err(error) => return Err(error),
        };
        let answer = reply.json()?;
        let told = answer::read(&answer, asked).ok_or_else(|| reply.odd("no profiles by id"))?;
        if answer.is_array() && told.iter().all(Option::is_none) {
            // Failures by keys of the platform's own: alone it shows whose they are.
            return match asked {
                [_] => self.only_failure(&reply, &answer).map(Some),
                _ => Ok(None),
            };
        }
        self.answered.store(true, Ordering::Relaxed);
        let mut found = Vec::with_capacity(asked.len());
        for (told, one) in told.into_iter().zip(asked) {
            found.push(match told {
                Some(lookup) => lookup,
                None => self.alone(one).await?,
            });
        }
        Ok(Some(found))
    }

    fn call(&self, asked: &[Asked]) -> Call<'static> {
        let identities: Vec<Value> = asked
            .iter()
            .map(|(namespace, id)| json!({"entityId": id, "entityIdNS": {"code": namespace}}))
            .collect();
        let mut body = json!({"schema": {"name": SCHEMA}, "identities": identities});
        if !self.fields.is_empty() {
            body["fields"] = json!(self.fields);
        }
        // Reading, whatever its method.
        Call::new("profiles_of", Method::POST, ENTITIES, Payload::Json(body), Repeat::Safe)
    }

    /// Whoever the answer of a portion is unclear about.
    async fn alone(&self, (namespace, id): &Asked) -> Result<Lookup, Error> {
        let mut call = entity(namespace, id);
        if !self.fields.is_empty() {
            call = call.query("fields", self.fields.join(","));
        }
        match self.client.look_up(call, self.cancel).await {
            Err(Error::Invalid(refusal)) => Ok(Lookup::Refused(refusal)),
            other => other,
        }
    }

    /// A list of failures that can only be about the one who was asked for.
    fn only_failure(&self, reply: &Reply, answer: &Value) -> Result<Vec<Lookup>, Error> {
        let failure = answer.get(0).and_then(|item| item.get("error")).unwrap_or(&Value::Null);
        let status = number(failure, "statusCode").and_then(|n| u16::try_from(n).ok());
        if status == Some(404) {
            self.answered.store(true, Ordering::Relaxed);
            return Ok(vec![Lookup::NotYet]);
        }
        let (status, body) = (status.unwrap_or(reply.status), failure.to_string());
        self.refuse(Refusal::read(status, reply.request_id.clone(), body.as_bytes()))
    }

    fn refuse(&self, refusal: Refusal) -> Result<Vec<Lookup>, Error> {
        let refused = self.refused.fetch_add(1, Ordering::Relaxed) + 1;
        if refused >= ENOUGH && !self.answered.load(Ordering::Relaxed) {
            return Err(Error::Invalid(refusal));
        }
        Ok(vec![Lookup::Refused(refusal)])
    }
}

/// More than fits into one call, or one among them whom the platform does not show.
fn is_too_much(error: &Error) -> bool {
    match error {
        Error::Invalid(_) | Error::TooLarge(_) => true,
        Error::Answer { what, .. } => *what == TOO_LARGE,
        _ => false,
    }
}

impl Client {
    /// How many of those who are looked up together fit into one call, as far as it is known.
    pub fn identities_per_call(&self) -> usize {
        self.shared.bulk.load(Ordering::Relaxed).max(1)
    }
}
