//! Secrets of ours within a compressed answer: what is stored as it came must not hold one.
//!
//! In a plain answer a secret is replaced on the way into the store; a compressed one would have to be
//! packed anew, and is refused instead.

use std::fs::File;
use std::io::{self, Read, Seek};

use zip::ZipArchive;

use super::open::Container;
use super::secret::Secrets;
use super::store::Part;
use super::trouble::Trouble;

/// Archives within archives that are opened: a workbook in an archive is one.
const DEEPEST: usize = 3;
/// Bytes of an inner archive that are held in memory.
const INNER: u64 = 256 * 1024 * 1024;

/// Refuses a compressed answer in which a secret stands, once opened. Opens at most `max_bytes`.
pub(super) fn check(part: &Part, name: &str, max_bytes: u64, secrets: &Secrets) -> Result<(), Trouble> {
    if part.container == Container::Plain || !secrets.are_kept_out() {
        return Ok(());
    }
    let mut look = Look { secrets, left: max_bytes };
    let found = match part.container {
        // Some of it stood there uncompressed and was replaced on the way in, which broke the rest.
        _ if part.replaced > 0 => Ok(true),
        Container::Zip => File::open(part.path()).and_then(|file| look.archive(io::BufReader::new(file), 1)),
        _ => File::open(part.path()).and_then(|file| look.stream(file)),
    };
    match found {
        Ok(true) => {
            Err(Trouble::new("secret_echoed", name, "the compressed answer holds a secret of ours and is not stored")
                .hint("ask the publisher not to repeat keys in data, or fetch the file without compression"))
        }
        // What cannot be opened here cannot be opened later, and is told then.
        Ok(false) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            let message = "the answer is too large to be searched for secrets of ours, and is not stored";
            Err(Trouble::new("archive_too_large", name, message).hint("raise `max_bytes` under `[limits]`"))
        }
        Err(_) => Ok(()),
    }
}

struct Look<'s> {
    secrets: &'s Secrets,
    /// Bytes that may still be opened.
    left: u64,
}

impl Look<'_> {
    /// A stream, opened when it is compressed. Bytes before a break are looked at too: they may be read later.
    fn stream(&mut self, from: impl Read) -> io::Result<bool> {
        let (start, whole) = begun(from)?;
        match Container::of(&start) {
            Container::Gzip => self.plain(flate2::read::MultiGzDecoder::new(whole)),
            Container::Zstd => self.plain(zstd::stream::read::Decoder::new(whole)?),
            Container::Plain | Container::Zip => self.plain(whole),
        }
    }

    fn plain(&mut self, from: impl Read) -> io::Result<bool> {
        let mut filter = self.secrets.filter(io::sink());
        let mut bounded = from.take(self.left.saturating_add(1));
        let copied = io::copy(&mut bounded, &mut filter);
        let read = self.left.saturating_add(1) - bounded.limit();
        let found = filter.finish()?.1 > 0;
        if found {
            return Ok(true);
        }
        if read > self.left {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.left -= read;
        copied.map(|_| false)
    }

    /// Every member, and what is compressed within it.
    fn archive(&mut self, from: impl Read + Seek, depth: usize) -> io::Result<bool> {
        let mut archive = ZipArchive::new(from)?;
        for index in 0..archive.len() {
            let Ok(member) = archive.by_index(index) else { continue };
            let Ok((start, whole)) = begun(member) else { continue };
            let found = if Container::of(&start) == Container::Zip && depth < DEEPEST {
                let mut inner = Vec::new();
                whole.take(INNER.min(self.left) + 1).read_to_end(&mut inner)?;
                if inner.len() as u64 > INNER.min(self.left) {
                    return Err(io::ErrorKind::FileTooLarge.into());
                }
                self.left -= inner.len() as u64;
                self.archive(io::Cursor::new(inner), depth + 1)
            } else {
                self.stream(whole)
            };
            match found {
                Ok(false) => {}
                // One broken member does not hide the others.
                Err(error) if error.kind() != io::ErrorKind::FileTooLarge => {}
                told => return told,
            }
        }
        Ok(false)
    }
}

/// The first four bytes of a stream, and the whole stream.
fn begun<R: Read>(mut from: R) -> io::Result<(Vec<u8>, impl Read)> {
    let mut start = Vec::new();
    from.by_ref().take(4).read_to_end(&mut start)?;
    Ok((start.clone(), io::Cursor::new(start).chain(from)))
}
