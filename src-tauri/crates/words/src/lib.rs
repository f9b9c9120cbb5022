//! Words for codes: the catalogues of the window, for whoever speaks outside of it (terminal, tray, notifications).

mod because;
mod moments;
mod news;
mod sentence;

pub use news::plain;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde_json::Value as Json;
use unic_langid::{LanguageIdentifier, langid};

const EN: &str = include_str!("../../../../ui/src/i18n/en.ftl");
const NL: &str = include_str!("../../../../ui/src/i18n/nl.ftl");

/// The language for a BCP 47 tag or a POSIX locale; English where there is no better one.
pub fn language(locale: &str) -> &'static str {
    if locale.to_ascii_lowercase().starts_with("nl") {
        "nl"
    } else {
        "en"
    }
}

/// The catalogue of one language.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    language: LanguageIdentifier,
}

impl Words {
    /// The catalogue for a BCP 47 tag or a POSIX locale; English where there is none.
    pub fn of(locale: &str) -> Self {
        let (language, text) = match language(locale) {
            "nl" => (langid!("nl"), NL),
            _ => (langid!("en"), EN),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![language.clone()]);
        // Isolation marks are for mixed-direction pages; a terminal shows them as noise.
        bundle.set_use_isolating(false);
        // A catalogue with a broken entry still serves its others; the tests refuse broken entries.
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { bundle, language }
    }

    /// The catalogue of the system's language.
    pub fn of_system() -> Self {
        Self::of(&sys_locale::get_locale().unwrap_or_default())
    }

    /// The words for a message without parameters.
    pub fn say(&self, id: &str) -> String {
        self.with(id, &Json::Null)
    }

    /// The words for a message with the parameters of a JSON object.
    pub fn with(&self, id: &str, params: &Json) -> String {
        let mut args = FluentArgs::new();
        for (key, value) in params.as_object().into_iter().flatten() {
            let value = match value {
                Json::Number(n) => FluentValue::from(n.as_f64().unwrap_or_default()),
                Json::String(s) => FluentValue::from(s.clone()),
                other => FluentValue::from(other.to_string()),
            };
            args.set(key.clone(), value);
        }
        self.format(id, &args)
    }

    fn format(&self, id: &str, args: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            return id.to_owned();
        };
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(args), &mut errors)
            .into_owned()
    }

    /// The words for a problem: the terminal's own where what the window offers cannot be done here.
    pub fn problem(&self, problem: &Json) -> String {
        let shared = id("problem", problem["code"].as_str().unwrap_or_default());
        let own = format!("cli-{shared}");
        let chosen = if self.bundle.has_message(&own) { own } else { shared };
        self.with(&chosen, &problem["params"])
    }

    /// A whole number with the language's thousands separator.
    pub fn number(&self, number: u64) -> String {
        let separator = if self.is_dutch() { '.' } else { ',' };
        let digits = number.to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }

    pub(crate) fn is_dutch(&self) -> bool {
        self.language.language.as_str() == "nl"
    }
}

/// The message id of a code: `email_missing` in `finding` is `finding-email-missing`.
pub fn id(kind: &str, code: &str) -> String {
    format!("{kind}-{}", code.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fluent_syntax::parser;

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(Words::of("en").number(12_452), "12,452");
        assert_eq!(Words::of("nl_NL.UTF-8").number(1_204_295), "1.204.295");
        assert_eq!(Words::of("en").number(9), "9");
    }

    #[test]
    fn both_catalogues_are_whole() {
        for text in [EN, NL] {
            assert!(parser::parse(text).is_ok(), "a catalogue has a broken entry");
        }
    }
}
