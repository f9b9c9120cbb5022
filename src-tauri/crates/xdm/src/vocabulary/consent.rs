//! States of a consent, as newsletters, shops and customer databases write them.
//!
//! An objection is never lost and a consent never invented. So whole words and phrases alone grant, while parts of
//! words are enough to refuse; where a word may refuse or leave open, it refuses, and where it may grant or leave
//! open, it leaves open. *Not subscribed* refuses (never or no longer); *never subscribed* leaves open.

use super::lists::list;
use super::{fold, says_nothing, yes_no};
use hashbrown::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a cell says about a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConsentWord {
    /// Yes.
    Granted,
    /// No, or no longer.
    Refused,
    /// Neither: asked and not answered, never asked, not to be reached. No yes beside it is one.
    Open,
    /// Nothing about a consent: an account that is active, an objection that is not there. Another column has the word.
    Silent,
}

use ConsentWord::{Granted, Open, Refused, Silent};

static WHOLE: LazyLock<HashMap<String, ConsentWord>> = LazyLock::new(|| {
    consent_words()
        .map(|(word, means)| (fold(word).to_owned(), means))
        .collect()
});

static PARTS: LazyLock<Parts> = LazyLock::new(|| Parts {
    objecting: list("objecting").collect(),
    phrases: list("objecting_phrase").map(|phrase| format!(" {phrase} ")).collect(),
    not: list("not").collect(),
    never: list("never").collect(),
    granting: list("granting").collect(),
    waiting: list("waiting").collect(),
    confirming: list("confirming").collect(),
    beside: list("beside").collect(),
    polite: list("polite").collect(),
});

/// Words and beginnings of words, folded.
struct Parts {
    /// Beginnings that object.
    objecting: Vec<&'static str>,
    /// What objects wherever it stands, with the spaces around it.
    phrases: Vec<String>,
    /// Words that turn what they stand before into its opposite.
    not: HashSet<&'static str>,
    /// Words that say *at no time*.
    never: HashSet<&'static str>,
    /// Beginnings that grant unless something turns them.
    granting: Vec<&'static str>,
    /// Beginnings of words about an answer that is still to come, or about a mailbox.
    waiting: Vec<&'static str>,
    /// Beginnings of words about a confirmation: turned around they leave open.
    confirming: Vec<&'static str>,
    /// Words that add nothing.
    beside: HashSet<&'static str>,
    /// Words that go with an answer and change nothing about it.
    polite: HashSet<&'static str>,
}

fn begins(word: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem))
}

/// What a cell says about a consent, without regard to case, accents and punctuation: words for yes and no, states of
/// a subscription, objections. `None` where that cannot be told, also for an empty cell and for words for nothing.
pub fn consent_word(text: &str) -> Option<ConsentWord> {
    if let Some(yes) = yes_no(text) {
        return Some(if yes { Granted } else { Refused });
    }
    let folded = fold(text);
    if let Some(means) = WHOLE.get(&*folded) {
        return Some(*means);
    }
    if folded.is_empty() || says_nothing(text) {
        return None;
    }
    by_parts(&folded, text)
}

fn by_parts(folded: &str, text: &str) -> Option<ConsentWord> {
    let parts = &*PARTS;
    let words: Vec<&str> = folded.split(' ').collect();
    let around = format!(" {folded} ");
    let any = |stems: &[&str]| words.iter().any(|word| begins(word, stems));
    if any(&parts.objecting) || parts.phrases.iter().any(|phrase| around.contains(phrase)) {
        return Some(if denied(&words, text) { Silent } else { Refused });
    }
    let turned = words.iter().any(|word| parts.not.contains(word));
    let never = words.iter().any(|word| parts.never.contains(word));
    if (turned || never) && any(&parts.confirming) {
        return Some(Open);
    }
    let grants = any(&parts.granting) || around.contains(" opt in ") || around.contains(" opted in ");
    match (never, turned) {
        (true, _) => Some(if grants { Open } else { Refused }),
        (false, true) => Some(Refused),
        (false, false) if any(&parts.waiting) => Some(Open),
        (false, false) => answered(&words, text, grants),
    }
}

