//! Pages of earlier builds: what was made of the same rows by the same templates is not made again.
//!
//! One file of the cache holds what came of one job: a line of JSON, and then the files' bytes, in zstd.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::written::Made;
use crate::cache::{Cache, Key};
use crate::config::Portal;
use crate::page::{SiteFiles, Touched};

/// The cache's folder of pages.
pub const STAGE: &str = "pages";

/// Where the pages of a portal are kept, and what they all hang on.
pub struct Kept {
    cache: Cache,
    /// Hash of settings, words, templates and static files.
    site: String,
    /// What only some templates read.
    as_of: String,
    figures: String,
    reused: AtomicU64,
}

/// The head of a kept job.
#[derive(Serialize, Deserialize)]
struct Head {
    /// The date of the data and the figures' hash, where the pages show them.
    as_of: Option<String>,
    figures: Option<String>,
    files: Vec<File>,
}

#[derive(Serialize, Deserialize)]
struct File {
    file: String,
    pack: Option<String>,
    /// Addresses, and rows counted from the job's first.
    pages: Vec<(String, u64)>,
    wanted: Vec<u64>,
    length: usize,
}

impl Kept {
    /// `figures` is a hash of all that figures show; `compressed` are the downloads published as gzip.
    pub fn new(
        cache: &Cache,
        portal: &Portal,
        as_of: Option<chrono::NaiveDate>,
        figures: String,
        compressed: &BTreeSet<String>,
    ) -> Result<Kept> {
        let mut site = Key::new("site").with(format!("{:?} {compressed:?}", portal.settings));
        let files: &dyn SiteFiles = &portal.files;
        for folder in ["site/", "templates/"] {
            for path in files.list(folder)? {
                site.add(&path);
                site.add(files.read(&path)?.unwrap_or_default());
            }
        }
        let as_of = as_of.map_or(String::new(), |date| date.to_string());
        Ok(Kept { cache: cache.clone(), site: site.hex(), as_of, figures, reused: AtomicU64::new(0) })
    }

    /// Pages that were not rendered again.
    pub fn reused(&self) -> u64 {
        self.reused.load(Ordering::Relaxed)
    }

    fn key(&self, job: &str) -> String {
        Key::new(STAGE).with(&self.site).with(job).hex()
    }

    /// What came of this job before. A file that is damaged, or shows another date or other figures, is none.
    pub fn find(&self, job: &str, first: u64) -> Option<Vec<Made>> {
        let text = zstd::decode_all(self.cache.bytes(STAGE, &self.key(job))?.as_slice()).ok()?;
        let end = memchr::memchr(b'\n', &text)?;
        let head: Head = serde_json::from_slice(&text[..end]).ok()?;
        let same = |shown: &Option<String>, now: &String| shown.as_ref().is_none_or(|shown| shown == now);
        if !same(&head.as_of, &self.as_of) || !same(&head.figures, &self.figures) {
            return None;
        }
        let mut rest = &text[end + 1..];
        let mut made = Vec::with_capacity(head.files.len());
        for File { file, pack, pages, wanted, length } in head.files {
            let (bytes, after) = rest.split_at_checked(length)?;
            rest = after;
            let pages: Vec<(String, u64)> = pages.into_iter().map(|(address, row)| (address, first + row)).collect();
            self.reused.fetch_add(pages.len() as u64, Ordering::Relaxed);
            made.push(Made { file, pack, pages, bytes: bytes.to_vec(), wanted, problems: Vec::new() });
        }
        Some(made)
    }

    /// Keeps what came of a job, unless something is wrong with it.
    pub fn keep(&self, job: &str, first: u64, touched: Touched, made: &[Made]) -> Result<()> {
        if made.iter().any(|made| !made.problems.is_empty()) {
            return Ok(());
        }
        let files = made.iter().map(|made| File {
            file: made.file.clone(),
            pack: made.pack.clone(),
            pages: made.pages.iter().map(|(address, row)| (address.clone(), row - first)).collect(),
            wanted: made.wanted.clone(),
            length: made.bytes.len(),
        });
        let head = Head {
            as_of: touched.as_of.then(|| self.as_of.clone()),
            figures: touched.figures.then(|| self.figures.clone()),
            files: files.collect(),
        };
        let mut text = serde_json::to_vec(&head)?;
        text.push(b'\n');
        made.iter().for_each(|made| text.extend_from_slice(&made.bytes));
        let bytes = zstd::bulk::compress(&text, 1).context("cannot compress pages")?;
        self.cache.keep_bytes(STAGE, &self.key(job), bytes)
    }
}
