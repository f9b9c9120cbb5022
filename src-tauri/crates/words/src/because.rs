//! Why a slot of a schedule did not run, in a whole sentence.

use crate::{Words, id};
use serde_json::{Value as Json, json};

/// Names that are listed before the rest is only hinted at: a notification has three lines.
const NAMED: usize = 5;

impl Words {
    /// Why a slot was missed, skipped or is held, over the shape of `ingest::SlotReason`.
    pub fn because(&self, reason: &Json) -> String {
        let code = reason["code"].as_str().unwrap_or_default();
        let params = &reason["params"];
        let told = match code {
            "columns_gone" => {
                let columns = names(&params["columns"]);
                let quoted: Vec<String> = columns.iter().map(|name| format!("“{name}”")).collect();
                json!({"count": columns.len(), "columns": self.list(&quoted)})
            }
            "too_many_rejected" => {
                json!({"share": self.percent(&params["share"]), "most": self.percent(&params["most"])})
            }
            "stopped" => json!({"problem": self.stopped_by(&params["problem"])}),
            _ => params.clone(),
        };
        self.with(&id("because", code), &told)
    }

    /// A problem where nobody can be asked anything and where others may look on: what the platform said in its own
    /// words stays out, since it can quote a shopper's data.
    pub(crate) fn stopped_by(&self, problem: &Json) -> String {
        match problem["code"].as_str() {
            Some("batch_failed") => self.say("news-refused"),
            Some(code) => self.with(&id("problem", code), &problem["params"]),
            None => self.say("news-unsaid"),
        }
    }

    /// “a”, “b” and “c”; long lists are cut.
    pub(crate) fn list(&self, of: &[String]) -> String {
        match of {
            [] => String::new(),
            [only] => only.clone(),
            [first, last] => self.with("list-two", &json!({"first": first, "last": last})),
            many if many.len() > NAMED => format!("{}, …", many[..NAMED].join(", ")),
            [before @ .., last] => self.with("list-more", &json!({"first": before.join(", "), "last": last})),
        }
    }

    /// One decimal at most, with the language's mark.
    fn percent(&self, share: &Json) -> String {
        let text = format!("{:.1}", share.as_f64().unwrap_or_default());
        let text = text.strip_suffix(".0").unwrap_or(&text);
        let mark = if self.is_dutch() { "," } else { "." };
        format!("{}%", text.replace('.', mark))
    }
}

fn names(of: &Json) -> Vec<&str> {
    of.as_array().into_iter().flatten().filter_map(Json::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_whole_sentences_in_both_languages() {
        let gone = |columns: &[&str]| json!({"code": "columns_gone", "params": {"columns": columns}});
        let share = json!({"code": "too_many_rejected", "params": {"share": 12.345, "most": 5.0}});
        let stopped = json!({"code": "stopped", "params": {"problem": {"code": "sign_in_refused", "params": {}}}});
        let renamed = json!({"code": "column_renamed", "params": {"from": "email", "to": "e-mail"}});
        let (en, nl) = (Words::of("en"), Words::of("nl"));
        assert_eq!(en.because(&gone(&["dob"])), "Column “dob” is not in the file any more.");
        assert_eq!(
            en.because(&gone(&["dob", "phone", "city"])),
            "Columns “dob”, “phone”, and “city” are not in the file any more."
        );
        assert_eq!(
            nl.because(&gone(&["dob", "phone"])),
            "De kolommen “dob” en “phone” staan niet meer in het bestand."
        );
        assert!(
            en.because(&gone(&["a", "b", "c", "d", "e", "f"]))
                .contains("“e”, … are not")
        );
        assert_eq!(
            en.because(&share),
            "12.3% of the rows cannot be sent; at most 5% may stay behind."
        );
        assert!(nl.because(&share).starts_with("12,3% van de rijen"));
        assert!(en.because(&stopped).starts_with("Adobe refused the sign-in."));
        assert_eq!(en.because(&renamed), "“email” is now called “e-mail”.");
        assert_eq!(en.because(&json!({"code": "no_file"})), "There was no file that fits.");
    }
}
