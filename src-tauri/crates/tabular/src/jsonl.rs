//! Records as JSON Lines. Hand-written, because a million records should not each become a tree first: the keys of
//! each leaf are spelled out once, and what lies between two leaves is a piece of that.

use crate::tree::{Node, tree};
use crate::{Error, calendar};
use std::io::Write;
use xdm::{Shape, Value};

/// One leaf and how to get to it.
struct LeafKey {
    /// Its place in the shape.
    index: usize,
    list: bool,
    /// Objects around it.
    depth: usize,
    /// Objects that it shares with the leaf written before it.
    shared: usize,
    /// `"person":{"name":{"firstName":`
    keys: Vec<u8>,
    /// Where to begin in `keys` when so many objects are open already.
    cuts: Vec<usize>,
}

/// Writes records of one shape as JSON, all on one line.
pub struct RecordJson {
    leaves: Vec<LeafKey>,
    /// `"Email":[{"id":` for each namespace.
    namespaces: Vec<Vec<u8>>,
}

impl RecordJson {
    /// Prepares the keys of a shape.
    pub fn new(shape: &Shape) -> Self {
        let mut leaves: Vec<LeafKey> = Vec::with_capacity(shape.leaves.len());
        let mut paths: Vec<Vec<String>> = Vec::new();
        collect(&tree(shape), &mut Vec::new(), &mut |path, index| {
            let objects = &path[..path.len() - 1];
            let before = paths.last().map_or(&[][..], |p: &Vec<String>| &p[..p.len() - 1]);
            let shared = objects.iter().zip(before).take_while(|(a, b)| a == b).count();
            leaves.push(LeafKey {
                shared,
                ..leaf_key(path, index, shape.leaves[index].list)
            });
            paths.push(path.to_vec());
        });
        let namespaces = shape.identity_map.iter().map(|n| keyed(n, b"[{\"id\":")).collect();
        Self { leaves, namespaces }
    }

