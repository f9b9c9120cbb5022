//! Takes e-mail addresses, long numbers and tokens out of texts that the platform may have filled with row values.
//!
//! Errs on the side of taking out too much: what is left is for support, never for a decision.

/// Longest text kept, in characters.
pub(crate) const KEPT: usize = 500;
/// Digits in a run, separators not counted, that are still kept.
const DIGITS: usize = 9;

/// The text on one line, at most 500 characters, with `<e-mail>`, `<number>` and `<token>` where those stood.
///
/// Applying it twice changes nothing more.
pub fn redact(text: &str) -> String {
    // A cap before the passes keeps a hostile megabyte cheap; what it cuts lies beyond what is kept.
    let start: String = text
        .chars()
        .take(KEPT * 8)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut clean = pass(&start);
    // Taking one thing out can bring another together, so until nothing moves any more.
    loop {
        let next = pass(&clean);
        if next == clean {
            return clean;
        }
        clean = next;
    }
}

fn pass(text: &str) -> String {
    let clean = take_numbers(&take_tokens(&take_emails(&text.replace("%40", "@"))));
    if clean.chars().count() <= KEPT {
        return clean;
    }
    clean.chars().take(KEPT - 1).chain(['…']).collect()
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c)
}

fn is_domain(c: char) -> bool {
    c.is_alphanumeric() || ".-".contains(c)
}

/// Replaces `local@domain`, also with a quoted local part; an organisation's id (`…@AdobeOrg`) stays.
fn take_emails(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let domain = after.find(|c| !is_domain(c)).unwrap_or(after.len());
        let start = local_start(before);
        if domain == 0 || start == before.len() || &after[..domain] == "AdobeOrg" {
            out.push_str(&rest[..=at]);
            rest = after;
        } else {
            out.push_str(&before[..start]);
            out.push_str("<e-mail>");
            rest = &after[domain..];
        }
    }
    out.push_str(rest);
    out
}

fn local_start(before: &str) -> usize {
    if let Some(inner) = before.strip_suffix('"') {
        return inner.rfind('"').unwrap_or(before.len());
    }
    before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_local(*c))
        .last()
        .map_or(before.len(), |(i, _)| i)
}

/// Replaces bearer tokens: a long word that starts as a base64 JSON object does.
fn take_tokens(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("eyJ") {
        let word = &rest[start..];
        let end = word
            .find(|c: char| !(c.is_ascii_alphanumeric() || "-_.=".contains(c)))
            .unwrap_or(word.len());
        out.push_str(&rest[..start]);
        out.push_str(if end >= 20 { "<token>" } else { &word[..end] });
        rest = &word[end..];
    }
    out.push_str(rest);
    out
}

/// Replaces runs of more than nine digits, also when written with spaces, dots, slashes, hyphens or brackets.
fn take_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while i < chars.len() {
        let (digits, end) = number_at(&chars, i);
        if digits > DIGITS {
            out.push_str("<number>");
        } else {
            out.extend(&chars[i..end]);
        }
        i = end;
    }
    out
}

/// How many digits the number at `start` has, and where it ends; a lone character counts as a number of none.
fn number_at(chars: &[char], start: usize) -> (usize, usize) {
    let (mut digits, mut end, mut gap) = (0, start, 0);
    for (i, c) in chars.iter().enumerate().skip(start) {
        if c.is_numeric() {
            (digits, end, gap) = (digits + 1, i + 1, 0);
        } else if digits > 0 && gap < 2 && " .-/()".contains(*c) {
            gap += 1;
        } else {
            break;
        }
    }
    (digits, end.max(start + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_numbers_and_tokens_are_taken_out() {
        for (text, clean) in [
            ("value jane.doe+x@example.com is bad", "value <e-mail> is bad"),
            ("\"jane@example.com\",5", "\"<e-mail>\",5"),
            ("x \"john smith\"@example.org y", "x <e-mail> y"),
            ("entityId=jane%40example.com", "<e-mail>"),
            ("zoë@münchen.example", "<e-mail>"),
            ("phone 0612345678!", "phone <number>!"),
            ("phone +31 (6) 12-34-56-78", "phone +<number>"),
            ("Bearer eyJhbGciOiJIUzI1NiJ9.abc.def-_ end", "Bearer <token> end"),
            ("line\nbreak\u{7}", "line break "),
        ] {
            assert_eq!(redact(text), clean);
        }
    }

    #[test]
    fn what_support_needs_is_kept() {
        for text in [
            "INGEST-1212-400: 25143 files (over the 25000 threshold)",
            "org 5C1328435BF324E90A49402A@AdobeOrg is unknown",
            "batch 01EQ1C48TR4GD4FE7NH2522TCQ not found",
            "rows 13-26, at 12:55",
            "lone @ sign",
        ] {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn long_texts_are_cut_at_500_characters() {
        let long = redact(&"é ".repeat(100_000));
        assert_eq!(long.chars().count(), 500);
        assert!(long.ends_with('…'));
    }

    proptest! {
        #[test]
        fn an_address_or_a_phone_number_never_survives(
            before in "\\PC{0,40}", local in "[a-z][a-z0-9.+_-]{3,20}", phone in "[0-9]{10,14}", after in "\\PC{0,40}",
        ) {
            let clean = redact(&format!("{before} {local}@shop.example and {phone} {after}"));
            prop_assert!(!clean.contains(&format!("{local}@")), "{clean}");
            prop_assert!(!clean.contains(&phone), "{clean}");
        }

        #[test]
        fn redacting_twice_changes_nothing_more(text in "(\\PC|[0-9@%4. \"eyJ-]){0,700}") {
            let once = redact(&text);
            prop_assert_eq!(redact(&once), once.clone());
            prop_assert!(once.chars().count() <= KEPT);
        }
    }
}
