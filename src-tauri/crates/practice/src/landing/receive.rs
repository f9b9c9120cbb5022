//! Bytes that go to disk as they come, and are checked on the way. A file counts only once it has arrived completely and
//! as it was promised.

use super::word;
use crate::answer::{self, Refusal};
use axum::{
    body::{Body, HttpBody as _},
    http::HeaderMap,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use crc::{Crc, Digest, Table};
use md5::{Digest as _, Md5};
use std::{future::poll_fn, path::Path, pin::Pin};
use tokio::{fs::File, io::AsyncWriteExt as _};

/// Azure's CRC-64 has the polynomial and the parameters that the catalogue calls NVME; on the wire it is little-endian.
const CRC64: Crc<u64, Table<16>> = Crc::<u64, Table<16>>::new(&crc::CRC_64_NVME);

/// What is known of received bytes.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) size: u64,
    pub(super) md5: Option<String>,
    pub(super) crc64: Option<String>,
}

/// The sums that are kept while bytes come: each costs time, so only those that somebody asks for.
struct Sums {
    md5: Option<Md5>,
    crc64: Option<Digest<'static, u64, Table<16>>>,
}

static TABLE: Crc<u64, Table<16>> = CRC64;

impl Sums {
    fn wanted(headers: &HeaderMap, always_md5: bool) -> Self {
        Self {
            md5: (always_md5 || headers.contains_key("content-md5")).then(Md5::new),
            crc64: headers.contains_key("x-ms-content-crc64").then(|| TABLE.digest()),
        }
    }

    fn add(&mut self, bytes: &[u8]) {
        if let Some(md5) = &mut self.md5 {
            md5.update(bytes);
        }
        if let Some(crc) = &mut self.crc64 {
            crc.update(bytes);
        }
    }

    fn end(self, size: u64) -> Received {
        Received {
            size,
            md5: self.md5.map(|sum| BASE64_STANDARD.encode(sum.finalize())),
            crc64: self
                .crc64
                .map(|sum| BASE64_STANDARD.encode(sum.finalize().to_le_bytes())),
        }
    }
}

/// 411 and 413 before a byte is read.
pub(super) fn announced(headers: &HeaderMap, limit: u64) -> Result<u64, Refusal> {
    let length = word(headers, "content-length").and_then(|l| l.parse::<u64>().ok());
    let missing = "Content-Length HTTP header is missing.";
    match length {
        None => Err(answer::blob(411, "MissingContentLengthHeader", missing)),
        Some(length) if length > limit => Err(answer::blob(
            413,
            "RequestBodyTooLarge",
            &format!("The request body is too large and exceeds the maximum permissible limit of {limit} bytes."),
        )),
        Some(length) => Ok(length),
    }
}

/// Writes the body to `path`; what was not taken leaves no file.
pub(super) async fn receive(path: &Path, headers: &HeaderMap, body: Body, md5: bool) -> Result<Received, Refusal> {
    let taken = write(path, Sums::wanted(headers, md5), body).await;
    let checked = taken.and_then(|received| promised(headers, &received).map(|()| received));
    if checked.is_err() {
        let _ = tokio::fs::remove_file(path).await;
    }
    checked
}

async fn write(path: &Path, mut sums: Sums, mut body: Body) -> Result<Received, Refusal> {
    let mut file = File::create(path).await?;
    let mut size = 0;
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let early = |_| answer::blob(400, "InvalidInput", "The request body ended early.");
        let Ok(bytes) = frame.map_err(early)?.into_data() else {
            continue;
        };
        size += bytes.len() as u64;
        sums.add(&bytes);
        file.write_all(&bytes).await?;
    }
    file.flush().await?;
    Ok(sums.end(size))
}

/// Whether the bytes are those that the headers promise.
pub(super) fn promised(headers: &HeaderMap, received: &Received) -> Result<(), Refusal> {
    let differs = |name: &str, sum: &Option<String>| word(headers, name).is_some_and(|p| Some(p) != sum.as_deref());
    if differs("content-md5", &received.md5) {
        let text = "The MD5 value specified in the request did not match the MD5 value calculated by the server.";
        return Err(answer::blob(400, "Md5Mismatch", text));
    }
    if differs("x-ms-content-crc64", &received.crc64) {
        let text = "The CRC64 value specified in the request did not match the CRC64 value calculated by the server.";
        return Err(answer::blob(400, "Crc64Mismatch", text));
    }
    Ok(())
}

/// The sums of bytes that are in memory.
pub(super) fn sums_of(headers: &HeaderMap, bytes: &[u8]) -> Received {
    let mut sums = Sums::wanted(headers, false);
    sums.add(bytes);
    sums.end(bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crc_is_the_one_of_the_catalogue() {
        // The check value of CRC-64/NVME; Azure's polynomial 0x9A6C9329AC4BC9B5 is its reflection.
        assert_eq!(CRC64.checksum(b"123456789"), 0xAE8B_1486_0A79_9888);
        assert_eq!(crc::CRC_64_NVME.poly.reverse_bits(), 0x9A6C_9329_AC4B_C9B5);
    }
}
