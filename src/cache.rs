//! The cache folder: results kept by the hash of all they were made from.
//!
//! An entry is a folder named by its key. It is written beside and renamed in one step, so a
//! killed run leaves either a whole entry or none. Losing the cache changes time, never bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

mod parts;

pub use parts::{Explained, Parts, Why};

/// Changes whenever the program could give other bytes for the same inputs: with any of its text.
pub const PROGRAM: &str = concat!("pantau ", env!("CARGO_PKG_VERSION"), " ", env!("PANTAU_BUILD"));

/// Folder of entries being written.
const UNFINISHED: &str = "unfinished";

/// The file that marks an entry as whole: what lies beside it.
const DONE: &str = "done";

/// Bytes at a file's end that are remembered.
const TAIL: u64 = 16;

/// Files by path below the entry: length and last bytes.
type Marks = BTreeMap<String, (u64, String)>;

/// A content hash being built: every part is length-prefixed, so that parts cannot run together.
#[derive(Clone)]
pub struct Key(Sha256);

impl Key {
    /// A key for one kind of result; the program's own version is always part of it.
    pub fn new(kind: &str) -> Key {
        Key(Sha256::new()).with(PROGRAM).with(kind)
    }

    pub fn with(mut self, part: impl AsRef<[u8]>) -> Key {
        self.add(part);
        self
    }

    pub fn add(&mut self, part: impl AsRef<[u8]>) {
        let part = part.as_ref();
        self.0.update((part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    /// The key as 64 hexadecimal digits.
    pub fn hex(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The cache of one portal: `DIR/.pantau/cache` unless set otherwise.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
    /// Entries that this run read or made.
    used: Arc<Mutex<BTreeSet<PathBuf>>>,
    /// Shared by all runs over this folder; the system releases it when the process ends.
    in_use: Option<Arc<File>>,
    /// Results that this run asked for.
    log: Arc<Mutex<parts::Log>>,
}

impl Cache {
    pub fn open(root: &Path) -> Result<Cache> {
        fs::create_dir_all(root).with_context(|| format!("cannot make the cache folder {}", root.display()))?;
        let lock = File::options().create(true).truncate(false).write(true).open(root.join("in-use"));
        // On a disk without locks, nothing is known of others: then nothing is pruned.
        let in_use = lock.ok().filter(|lock| lock.lock_shared().is_ok()).map(Arc::new);
        let cache = Cache { root: root.to_path_buf(), used: Arc::default(), in_use, log: Arc::default() };
        remove_abandoned(&root.join(UNFINISHED), ""); // what killed runs left half done
        Ok(cache)
    }

    /// A folder for this process's own temporary files; a killed run's is removed by the next.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.root.join(UNFINISHED).join(format!("{}-{name}", std::process::id()))
    }

    /// Removes the entries of these stages that this run neither read nor made, unless another run is at work.
    pub fn prune(&self, stages: &[&str]) {
        let Some(lock) = &self.in_use else { return };
        if lock.unlock().is_ok() && lock.try_lock().is_ok() {
            self.prune_alone(stages);
            let _ = lock.unlock();
        }
        let _ = lock.lock_shared();
    }

    fn prune_alone(&self, stages: &[&str]) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for stage in stages {
            let Ok(entries) = fs::read_dir(self.root.join(stage)) else { continue };
            for entry in entries.flatten().map(|entry| entry.path()).filter(|entry| !used.contains(entry)) {
                remove(&entry);
            }
        }
    }

    fn note(&self, path: &Path) {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_path_buf());
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The finished entry of this stage and key, if there is one and its files are as they were written.
    pub fn find(&self, stage: &str, key: &str) -> Option<PathBuf> {
        let path = self.path(stage, key);
        self.note(&path);
        is_whole(&path).then_some(path)
    }

    /// A new folder to write an entry into; nothing is visible before [`Entry::commit`].
    pub fn begin(&self, stage: &str, key: &str) -> Result<Entry> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let staging = self.root.join(UNFINISHED).join(format!("{}-{number}", std::process::id()));
        self.note(&self.path(stage, key));
        if staging.exists() {
            fs::remove_dir_all(&staging)?;
        }
        fs::create_dir_all(&staging).with_context(|| format!("cannot write to {}", staging.display()))?;
        Ok(Entry { staging, target: self.path(stage, key) })
    }

    /// The bytes kept in one file under this stage and key, if they are as they were written.
    pub fn bytes(&self, stage: &str, key: &str) -> Option<Vec<u8>> {
        let path = self.path(stage, key);
        self.note(&path);
        let mut bytes = fs::read(path).ok()?;
        let sum = bytes.split_off(bytes.len().checked_sub(SUM)?);
        (sum == checksum(&bytes)).then_some(bytes)
    }

    /// The file that holds bytes kept under this stage and key, opened at its start: whether they are as they were
    /// written is not looked at.
    pub fn open_bytes(&self, stage: &str, key: &str) -> Option<File> {
        let path = self.path(stage, key);
        self.note(&path);
        File::open(path).ok()
    }

    /// Keeps bytes in one file: for what is small and many.
    pub fn keep_bytes(&self, stage: &str, key: &str, mut bytes: Vec<u8>) -> Result<()> {
        let path = self.path(stage, key);
        self.note(&path);
        bytes.extend_from_slice(&checksum(&bytes));
        let beside = self.scratch(&format!("{stage}-{key}"));
        let write = || -> io::Result<()> {
            for folder in [UNFINISHED, stage] {
                fs::create_dir_all(self.root.join(folder))?;
            }
            fs::write(&beside, &bytes)?;
            fs::rename(&beside, &path)
        };
        write().with_context(|| format!("cannot write to {}", self.root.display()))
    }

    fn path(&self, stage: &str, key: &str) -> PathBuf {
        self.root.join(stage).join(key)
    }
}

/// Bytes of a checksum.
const SUM: usize = 4;

/// Enough to see that a file was cut or damaged.
fn checksum(bytes: &[u8]) -> [u8; SUM] {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum().to_le_bytes()
}

/// Whether an entry is finished and nobody cut or emptied its files since.
fn is_whole(entry: &Path) -> bool {
    let listed = fs::read(entry.join(DONE)).ok().and_then(|text| serde_json::from_slice::<Marks>(&text).ok());
    let Some(listed) = listed else { return false };
    listed.iter().all(|(name, listed)| mark(&entry.join(name)).is_ok_and(|mark| mark == *listed))
}

/// A mark of each file below an entry's folder, by path.
fn marks(entry: &Path) -> Result<Marks> {
    let mut marks = Marks::new();
    for file in WalkDir::new(entry) {
        let file = file?;
        if file.file_type().is_file() {
            let name = file.path().strip_prefix(entry)?.to_str().context("names of kept files are text")?;
            marks.insert(name.to_owned(), mark(file.path())?);
        }
    }
    Ok(marks)
}

/// A file's length and its last bytes: cheap, and enough to see that a file was cut, or filled with zeros by a
/// disk that lost its power. Parquet files end with the length of what describes them.
fn mark(path: &Path) -> io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(io::SeekFrom::Start(length.saturating_sub(TAIL)))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail)?;
    Ok((length, hex(&tail)))
}

