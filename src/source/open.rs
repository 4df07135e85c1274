//! Reading a snapshot's bytes: compression told by the first bytes, never by the name; bounded; and a
//! cut or broken stream is an error that says so.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::{Compression, SnapshotFile};
use crate::cache::hex;

/// Large enough that a system call is rare beside the work on its bytes.
const BUFFER: usize = 256 * 1024;

/// What the first bytes of a file say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Plain,
    Gzip,
    Zstd,
    Zip,
}

impl Container {
    /// Looks at the first four bytes or fewer.
    pub(super) fn of(start: &[u8]) -> Container {
        match start {
            [0x1f, 0x8b, ..] => Container::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Container::Zstd,
            // A member comes first; an archive with none begins with the end record.
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Container::Zip,
            _ => Container::Plain,
        }
    }

    /// How to read the file as a stream; an archive that is kept whole (a workbook) is read as it is.
    pub(super) fn compression(self) -> Compression {
        match self {
            Container::Gzip => Compression::Gzip,
            Container::Zstd => Compression::Zstd,
            Container::Plain | Container::Zip => Compression::None,
        }
    }
}

impl SnapshotFile {
    /// A file in place, with its bytes hashed and its compression recognised. `max_bytes` bounds what
    /// [`SnapshotFile::open`] gives.
    pub fn at(path: &Path, name: &str, max_bytes: u64) -> Result<SnapshotFile> {
        let (container, sha256, size) = measure(path).with_context(|| format!("cannot read {name}"))?;
        let compression = container.compression();
        Ok(SnapshotFile { name: name.to_string(), path: path.to_path_buf(), compression, sha256, size, max_bytes })
    }

    /// The decompressed bytes, as a stream. Cut, broken or oversized content is an `io::Error` from
    /// reads, with a message that names the file.
    pub fn open(&self) -> Result<Box<dyn BufRead + Send>> {
        let file = File::open(&self.path).with_context(|| format!("cannot open {}", self.name))?;
        let raw = BufReader::with_capacity(BUFFER, file);
        Ok(match self.compression {
            Compression::None => self.bounded(raw),
            Compression::Gzip => self.bounded(flate2::bufread::MultiGzDecoder::new(raw)),
            Compression::Zstd => self.bounded(zstd::stream::read::Decoder::with_buffer(raw)?),
        })
    }

    fn bounded(&self, inner: impl Read + Send + 'static) -> Box<dyn BufRead + Send> {
        let bounded = Bounded { inner, name: self.name.clone(), max_bytes: self.max_bytes, left: self.max_bytes };
        Box::new(BufReader::with_capacity(BUFFER, bounded))
    }
}

/// What a file is, the hash of its bytes and their number, in one pass.
pub(super) fn measure(path: &Path) -> io::Result<(Container, String, u64)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    let (mut size, mut container) = (0, Container::Plain);
    loop {
        let count = fill(&mut file, &mut buffer)?;
        if size == 0 {
            container = Container::of(&buffer[..count]);
        }
        if count == 0 {
            return Ok((container, hex(&hash.finalize()), size));
        }
        hash.update(&buffer[..count]);
        size += count as u64;
    }
}

/// Reads until the buffer is full or the input ends, so that short reads do not matter.
pub(super) fn fill(from: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match from.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Passes bytes on up to a limit, and names the file in every error.
struct Bounded<R> {
    inner: R,
    name: String,
    max_bytes: u64,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        // At the limit one byte more tells a file that ends there from one that goes on.
        let room = usize::try_from(self.left).unwrap_or(usize::MAX).clamp(1, buffer.len());
        let count = self.inner.read(&mut buffer[..room]).map_err(|error| explain(&self.name, &error))?;
        if count as u64 > self.left {
            let text = format!("{} is larger than its limit of {} bytes once decompressed", self.name, self.max_bytes);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, text));
        }
        self.left -= count as u64;
        Ok(count)
    }
}

