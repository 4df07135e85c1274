//! Files of the last release that this one has too: given a second name instead of being written again.
//!
//! Each file is known by what it was made from and by its place on the disk, its length and the time of its last
//! change: one that was edited, replaced or copied since is not taken for it.

use std::collections::HashMap;
use std::fs::{self, Metadata};
use std::hash::{BuildHasherDefault, DefaultHasher};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::links::hash;
use crate::cache::{Cache, Key};

/// The cache's folder of what releases hold: one file for each folder that is published to.
const STAGE: &str = "released";

/// Bytes of one file's line.
const LINE: usize = 56;

/// Bytes at a file's end that are looked at: a disk that lost its power may have filled it with zeros.
const TAIL: u64 = 8;

/// What a file was made from: half of a SHA-256.
pub type Content = [u8; 16];

/// How the file system tells a file from all others and from itself before a change.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stamp {
    inode: u64,
    /// Nanoseconds since 1970.
    changed: u64,
    bytes: u64,
    /// Its last bytes.
    tail: u64,
}

impl Stamp {
    /// Of a file whose last bytes are given, or read from its path.
    #[cfg(unix)]
    fn of(file: &Metadata, tail: Tail<'_>) -> Option<Stamp> {
        use std::os::unix::fs::MetadataExt;
        let tail = match tail {
            Tail::Of(bytes) => bytes.last_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes)),
            Tail::At(path) if file.len() >= TAIL => {
                let mut bytes = [0; TAIL as usize];
                use std::os::unix::fs::FileExt;
                fs::File::open(path).ok()?.read_exact_at(&mut bytes, file.len() - TAIL).ok()?;
                u64::from_le_bytes(bytes)
            }
            Tail::At(_) => 0,
        };
        let seconds = u64::try_from(file.mtime()).ok()?;
        let changed = seconds.checked_mul(1_000_000_000)?.checked_add(u64::try_from(file.mtime_nsec()).ok()?)?;
        Some(Stamp { inode: file.ino(), changed, bytes: file.len(), tail })
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata, _: Tail<'_>) -> Option<Stamp> {
        None
    }
}

/// Where a file's last bytes are found.
#[derive(Clone, Copy)]
enum Tail<'a> {
    Of(&'a [u8]),
    At(&'a Path),
}

type Files = HashMap<u64, (Content, Stamp), BuildHasherDefault<DefaultHasher>>;

/// The files of the last release, and of the one that is made.
pub struct Linked {
    cache: Cache,
    target: PathBuf,
    last: Files,
    now: Mutex<Vec<u8>>,
}

impl Linked {
    /// What was published last to this folder, as far as this cache knows.
    pub fn open(cache: &Cache, target: &Path) -> Linked {
        let target = std::path::absolute(target).unwrap_or_else(|_| target.to_path_buf());
        let text = cache.bytes(STAGE, &key(&target)).unwrap_or_default();
        let last = text.chunks_exact(LINE).filter_map(read).collect();
        Linked { cache: cache.clone(), target, last, now: Mutex::default() }
    }

    /// Gives the last release's file of this path its second name below `dir`, if it was made from the same; its
    /// length in bytes. `None`: it must be written.
    pub fn link(&self, dir: &Path, path: &str, content: &Content) -> Option<u64> {
        let (was, stamp) = self.last.get(&hash(path))?;
        let from = self.target.join(path);
        if was != content || Stamp::of(&fs::symlink_metadata(&from).ok()?, Tail::At(&from))? != *stamp {
            return None;
        }
        let to = dir.join(path);
        let done = fs::hard_link(&from, &to).or_else(|_| {
            fs::create_dir_all(to.parent().unwrap_or(dir))?;
            fs::hard_link(&from, &to)
        });
        done.ok()?;
        self.remember(path, content, *stamp);
        Some(stamp.bytes)
    }

    /// Remembers a file that was written with these bytes.
    pub fn written(&self, path: &str, content: &Content, file: &fs::File, bytes: &[u8]) {
        if let Some(stamp) = file.metadata().ok().and_then(|file| Stamp::of(&file, Tail::Of(bytes))) {
            self.remember(path, content, stamp);
        }
    }

    fn remember(&self, path: &str, content: &Content, Stamp { inode, changed, bytes, tail }: Stamp) {
        let mut line = [0; LINE];
        let numbers = [hash(path), inode, changed, bytes, tail].map(u64::to_le_bytes);
        line[..16].copy_from_slice(content);
        line[16..].copy_from_slice(numbers.as_flattened());
        self.now.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&line);
    }

    /// Keeps what is known of the release that was published. Where that cannot be written, the next release writes
    /// all its files.
    pub fn keep(&self) {
        let now = std::mem::take(&mut *self.now.lock().unwrap_or_else(PoisonError::into_inner));
        let _ = self.cache.keep_bytes(STAGE, &key(&self.target), now);
    }
}

