//! Pull: raw bytes from files, archives and the network, stored by content hash with a receipt.
//!
//! In: the portal's sources. Out: one [`Snapshot`] a source. Never: parsing what the bytes mean,
//! or printing, storing or publishing a secret.

mod address;
mod answer;
mod api;
mod archive;
mod echo;
mod fetch;
mod http;
mod local;
mod measured;
mod open;
mod pull;
mod secret;
mod store;
#[cfg(test)]
mod tests;
mod trouble;

use std::path::PathBuf;

use anyhow::Result;
use chrono::{DateTime, Utc};

pub use self::pull::{PullOptions, Pulled};
use crate::cache::Cache;
use crate::config::Portal;

/// Reads or fetches every source of the portal, in the order of their names.
///
/// What goes wrong with a source is in [`Pulled::problems`] and in its receipt; an `Err` means that the
/// cache folder cannot be read or written.
pub fn pull(portal: &Portal, cache: &Cache, options: &PullOptions<'_>) -> Result<Pulled> {
    pull::pull_sources(&portal.dir, &portal.sources, &store::Store::open(cache)?, options)
}

/// Removes stored bytes that no source's last good snapshot refers to; gives the number of bytes freed.
/// Not to be called while snapshots of an earlier pull are still being read.
pub fn prune(cache: &Cache) -> Result<u64> {
    store::Store::open(cache)?.prune()
}

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
    /// When the bytes were fetched over the network; `None` for local files, unless they are gone: then
    /// when they were last there.
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
