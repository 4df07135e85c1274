//! The snapshot store: blobs by content hash, and for each source the record of its last good pull.
//!
//! `store/<sha256>` holds bytes, `snapshots/<source>.json` a [`Record`], `unpacked/<sha256>.json` the
//! members of an archive whose bytes have that hash. Everything is written beside and then renamed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::measured::Measured;
use super::open::Container;
use super::secret::Secrets;
use super::{Compression, SnapshotFile};
use crate::cache::{Cache, hex};
use crate::privacy::shown_name;

/// A part file this old was left by a run that was killed.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) struct Store {
    blobs: PathBuf,
    records: PathBuf,
    unpacked: PathBuf,
    measured: Measured,
}

/// The last good pull of one source.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Record {
    /// What was asked for: a record of another declaration is not this source's.
    pub declared: String,
    /// When the source last answered well, RFC 3339.
    pub checked: String,
    /// Why the pull after that failed, if it did.
    pub failed: Option<String>,
    pub answers: Vec<Answer>,
}

/// The files that one request or one local address gave.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Answer {
    /// The request, without secrets.
    pub request: String,
    /// When these bytes first came over the network, RFC 3339.
    pub fetched: Option<String>,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Hash of the bytes as they came, which an archive's members do not have.
    pub sha256: Option<String>,
    /// Hashes of the archives that were unpacked.
    #[serde(default)]
    pub archives: Vec<String>,
    pub files: Vec<StoredFile>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredFile {
    pub name: String,
    /// Where a local file lies; absent for a blob of the store.
    pub path: Option<PathBuf>,
    pub compression: String,
    pub sha256: String,
    pub size: u64,
}

/// Why bytes were not taken in.
pub(super) enum Refusal {
    /// The sender broke off or sent nonsense, after so many bytes.
    Read(io::Error, u64),
    /// More than the limit.
    TooLarge,
    /// The store cannot be written.
    Store(anyhow::Error),
}

/// Bytes taken in and hashed, not yet in the store. Dropped without [`Part::keep`], they are removed.
pub(super) struct Part {
    path: PathBuf,
    blob: PathBuf,
    pub sha256: String,
    pub size: u64,
    pub container: Container,
    /// Secrets of ours that the sender echoed and that were replaced by their names.
    pub replaced: u64,
}

impl Store {
    pub(super) fn open(cache: &Cache) -> Result<Store> {
        let root = cache.root();
        let store = Store {
            blobs: root.join("store"),
            records: root.join("snapshots"),
            unpacked: root.join("unpacked"),
            measured: Measured::new(root.join("measured")),
        };
        for folder in [&store.blobs, &store.records, &store.unpacked] {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        Ok(store)
    }

    /// Takes in a stream of at most `max_bytes`.
    pub(super) fn receive(&self, mut from: impl Read, max_bytes: u64, secrets: &Secrets) -> Result<Part, Refusal> {
        let path = self.part_path();
        let mut part = Part {
            blob: PathBuf::new(),
            sha256: String::new(),
            size: 0,
            container: Container::Plain,
            replaced: 0,
            path: path.clone(),
        };
        let broken = |error: io::Error| {
            Refusal::Store(anyhow::Error::new(error).context(format!("cannot write to {}", path.display())))
        };
        let mut out =
            secrets.filter(Hashing { file: File::create(&path).map_err(broken)?, hash: Sha256::new(), size: 0 });
        let mut buffer = vec![0; 64 * 1024];
        let mut received = 0;
        loop {
            match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => {
                    received += count as u64;
                    if received > max_bytes {
                        return Err(Refusal::TooLarge);
                    }
                    out.write_all(&buffer[..count]).map_err(broken)?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Refusal::Read(error, received)),
            }
        }
        let (out, replaced) = out.finish().map_err(broken)?;
        part.sha256 = hex(&out.hash.finalize());
        part.size = out.size;
        part.blob = self.blobs.join(&part.sha256);
        part.replaced = replaced;
        part.container = Container::of(&start_of(&part.path, 4).map_err(broken)?);
        Ok(part)
    }

    fn part_path(&self) -> PathBuf {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        self.blobs.join(format!("part-{}-{number}", std::process::id()))
    }

    /// Whether the bytes are still there. Blobs are known by their hash; a local file is read again.
    pub(super) fn has(&self, file: &StoredFile) -> bool {
        match &file.path {
            None => fs::metadata(self.blobs.join(&file.sha256)).is_ok_and(|data| data.len() == file.size),
            Some(path) => self.measure(path).is_ok_and(|(_, sha256, _)| sha256 == file.sha256),
        }
    }

