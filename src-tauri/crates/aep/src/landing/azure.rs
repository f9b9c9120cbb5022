//! Blocks of a blob (Put Block, Put Block List, Get Block List), and its end.
//!
//! object_store draws the ids of blocks at random, does not ask which are there, sends no checksum with them and deletes
//! by a batch; a resumed upload needs ids that say what they are. So these calls are our own, and listing and looking are
//! object_store's.

use super::access::AzureAccess;
use super::wire::{Answer, Wire, odd};
use crate::error::Error;
use crate::transport::Failure;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use md5::{Digest, Md5};
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};
use reqwest::{Method, RequestBuilder};
use secrecy::ExposeSecret;
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt::Write;
use std::time::SystemTime;

/// The same as object_store's, so that one service answers all calls.
const VERSION: &str = "2023-11-03";

/// One block, ready to be sent.
#[derive(Clone)]
pub(super) struct Block {
    pub(super) id: String,
    pub(super) bytes: Bytes,
    /// Of the bytes, in base64: the store refuses a block that came otherwise.
    pub(super) md5: String,
}

/// What a blob consists of.
#[derive(Default)]
pub(super) struct Blocks {
    /// In their order.
    pub(super) committed: Vec<String>,
    /// Both kinds, with their lengths.
    pub(super) lengths: HashMap<String, u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct BlockList {
    #[serde(default)]
    committed_blocks: BlockNames,
    #[serde(default)]
    uncommitted_blocks: BlockNames,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct BlockNames {
    #[serde(default)]
    block: Vec<BlockName>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct BlockName {
    name: String,
    size: u64,
}

/// The checksum that travels with a block.
pub(super) fn md5(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(Md5::digest(bytes))
}

impl Wire {
    fn azure(&self, method: Method, access: &AzureAccess, name: &str, query: &[(&str, &str)]) -> RequestBuilder {
        let mut url = access.service.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push(&access.container).extend(name.split('/'));
        }
        url.set_query(Some(access.sas.expose_secret()));
        for (key, value) in query {
            url.query_pairs_mut().append_pair(key, value);
        }
        self.client
            .shared
            .http
            .request(method, url)
            .header("x-ms-version", VERSION)
            .header("x-ms-date", httpdate::fmt_http_date(SystemTime::now()))
    }

    pub(super) async fn put_block(
        &self,
        access: &AzureAccess,
        name: &str,
        block: &Block,
        on_sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), Failure> {
        let id = BASE64_STANDARD.encode(&block.id);
        let query = [("comp", "block"), ("blockid", id.as_str())];
        let request = self
            .azure(Method::PUT, access, name, &query)
            .header(CONTENT_TYPE, "application/octet-stream")
            .header("content-md5", &block.md5);
        let answer = self
            .send("put_block", request, Some(block.bytes.clone()), on_sent)
            .await?;
        created(&answer)
    }

    /// The blocks that are there, of a file or of one that is not yet.
    pub(super) async fn blocks(&self, access: &AzureAccess, name: &str) -> Result<Blocks, Failure> {
        let query = [("comp", "blocklist"), ("blocklisttype", "all")];
        let request = self.azure(Method::GET, access, name, &query);
        let answer = match self.send("blocks", request, None, &|_| {}).await {
            Err(Failure {
                error: Error::NotFound(_),
                ..
            }) => return Ok(Blocks::default()),
            answer => answer?,
        };
        read(&answer.body).ok_or_else(|| odd("no list of blocks", answer.status).into())
    }

    /// Makes the file of these blocks, in this order. It is there whole or not at all.
    pub(super) async fn put_block_list(&self, access: &AzureAccess, name: &str, ids: &[String]) -> Result<(), Failure> {
        let mut list = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        for id in ids {
            // Writing to a text cannot fail.
            let _ = write!(list, "<Latest>{}</Latest>", BASE64_STANDARD.encode(id));
        }
        list.push_str("</BlockList>");
        let request = self
            .azure(Method::PUT, access, name, &[("comp", "blocklist")])
            .header(CONTENT_TYPE, "text/plain; charset=UTF-8");
        let answer = self.send("put_block_list", request, Some(list.into()), &|_| {}).await?;
        created(&answer)
    }

    pub(super) async fn delete_blob(&self, access: &AzureAccess, name: &str) -> Result<(), Failure> {
        let request = self.azure(Method::DELETE, access, name, &[]).header(CONTENT_LENGTH, 0);
        self.send("delete_blob", request, None, &|_| {}).await.map(drop)
    }
}

/// Only a 201 without a page counts: a captive portal says 200.
fn created(answer: &Answer) -> Result<(), Failure> {
    if answer.status == 201 {
        Ok(())
    } else {
        Err(odd("not stored", answer.status).into())
    }
}

fn read(body: &[u8]) -> Option<Blocks> {
    // The reader below does not look at the outermost name.
    let text = std::str::from_utf8(body)
        .ok()
        .filter(|text| text.contains("<BlockList"))?;
    let list: BlockList = quick_xml::de::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    // Blocks of other programs have ids of their own kind; they count as missing.
    let decode = |name: &str| String::from_utf8(BASE64_STANDARD.decode(name).unwrap_or_default()).unwrap_or_default();
    let mut blocks = Blocks::default();
    for block in &list.committed_blocks.block {
        blocks.committed.push(decode(&block.name));
    }
    for block in list.committed_blocks.block.iter().chain(&list.uncommitted_blocks.block) {
        blocks.lengths.insert(decode(&block.name), block.size);
    }
    Some(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_blocks_is_read_whatever_it_leaves_out() {
        let blocks = read("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList><CommittedBlocks /><UncommittedBlocks><Block><Name>YQ==</Name><Size>3</Size></Block><Block><Name>//8=</Name><Size>4</Size></Block></UncommittedBlocks></BlockList>".as_bytes()).unwrap();
        assert!(blocks.committed.is_empty());
        assert_eq!((blocks.lengths["a"], blocks.lengths.len()), (3, 2));
        let blocks = read(
            b"<BlockList><CommittedBlocks><Block><Name>YQ==</Name><Size>3</Size></Block></CommittedBlocks></BlockList>",
        )
        .unwrap();
        assert_eq!(blocks.committed, ["a"]);
        assert!(read(b"<html>Sign in</html>").is_none());
    }
}
