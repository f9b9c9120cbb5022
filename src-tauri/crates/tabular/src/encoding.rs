//! Which encoding the bytes are in, from a sample. Nothing is guessed per row: text that is UTF-8 for the most part
//! stays UTF-8, and the cells that are not are found one by one later.

use crate::{Error, FileKind};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Charset(&'static Encoding);

impl Charset {
    /// UTF-8.
    pub const UTF_8: Self = Self(UTF_8);
    /// UTF-16, low byte first.
    pub const UTF_16LE: Self = Self(UTF_16LE);
    /// UTF-16, high byte first.
    pub const UTF_16BE: Self = Self(UTF_16BE);
    /// What Western European Excel writes as "CSV".
    pub const WINDOWS_1252: Self = Self(WINDOWS_1252);

    /// Reads a WHATWG label, such as `iso-8859-15` or `macintosh`.
    pub fn from_label(label: &str) -> Result<Self, Error> {
        Encoding::for_label_no_replacement(label.as_bytes())
            .map(Self)
            .ok_or(Error::UnknownEncoding)
    }

    /// Its WHATWG label in lower case: `utf-8`, `windows-1252`.
    pub fn label(self) -> String {
        self.0.name().to_ascii_lowercase()
    }

    /// Text in it passes through unchanged.
    pub fn is_utf8(self) -> bool {
        self == Self::UTF_8
    }

    pub(crate) fn encoding(self) -> &'static Encoding {
        self.0
    }

    /// Length of the byte order mark of this encoding at the start of `head`.
    pub(crate) fn mark_len(self, head: &[u8]) -> usize {
        match Encoding::for_bom(head) {
            Some((encoding, length)) if encoding == self.0 => length,
            _ => 0,
        }
    }
}

/// How the bytes of a file become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detected {
    /// The encoding.
    pub charset: Charset,
    /// The file begins with a byte order mark.
    pub bom: bool,
    /// Taken for UTF-8, though some of the sample is not.
    pub mixed: bool,
    /// The sample has no byte beyond ASCII, so a later one may still prove another encoding.
    pub ascii: bool,
}

impl Detected {
    /// Length of the byte order mark, which is no part of the text.
    pub fn mark_len(self) -> u64 {
        match (self.bom, self.charset.is_utf8()) {
            (false, _) => 0,
            (true, true) => 3,
            (true, false) => 2,
        }
    }

    /// The same bytes in the encoding that the user chose.
    pub fn chosen(charset: Charset, head: &[u8]) -> Self {
        Self {
            charset,
            bom: charset.mark_len(head) > 0,
            mixed: false,
            ascii: false,
        }
    }
}

/// Detects the encoding of a file from its first bytes. `complete`: the sample is the whole file.
pub fn detect(sample: &[u8], complete: bool) -> Result<Detected, Error> {
    let found = |charset, bom| Detected {
        charset,
        bom,
        mixed: false,
        ascii: false,
    };
    if sample.starts_with(b"\xff\xfe\0\0") || sample.starts_with(b"\0\0\xfe\xff") {
        return Err(Error::NotText { kind: FileKind::Utf32 });
    }
    let marked = Encoding::for_bom(sample);
    if let Some((encoding, _)) = marked
        && encoding != UTF_8
    {
        return Ok(found(Charset(encoding), true));
    }
    if let Some(charset) = unmarked_wide(sample)? {
        return Ok(found(charset, false));
    }
    let census = Census::of(sample, complete);
    let bom = marked.is_some();
    if census.is_binary(sample.len()) {
        return Err(Error::NotText { kind: FileKind::Binary });
    }
    // One true UTF-8 sequence by chance is rare in an 8-bit encoding, a few per file at most.
    if bom || census.foreign == 0 || census.utf8 * 4 >= census.foreign {
        let mixed = census.foreign + census.ill_formed > 0;
        return Ok(Detected {
            charset: Charset::UTF_8,
            bom,
            mixed,
            ascii: census.utf8 == 0 && !mixed,
        });
    }
    Ok(found(neighbour(sample, census.foreign), false))
}

/// Fewer bytes beyond ASCII than this, and nothing is told from how often each occurs.
const TELLING: usize = 12;