    /// What a local file's bytes are: their container, hash and number.
    pub(super) fn measure(&self, path: &Path) -> io::Result<(Container, String, u64)> {
        self.measured.of(path)
    }

    pub(super) fn has_all(&self, answers: &[Answer]) -> bool {
        answers.iter().flat_map(|answer| &answer.files).all(|file| self.has(file))
    }

    /// Keeps the bytes of a local file, so that the source has a last good snapshot when it is gone.
    pub(super) fn keep_copy(&self, file: &StoredFile) -> Result<()> {
        let Some(path) = &file.path else { return Ok(()) };
        if fs::metadata(self.blobs.join(&file.sha256)).is_ok_and(|data| data.len() == file.size) {
            return Ok(());
        }
        let bytes = File::open(path).with_context(|| format!("cannot read {}", shown_name(&file.name)))?;
        match self.receive(bytes, file.size, &Secrets::none()) {
            Ok(part) if part.sha256 == file.sha256 => part.keep(&file.name).map(drop),
            // Someone writes to it at this moment: the next run will have it whole.
            Ok(_) | Err(Refusal::Read(..) | Refusal::TooLarge) => Ok(()),
            Err(Refusal::Store(error)) => Err(error),
        }
    }

    /// The record with files that can be read: where they lay, else as the store's copies. `None` when the
    /// bytes of any are lost.
    pub(super) fn last_good(&self, mut record: Record) -> Option<Record> {
        for file in record.answers.iter_mut().flat_map(|answer| &mut answer.files) {
            if !self.has(file) {
                file.path = None;
            }
            if !self.has(file) {
                return None;
            }
        }
        Some(record)
    }

    /// A file of a record as other stages see it: its name may be shown, as it stands in the record it may not.
    pub(super) fn file(&self, file: &StoredFile, max_bytes: u64) -> SnapshotFile {
        let compression = match file.compression.as_str() {
            "gzip" => Compression::Gzip,
            "zstd" => Compression::Zstd,
            _ => Compression::None,
        };
        let path = file.path.clone().unwrap_or_else(|| self.blobs.join(&file.sha256));
        let (name, sha256) = (shown_name(&file.name).into_owned(), file.sha256.clone());
        SnapshotFile { name, path, compression, sha256, size: file.size, max_bytes }
    }

    /// The last good pull of a source; an unreadable record counts as none.
    pub(super) fn record(&self, source_id: &str) -> Option<Record> {
        read_json(&self.record_path(source_id))
    }

    pub(super) fn save(&self, source_id: &str, record: &Record) -> Result<()> {
        self.write_json(&self.record_path(source_id), record)
    }

    fn record_path(&self, source_id: &str) -> PathBuf {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        let name = match source_id.len() {
            1..=100 if source_id.chars().all(plain) => source_id.to_string(),
            _ => hex(&Sha256::digest(source_id)),
        };
        self.records.join(format!("{name}.json"))
    }

    /// The members that were unpacked from the archive with this hash, if all are still there.
    pub(super) fn members(&self, archive: &str) -> Option<Vec<StoredFile>> {
        let members: Vec<StoredFile> = read_json(&self.unpacked.join(format!("{archive}.json")))?;
        members.iter().all(|member| self.has(member)).then_some(members)
    }

    pub(super) fn save_members(&self, archive: &str, members: &[StoredFile]) -> Result<()> {
        self.write_json(&self.unpacked.join(format!("{archive}.json")), &members)
    }

    fn write_json(&self, path: &Path, value: &impl Serialize) -> Result<()> {
        let part = self.part_path();
        let text = serde_json::to_vec_pretty(value)?;
        fs::write(&part, text).with_context(|| format!("cannot write to {}", part.display()))?;
        fs::rename(&part, path).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Removes what no source's last good pull refers to; gives the bytes freed.
    pub(super) fn prune(&self) -> Result<u64> {
        let mut wanted = BTreeSet::new();
        for record in fs::read_dir(&self.records)? {
            let Some(record) = read_json::<Record>(&record?.path()) else { continue };
            for answer in record.answers {
                wanted.extend(answer.archives.iter().map(|archive| format!("{archive}.json")));
                wanted.extend(answer.files.into_iter().map(|file| file.sha256));
            }
        }
        self.measured.prune();
        let mut freed = 0;
        for folder in [&self.blobs, &self.unpacked] {
            for entry in fs::read_dir(folder)? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let data = entry.metadata()?;
                let age = data.modified().ok().and_then(|time| time.elapsed().ok()).unwrap_or_default();
                // A part file may belong to a run that is under way.
                let in_use = name.starts_with("part-") && age < ABANDONED;
                if data.is_file() && !wanted.contains(&name) && !in_use {
                    fs::remove_file(entry.path())?;
                    freed += data.len();
                }
            }
        }
        Ok(freed)
    }
}

