//! Items of processes that occur more than once, put aside on disk by process until all are seen.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::rows::Origin;

/// Bytes of items that one partition should hold: what is merged at a time, and so what is in memory.
const PARTITION: u64 = 32 << 20;

/// Open files are few on some systems.
const MOST: u64 = 256;

/// Length of the numbers before each item.
const HEADER: usize = 4 * 8;

/// Partition files below a scratch folder, removed when dropped.
pub struct Spool {
    dir: PathBuf,
    files: Vec<BufWriter<File>>,
}

/// One item as it lies in a partition's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spooled {
    pub origin: Origin,
    pub bytes: Range<usize>,
}

impl Spool {
    /// A spool for about this many bytes of items; no file is made for none.
    pub fn create(scratch: &Path, bytes: u64) -> Result<Spool> {
        let dir = scratch.join("releases");
        let count = if bytes == 0 { 0 } else { bytes.div_ceil(PARTITION).min(MOST) };
        if count > 0 {
            fs::create_dir_all(&dir).with_context(|| format!("cannot write to {}", dir.display()))?;
        }
        let open = |number| {
            let path = dir.join(format!("{number:03}"));
            File::create(&path).map(BufWriter::new).with_context(|| format!("cannot write to {}", path.display()))
        };
        let files = (0..count).map(open).collect::<Result<Vec<_>>>()?;
        Ok(Spool { dir, files })
    }

    /// Puts an item aside; items of one process (one hash) share a partition.
    pub fn put(&mut self, hash: u64, origin: Origin, bytes: &[u8]) -> Result<()> {
        let count = self.files.len() as u64;
        let Some(file) = hash.checked_rem(count).and_then(|place| self.files.get_mut(place as usize)) else {
            bail!("an item was put aside that was not announced");
        };
        let write = |file: &mut BufWriter<File>| {
            for number in [origin.file as u64, origin.row, origin.line, bytes.len() as u64] {
                file.write_all(&number.to_le_bytes())?;
            }
            file.write_all(bytes)
        };
        write(file).context("cannot put releases aside on disk")
    }

    /// Ends writing: the partitions' paths.
    pub fn close(&mut self) -> Result<Vec<PathBuf>> {
        let count = self.files.len();
        for mut file in self.files.drain(..) {
            file.flush().context("cannot put releases aside on disk")?;
        }
        Ok((0..count).map(|number| self.dir.join(format!("{number:03}"))).collect())
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// A partition's bytes, and the items in them, in the order put.
pub fn load(path: &Path) -> Result<(Vec<u8>, Vec<Spooled>)> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut items = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let number = |place: usize| {
            let start = at + place * 8;
            let eight = bytes.get(start..start + 8)?.try_into().ok()?;
            Some(u64::from_le_bytes(eight))
        };
        let (Some(file), Some(row), Some(line), Some(length)) = (number(0), number(1), number(2), number(3)) else {
            bail!("a partition of releases is cut short: {}", path.display());
        };
        let start = at + HEADER;
        at = start + length as usize;
        if at > bytes.len() {
            bail!("a partition of releases is cut short: {}", path.display());
        }
        items.push(Spooled { origin: Origin { file: file as usize, row, line }, bytes: start..at });
    }
    Ok((bytes, items))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn what_is_put_aside_comes_back_in_order() -> Result<()> {
        let scratch = Scratch::new("spool");
        let mut spool = Spool::create(scratch.path(), 3 * PARTITION)?;
        for number in 0..100u64 {
            let origin = Origin { file: 1, row: number, line: number * 2 };
            spool.put(number % 10, origin, format!("item {number}").as_bytes())?;
        }
        let mut found = Vec::new();
        for path in spool.close()? {
            let (bytes, items) = load(&path)?;
            for item in items {
                let text = String::from_utf8_lossy(&bytes[item.bytes.clone()]).into_owned();
                assert_eq!(text, format!("item {}", item.origin.row));
                assert_eq!(item.origin.line, item.origin.row * 2);
                found.push(item.origin.row);
            }
        }
        found.sort_unstable();
        assert_eq!(found, (0..100).collect::<Vec<_>>());
        let dir = spool.dir.clone();
        drop(spool);
        assert!(!dir.exists());
        Ok(())
    }

    #[test]
    fn nothing_to_put_aside_makes_no_files() -> Result<()> {
        let scratch = Scratch::new("spool");
        let mut spool = Spool::create(scratch.path(), 0)?;
        assert!(spool.put(1, Origin::default(), b"x").is_err());
        assert!(spool.close()?.is_empty());
        assert!(!spool.dir.exists());
        Ok(())
    }
}