/// Removes what lies in a folder under the number of a process that runs no more: `<prefix>123`, `<prefix>123-name`.
/// With a prefix, what has another name stays.
pub fn remove_abandoned(folder: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let number = name.strip_prefix(prefix).and_then(|rest| rest.split('-').next());
        let process = number.and_then(|number| number.parse::<u32>().ok());
        let stays = process.map_or(!prefix.is_empty(), |process| process == std::process::id() || is_alive(process));
        if !stays {
            remove(&entry.path());
        }
    }
}

fn remove(path: &Path) {
    let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

/// Whether a process of this number runs; where that cannot be told, it is taken to.
fn is_alive(process: u32) -> bool {
    let processes = Path::new("/proc");
    !processes.join("self").exists() || processes.join(process.to_string()).exists()
}

/// An entry being written. Dropped without commit, it is removed.
pub struct Entry {
    staging: PathBuf,
    target: PathBuf,
}

impl Entry {
    pub fn dir(&self) -> &Path {
        &self.staging
    }

    /// Marks the entry whole and moves it in place; a whole entry that is there already wins.
    pub fn commit(self) -> Result<PathBuf> {
        fs::write(self.staging.join(DONE), serde_json::to_vec(&marks(&self.staging)?)?)?;
        if let Some(parent) = self.target.parent() {
            fs::create_dir_all(parent)?;
        }
        if self.target.exists() && !is_whole(&self.target) {
            match fs::remove_dir_all(&self.target) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        // Another run may put the same entry there at any moment: then that one does.
        let moved = if self.target.exists() { Ok(()) } else { fs::rename(&self.staging, &self.target) };
        match moved {
            Err(_) if is_whole(&self.target) => Ok(self.target.clone()),
            moved => {
                moved.with_context(|| format!("cannot move a finished result to {}", self.target.display()))?;
                Ok(self.target.clone())
            }
        }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.staging);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn parts_of_a_key_cannot_run_together() {
        assert_ne!(Key::new("k").with("ab").with("c").hex(), Key::new("k").with("a").with("bc").hex());
    }

    #[test]
    fn what_a_run_did_not_use_and_what_a_killed_one_left_is_removed() -> Result<()> {
        let scratch = Scratch::new("cache");
        let old = Cache::open(scratch.path())?.begin("tables", "old")?.commit()?;
        let abandoned = scratch.path().join("unfinished/4194305-0");
        fs::create_dir_all(&abandoned)?;
        let cache = Cache::open(scratch.path())?;
        assert!(!abandoned.exists(), "no process has a number past the kernel's limit");
        let new = cache.begin("tables", "new")?.commit()?;
        cache.prune(&["tables"]);
        assert!(new.exists() && !old.exists());
        Ok(())
    }

    #[test]
    fn folders_of_dead_runs_are_removed_and_no_others() -> Result<()> {
        let scratch = Scratch::new("cache");
        let own = format!("run-{}", std::process::id());
        for name in ["run-4194305", &own, "run-notes", "cache"] {
            fs::create_dir(scratch.path().join(name))?;
        }
        remove_abandoned(scratch.path(), "run-");
        let left = |name: &str| scratch.path().join(name).exists();
        assert!(!left("run-4194305") && left(&own) && left("run-notes") && left("cache"));
        Ok(())
    }

    #[test]
    fn an_entry_that_was_cut_is_made_again() -> Result<()> {
        let scratch = Scratch::new("cache");
        let cache = Cache::open(scratch.path())?;
        let make = || -> Result<PathBuf> {
            let entry = cache.begin("tables", "k")?;
            fs::create_dir(entry.dir().join("below"))?;
            fs::write(entry.dir().join("below/rows.parquet"), "rows and rows, and what describes them")?;
            entry.commit()
        };
        let file = make()?.join("below/rows.parquet");
        assert!(cache.find("tables", "k").is_some());
        for damaged in
            [Some("rows and"), Some(""), Some("rows and rows\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), None]
        {
            match damaged {
                Some(text) => fs::write(&file, text)?,
                None => fs::remove_file(&file)?,
            }
            assert!(cache.find("tables", "k").is_none(), "{damaged:?}");
            make()?;
            assert!(cache.find("tables", "k").is_some(), "{damaged:?}");
        }
        Ok(())
    }

    #[test]
    fn nothing_is_pruned_while_another_run_is_at_work() -> Result<()> {
        let scratch = Scratch::new("cache");
        let old = Cache::open(scratch.path())?.begin("tables", "old")?.commit()?;
        let other = Cache::open(scratch.path())?;
        let cache = Cache::open(scratch.path())?;
        cache.prune(&["tables"]);
        assert!(old.exists(), "the other run holds `in-use`");
        // The lock is shared again afterwards: the other run may not prune either.
        other.prune(&["tables"]);
        assert!(old.exists());
        drop(other);
        cache.prune(&["tables"]);
        assert!(!old.exists());
        Ok(())
    }

    #[test]
    fn kept_bytes_are_found_again_unless_they_were_damaged_or_not_used() -> Result<()> {
        let scratch = Scratch::new("cache");
        let cache = Cache::open(scratch.path())?;
        assert_eq!(cache.bytes("pages", "k"), None);
        cache.keep_bytes("pages", "k", b"some bytes".to_vec())?;
        assert_eq!(cache.bytes("pages", "k").as_deref(), Some(&b"some bytes"[..]));
        let file = scratch.path().join("pages/k");
        for damaged in [&b"some bytez\0\0\0\0"[..], b"some", b""] {
            fs::write(&file, damaged)?;
            assert_eq!(cache.bytes("pages", "k"), None);
        }
        cache.keep_bytes("pages", "k", b"again".to_vec())?;
        assert_eq!(cache.bytes("pages", "k").as_deref(), Some(&b"again"[..]));
        cache.prune(&["pages"]);
        assert!(file.exists(), "this run made it");
        drop(cache);
        Cache::open(scratch.path())?.prune(&["pages"]);
        assert!(!file.exists(), "the next run did not use it");
        Ok(())
    }

    #[test]
    fn an_entry_is_seen_only_when_whole() -> Result<()> {
        let scratch = Scratch::new("cache");
        let cache = Cache::open(scratch.path())?;
        let entry = cache.begin("tables", "k")?;
        fs::write(entry.dir().join("a"), "x")?;
        assert!(cache.find("tables", "k").is_none());
        drop(entry);
        assert!(cache.find("tables", "k").is_none());
        let entry = cache.begin("tables", "k")?;
        fs::write(entry.dir().join("a"), "y")?;
        entry.commit()?;
        let found = cache.find("tables", "k").context("committed")?;
        assert_eq!(fs::read_to_string(found.join("a"))?, "y");
        Ok(())
    }
}
