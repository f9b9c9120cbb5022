//! What a column is called, by its words: `HasOptedOutOfEmail`, `EMAIL_BLACKLISTED` and `E-mail 1 - Value` are read in
//! the same way, whatever stands between the words and whichever letters are capitals.

use super::lexicon;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name in its words, without capitals and accents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// The words in order.
    pub words: Vec<String>,
    /// What stands in brackets, which explains the name and is no part of it.
    pub hints: Vec<String>,
}

impl Name {
    /// Reads a name.
    pub(crate) fn of(header: &str) -> Self {
        let (outside, inside) = without_brackets(header);
        Self {
            words: words(&outside),
            hints: words(&inside),
        }
    }

    /// The words with those of the hints behind them.
    pub(crate) fn all(&self) -> Vec<&str> {
        self.words.iter().chain(&self.hints).map(String::as_str).collect()
    }

    /// The number among equals: 2 of *Email 2* and of *Second e-mail*, 1 where it has none.
    pub(crate) fn ordinal(&self) -> u32 {
        let number = |word: &String| {
            let spelt = ORDINALS.iter().position(|words| words.contains(&word.as_str()));
            spelt.map_or_else(|| word.parse().ok(), |at| Some(at as u32 + 1))
        };
        self.words.iter().find_map(number).unwrap_or(1).max(1)
    }
}

/// First, second, third.
const ORDINALS: [&[&str]; 3] = [
    &["first", "eerste", "erste", "premier", "primero", "primo", "primary"],
    &[
        "second",
        "secondary",
        "tweede",
        "zweite",
        "second",
        "deuxieme",
        "segundo",
        "secondo",
    ],
    &["third", "derde", "dritte", "troisieme", "tercero", "terzo"],
];

fn without_brackets(header: &str) -> (String, String) {
    let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0_usize);
    for c in header.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            c if depth > 0 => inside.push(c),
            c => outside.push(c),
        }
        if matches!(c, '(' | '[' | '{' | ')' | ']' | '}') {
            outside.push(' ');
            inside.push(' ');
        }
    }
    // A name that is nothing but a bracket means what it says.
    if outside.trim().is_empty() {
        (inside, String::new())
    } else {
        (outside, inside)
    }
}

fn words(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for word in split(&plain(text)) {
        match lexicon::taken_apart(&word) {
            Some(parts) => all.extend(parts.into_iter().map(str::to_owned)),
            None => all.push(word),
        }
    }
    joined(all)
}

/// Without accents, as composed and decomposed letters alike; *don't* is one word, *l'adresse* are two.
fn plain(text: &str) -> String {
    let text: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let text = text
        .replace(['ß', 'ẞ'], "ss")
        .replace(['ø', 'Ø'], "o")
        .replace(['œ', 'Œ'], "oe");
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, c) in letters.iter().enumerate() {
        if matches!(c, '\'' | '’') {
            let alone = at == 1 || (at > 1 && !letters[at - 2].is_alphanumeric());
            if alone {
                out.push(' ');
            }
        } else {
            out.push(*c);
        }
    }
    out
}

