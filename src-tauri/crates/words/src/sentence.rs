//! A schedule as a sentence: “Every day at 06:30, the newest customer_*.csv in Exports”, as on the page's card.

use crate::{Words, id};
use fluent_bundle::types::{FluentNumber, FluentNumberOptions, FluentNumberType};
use fluent_bundle::{FluentArgs, FluentValue};
use serde_json::{Value as Json, json};

/// Workdays, in order.
const WORKDAYS: [&str; 5] = ["monday", "tuesday", "wednesday", "thursday", "friday"];

impl Words {
    /// Over the shape of `schedule::Schedule`; its zone is named where it is not the reader's own.
    pub fn sentence(&self, schedule: &Json, own_zone: &str) -> String {
        let when = self.recurrence(&schedule["when"]["recurrence"]);
        let what = self.source(&schedule["source"]);
        let zone = schedule["when"]["zone"].as_str().unwrap_or_default();
        if zone == own_zone {
            return self.with("sentence", &json!({"when": when, "what": what}));
        }
        let place = base_name(zone).replace('_', " ");
        self.with("sentence-zone", &json!({"when": when, "what": what, "zone": place}))
    }

    fn recurrence(&self, of: &Json) -> String {
        let times = self.list(&texts(&of["times"]));
        match of["every"].as_str() {
            Some("hours") => {
                let first = format!("00:{:02}", of["minute"].as_u64().unwrap_or_default());
                if of["step"] == 24 {
                    return self.with("recur-days", &json!({"times": first}));
                }
                self.with(
                    "recur-hours",
                    &json!({"step": of["step"], "minute": of["minute"], "first": first}),
                )
            }
            Some("cron") => self.with("recur-cron", &json!({"pattern": of["pattern"]})),
            _ if times.is_empty() => self.say("recur-never"),
            Some("weekdays") => self.weekdays(&texts(&of["days"]), &times),
            Some("month_days") => {
                let days: Vec<String> = of["days"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|d| self.month_day(d))
                    .collect();
                self.with("recur-month-days", &json!({"days": self.list(&days), "times": times}))
            }
            _ => self.with("recur-days", &json!({"times": times})),
        }
    }

    fn weekdays(&self, days: &[String], times: &str) -> String {
        match days.len() {
            0 => self.say("recur-never"),
            7 => self.with("recur-days", &json!({"times": times})),
            5 if WORKDAYS.iter().all(|day| days.iter().any(|chosen| chosen == day)) => {
                self.with("recur-workdays", &json!({"times": times}))
            }
            _ => {
                let days: Vec<String> = days.iter().map(|day| self.say(&id("weekday", day))).collect();
                self.with("recur-weekdays", &json!({"days": self.list(&days), "times": times}))
            }
        }
    }

    /// First, second, third: as a language counts days, not as it counts things.
    fn month_day(&self, day: &Json) -> String {
        let Some(number) = day["day"].as_f64() else {
            return self.say("month-day-last");
        };
        let options = FluentNumberOptions {
            r#type: FluentNumberType::Ordinal,
            ..FluentNumberOptions::default()
        };
        let mut args = FluentArgs::new();
        args.set("day", FluentValue::Number(FluentNumber::new(number, options)));
        self.format("month-day", &args)
    }

    fn source(&self, of: &Json) -> String {
        let folder = base_name(of["folder"].as_str().unwrap_or_default());
        let pattern = of["pattern"].as_str().unwrap_or_default();
        let within = json!({"pattern": pattern, "folder": folder});
        match of["kind"].as_str() {
            Some("file") => self.with(
                "source-file",
                &json!({"name": base_name(of["path"].as_str().unwrap_or_default())}),
            ),
            Some("newest") => self.with("source-newest", &within),
            Some("all_new") => {
                let named = if matches!(pattern, "*" | "*.*") { "" } else { "-named" };
                let watched = if of["watch"] == true { "-watch" } else { "" };
                self.with(&format!("source-all-new{named}{watched}"), &within)
            }
            _ => {
                let (host, name) = web(of["url"].as_str().unwrap_or_default());
                self.with("source-web", &json!({"name": name, "host": host}))
            }
        }
    }
}

/// The last part of a path, of any system.
fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(path)
}

/// Host and file of an address, without its query: that can hold keys.
fn web(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    (host, base_name(path))
}

fn texts(of: &Json) -> Vec<String> {
    let texts = of.as_array().into_iter().flatten();
    texts.filter_map(Json::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(recurrence: Json, source: Json) -> [String; 2] {
        let schedule = json!({"source": source, "when": {"recurrence": recurrence, "zone": "Europe/Amsterdam"}});
        ["en", "nl"].map(|language| Words::of(language).sentence(&schedule, "Europe/Amsterdam"))
    }

    #[test]
    fn sentences_read_as_on_the_page() {
        let newest = json!({"kind": "newest", "folder": "/home/a/Exports", "pattern": "customer_*.csv"});
        let all = json!({"kind": "all_new", "folder": "C:\\Shop\\Out\\", "pattern": "*", "watch": true});
        let web = json!({"kind": "web", "url": "https://shop.example/x/export.csv?key=1", "folder": "/f"});
        let days = json!({"every": "days", "times": ["06:30", "18:00"]});
        assert_eq!(
            both(days, newest),
            [
                "Every day at 06:30 and 18:00, the newest customer_*.csv in Exports",
                "Elke dag om 06:30 en 18:00, de nieuwste customer_*.csv in Exports"
            ]
        );
        let week = json!({"every": "weekdays", "days": ["monday", "thursday"], "times": ["07:00"]});
        assert_eq!(
            both(week, all),
            [
                "Every Monday and Thursday at 07:00, all new files in Out, and each as soon as it is complete",
                "Elke maandag en donderdag om 07:00, alle nieuwe bestanden in Out, en elk zodra het compleet is"
            ]
        );
        let month = json!({"every": "month_days", "days": [{"day": 1}, {"day": 22}, "last"], "times": ["07:00"]});
        assert_eq!(
            both(month, web),
            [
                "On the 1st, the 22nd, and the last day of the month at 07:00, export.csv from shop.example",
                "Op de 1e, de 22e en de laatste dag van de maand om 07:00, export.csv van shop.example"
            ]
        );
    }

    #[test]
    fn another_zone_is_named_and_hours_are_counted() {
        let file = json!({"kind": "file", "path": "/home/a/customers.csv"});
        let every = |step: u8, minute: u8| json!({"every": "hours", "step": step, "minute": minute});
        let here = |recurrence: Json| both(recurrence, file.clone())[0].clone();
        assert_eq!(here(every(1, 5)), "Every hour, 5 minutes past, customers.csv");
        assert_eq!(here(every(6, 0)), "Every 6 hours, from 00:00, customers.csv");
        assert_eq!(here(every(24, 15)), "Every day at 00:15, customers.csv");
        assert_eq!(
            here(json!({"every": "days", "times": []})),
            "No times yet, customers.csv"
        );
        let workdays = json!({"every": "weekdays", "days": WORKDAYS, "times": ["07:00"]});
        let schedule = json!({"source": file, "when": {"recurrence": workdays, "zone": "America/New_York"}});
        assert_eq!(
            Words::of("en").sentence(&schedule, "Europe/Amsterdam"),
            "Every weekday at 07:00 (New York time), customers.csv"
        );
    }
}
