//! Pull: raw bytes from files, archives and the network, stored by content hash with a receipt.
//!
//! In: the portal's sources. Out: one [`Snapshot`] a source. Never: parsing what the bytes mean,
//! or printing, storing or publishing a secret.

mod open;

use std::path::PathBuf;

use chrono::{DateTime, Utc};

/// What one source gave: its files, in a stable order, and how they came.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub source_id: String,
    pub files: Vec<SnapshotFile>,
    pub receipt: Receipt,
}

/// One file of raw bytes in the store.
#[derive(Clone, Debug)]
pub struct SnapshotFile {
    /// Address or member name as people may see it: no secrets, no machine paths.
    pub name: String,
    /// Where the bytes lie, as they came (perhaps compressed).
    pub path: PathBuf,
    pub compression: Compression,
    /// Of the bytes as they came.
    pub sha256: String,
    pub size: u64,
    /// Upper bound on the decompressed size, in bytes.
    pub max_bytes: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    None,
    Gzip,
    Zstd,
}

/// How a source's bytes came: published in `receipts.json`.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Without secrets.
    pub address: Vec<String>,
    pub status: Status,
    /// When the bytes were fetched over the network; `None` for local files.
    pub fetched: Option<DateTime<Utc>>,
    /// Why the source failed, when it did.
    pub message: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Read now, or unchanged since the last time.
    Fresh,
    /// The source failed; this is its last good snapshot.
    Kept,
    /// The source failed and there is no earlier snapshot.
    Failed,
}
