//! How much an archive's entries really hold. What an archive declares of itself is not believed, and the reader of
//! workbooks keeps whole cells and all shared texts in memory: so each entry is walked through once, as a stream, before
//! that reader sees it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read, Seek};
use zip::ZipArchive;

/// Most bytes of an entry; a sheet of Excel's 1,048,576 rows with a dozen columns has about half of it.
const MAX_ENTRY: u64 = 1 << 30;
/// Most bytes of an entry that is no sheet.
const MAX_WHOLE: u64 = 192 << 20;
/// Most bytes of what is read in one piece: a cell, a shared text, a tag. Excel allows 32,767 characters in a cell.
const MAX_PIECE: u64 = 4 << 20;
/// Most bytes of an entry whose pieces need not be looked at.
const SMALL: u64 = 16 << 20;
/// Most shared texts.
const MAX_TEXTS: u64 = 4 << 20;
/// How deep elements may stand in each other; a workbook's are at most ten deep.
const MAX_DEPTH: usize = 64;
/// Most entries of a workbook.
const MAX_ENTRIES: usize = 10_000;

/// Whether everything in a workbook can be unpacked with little memory.
pub(super) fn is_bounded<R: Read + Seek>(archive: &mut ZipArchive<R>) -> bool {
    archive.len() <= MAX_ENTRIES
        && (0..archive.len()).all(|index| {
            // An entry that cannot be unpacked cannot be read by anybody else either.
            archive.by_index(index).map_or(true, walked)
        })
}

/// Walks through an entry as the reader of workbooks would; a fault in it ends both.
fn walked(entry: impl Read) -> bool {
    let seen = Seen::default();
    let mut xml = Reader::from_reader(Metered {
        inner: BufReader::with_capacity(64 << 10, entry),
        seen: &seen,
    });
    let config = xml.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let (mut buffer, mut depth, mut texts, mut is_sheet) = (Vec::new(), 0_usize, 0_u64, false);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => {
                depth += 1;
                match tag.local_name().as_ref() {
                    "sst" if declared(&tag).is_some_and(|count| count > MAX_TEXTS) => return false,
                    "si" => texts += 1,
                    "c" | "row" if attribute(&tag, "r").is_some_and(|place| !is_place(&place)) => return false,
                    "sheetData" => is_sheet = true,
                    _ => {}
                }
                seen.piece_if(matches!(tag.local_name().as_ref(), "si" | "c" | "row"));
            }
            Ok(Event::End(tag)) => {
                depth = depth.saturating_sub(1);
                // What follows a sheet's rows is never read.
                if tag.local_name().as_ref() == "sheetData" {
                    break;
                }
                seen.piece_if(matches!(tag.local_name().as_ref(), "si" | "c" | "row"));
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
        if depth > MAX_DEPTH || texts > MAX_TEXTS || (!is_sheet && seen.all.get() > MAX_WHOLE) {
            return false;
        }
    }
    !seen.beyond.get()
}

/// How many texts a table of shared texts says that it has; room is made for so many at once.
fn declared(tag: &BytesStart<'_>) -> Option<u64> {
    attribute(tag, "uniqueCount")?.trim().parse().ok()
}

/// No longer than the last one that a sheet has, XFD1048576: the reader counts on beyond it until its numbers are full.
fn is_place(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    letters <= 3 && text.len() - letters <= 7
}

fn attribute<'a>(tag: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    Some(tag.try_get_attribute(name).ok()??.value)
}

/// How much was read.
#[derive(Default)]
struct Seen {
    all: Cell<u64>,
    /// Of the piece that is being read.
    piece: Cell<u64>,
    beyond: Cell<bool>,
}

impl Seen {
    fn piece_if(&self, begins: bool) {
        if begins {
            self.piece.set(0);
        }
    }
}

/// A reader that ends where a limit is met.
struct Metered<'a, R> {
    inner: R,
    seen: &'a Seen,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for Metered<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let (all, piece) = (self.seen.all.get(), self.seen.piece.get());
        if all > MAX_ENTRY || (all > SMALL && piece > MAX_PIECE) {
            self.seen.beyond.set(true);
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.seen.all.set(self.seen.all.get() + amount as u64);
        self.seen.piece.set(self.seen.piece.get() + amount as u64);
        self.inner.consume(amount);
    }
}
