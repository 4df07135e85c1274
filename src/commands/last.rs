//! What was published last: a build whose inputs are the same, over a target that stands as it was
//! left, has nothing to do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io};

use anyhow::{Result, anyhow};
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

/// Places of a target that one thread looks through at a time. What comes out hangs on it.
const DEALT: usize = 256;

/// A hash of what stands in the target, which is much: several threads look through it.
fn listing(target: &Path) -> Result<String> {
    let mut places = Vec::new();
    for top in children(target)? {
        let below = if top.is_dir() { children(&top)? } else { Vec::new() };
        places.push((top, false));
        places.extend(below.into_iter().map(|place| (place, true)));
    }
    let dealt: Vec<&[(PathBuf, bool)]> = places.chunks(DEALT).collect();
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<(usize, String)>> {
        let mut seen = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(places) = dealt.get(at) else { return Ok(seen) };
            seen.push((at, listed(target, places)?));
        }
    };
    let mut hashes = std::thread::scope(|scope| -> Result<Vec<(usize, String)>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(dealt.len());
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.join().map_err(|_| anyhow!("a thread that looks through the target failed"))??);
        }
        Ok(all)
    })?;
    hashes.sort_unstable();
    Ok(hashes.iter().fold(Key::new("listing"), |key, (_, hash)| key.with(hash)).hex())
}

fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries: io::Result<Vec<_>> = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = entries?;
    paths.sort_unstable();
    Ok(paths)
}

/// A hash of paths, sizes and times of writing at these places, and where it is told so, below them.
fn listed(target: &Path, places: &[(PathBuf, bool)]) -> Result<String> {
    let mut key = Key::new("listed");
    for (place, deep) in places {
        let depth = if *deep { usize::MAX } else { 0 };
        for entry in WalkDir::new(place).max_depth(depth).sort_by_file_name() {
            let entry = entry?;
            key.add(entry.path().strip_prefix(target)?.to_string_lossy().as_bytes());
            if entry.file_type().is_file() {
                let found = entry.metadata()?;
                key.add(found.len().to_le_bytes());
                let written = found.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
                key.add(written.as_nanos().to_le_bytes());
            }
        }
    }
    Ok(key.hex())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn every_touch_is_seen() -> Result<()> {
        let scratch = Scratch::new("listing");
        for number in 0..DEALT {
            scratch.write(&format!("paket/{number}/index.html"), "page");
        }
        for name in ["index.html", "data/a/b.csv"] {
            scratch.write(name, "page");
        }
        let now = || listing(scratch.path());
        let whole = now()?;
        assert_eq!(now()?, whole);
        let file = |name: &str| scratch.path().join(name);
        for name in ["index.html", "paket/7/index.html", "data/a/b.csv"] {
            let bytes = fs::read(file(name))?;
            let written = fs::metadata(file(name))?.modified()?;
            let restore = || -> Result<()> {
                fs::write(file(name), &bytes)?;
                Ok(fs::File::options().write(true).open(file(name))?.set_modified(written)?)
            };
            scratch.write(name, "pages");
            assert_ne!(now()?, whole, "{name} was written");
            restore()?;
            assert_eq!(now()?, whole);
            fs::remove_file(file(name))?;
            assert_ne!(now()?, whole, "{name} is gone");
            restore()?;
            assert_eq!(now()?, whole);
        }
        for name in ["new", "paket/new", "data/a/new"] {
            fs::create_dir(file(name))?;
            assert_ne!(now()?, whole, "{name} is there");
            fs::remove_dir(file(name))?;
        }
        assert_eq!(now()?, whole);
        Ok(())
    }
}