fn key(target: &Path) -> String {
    Key::new(STAGE).with(target.as_os_str().as_encoded_bytes()).hex()
}

fn read(line: &[u8]) -> Option<(u64, (Content, Stamp))> {
    let (content, numbers) = line.split_first_chunk::<16>()?;
    let mut numbers = numbers.chunks_exact(8).map(|number| number.try_into().map(u64::from_le_bytes).ok());
    let mut next = || numbers.next().flatten();
    let path = next()?;
    Some((path, (*content, Stamp { inode: next()?, changed: next()?, bytes: next()?, tail: next()? })))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use anyhow::Result;

    use super::*;
    use crate::publish::stage::write_new;
    use crate::testing::Scratch;

    #[test]
    #[cfg(unix)]
    fn only_an_untouched_file_of_the_same_content_is_linked() -> Result<()> {
        use std::os::unix::fs::MetadataExt;
        let scratch = Scratch::new("linked");
        let (public, staged) = (scratch.path().join("public"), scratch.path().join("staged"));
        let cache = Cache::open(&scratch.path().join("cache"))?;
        let (one, two) = ([1; 16], [2; 16]);
        let first = Linked::open(&cache, &public);
        for path in ["a/index.html", "b/index.html", "c/index.gz"] {
            let file = write_new(&public, path, path.as_bytes())?.expect("it is new");
            first.written(path, &one, &file, path.as_bytes());
        }
        assert_eq!(Linked::open(&cache, &public).link(&staged, "a/index.html", &one), None, "nothing is kept yet");
        first.keep();
        let was = fs::metadata(public.join("b/index.html"))?.modified()?;
        fs::write(public.join("b/index.html"), "b/index.HTML")?; // by a disk that lost it: of the same length and time
        fs::File::options().write(true).open(public.join("b/index.html"))?.set_modified(was)?;
        fs::File::options().write(true).open(public.join("c/index.gz"))?.set_modified(was + Duration::from_secs(1))?;
        let second = Linked::open(&cache, &public);
        assert_eq!(second.link(&staged, "a/index.html", &one), Some(12));
        assert_eq!(second.link(&staged, "a/index.html", &one), None, "there is one already");
        assert_eq!(second.link(&staged, "a/index.html", &two), None, "it was made from something else");
        assert_eq!(second.link(&staged, "b/index.html", &one), None, "its end is another");
        assert_eq!(second.link(&staged, "c/index.gz", &one), None, "it was edited");
        assert_eq!(second.link(&staged, "d/index.html", &one), None, "there is none");
        let inode = |folder: &Path| fs::metadata(folder.join("a/index.html")).map(|file| file.ino());
        assert_eq!(inode(&public)?, inode(&staged)?);
        assert!(!staged.join("b").exists() && !staged.join("c").exists());
        second.keep();
        let other = Linked::open(&cache, &scratch.path().join("other"));
        assert_eq!(other.link(&staged, "a/index.html", &one), None, "another folder's release");
        fs::remove_dir_all(&public)?;
        fs::rename(&staged, &public)?;
        assert_eq!(Linked::open(&cache, &public).link(&staged, "a/index.html", &one), Some(12), "linked ones again");
        Ok(())
    }
}
