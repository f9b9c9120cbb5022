//! Names of columns that explain their own cells: *Nieuwsbrief (0=ja, 1=nee)*, *Newsletter (1: no)*. What they say
//! comes before what such cells usually mean.

use xdm::vocabulary::{consent_word, yes_no};

/// A name, and what it explains.
#[derive(Debug)]
pub(super) struct Legend {
    /// The name without its explanations.
    pub name: String,
    /// Cells with their meanings.
    entries: Vec<(String, String)>,
}

impl Legend {
    /// Reads a name.
    pub(super) fn of(header: &str) -> Self {
        let mut header = header.to_owned();
        for arrow in ["=>", "->", "→", "==", "＝"] {
            header = header.replace(arrow, "=");
        }
        let (mut name, mut entries) = (String::with_capacity(header.len()), Vec::new());
        for chunk in header.split_inclusive(|c| ",;|/()[]{}\n".contains(c)) {
            let end = chunk.trim_end_matches(|c| ",;|/()[]{}\n".contains(c)).len();
            let (text, mark) = chunk.split_at(end);
            name.push_str(explained(text, &mut entries));
            name.push_str(mark);
        }
        Self { name, entries }
    }

    /// Only a person can tell how such cells are to be read, because one of them is explained as something else than it
    /// usually says. `objects`: by its name a yes in the column is an objection, so that only a plain yes or no explains it.
    pub(super) fn is_open(&self, objects: bool) -> bool {
        let plain = |cell: &str, meaning: &str| {
            let said = consent_word(meaning);
            said.is_some() && said == consent_word(cell) && (yes_no(meaning).is_some() || !objects)
        };
        self.entries.iter().any(|(cell, meaning)| !plain(cell, meaning))
    }

    /// A cell is explained by words that this holds for.
    pub(super) fn says(&self, what: fn(&str) -> bool) -> bool {
        self.entries.iter().any(|(_, meaning)| what(meaning))
    }
}

/// Takes the explanations out of a piece of a name, and gives what is left of it.
fn explained<'a>(text: &'a str, entries: &mut Vec<(String, String)>) -> &'a str {
    let Some((before, mut rest)) = text.split_once('=') else {
        return match loosely(text) {
            Some(entry) => {
                entries.push(entry);
                ""
            }
            None => text,
        };
    };
    let (left, mut cell) = last_word(before);
    while let Some((between, after)) = rest.split_once('=') {
        let (meaning, next) = last_word(between);
        entries.push((cell.to_owned(), meaning.trim().to_owned()));
        (cell, rest) = (next, after);
    }
    entries.push((cell.to_owned(), rest.trim().to_owned()));
    left
}

fn last_word(text: &str) -> (&str, &str) {
    let text = text.trim_end();
    text.rsplit_once(char::is_whitespace).unwrap_or(("", text))
}

/// *0: ja*, *1 - no*, *1 means no*: a number and a word, parted by anything.
fn loosely(text: &str) -> Option<(String, String)> {
    const MEANS: [&str; 9] = [
        "is",
        "means",
        "betekent",
        "heisst",
        "heißt",
        "bedeutet",
        "signifie",
        "significa",
        "ist",
    ];
    let text = text.trim();
    let at = text.find(|c: char| !c.is_alphanumeric())?;
    let (cell, rest) = text.split_at(at);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":-–—".contains(c));
    let meaning = match rest.split_once(' ') {
        Some((first, after)) if MEANS.contains(&first) => after.trim(),
        _ => rest,
    };
    let is_number = |text: &str| text.parse::<u32>().is_ok();
    let parted = is_number(cell) != is_number(meaning);
    (parted && consent_word(meaning).is_some() && (is_number(cell) || yes_no(cell).is_some()))
        .then(|| (cell.to_owned(), meaning.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_is_no_part_of_the_name() {
        for (header, name, open) in [
            ("Nieuwsbrief (0=ja, 1=nee)", "Nieuwsbrief (,)", true),
            ("Newsletter (1 = nein)", "Newsletter ()", true),
            ("Newsletter 0=yes 1=no", "Newsletter", true),
            ("Newsletter [yes=0|no=1]", "Newsletter [|]", true),
            ("Newsletter (1: no / 0: yes)", "Newsletter (/)", true),
            ("Newsletter (1 - nein)", "Newsletter ()", true),
            ("Newsletter (1 betekent nee)", "Newsletter ()", true),
            ("Newsletter (1 -> unsubscribed)", "Newsletter ()", true),
            ("Newsletter (A=yes)", "Newsletter ()", true),
            ("Newsletter (1=per post)", "Newsletter ()", true),
            ("Newsletter (1=ja, 0=nee)", "Newsletter (,)", false),
            ("Newsletter (J=ja;N=nein)", "Newsletter (;)", false),
            ("Newsletter (1=subscribed 0=not subscribed)", "Newsletter ()", false),
            ("Newsletter (J/N)", "Newsletter (J/N)", false),
            ("Newsletter (0/1)", "Newsletter (0/1)", false),
            ("E-mail opt-in: yes", "E-mail opt-in: yes", false),
            ("Opt-in", "Opt-in", false),
            ("Newsletter 2", "Newsletter 2", false),
        ] {
            let legend = Legend::of(header);
            assert_eq!((legend.name.trim(), legend.is_open(false)), (name, open), "{header}");
        }
        assert!(!Legend::of("Unsubscribed (1=yes)").is_open(true));
        assert!(Legend::of("Unsubscribed (1=subscribed)").is_open(true));
    }
}
