//! What a file really is, by its first bytes and, for a spreadsheet's lock file, its name. Names lie: a workbook
//! renamed to `.csv` is told apart from a zip of other things by what its directory holds.

use memchr::memmem;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// Something that is not delimited text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        #[ts(export)]
        pub enum FileKind { $($(#[$doc])* #[serde(rename = $code)] $name,)+ }

        impl FileKind {
            /// Every kind, for tests that ask whether each has words.
            pub const ALL: &'static [FileKind] = &[$(FileKind::$name,)+];

            /// Its code on the wire.
            pub const fn code(self) -> &'static str {
                match self { $(FileKind::$name => $code,)+ }
            }
        }
    };
}

kinds! {
    /// PNG picture.
    Png = "png",
    /// JPEG picture.
    Jpeg = "jpg",
    /// GIF picture.
    Gif = "gif",
    /// PDF document.
    Pdf = "pdf",
    /// Zip archive of something else than a known document.
    Zip = "zip",
    /// Excel workbook since 2007.
    Xlsx = "xlsx",
    /// Word document since 2007.
    Docx = "docx",
    /// OpenDocument spreadsheet.
    Ods = "ods",
    /// Gzip.
    Gzip = "gzip",
    /// Excel workbook before 2007, or another OLE document.
    Xls = "xls",
    /// Web page.
    Html = "html",
    /// JSON or JSON Lines.
    Json = "json",
    /// XML.
    Xml = "xml",
    /// SQLite database.
    Sqlite = "sqlite",
    /// Parquet file.
    Parquet = "parquet",
    /// Pointer of Git LFS in place of the file.
    GitLfs = "git_lfs",
    /// The file that Excel keeps beside an open workbook.
    ExcelLock = "excel_lock",
    /// Nothing but NUL bytes: a file whose content was lost.
    AllNul = "all_nul",
    /// UTF-32 text.
    Utf32 = "utf32",
    /// Anything else that is not text.
    Binary = "binary",
}

const MAGIC: &[(&[u8], FileKind)] = &[
    (b"\x89PNG\r\n\x1a\n", FileKind::Png),
    (b"\xff\xd8\xff", FileKind::Jpeg),
    (b"GIF87a", FileKind::Gif),
    (b"GIF89a", FileKind::Gif),
    (b"%PDF-", FileKind::Pdf),
    (b"\x1f\x8b", FileKind::Gzip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind::Xls),
    (b"SQLite format 3\0", FileKind::Sqlite),
    (b"PAR1", FileKind::Parquet),
    (b"version https://git-lfs.github.com/spec/", FileKind::GitLfs),
];

/// Says what the file is if it is certainly not delimited text. `head` is the start of the file, the more the better;
/// `name` its base name.
pub fn sniff(name: &str, head: &[u8]) -> Option<FileKind> {
    if head.is_empty() {
        return None;
    }
    // 165 bytes, the first of which is the length of the user's name (at most 52 letters).
    if name.starts_with("~$") && head.len() <= 1_024 && head[0] <= 54 {
        return Some(FileKind::ExcelLock);
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(*kind);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(zip_kind(head));
    }
    if head.iter().all(|b| *b == 0) {
        return Some(FileKind::AllNul);
    }
    markup_kind(head)
}

/// Looks at the names of the archive's entries, which stand before their data.
fn zip_kind(head: &[u8]) -> FileKind {
    for at in memmem::find_iter(head, b"PK\x03\x04") {
        let Some(header) = head.get(at..at + 30) else { break };
        let length = usize::from(u16::from_le_bytes([header[26], header[27]]));
        let name = head.get(at + 30..at + 30 + length).unwrap_or_default();
        if name.starts_with(b"xl/") {
            return FileKind::Xlsx;
        }
        if name.starts_with(b"word/") {
            return FileKind::Docx;
        }
        let content = &head[at + 30 + name.len()..];
        if name == b"mimetype" && content.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
            return FileKind::Ods;
        }
    }
    FileKind::Zip
}