    /// Adds a record to `out`, without a line end. `row` is parallel to the shape's leaves, `ids` to its namespaces.
    pub fn write(&self, row: &[Option<Value<'_>>], ids: &[Option<impl AsRef<str>>], out: &mut Vec<u8>) {
        self.write_to(row, ids, out);
    }

    /// The exact length of the record in bytes, without a line end and without writing it.
    pub fn len(&self, row: &[Option<Value<'_>>], ids: &[Option<impl AsRef<str>>]) -> usize {
        let mut count = Count(0);
        self.write_to(row, ids, &mut count);
        count.0
    }

    /// The record on several lines, for people.
    pub fn pretty(&self, row: &[Option<Value<'_>>], ids: &[Option<impl AsRef<str>>]) -> String {
        let mut line = Vec::new();
        self.write_to(row, ids, &mut line);
        indented(&String::from_utf8_lossy(&line))
    }

    fn write_to(&self, row: &[Option<Value<'_>>], ids: &[Option<impl AsRef<str>>], out: &mut impl Out) {
        out.put(b"{");
        let mut first = !self.write_identities(ids, out);
        let (mut open, mut shared) = (0, 0);
        for leaf in &self.leaves {
            shared = shared.min(leaf.shared);
            let Some(value) = row.get(leaf.index).and_then(Option::as_ref) else {
                continue;
            };
            close(open - shared, out);
            if !first {
                out.put(b",");
            }
            first = false;
            out.put(&leaf.keys[leaf.cuts[shared]..]);
            if leaf.list {
                out.put(b"[");
            }
            write_value(value, out);
            if leaf.list {
                out.put(b"]");
            }
            (open, shared) = (leaf.depth, leaf.depth);
        }
        close(open + 1, out);
    }

    fn write_identities(&self, ids: &[Option<impl AsRef<str>>], out: &mut impl Out) -> bool {
        let mut any = false;
        for (index, namespace) in self.namespaces.iter().enumerate() {
            let Some(id) = ids.get(index).and_then(Option::as_ref) else {
                continue;
            };
            out.put(if any { b"," } else { b"\"identityMap\":{" });
            out.put(namespace);
            out.text(id.as_ref());
            // The first that the shopper has: an empty customer number leaves the e-mail address.
            out.put(if any {
                b",\"primary\":false}]"
            } else {
                b",\"primary\":true}]"
            });
            any = true;
        }
        if any {
            out.put(b"}");
        }
        any
    }
}

/// Calls `seen` for each leaf in the order of writing, with its names from the root down.
fn collect(nodes: &[Node], path: &mut Vec<String>, seen: &mut impl FnMut(&[String], usize)) {
    for node in nodes {
        match node {
            Node::Leaf { name, index } => {
                path.push(name.clone());
                seen(path, *index);
            }
            Node::Object { name, fields } => {
                path.push(name.clone());
                collect(fields, path, seen);
            }
        }
        path.pop();
    }
}

fn leaf_key(path: &[String], index: usize, list: bool) -> LeafKey {
    let (mut keys, mut cuts) = (Vec::new(), Vec::new());
    for (level, name) in path.iter().enumerate() {
        cuts.push(keys.len());
        keys.extend(keyed(name, if level + 1 < path.len() { b"{" } else { b"" }));
    }
    LeafKey {
        index,
        list,
        depth: path.len() - 1,
        shared: 0,
        keys,
        cuts,
    }
}

fn keyed(name: &str, behind: &[u8]) -> Vec<u8> {
    let mut key = Vec::new();
    write_text(name, &mut key);
    key.push(b':');
    key.extend_from_slice(behind);
    key
}

fn close(objects: usize, out: &mut impl Out) {
    const CLOSING: [u8; 32] = [b'}'; 32];
    let mut left = objects;
    while left > 0 {
        let now = left.min(CLOSING.len());
        out.put(&CLOSING[..now]);
        left -= now;
    }
}

/// Where JSON goes: into bytes, or only into their count.
trait Out {
    fn put(&mut self, bytes: &[u8]);
    fn text(&mut self, text: &str);
    fn day(&mut self, days: i32);
    fn instant(&mut self, ms: i64);
}

impl Out for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        write_text(text, self);
    }

    fn day(&mut self, days: i32) {
        self.put(b"\"");
        self.put(&calendar::date(i64::from(days)));
        self.put(b"\"");
    }

    fn instant(&mut self, ms: i64) {
        let (text, len) = calendar::date_time(ms);
        self.put(b"\"");
        self.put(&text[..len]);
        self.put(b"\"");
    }
}

struct Count(usize);

impl Out for Count {
    fn put(&mut self, bytes: &[u8]) {
        self.0 += bytes.len();
    }

    fn text(&mut self, text: &str) {
        self.0 += text_len(text);
    }

    fn day(&mut self, _: i32) {
        self.0 += "\"0000-00-00\"".len();
    }

    fn instant(&mut self, ms: i64) {
        self.0 += if ms % 1_000 == 0 {
            "\"0000-00-00T00:00:00Z\"".len()
        } else {
            "\"0000-00-00T00:00:00.000Z\"".len()
        };
    }
}

/// The longest number is far shorter.
struct Scratch {
    bytes: [u8; 48],
    len: usize,
}

impl Write for Scratch {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = bytes.len().min(self.bytes.len() - self.len);
        self.bytes[self.len..self.len + n].copy_from_slice(&bytes[..n]);
        self.len += n;
        Ok(n)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn write_value(value: &Value<'_>, out: &mut impl Out) {
    let mut scratch = Scratch { bytes: [0; 48], len: 0 };
    let written = match value {
        Value::Text(text) => return out.text(text),
        Value::Boolean(yes) => return out.put(if *yes { b"true" } else { b"false" }),
        Value::Date(days) => return out.day(*days),
        Value::DateTime(ms) => return out.instant(*ms),
        // The shortest digits that read back as the same number, with an exponent where that is long.
        Value::Double(number) => write!(scratch, "{number:?}"),
        Value::Integer(number) => write!(scratch, "{number}"),
    };
    debug_assert!(written.is_ok(), "48 bytes hold every number");
    out.put(&scratch.bytes[..scratch.len]);
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let bytes = text.as_bytes();
    let mut from = 0;
    out.push(b'"');
    while let Some(at) = next_special(bytes, from) {
        out.extend_from_slice(&bytes[from..at]);
        if let Some(letter) = short_escape(bytes[at]) {
            out.extend_from_slice(&[b'\\', letter]);
        } else {
            let byte = usize::from(bytes[at]);
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', HEX[byte >> 4], HEX[byte & 15]]);
        }
        from = at + 1;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
}

/// How many bytes [`write_text`] would write.
fn text_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let plain = 2 + bytes.len();
    if !has_special(bytes) {
        return plain;
    }
    let more = |b: &u8| match short_escape(*b) {
        Some(_) => 1,
        None if *b < 0x20 => 5,
        None => 0,
    };
    plain + bytes.iter().map(more).sum::<usize>()
}

/// What stands behind the backslash, for bytes that need one and have a letter of their own.
fn short_escape(byte: u8) -> Option<u8> {
    match byte {
        b'"' | b'\\' => Some(byte),
        b'\n' => Some(b'n'),
        b'\r' => Some(b'r'),
        b'\t' => Some(b't'),
        _ => None,
    }
}

/// The first byte from `from` on that JSON text cannot hold. Eight at a time, because almost none are.
fn next_special(bytes: &[u8], from: usize) -> Option<usize> {
    let is_special = |b: &u8| *b < 0x20 || *b == b'"' || *b == b'\\';
    let (words, _) = bytes[from..].as_chunks::<8>();
    let skipped = words.iter().take_while(|word| special_in(**word) == 0).count() * 8;
    let rest = &bytes[from + skipped..];
    rest.iter().position(is_special).map(|i| from + skipped + i)
}

/// Whether any byte is one that JSON text cannot hold: whole words, of which the last may lie over the one before it.
fn has_special(bytes: &[u8]) -> bool {
    let (words, tail) = bytes.as_chunks::<8>();
    let seen = words.iter().fold(0, |seen, word| seen | special_in(*word));
    let last = match (
        bytes.last_chunk::<8>(),
        bytes.first_chunk::<4>(),
        bytes.last_chunk::<4>(),
    ) {
        _ if tail.is_empty() => 0,
        (Some(word), ..) => special_in(*word),
        (None, Some(head), Some(end)) => {
            let mut word = [b' '; 8];
            word[..4].copy_from_slice(head);
            word[4..].copy_from_slice(end);
            special_in(word)
        }
        _ => {
            let mut word = [b' '; 8];
            word.iter_mut().zip(tail).for_each(|(to, from)| *to = *from);
            special_in(word)
        }
    };
    seen | last != 0
}

/// Not zero where a byte is a control character, a quote or a backslash: a byte is below `n` where taking `n` away
/// borrows from it.
fn special_in(word: [u8; 8]) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let word = u64::from_le_bytes(word);
    let below = |word: u64, n: u64| word.wrapping_sub(ONES * n) & !word;
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, 0x20) | is(b'"') | is(b'\\')) & (ONES * 0x80)
}