/// What words without any *not* say, which grant or begin with an answer (*Yes, I agree*; *Nej tack*). One letter
/// alone begins anything. A yes that goes on to say anything else is none: *yes until 2020*, *ja, alleen per post*, *ja?*.
fn answered(words: &[&str], text: &str, grants: bool) -> Option<ConsentWord> {
    match words
        .first()
        .filter(|word| word.len() > 1)
        .and_then(|word| yes_no(word))
    {
        Some(false) => Some(Refused),
        Some(true) => {
            let agrees = |word: &&str| {
                yes_no(word) == Some(true)
                    || PARTS.polite.contains(word)
                    || (*word != "sms" && adds_nothing(word))
                    || begins(word, &PARTS.granting)
            };
            (!text.contains('?') && words.iter().all(agrees)).then_some(Granted)
        }
        None => (grants && words.iter().all(adds_nothing)).then_some(Granted),
    }
}

fn adds_nothing(word: &&str) -> bool {
    PARTS.beside.contains(word) || WHOLE.get(*word) == Some(&Granted)
}

/// An objection that is said not to be there: *not unsubscribed*, *has never opted out*. A comma parts an answer from
/// what it is about (*No, unsubscribed*).
fn denied(words: &[&str], text: &str) -> bool {
    if text.contains([',', ';', '/', '|', ':', '.', '!']) {
        return false;
    }
    let turns = |word: &str| (PARTS.not.contains(word) && !matches!(word, "no" | "none")) || PARTS.never.contains(word);
    let objects =
        |at: usize| begins(words[at], &PARTS.objecting) || matches!(words[at..], ["opt" | "opted", "out", ..]);
    let mut objections = (0..words.len()).filter(|at| objects(*at)).peekable();
    objections.peek().is_some() && objections.all(|at| at > 0 && turns(words[at - 1]))
}