/// At everything that is no letter or digit, between letters and digits, and where a capital begins a word.
fn split(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let (mut all, mut word) = (Vec::new(), String::new());
    for (at, c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|b| letters[b]);
        let after = letters.get(at + 1);
        let begins = before.is_some_and(|b| {
            (b.is_lowercase() && c.is_uppercase())
                || (b.is_uppercase() && c.is_uppercase() && after.is_some_and(|a| a.is_lowercase()))
                || (b.is_numeric() != c.is_numeric())
        });
        if (begins || !c.is_alphanumeric()) && !word.is_empty() {
            all.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    if !word.is_empty() {
        all.push(word);
    }
    all
}

/// Words that are written apart and are one, and words that stand for others.
const ONE: &[(&[&str], &str)] = &[
    (&["e", "mail", "adres"], "email"),
    (&["e", "mail"], "email"),
    (&["e", "mails"], "email"),
    (&["e", "mailing"], "email"),
    (&["e", "nieuwsbrief"], "newsletter"),
    (&["do", "not", "text"], "donot sms"),
    (&["don", "t", "text"], "donot sms"),
    (&["dont", "text"], "donot sms"),
    (&["donot", "text"], "donot sms"),
    (&["no", "text"], "not sms"),
    (&["we", "text"], "sms"),
    (&["text", "opt", "in"], "sms optin"),
    (&["text", "opt", "out"], "sms optout"),
    (&["may", "we"], "okay"),
    (&["back", "in", "stock"], "reminder"),
    (&["rendez", "vous"], "appointment"),
    (&["registro", "opposizioni"], "call post optout"),
    (&["registro", "delle", "opposizioni"], "call post optout"),
    (&["bloctel"], "call optout"),
    (&["tps"], "call optout"),
    (&["ctps"], "call optout"),
    (&["mps"], "post optout"),
    (&["postfilter"], "post optout"),
    (&["correo", "electronico"], "email"),
    (&["correos", "electronicos"], "email"),
    (&["posta", "elettronica"], "email"),
    (&["courrier", "electronique"], "email"),
    (&["courriers", "electroniques"], "email"),
    (&["opt", "in"], "optin"),
    (&["opt", "ins"], "optin"),
    (&["opted", "in"], "optin"),
    (&["opting", "in"], "optin"),
    (&["opt", "out"], "optout"),
    (&["opt", "outs"], "optout"),
    (&["opted", "out"], "optout"),
    (&["opting", "out"], "optout"),
    (&["whats", "app"], "whatsapp"),
    (&["don", "t"], "donot"),
    (&["do", "not"], "donot"),
    (&["ne", "pas"], "donot"),
    (&["ne", "plus"], "donot"),
    (&["un", "subscribed"], "unsubscribed"),
    (&["un", "subscribe"], "unsubscribed"),
    (&["sign", "up"], "signup"),
    (&["signed", "up"], "signup"),
    (&["news", "letter"], "newsletter"),
    (&["news", "letters"], "newsletter"),
    (&["lettre", "d", "information"], "newsletter"),
    (&["lettre", "information"], "newsletter"),
    (&["lettre", "d", "info"], "newsletter"),
    (&["direct", "mail"], "directmail"),
    (&["direct", "mailing"], "directmail"),
    (&["postal", "mail"], "directmail"),
    (&["snail", "mail"], "directmail"),
    (&["regular", "mail"], "directmail"),
    (&["correo", "postal"], "directmail"),
    (&["courrier", "postal"], "directmail"),
    (&["posta", "cartacea"], "directmail"),
    (&["black", "list"], "blacklisted"),
    (&["black", "listed"], "blacklisted"),
    (&["block", "list"], "blacklisted"),
    (&["deny", "list"], "blacklisted"),
    (&["liste", "noire"], "blacklisted"),
    (&["lista", "negra"], "blacklisted"),
    (&["lista", "nera"], "blacklisted"),
    (&["liste", "rouge"], "blacklisted"),
    (&["text", "message"], "sms"),
    (&["text", "messages"], "sms"),
    (&["text", "messaging"], "sms"),
    (&["text", "marketing"], "sms"),
    (&["meld", "af"], "afgemeld"),
    (&["stop", "pub"], "marketing optout"),
    (&["robinson"], "marketing optout"),
    (&["robinsonliste"], "marketing optout"),
    (&["robinsonlist"], "marketing optout"),
    (&["e", "mailen"], "email"),
    (&["third", "party"], "partner"),
    (&["third", "parties"], "partner"),
];

fn joined(words: Vec<String>) -> Vec<String> {
    let (mut all, mut at) = (Vec::with_capacity(words.len()), 0);
    while at < words.len() {
        let rest = &words[at..];
        let one = ONE
            .iter()
            .find(|(parts, _)| rest.len() >= parts.len() && parts.iter().zip(rest).all(|(part, word)| part == word));
        if let Some((parts, word)) = one {
            all.extend(word.split(' ').map(str::to_owned));
            at += parts.len();
        } else {
            all.push(words[at].clone());
            at += 1;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_their_words_however_they_are_written() {
        for (header, words) in [
            ("HasOptedOutOfEmail", "has optout of email"),
            ("HASOPTEDOUTOFEMAIL", "has optout of email"),
            ("EMAIL_BLACKLISTED", "email blacklisted"),
            ("E-mail 1 - Value", "email 1 value"),
            ("Do not allow Emails", "donot allow emails"),
            ("Don't call", "dont call"),
            ("DONOTCALL", "donot call"),
            ("emailOptIn", "email optin"),
            ("DOUBLE_OPT-IN", "double optin"),
            ("Adresse d'e-mail", "adresse d email"),
            ("Désabonné", "desabonne"),
            ("De\u{301}sabonne\u{301}", "desabonne"),
            ("Straße", "strasse"),
            ("WhatsApp", "whatsapp"),
            ("consents.marketing.email.val", "consents marketing email val"),
            (
                "Opted out of email: Marketing Information",
                "optout of email marketing information",
            ),
            ("ne pas contacter", "donot contacter"),
            ("newsletterOptOut2", "newsletter optout 2"),
            ("GDPRConsent", "gdpr consent"),
            ("Newsletteranmeldung", "newsletter anmeldung"),
            ("", ""),
            ("—", ""),
        ] {
            assert_eq!(Name::of(header).words.join(" "), words, "{header}");
        }
    }

    #[test]
    fn what_stands_in_brackets_is_a_hint() {
        let name = Name::of("Date of Birth (DD/MM/YYYY)");
        assert_eq!(
            (name.words.join(" ").as_str(), name.hints.join(" ").as_str()),
            ("date of birth", "dd mm yyyy")
        );
        assert_eq!(Name::of("[newsletter]").words, ["newsletter"]);
        assert_eq!(Name::of("Newsletter (opt-out)").all(), ["newsletter", "optout"]);
    }

    #[test]
    fn equals_are_told_apart_by_their_number() {
        for (header, number) in [
            ("Email", 1),
            ("Email 2", 2),
            ("Second e-mail", 2),
            ("E-mail 3 - Value", 3),
            ("Email0", 1),
        ] {
            assert_eq!(Name::of(header).ordinal(), number, "{header}");
        }
    }
}
