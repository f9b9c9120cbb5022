//! Put Block List: which blocks a blob is made of, and in which order.

use super::{
    blobs::Call,
    receive::{announced, promised, sums_of},
    store::{Segment, Zone},
    write::{keep, properties, remove},
};
use crate::answer::{self, Answer, Refusal};
use axum::body::{Body, to_bytes};
use quick_xml::{Reader, events::Event};
use std::collections::HashMap;

const MOST_BLOCKS: usize = 50_000;
/// A list of fifty thousand ids.
const LARGEST_LIST: u64 = 16 << 20;

pub(super) async fn list(call: &Call, body: Body) -> Answer {
    announced(&call.headers, LARGEST_LIST)?;
    let invalid = || answer::blob(400, "InvalidXmlDocument", "XML specified is not syntactically valid.");
    let bytes = to_bytes(body, LARGEST_LIST as usize).await.map_err(|_| invalid())?;
    promised(&call.headers, &sums_of(&call.headers, &bytes))?;
    let wanted = std::str::from_utf8(&bytes).ok().and_then(wanted).ok_or_else(invalid)?;
    if wanted.len() > MOST_BLOCKS {
        let text = "The block list may not contain more than 50,000 blocks.";
        return Err(answer::blob(400, "BlockListTooLong", text));
    }
    let segments = resolved(call, &wanted)?;
    let (response, gone) = keep(call, properties(&call.headers, false), segments)?;
    remove(call, gone).await;
    Ok(response)
}

/// Where a list says that a block is to be looked for.
enum Place {
    Latest,
    Committed,
    Uncommitted,
}

/// The list's entries in their order; `None` when it is no such document.
fn wanted(text: &str) -> Option<Vec<(Place, String)>> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut found: Vec<(Place, String)> = Vec::new();
    let (mut depth, mut rooted) = (0, false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                depth += 1;
                match (depth, tag.name().as_ref()) {
                    (1, "BlockList") => rooted = true,
                    (2, "Latest") => found.push((Place::Latest, String::new())),
                    (2, "Committed") => found.push((Place::Committed, String::new())),
                    (2, "Uncommitted") => found.push((Place::Uncommitted, String::new())),
                    _ => return None,
                }
            }
            Event::Empty(tag) if depth == 0 && tag.name().as_ref() == "BlockList" => rooted = true,
            Event::Empty(_) => return None,
            Event::Text(text) if depth == 2 => found.last_mut()?.1.push_str(text.trim()),
            Event::End(_) => depth -= 1,
            Event::Eof => return (rooted && depth == 0).then_some(found),
            _ => {}
        }
    }
}

fn resolved(call: &Call, wanted: &[(Place, String)]) -> Result<Vec<Segment>, Refusal> {
    let db = call.state.db();
    let zone = Zone::of(&db, call.sandbox);
    let committed = zone.find(&call.blob)?.map(|b| b.segments).unwrap_or_default();
    let open = zone.uncommitted(&call.blob)?;
    let by_id =
        |list: &'_ [Segment]| -> HashMap<String, Segment> { list.iter().map(|s| (s.id.clone(), s.clone())).collect() };
    let (committed, open) = (by_id(&committed), by_id(&open));
    let found = wanted.iter().map(|(place, id)| match place {
        Place::Latest => open.get(id).or_else(|| committed.get(id)),
        Place::Committed => committed.get(id),
        Place::Uncommitted => open.get(id),
    });
    let found: Option<Vec<Segment>> = found.map(|s| s.filter(|s| !s.id.is_empty()).cloned()).collect();
    found.ok_or_else(|| answer::blob(400, "InvalidBlockList", "The specified block list is invalid."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_says_where_each_block_is_looked_for() {
        let text = "\u{feff}<?xml version=\"1.0\"?>\n<BlockList>\n <Committed>QQ==</Committed><Latest>Qg==</Latest>\n</BlockList>";
        let found = wanted(text).unwrap();
        let ids: Vec<&str> = found.iter().map(|(_, id)| id.as_str()).collect();
        assert_eq!(ids, ["QQ==", "Qg=="]);
        assert!(matches!(found[0].0, Place::Committed) && matches!(found[1].0, Place::Latest));
        assert_eq!(wanted("<BlockList/>").map(|l| l.len()), Some(0));
        for bad in [
            "",
            "<BlockList>",
            "<Blocks></Blocks>",
            "<BlockList><Newest>QQ==</Newest></BlockList>",
        ] {
            assert!(wanted(bad).is_none(), "{bad}");
        }
    }
}