/// Words for a state of a consent as they are usually written, in lower case; words for yes and no are not among them.
pub fn consent_words() -> impl Iterator<Item = (&'static str, ConsentWord)> {
    [
        ("granted", Granted),
        ("refused", Refused),
        ("open", Open),
        ("silent", Silent),
    ]
    .into_iter()
    .flat_map(|(name, means)| list(name).map(move |word| (word, means)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_mean(means: Option<ConsentWord>, words: &[&str]) {
        for word in words {
            assert_eq!(consent_word(word), means, "{word}");
        }
    }

    #[test]
    fn the_words_of_newsletters_are_told_apart() {
        // The cells of a list of usual words, by what each must become.
        let granted = [
            "Subscribed",
            "Opted In",
            "Aangemeld",
            "Ingeschreven",
            "t",
            "WAAR",
            "VRAI",
            "Wahr",
            "1.0",
        ];
        let refused = [
            "Unsubscribed",
            "Not subscribed",
            "Opted Out",
            "Afgemeld",
            "Uitgeschreven",
            "f",
            "ONWAAR",
            "abgemeldet",
            "désabonné",
            "0.0",
            "opt-out",
        ];
        all_mean(Some(Granted), &granted);
        all_mean(Some(Refused), &refused);
        all_mean(Some(Open), &["NEVER_SUBSCRIBED", "Never subscribed", "Pending"]);
        all_mean(
            None,
            &[
                "N/A",
                "",
                "  ",
                "----",
                "[object Object]",
                "2",
                "-1",
                "maybe",
                "misschien",
                "2024-01-05 10:11",
            ],
        );
    }

    #[test]
    fn consent_is_granted_by_whole_words_alone() {
        let granted = [
            "checked",
            "Yes, I agree",
            "Ja, graag",
            "Yes please",
            "Ja, ik wil de nieuwsbrief ontvangen",
            "Oui, volontiers",
            "SUBSCRIBED",
            "Confirmed",
            "Double opt-in",
            "Subscribed (double opt-in)",
            "subscribed to newsletter",
            "Angemeldet",
            "Abonniert",
            "Abonné",
            "inscrite",
            "Suscrito",
            "Iscritto",
            "Akkoord",
            "Express",
            "J’accepte",
            "OPT_IN",
            "✓",
        ];
        all_mean(Some(Granted), &granted);
        let open = [
            "Unconfirmed",
            "Not Activated",
            "Niet geactiveerd",
            "Nicht bestätigt",
            "Non activé",
            "in afwachting",
            "ausstehend",
            "En attente",
            "pendiente",
            "in attesa",
            "Cleaned",
            "Bounced",
            "hard_bounce",
            "Non-subscribed",
            "Transactional",
            "archived",
            "Subscribed - pending confirmation",
            "nie abonniert",
            "jamais inscrit",
            "Mai iscritto",
            "nooit ingeschreven",
            "soft opt-in",
        ];
        all_mean(Some(Open), &open);
        all_mean(
            Some(Silent),
            &[
                "Active",
                "Allow",
                "Toestaan",
                "No objection",
                "Marketing contact",
                "Non-marketing contact",
            ],
        );
        all_mean(
            None,
            &[
                "Subscribed until 2019",
                "Gold",
                "Anna",
                "confirmation code",
                "NL",
                // A yes that goes on.
                "ja?",
                "yes?? ask",
                "Ja, onbekend",
                "ja, alleen per post",
                "Ja, aber nur Post",
                "yes, sms only",
                "yes until 2020-01-01",
                "ja tot 31-12-2020",
                "ja onder voorwaarde",
                "ja maar nu even pauze",
                "oui mais plus tard",
                "sì, solo posta",
            ],
        );
    }

    #[test]
    fn an_objection_is_told_by_its_parts() {
        let refused = [
            "Unsubscribed from all email",
            "USER_SUPPRESSED",
            "Do Not Allow",
            "Do not contact",
            "DO_NOT_EMAIL",
            "don't mail",
            "Bounced (complaint)",
            "SPAM_COMPLAINT",
            "abuse",
            "Blacklisted",
            "BLACK LIST",
            "stopped",
            "Opted out of Email",
            "No, thanks",
            "Nee bedankt",
            "Nein danke",
            "Non merci",
            "No gracias",
            "geen reclame",
            "keine Werbung",
            "pas de pub",
            "sin publicidad",
            "nessuna e-mail",
            "Niet toestaan",
            "Nicht zulassen",
            "Ne pas autoriser",
            "No permitir",
            "Non consentire",
            "Widerrufen",
            "widersprochen",
            "geblokkeerd",
            "Gesperrt",
            "bezwaar gemaakt",
            "Toestemming ingetrokken",
            "Désinscrit(e)",
            "désabonnée",
            "dado de baja",
            "Se ha dado de baja",
            "disiscritta",
            "Disdetta",
            "Yes, please unsubscribe me",
            "No, unsubscribed",
            "Not opted in",
            "niet ingeschreven",
            "nicht abonniert",
            "non inscrit",
            "no suscrito",
            "non iscritto",
            "Inactive",
            "never",
            "Never contact me",
            "No consent",
            "geen toestemming",
            "Keine Einwilligung",
            "Nej tack",
            "Rejected",
            "declined",
            "abgelehnt",
            "refusé",
            "rechazado",
            "rifiutato",
            "Unsubscribed; Bounced",
            "Pending unsubscribe",
        ];
        all_mean(Some(Refused), &refused);
        let none_there = [
            "not unsubscribed",
            "Never unsubscribed",
            "niet uitgeschreven",
            "nicht abgemeldet",
            "non désabonné",
            "not opted out",
            "Never opted out",
            "not blacklisted",
        ];
        all_mean(Some(Silent), &none_there);
    }

    #[test]
    fn each_listed_word_means_what_its_list_says() {
        for (word, means) in consent_words() {
            assert_eq!(consent_word(word), Some(means), "{word}");
            assert_eq!(yes_no(word), None, "{word}");
            let shouted = word.to_uppercase().replace([' ', '-'], "_");
            assert_eq!(consent_word(&shouted), Some(means), "{shouted}");
        }
        let folded: Vec<String> = consent_words().map(|(word, _)| fold(word).to_owned()).collect();
        let distinct: hashbrown::HashSet<&String> = folded.iter().collect();
        assert_eq!(
            folded.len(),
            distinct.len(),
            "a word stands in two lists, or twice in one"
        );
    }
}
