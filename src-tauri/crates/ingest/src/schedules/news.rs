//! What a schedule's user is told: on a change of state only, so that nobody learns to look away.

use super::SlotReason;
use super::sentence::{Kept, json};
use crate::engine::Engine;
use crate::problem::{Failure, Problem};
use crate::report::{RowCounts, RunReport, RunStatus};
use jiff::{SignedDuration, Timestamp};
use schedule::TellWhen;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// Something about a schedule that its user should hear.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum News {
    /// A slot waits for somebody; nothing was sent.
    Held {
        /// The schedule's id.
        schedule: String,
        /// Its name.
        name: String,
        /// The slot.
        local: String,
        /// What for.
        reason: SlotReason,
    },
    /// A run came to a bad end.
    Failed {
        /// The schedule's id.
        schedule: String,
        /// Its name.
        name: String,
        /// The run.
        run: String,
        /// What stopped it.
        problem: Option<Problem>,
    },
    /// A run did what it should; told every time, where asked.
    Done {
        /// The schedule's id.
        schedule: String,
        /// Its name.
        name: String,
        /// The run.
        run: String,
        /// The sum.
        rows: RowCounts,
        /// It is well again.
        recovered: bool,
    },
    /// Nothing succeeded for so long.
    Quiet {
        /// The schedule's id.
        schedule: String,
        /// Its name.
        name: String,
        /// The days.
        days: u16,
    },
}

/// Somebody who passes news on: a desktop, a terminal.
pub trait Told: Send + Sync {
    /// Tells it.
    fn tell(&self, news: &News);
    /// Something about schedules or slots is other than it was.
    fn changed(&self);
}

/// What was told last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Last {
    /// It was said that it is not well, and of which slot.
    ill: Option<String>,
    /// It was said that nothing succeeded for long.
    quiet: bool,
}

impl Engine {
    /// A slot is held.
    pub(super) fn news_of_hold(&self, kept: &Kept, local: &str, reason: &SlotReason) -> Result<Option<News>, Failure> {
        let news = News::Held {
            schedule: kept.id().to_owned(),
            name: kept.row.name.clone(),
            local: local.to_owned(),
            reason: reason.clone(),
        };
        // A second slot that is held for the same reason is no news.
        self.turned_ill(kept, &json(reason)?.to_string(), news)
    }

    /// A run ended.
    pub(super) fn news_of_run(&self, kept: &Kept, report: &RunReport) -> Result<Option<News>, Failure> {
        let is_well = matches!(
            report.status,
            RunStatus::Succeeded | RunStatus::SucceededWithRejects | RunStatus::Unconfirmed
        );
        let (schedule, name) = (kept.id().to_owned(), kept.row.name.clone());
        if !is_well {
            let news = News::Failed {
                schedule,
                name,
                run: report.run.clone(),
                problem: report.problem.clone(),
            };
            return self.turned_ill(kept, &report.run, news);
        }
        let recovered = self.last_told(kept)?.ill.is_some();
        self.store().note_told(kept.id(), &json(&Last::default())?)?;
        let is_asked = kept.schedule.tell.when == TellWhen::EveryRun;
        Ok((recovered || is_asked).then(|| News::Done {
            schedule,
            name,
            run: report.run.clone(),
            rows: report.rows,
            recovered,
        }))
    }

    /// Nothing succeeded for longer than somebody wants to be without news.
    pub(super) fn news_of_silence(&self, kept: &Kept, now: Timestamp) -> Result<Option<News>, Failure> {
        let Some(days) = kept.schedule.tell.quiet_days.filter(|_| kept.row.enabled) else {
            return Ok(None);
        };
        let last = self.last_success(kept)?.and_then(|report| report.finished);
        let since = last
            .unwrap_or_else(|| kept.row.changed.clone())
            .parse::<Timestamp>()
            .unwrap_or(now);
        if now.duration_since(since) < SignedDuration::from_hours(24 * i64::from(days)) {
            return Ok(None);
        }
        let told = Last {
            quiet: true,
            ..self.last_told(kept)?
        };
        let is_new = self.store().note_told(kept.id(), &json(&told)?)?;
        Ok(is_new.then(|| News::Quiet {
            schedule: kept.id().to_owned(),
            name: kept.row.name.clone(),
            days,
        }))
    }

    fn turned_ill(&self, kept: &Kept, what: &str, news: News) -> Result<Option<News>, Failure> {
        let told = Last {
            ill: Some(what.to_owned()),
            ..self.last_told(kept)?
        };
        Ok(self.store().note_told(kept.id(), &json(&told)?)?.then_some(news))
    }

    fn last_told(&self, kept: &Kept) -> Result<Last, Failure> {
        let row = self.store().find_schedule(kept.id())?;
        Ok(row
            .and_then(|row| serde_json::from_value(row.told).ok())
            .unwrap_or_default())
    }

    /// Calls the schedule's address, where it has one. A call that does not get through is noted and forgotten: the
    /// history has everything, and no run waits for somebody else's server.
    pub(super) async fn call_webhook(&self, kept: &Kept, news: &News) {
        let Some(url) = kept.schedule.tell.webhook.clone() else {
            return;
        };
        let (engine, id) = (self.clone(), kept.id().to_owned());
        let key = crate::blocking(move || engine.webhook_key(&id)).await;
        let called = match (
            key,
            serde_json::to_vec(&serde_json::json!({"version": 1, "news": news})),
        ) {
            (Ok(key), Ok(body)) => aep::web::call(&url, key.expose_secret().as_bytes(), body)
                .await
                .map_err(|e| e.to_string()),
            (Err(failure), _) => Err(failure.detail),
            (_, Err(error)) => Err(error.to_string()),
        };
        if let Err(detail) = called {
            tracing::warn!(schedule = kept.id(), %detail, "webhook");
        }
    }

    /// The key that calls are signed with, made when it is first asked for. It is in the keychain.
    pub fn webhook_key(&self, schedule: &str) -> Result<SecretString, Failure> {
        let schedule = self.kept_schedule(schedule)?.row.id;
        self.secrets().made_once(&format!("webhook-{schedule}"))
    }
}