/// HTML, XML and JSON, which are text but no table.
fn markup_kind(head: &[u8]) -> Option<FileKind> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let start = text[..text.len().min(32)].to_ascii_lowercase();
    let opens = |tag: &str| start.starts_with(tag.as_bytes());
    if opens("<?xml") {
        let is_page = memmem::find(&text[..text.len().min(512)], b"<html").is_some();
        return Some(if is_page { FileKind::Html } else { FileKind::Xml });
    }
    if ["<!doctype html", "<html", "<head", "<body", "<table", "<script"]
        .iter()
        .any(|t| opens(t))
    {
        return Some(FileKind::Html);
    }
    let after = text.get(1..).unwrap_or_default().trim_ascii_start().first();
    match (text.first(), after) {
        (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{' | b'[' | b'"' | b']')) => Some(FileKind::Json),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(names: &[&str]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for name in names {
            bytes.extend_from_slice(b"PK\x03\x04");
            bytes.extend_from_slice(&[0; 22]);
            bytes.extend_from_slice(&(name.len() as u16).to_le_bytes());
            bytes.extend_from_slice(&[0; 2]);
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(b"some data");
        }
        bytes
    }

    #[test]
    fn files_that_are_no_text_are_known_by_their_first_bytes() {
        let mut ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        ole.resize(512, 0);
        let cases: &[(&str, Vec<u8>, FileKind)] = &[
            ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), FileKind::Png),
            ("jpg", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), FileKind::Jpeg),
            ("gif", b"GIF89a\x01\0".to_vec(), FileKind::Gif),
            ("pdf", b"%PDF-1.7\n".to_vec(), FileKind::Pdf),
            ("79 gzip", b"\x1f\x8b\x08\0".to_vec(), FileKind::Gzip),
            ("79 zip", zip(&["customers.csv"]), FileKind::Zip),
            (
                "79 xlsx",
                zip(&["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"]),
                FileKind::Xlsx,
            ),
            (
                "docx",
                zip(&["[Content_Types].xml", "word/document.xml"]),
                FileKind::Docx,
            ),
            ("xls", ole, FileKind::Xls),
            ("sqlite", b"SQLite format 3\0rest".to_vec(), FileKind::Sqlite),
            ("parquet", b"PAR1\x15\x04".to_vec(), FileKind::Parquet),
            (
                "80 html",
                b"\xef\xbb\xbf\r\n<!DOCTYPE html><html>".to_vec(),
                FileKind::Html,
            ),
            ("xml", b"<?xml version=\"1.0\"?><customers/>".to_vec(), FileKind::Xml),
            (
                "81 json",
                b"[\n {\"email\":\"a@example.com\"}]".to_vec(),
                FileKind::Json,
            ),
            ("json lines", b"{\"email\":1}\n{}".to_vec(), FileKind::Json),
            (
                "84 git lfs",
                b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n".to_vec(),
                FileKind::GitLfs,
            ),
            ("16 all NUL", vec![0; 4_096], FileKind::AllNul),
        ];
        for (name, head, kind) in cases {
            assert_eq!(sniff("customers.csv", head), Some(*kind), "{name}");
        }
        let lock: Vec<u8> = std::iter::once(4)
            .chain(b"Anna".iter().copied())
            .chain([b' '; 160])
            .collect();
        assert_eq!(sniff("~$customers.csv", &lock), Some(FileKind::ExcelLock), "85");
    }

    #[test]
    fn tables_are_not_taken_for_something_else() {
        for text in [
            "email,name\n",
            "\u{feff}email;name\n",
            "{email},name\n",
            "<email>,name\n",
            "[1],[2]\n",
            "PKW,name\n",
            "<br />\n<b>Warning</b>: x\n",
            "",
        ] {
            assert_eq!(sniff("customers.csv", text.as_bytes()), None, "{text:?}");
        }
        assert_eq!(sniff("~$customers.csv", b"email,name\n"), None);
    }

    #[test]
    fn codes_are_the_same_in_code_and_on_the_wire() {
        for kind in FileKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
    }
}