/// Breaks JSON of one line into several.
fn indented(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    for c in json.chars() {
        if in_text {
            out.push(c);
            in_text = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '{' | '[' => {
                depth += 1;
                out.push(c);
                line(&mut out, depth);
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                in_text = c == '"';
                out.push(c);
            }
        }
    }
    out
}

/// A part of JSON Lines in memory.
pub struct JsonlPart {
    json: RecordJson,
    leaves: usize,
    rows: u64,
    bytes: Vec<u8>,
}

impl JsonlPart {
    /// An empty part.
    pub fn new(shape: &Shape) -> Self {
        Self {
            json: RecordJson::new(shape),
            leaves: shape.leaves.len(),
            rows: 0,
            bytes: Vec::new(),
        }
    }

    /// Adds a record. `row` is parallel to the shape's leaves, `ids` to its namespaces.
    pub fn push(&mut self, row: &[Option<Value<'_>>], ids: &[Option<impl AsRef<str>>]) -> Result<(), Error> {
        if row.len() != self.leaves || ids.len() != self.json.namespaces.len() {
            return Err(Error::Shape("another number of values"));
        }
        self.json.write(row, ids, &mut self.bytes);
        self.bytes.push(b'\n');
        self.rows += 1;
        Ok(())
    }

    /// Records so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Bytes so far.
    pub fn encoded_bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The part.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &Value<'_>) -> String {
        let mut out = Vec::new();
        write_value(value, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_json() {
        for (number, text) in [
            (0.0, "0.0"),
            (-0.0, "-0.0"),
            (1e21, "1e21"),
            (0.1, "0.1"),
            (5e-324, "5e-324"),
            (1234.5, "1234.5"),
        ] {
            assert_eq!(written(&Value::Double(number)), text);
            assert!(serde_json::from_str::<f64>(text).is_ok());
        }
        assert_eq!(written(&Value::Integer(i64::MIN)), i64::MIN.to_string());
    }

    proptest! {
        #[test]
        fn every_number_reads_back_as_itself(number in any::<f64>()) {
            prop_assume!(number.is_finite());
            prop_assert_eq!(written(&Value::Double(number)).parse::<f64>().unwrap().to_bits(), number.to_bits());
        }

        #[test]
        fn days_and_instants_are_as_long_as_they_are_counted(days in -62_091..84_371_i32, ms in -999..1_000_i64) {
            let instant = i64::from(days) * 86_400_000 + ms * i64::from(days % 2);
            for value in [Value::Date(days), Value::DateTime(instant)] {
                let mut count = Count(0);
                write_value(&value, &mut count);
                prop_assert_eq!(count.0, written(&value).len());
            }
        }

        #[test]
        fn every_text_reads_back_as_itself(text in any::<String>()) {
            let json = written(&Value::Text(text.as_str().into()));
            prop_assert_eq!(text_len(&text), json.len());
            let is_special = |b: u8| b < 0x20 || b == b'"' || b == b'\\';
            prop_assert_eq!(has_special(text.as_bytes()), text.bytes().any(is_special));
            prop_assert_eq!(next_special(text.as_bytes(), 0), text.bytes().position(is_special));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
