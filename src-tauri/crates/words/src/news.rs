//! News of schedules, as a title and a few sentences: for notifications, the tray and the terminal. They stand on
//! screens that others see, so nothing of a shopper is in them; columns are named, cells never.

use crate::Words;
use serde_json::{Value as Json, json};

impl Words {
    /// Title and body of news, over the shape of `ingest::News`.
    pub fn news(&self, news: &Json) -> (String, String) {
        let name = json!({"name": news["name"]});
        let (title, body) = match news["what"].as_str() {
            Some("held") => (
                "news-held-title",
                format!(
                    "{} {} {}",
                    self.because(&news["reason"]),
                    self.say("sent-nothing"),
                    self.say("news-held-do")
                ),
            ),
            Some("failed") => (
                "news-failed-title",
                format!("{} {}", self.stopped_by(&news["problem"]), self.say("news-failed-do")),
            ),
            Some("quiet") => (
                "news-quiet-title",
                self.with("news-quiet", &json!({"days": news["days"]})),
            ),
            _ => (done_title(news), self.done(&news["rows"])),
        };
        (self.with(title, &name), body)
    }

    fn done(&self, rows: &Json) -> String {
        let sent = self.counted("news-done", &rows["send"]);
        match rows["rejected"].as_u64() {
            Some(0) | None => sent,
            Some(_) => format!("{sent} {}", self.counted("news-done-rejected", &rows["rejected"])),
        }
    }

    /// With the number for the plural, and the number as it is read.
    fn counted(&self, id: &str, count: &Json) -> String {
        let shown = self.number(count.as_u64().unwrap_or_default());
        self.with(id, &json!({"count": count, "shown": shown}))
    }
}

/// For desktops that read markup in notifications: names of files and schedules are none.
pub fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn done_title(news: &Json) -> &'static str {
    if news["recovered"] == true {
        "news-recovered-title"
    } else {
        "news-done-title"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(news: &Json) -> [(String, String); 2] {
        [Words::of("en").news(news), Words::of("nl").news(news)]
    }

    #[test]
    fn what_is_held_says_why_and_what_to_do() {
        let [en, nl] = both(&json!({
            "what": "held", "schedule": "01J", "name": "Daily", "local": "2026-11-24T06:30",
            "reason": {"code": "column_renamed", "params": {"from": "email", "to": "e_mail"}}
        }));
        assert_eq!(en.0, "Daily needs you");
        assert_eq!(
            en.1,
            "“email” is now called “e_mail”. Nothing was sent. Open Schedules in Profile Courier to decide."
        );
        assert_eq!(nl.0, "Daily wacht op u");
        assert_eq!(
            nl.1,
            "“email” heet nu “e_mail”. Er is niets verzonden. Beslis in Profile Courier onder Planning."
        );
    }

    #[test]
    fn what_failed_says_what_is_known_without_the_platforms_own_words() {
        let failed = |problem: Json| json!({"what": "failed", "schedule": "01J", "name": "Daily", "run": "01K", "problem": problem});
        let quoting =
            json!({"code": "batch_failed", "params": {"batch": "01B", "reason": "anna@shop.example is not valid"}});
        let [en, nl] = both(&failed(quoting));
        assert_eq!(en.0, "Daily failed");
        assert_eq!(
            en.1,
            "Adobe took none of it. Open History in Profile Courier to see the whole of it."
        );
        assert_eq!(nl.0, "Daily is mislukt");
        assert_eq!(
            nl.1,
            "Adobe nam er niets van aan. Alles erover staat in Profile Courier onder Geschiedenis."
        );
        let [en, nl] = both(&failed(Json::Null));
        assert!(en.1.starts_with("The upload did not come to a good end."), "{}", en.1);
        assert!(nl.1.starts_with("De upload liep niet goed af."), "{}", nl.1);
        let [en, _] = both(&failed(json!({"code": "disk_full", "params": {}})));
        assert!(en.1.starts_with("The disk is full."), "{}", en.1);
    }

    #[test]
    fn what_went_well_says_how_many() {
        let done = |send: u64, rejected: u64, recovered: bool| {
            let rows = json!({"read": send + rejected, "send": send, "merged": 0, "unchanged": 0, "rejected": rejected, "skipped": 0});
            json!({"what": "done", "schedule": "01J", "name": "Daily", "run": "01K", "rows": rows, "recovered": recovered})
        };
        let [en, nl] = both(&done(12_452, 0, false));
        assert_eq!(
            en,
            ("Daily is done".to_owned(), "12,452 customers were sent.".to_owned())
        );
        assert_eq!(
            nl,
            ("Daily is klaar".to_owned(), "12.452 klanten zijn verzonden.".to_owned())
        );
        let [en, nl] = both(&done(1, 2, true));
        assert_eq!(
            en,
            (
                "Daily is well again".to_owned(),
                "1 customer was sent. 2 rows were left out; Profile Courier has the reasons under History.".to_owned()
            )
        );
        assert_eq!(
            nl,
            (
                "Daily gaat weer goed".to_owned(),
                "1 klant is verzonden. 2 rijen zijn niet verzonden; de redenen staan in Profile Courier onder Geschiedenis."
                    .to_owned()
            )
        );
    }

    #[test]
    fn names_are_no_markup() {
        assert_eq!(plain("Smith & <b>"), "Smith &amp; &lt;b&gt;");
    }

    #[test]
    fn silence_is_counted_in_days() {
        let [en, nl] = both(&json!({"what": "quiet", "schedule": "01J", "name": "Daily", "days": 3}));
        assert_eq!(en.0, "Daily is silent");
        assert_eq!(
            en.1,
            "No upload of it has succeeded for 3 days. Open Schedules in Profile Courier to see what keeps it."
        );
        assert_eq!(nl.0, "Daily is stil");
        assert!(nl.1.starts_with("Al 3 dagen is er geen upload van gelukt."), "{}", nl.1);
    }
}