impl Part {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The bytes as a file of this name, for a look before they are kept.
    pub(super) fn preview(&self, name: &str, max_bytes: u64) -> SnapshotFile {
        let compression = self.container.compression();
        let (name, path, sha256) = (name.to_string(), self.path.clone(), self.sha256.clone());
        SnapshotFile { name, path, compression, sha256, size: self.size, max_bytes }
    }

    /// Moves the bytes into the store under their hash.
    pub(super) fn keep(self, name: &str) -> Result<StoredFile> {
        fs::rename(&self.path, &self.blob).with_context(|| format!("cannot write {}", self.blob.display()))?;
        Ok(StoredFile::new(name, None, self.container.compression(), self.sha256.clone(), self.size))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After `keep` there is nothing left to remove.
        let _ = fs::remove_file(&self.path);
    }
}

impl StoredFile {
    pub(super) fn new(
        name: &str,
        path: Option<PathBuf>,
        compression: Compression,
        sha256: String,
        size: u64,
    ) -> StoredFile {
        let compression = match compression {
            Compression::None => "none",
            Compression::Gzip => "gzip",
            Compression::Zstd => "zstd",
        };
        StoredFile { name: name.to_string(), path, compression: compression.to_string(), sha256, size }
    }
}

/// Counts and hashes what passes to a file.
struct Hashing {
    file: File,
    hash: Sha256,
    size: u64,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.hash.update(&bytes[..count]);
        self.size += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn start_of(path: &Path, count: u64) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(path)?.take(count).read_to_end(&mut start)?;
    Ok(start)
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    fn parts(store: &Store) -> Vec<String> {
        let entries = fs::read_dir(&store.blobs).expect("the store is there");
        let names = entries.map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned());
        names.collect()
    }

    #[test]
    fn bytes_are_in_the_store_only_when_kept() -> Result<()> {
        let scratch = Scratch::new("store");
        let store = Store::open(&Cache::open(scratch.path())?)?;
        let Ok(part) = store.receive(&b"abc"[..], 3, &Secrets::none()) else { panic!("three bytes fit") };
        let sha256 = part.sha256.clone();
        assert_eq!(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        drop(part);
        assert!(parts(&store).is_empty());
        assert!(matches!(store.receive(&b"abcd"[..], 3, &Secrets::none()), Err(Refusal::TooLarge)));
        assert!(parts(&store).is_empty());
        let Ok(part) = store.receive(&b"abc"[..], 3, &Secrets::none()) else { panic!("three bytes fit") };
        let file = part.keep("a")?;
        assert_eq!(parts(&store), [sha256]);
        assert!(store.has(&file));
        Ok(())
    }

    #[test]
    fn pruning_keeps_what_the_records_name() -> Result<()> {
        let scratch = Scratch::new("store");
        let store = Store::open(&Cache::open(scratch.path())?)?;
        let keep = |text: &str| match store.receive(text.as_bytes(), 10, &Secrets::none()) {
            Ok(part) => part.keep(text),
            Err(_) => panic!("it fits"),
        };
        let (wanted, old) = (keep("new")?, keep("older")?);
        store.save_members("old-archive", std::slice::from_ref(&old))?;
        store.save_members("new-archive", std::slice::from_ref(&wanted))?;
        let answer = Answer { files: vec![wanted.clone()], archives: vec!["new-archive".into()], ..Answer::default() };
        store.save("a", &Record { answers: vec![answer], ..Record::default() })?;
        fs::write(store.blobs.join("part-1-1"), "under way")?;
        assert!(store.prune()? >= 5);
        assert!(store.has(&wanted));
        assert!(!store.has(&old));
        assert!(store.members("new-archive").is_some());
        assert!(!store.unpacked.join("old-archive.json").exists());
        assert!(store.blobs.join("part-1-1").exists());
        Ok(())
    }
}
