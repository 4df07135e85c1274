//! What was published last: a build whose inputs are the same, over a target that stands as it was
//! left, has nothing to do.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::pipeline::Data;
use crate::cache::{Cache, Key};
use crate::config::Portal;
use crate::publish::Published;
use crate::source::Snapshot;

/// A published release, as the cache remembers it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Last {
    key: String,
    /// Hash of the target's paths, sizes and times of writing.
    listing: String,
    pub pages: u64,
    pub files: u64,
    pub bytes: u64,
    pub rows: BTreeMap<String, u64>,
    pub problems: [u64; 3],
}

/// A hash of everything a release is made from: the program, the portal's files, every source's
/// bytes and how they came.
pub fn key(portal: &Portal, snapshots: &[Snapshot]) -> Result<String> {
    let mut key = Key::new("release").with(format!("{:?}", portal.settings));
    for folder in ["site/", "templates/", "queries/", "datasets/"] {
        for path in portal.files.list(folder)? {
            key.add(&path);
            key.add(portal.files.read(&path)?.unwrap_or_default());
        }
    }
    for source in &portal.sources {
        key.add(&source.name);
        key.add(&source.text);
    }
    for snapshot in snapshots {
        key.add(&snapshot.source_id);
        key.add(format!("{:?}", snapshot.receipt));
        for file in &snapshot.files {
            key.add(&file.name);
            key.add(&file.sha256);
        }
    }
    Ok(key.hex())
}

impl Last {
    /// What was just published.
    pub fn of(key: String, published: &Published, data: &Data) -> Last {
        let relations = data.engine.relations().values();
        Last {
            key,
            listing: String::new(),
            pages: published.pages,
            files: published.files,
            bytes: published.bytes,
            rows: relations
                .filter(|relation| relation.kind.published())
                .map(|relation| (relation.name.clone(), relation.rows))
                .collect(),
            problems: data.tables.problem_counts,
        }
    }

    /// The memory of this target; `None` when there is none or it cannot be read.
    pub fn read(cache: &Cache, target: &Path) -> Option<Last> {
        serde_json::from_slice(&fs::read(place(cache, target)).ok()?).ok()
    }

    /// Remembers it, and what stands in the target.
    pub fn write(&mut self, cache: &Cache, target: &Path) -> Result<()> {
        self.listing = listing(target)?;
        let path = place(cache, target);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let beside = path.with_extension("new");
        fs::write(&beside, serde_json::to_vec(self)?)?;
        Ok(fs::rename(beside, path)?)
    }

    /// Whether the inputs are the same and nobody has touched the target.
    pub fn stands(&self, key: &str, target: &Path) -> bool {
        self.key == key && listing(target).is_ok_and(|listing| listing == self.listing)
    }
}

fn place(cache: &Cache, target: &Path) -> PathBuf {
    let whole = fs::canonicalize(target).unwrap_or_else(|_| target.to_path_buf());
    let name = Key::new("last").with(whole.to_string_lossy().as_bytes()).hex();
    cache.root().join("last").join(format!("{name}.json"))
}

fn listing(target: &Path) -> Result<String> {
    let mut key = Key::new("listing");
    for entry in WalkDir::new(target).sort_by_file_name() {
        let entry = entry?;
        key.add(entry.path().strip_prefix(target)?.to_string_lossy().as_bytes());
        if entry.file_type().is_file() {
            let found = entry.metadata()?;
            key.add(found.len().to_le_bytes());
            let written = found.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            key.add(written.as_nanos().to_le_bytes());
        }
    }
    Ok(key.hex())
}