/// A decompressor's error in words; the kind stays, except that a cut stream is always `UnexpectedEof`.
fn explain(name: &str, error: &io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::Interrupted => io::Error::from(io::ErrorKind::Interrupted),
        io::ErrorKind::UnexpectedEof => io::Error::new(
            io::ErrorKind::UnexpectedEof,
            format!("{name} is truncated: its compressed data are cut short"),
        ),
        kind => io::Error::new(kind, format!("{name} cannot be read: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::testing::Scratch;

    const LINES: &str = "{\"ocid\":\"ocds-1\"}\n{\"ocid\":\"ocds-2\"}\n";

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).expect("writing to memory");
        encoder.finish().expect("writing to memory")
    }

    fn read(bytes: &[u8], max_bytes: u64) -> (Compression, io::Result<String>) {
        let scratch = Scratch::new("open");
        let path = scratch.write("data.bin", bytes);
        let file = SnapshotFile::at(&path, "data.bin", max_bytes).expect("the file is there");
        let mut text = String::new();
        let outcome = file.open().expect("the file is there").read_to_string(&mut text).map(|_| text);
        (file.compression, outcome)
    }

    #[test]
    fn compression_is_told_by_the_bytes() {
        for (bytes, expected) in [
            (LINES.as_bytes().to_vec(), Compression::None),
            (gzip(LINES), Compression::Gzip),
            (zstd::encode_all(LINES.as_bytes(), 1).expect("memory"), Compression::Zstd),
        ] {
            let (compression, text) = read(&bytes, 1000);
            assert_eq!(compression, expected);
            assert_eq!(text.expect("whole"), LINES);
        }
    }

    #[test]
    fn every_member_of_a_gzip_file_is_read() {
        let (_, text) = read(&[gzip("one\n"), gzip("two\n")].concat(), 1000);
        assert_eq!(text.expect("whole"), "one\ntwo\n");
        let two =
            [zstd::encode_all(&b"one\n"[..], 1).expect("memory"), zstd::encode_all(&b"two\n"[..], 1).expect("memory")];
        assert_eq!(read(&two.concat(), 1000).1.expect("whole"), "one\ntwo\n");
    }

    #[test]
    fn a_cut_stream_says_that_it_is_truncated() {
        let whole = gzip(&LINES.repeat(200));
        let frame = zstd::encode_all(LINES.repeat(200).as_bytes(), 1).expect("memory");
        for bytes in [&whole[..whole.len() / 2], &whole[..whole.len() - 4], &whole[..6], &frame[..frame.len() - 3]] {
            let error = read(bytes, 100_000).1.expect_err("cut short");
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof, "{error}");
            assert!(error.to_string().contains("data.bin is truncated"), "{error}");
        }
    }

    #[test]
    fn broken_data_are_an_error_that_names_the_file() {
        let mut bytes = gzip(&LINES.repeat(200));
        let middle = bytes.len() / 2;
        bytes[middle..middle + 8].fill(0xff);
        let error = read(&bytes, 100_000).1.expect_err("broken");
        assert!(error.to_string().starts_with("data.bin "), "{error}");
    }

    #[test]
    fn the_limit_counts_decompressed_bytes() {
        let exact = LINES.len() as u64;
        assert_eq!(read(&gzip(LINES), exact).1.expect("just fits"), LINES);
        for bytes in [gzip(LINES), LINES.as_bytes().to_vec()] {
            let error = read(&bytes, exact - 1).1.expect_err("one byte too many");
            assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
        }
        assert!(read(&gzip(LINES), 0).1.is_err());
        assert_eq!(read(b"", 0).1.expect("empty"), "");
    }

    #[test]
    fn the_hash_is_of_the_bytes_as_they_came() {
        let scratch = Scratch::new("open");
        let file = SnapshotFile::at(&scratch.write("a", "abc"), "a", 10).expect("the file is there");
        assert_eq!(file.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(file.size, 3);
    }
}
