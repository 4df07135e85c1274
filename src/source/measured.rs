//! Hashes of large local files, kept by what their file system says of them.
//!
//! A file of gigabytes takes seconds to read, and mostly it is the one of the last run. Its length, its place on
//! the disk and the moments of its last change say so: the moment at which the file's own record changed is not
//! for programs to set, so an edit that puts the old time back is seen too. Only bytes that are changed through a
//! mapping into memory may leave it as it is, on memory disks; no program that writes data files does so.

use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;
#[cfg(unix)]
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::open::{Container, measure};
use crate::cache::hex;

/// Bytes from which a hash is kept.
const LARGE: u64 = 16 << 20;

/// Within so long two changes may have one moment.
const RACY: Duration = Duration::from_secs(2);

/// The folder of what is kept.
pub(super) struct Measured(PathBuf);

#[derive(Serialize, Deserialize)]
struct Kept {
    path: PathBuf,
    stamp: String,
    sha256: String,
}

impl Measured {
    pub fn new(folder: PathBuf) -> Measured {
        Measured(folder)
    }

    /// What a file's bytes are: their container, hash and number.
    ///
    /// # Errors
    /// Where the file cannot be read. What cannot be kept is told by nobody: it only takes time.
    pub fn of(&self, path: &Path) -> io::Result<(Container, String, u64)> {
        let before = fs::metadata(path)?;
        let Some(stamp) = stamp(&before).filter(|_| before.len() >= LARGE) else { return measure(path) };
        let place = self.place(path);
        if let Some(kept) = read(&place).filter(|kept| kept.path == path && kept.stamp == stamp) {
            let mut start = [0; 4];
            fs::File::open(path)?.read_exact(&mut start)?;
            return Ok((Container::of(&start), kept.sha256, before.len()));
        }
        let measured = measure(path)?;
        let settled = fs::metadata(path).is_ok_and(|after| self::stamp(&after).as_ref() == Some(&stamp));
        if settled && !is_racy(&before) {
            let kept = Kept { path: path.to_path_buf(), stamp, sha256: measured.1.clone() };
            let part = place.with_extension(format!("part-{}", std::process::id()));
            let written = serde_json::to_vec(&kept).map_err(io::Error::from).and_then(|text| {
                fs::create_dir_all(&self.0)?;
                fs::write(&part, text)?;
                fs::rename(&part, &place)
            });
            if written.is_err() {
                let _ = fs::remove_file(&part);
            }
        }
        Ok(measured)
    }

    fn place(&self, path: &Path) -> PathBuf {
        self.0.join(format!("{}.json", hex(&Sha256::digest(path.as_os_str().as_encoded_bytes()))))
    }

    /// Forgets files that are gone or have changed.
    pub fn prune(&self) {
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            let known = read(&entry.path())
                .is_some_and(|kept| fs::metadata(&kept.path).ok().and_then(|now| stamp(&now)) == Some(kept.stamp));
            if !known {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

fn read(place: &Path) -> Option<Kept> {
    serde_json::from_slice(&fs::read(place).ok()?).ok()
}

/// Length and place of a file, and when it and its record changed. Other systems do not say the last.
#[cfg(unix)]
fn stamp(data: &Metadata) -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let place = format!("{} {} {}", data.len(), data.dev(), data.ino());
    Some(format!("{place} {}.{} {}.{}", data.mtime(), data.mtime_nsec(), data.ctime(), data.ctime_nsec()))
}

#[cfg(not(unix))]
fn stamp(_: &Metadata) -> Option<String> {
    None
}

/// Whether its record changed so lately that another change could have the same moment.
#[cfg(unix)]
fn is_racy(data: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let changed = UNIX_EPOCH + Duration::from_secs(u64::try_from(data.ctime()).unwrap_or_default());
    SystemTime::now().duration_since(changed).is_ok_and(|age| age < RACY) || changed > SystemTime::now()
}

#[cfg(not(unix))]
fn is_racy(_: &Metadata) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use anyhow::Result;

    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn an_edit_is_seen_even_with_its_old_time() -> Result<()> {
        let scratch = Scratch::new("measured");
        let path = scratch.path().join("large.jsonl");
        let measured = Measured::new(scratch.path().join("kept"));
        let mut bytes = vec![b'x'; usize::try_from(LARGE)?];
        fs::write(&path, &bytes)?;
        let first = measured.of(&path)?.1;
        assert_eq!(first, measure(&path)?.1);
        assert!(!measured.place(&path).exists(), "what has just changed was kept");
        std::thread::sleep(RACY + Duration::from_secs(1));
        assert_eq!(measured.of(&path)?.1, first);
        assert!(measured.place(&path).exists());
        assert_eq!(measured.of(&path)?.1, first);
        let written = fs::metadata(&path)?.modified()?;
        bytes[7] = b'y';
        fs::write(&path, &bytes)?;
        fs::File::options().write(true).open(&path)?.set_modified(written)?;
        assert_ne!(measured.of(&path)?.1, first);
        measured.prune();
        assert!(!measured.place(&path).exists());
        Ok(())
    }

    #[test]
    fn the_kept_hash_is_what_is_given() -> Result<()> {
        let scratch = Scratch::new("measured");
        let path = scratch.path().join("large.jsonl");
        let measured = Measured::new(scratch.path().join("kept"));
        fs::write(&path, vec![b'x'; usize::try_from(LARGE)?])?;
        let stamp = stamp(&fs::metadata(&path)?).unwrap_or_default();
        fs::create_dir_all(&measured.0)?;
        let kept = Kept { path: path.clone(), stamp, sha256: "known".into() };
        fs::write(measured.place(&path), serde_json::to_vec(&kept)?)?;
        assert_eq!(measured.of(&path)?, (Container::Plain, "known".to_owned(), LARGE));
        Ok(())
    }
}