/// Which 8-bit or East Asian encoding it is, by the letters that follow each other: Western, unless the text says
/// otherwise.
fn neighbour(sample: &[u8], foreign: usize) -> Charset {
    if foreign < TELLING {
        return Charset::WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Lines of plain ASCII say nothing, and a table has many.
    for line in sample.split_inclusive(|b| *b == b'\n').filter(|line| !line.is_ascii()) {
        detector.feed(line, false);
    }
    detector.feed(b"", true);
    Charset(detector.guess(None, Utf8Detection::Deny))
}

/// UTF-16 and UTF-32 without a mark, by where the NUL bytes of ASCII letters stand.
fn unmarked_wide(sample: &[u8]) -> Result<Option<Charset>, Error> {
    let mut nuls = [0_usize; 4];
    for quad in sample.chunks_exact(4) {
        for (count, byte) in nuls.iter_mut().zip(quad) {
            *count += usize::from(*byte == 0);
        }
    }
    let quads = sample.len() / 4;
    let many = |n: usize| quads > 2 && n * 10 >= quads * 4;
    let few = |n: usize| n <= 1 + quads / 20;
    let [a, b, c, d] = nuls;
    if (many(b) && many(c) && many(d) && few(a)) || (many(a) && many(b) && many(c) && few(d)) {
        return Err(Error::NotText { kind: FileKind::Utf32 });
    }
    Ok(match () {
        () if many(b) && many(d) && few(a) && few(c) => Some(Charset::UTF_16LE),
        () if many(a) && many(c) && few(b) && few(d) => Some(Charset::UTF_16BE),
        () => None,
    })
}

/// What kinds of bytes a sample holds.
#[derive(Default)]
struct Census {
    /// Well-formed sequences of several bytes.
    utf8: usize,
    /// Sequences built like UTF-8 that it forbids: overlong forms and surrogates. Their writer meant UTF-8.
    ill_formed: usize,
    /// Other bytes beyond ASCII.
    foreign: usize,
    /// Control characters that no text has.
    controls: usize,
}

impl Census {
    fn of(sample: &[u8], complete: bool) -> Self {
        let mut census = Self {
            controls: sample.iter().filter(|b| is_control(**b)).count(),
            ..Self::default()
        };
        let mut rest = sample;
        loop {
            let (good, bad) = match std::str::from_utf8(rest) {
                Ok(_) => (rest.len(), None),
                Err(error) => (error.valid_up_to(), Some(error.error_len())),
            };
            census.utf8 += rest[..good].iter().filter(|b| **b >= 0xc0).count();
            rest = &rest[good..];
            let skip = match bad {
                None => return census,
                // A sample may end within a character, a file may not.
                Some(None) if !complete => return census,
                Some(_) => census.ill_formed_at(rest),
            };
            rest = &rest[skip..];
        }
    }

    fn ill_formed_at(&mut self, rest: &[u8]) -> usize {
        let tail = |n: usize| {
            rest.get(1..=n)
                .is_some_and(|t| t.iter().all(|b| (0x80..0xc0).contains(b)))
        };
        let length = match rest[0] {
            0xc0 | 0xc1 if tail(1) => 2,
            0xe0 | 0xed if tail(2) => 3,
            0xf0 if tail(3) => 4,
            _ => 0,
        };
        if length > 0 {
            self.ill_formed += 1;
            return length;
        }
        self.foreign += 1;
        1
    }

    fn is_binary(&self, total: usize) -> bool {
        // Compressed or encrypted bytes have a tenth of them; a small text may have a few by accident.
        if total >= 512 {
            self.controls * 100 > total * 7
        } else {
            self.controls * 10 > total * 3
        }
    }
}

fn is_control(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=25 | 27..=31 | 127)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() })
            .collect()
    }

    fn charset(sample: &[u8]) -> (String, bool, bool) {
        let found = detect(sample, true).unwrap();
        (found.charset.label(), found.bom, found.mixed)
    }

    #[test]
    fn each_encoding_of_the_corpus_is_known() {
        let text = "email;naam\r\na@example.com;José Müller\r\n";
        let table: &[(&str, Vec<u8>, &str, bool, bool)] = &[
            ("05 plain", b"email\na@example.com".to_vec(), "utf-8", false, false),
            (
                "06 UTF-8 mark",
                [b"\xef\xbb\xbf", text.as_bytes()].concat(),
                "utf-8",
                true,
                false,
            ),
            ("utf-8", text.as_bytes().to_vec(), "utf-8", false, false),
            (
                "07 UTF-16LE mark",
                [b"\xff\xfe".to_vec(), utf16(text, true)].concat(),
                "utf-16le",
                true,
                false,
            ),
            (
                "08 UTF-16BE mark",
                [b"\xfe\xff".to_vec(), utf16(text, false)].concat(),
                "utf-16be",
                true,
                false,
            ),
            ("09 UTF-16LE bare", utf16(text, true), "utf-16le", false, false),
            ("09 UTF-16BE bare", utf16(text, false), "utf-16be", false, false),
            (
                "11 Windows-1252",
                b"email;naam\r\na@example.com;Jos\xe9 M\xfcller \x80 5\r\n".to_vec(),
                "windows-1252",
                false,
                false,
            ),
            (
                "12 mixed",
                "email\nJosé\nZoë\nJos\u{0}"
                    .replace('\0', "")
                    .into_bytes()
                    .into_iter()
                    .chain(*b"\xe9\n")
                    .collect(),
                "utf-8",
                false,
                true,
            ),
            (
                "13 overlong",
                b"email\n\xc0\xaf@example.com\n".to_vec(),
                "utf-8",
                false,
                true,
            ),
            (
                "14 surrogate",
                b"email\n\xed\xa0\x80@example.com\n".to_vec(),
                "utf-8",
                false,
                true,
            ),
            (
                "15 NUL bytes",
                b"email,name\na@example.com,Jo\0s\n".to_vec(),
                "utf-8",
                false,
                false,
            ),
        ];
        for (name, sample, label, bom, mixed) in table {
            assert_eq!(charset(sample), ((*label).to_owned(), *bom, *mixed), "{name}");
        }
    }

    #[test]
    fn neighbours_of_windows_1252_are_told_by_their_letters() {
        let table = [
            (
                "windows-1252",
                "José Müller;Málaga\nFrançois Lefèvre;Orléans\nSørensen;Århus\nZoë Daniël;Curaçao\nJürgen Groß;Köln\n",
            ),
            (
                "windows-1250",
                "Wałęsa Grażyna;Łódź\nDvořák Jiří;Plzeň\nŻółkiewski;Gdańsk\nČapek Růžena;Ústí nad Labem\n",
            ),
            (
                "windows-1251",
                "Иван Петров;Москва\nОльга Смирнова;Тверь\nСергей Кузнецов;Казань\n",
            ),
            (
                "windows-1253",
                "Γιώργος Παπαδόπουλος;Αθήνα\nΜαρία Νικολάου;Θεσσαλονίκη\n",
            ),
            (
                "windows-1254",
                "Ayşe Yılmaz;İstanbul\nMehmet Çağlar;Diyarbakır\nGülşen Doğan;Eskişehir\nIşık Şahin;Muğla\n",
            ),
            (
                "windows-1257",
                "Žydrūnas Kęstutis;Klaipėda\nĀris Bērziņš;Rīga\nRūta Šimkutė;Panevėžys\n",
            ),
            ("shift_jis", "山田太郎;東京\n鈴木花子;大阪\n"),
        ];
        for (label, names) in table {
            let charset = Charset::from_label(label).unwrap();
            let (bytes, _, unmappable) = charset.encoding().encode(names);
            assert!(!unmappable, "{label}");
            let sample = [b"naam;plaats\n", &bytes[..]].concat();
            assert_eq!(charset_of(&sample), label);
        }
        assert_eq!(
            charset_of(b"naam\nJos\xe9\nWa\xb3\xeasa\n"),
            "windows-1252",
            "too little to tell"
        );
    }

    fn charset_of(sample: &[u8]) -> String {
        charset(sample).0
    }

    #[test]
    fn what_is_not_text_is_named() {
        let utf32: Vec<u8> = "email,name\n".chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
        let marked = [b"\xff\xfe\0\0".to_vec(), utf32.clone()].concat();
        let noise: Vec<u8> = (0..4_096_u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        for (name, sample, kind) in [
            ("10", marked, FileKind::Utf32),
            ("10 bare", utf32, FileKind::Utf32),
            ("noise", noise, FileKind::Binary),
        ] {
            assert!(
                matches!(detect(&sample, true), Err(Error::NotText { kind: k }) if k == kind),
                "{name}"
            );
        }
    }

    #[test]
    fn a_sample_may_end_within_a_character() {
        let sample = &"naam\nJosé".as_bytes()[.."naam\nJosé".len() - 1];
        assert!(!detect(sample, false).unwrap().mixed);
        assert_eq!(detect(sample, true).unwrap().charset, Charset::WINDOWS_1252);
    }

    #[test]
    fn labels_are_those_of_the_web() {
        assert_eq!(Charset::from_label("latin1").unwrap().label(), "windows-1252");
        assert_eq!(Charset::from_label("MacRoman").map(Charset::label).ok(), None);
        assert_eq!(Charset::from_label("macintosh").unwrap().label(), "macintosh");
        assert!(Charset::from_label("klingon").is_err());
    }
}
