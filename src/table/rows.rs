//! Readers: files of every format into records, one at a time.

mod csv;
mod encoding;
mod grid;
mod json;
mod kind;
mod quote;
mod sheet;
mod sniff;
mod xlsx;

use std::io::{self, Read};

use anyhow::Result;

pub use kind::{Kind, kind_of};

use super::json::Options;
use super::mapping::Filler;
use crate::config::SourceSpec;
use crate::problem::{Place, Problem};
use crate::source::{Compression, SnapshotFile};

/// Bytes at a file's start by which its format, encoding, delimiter and header are told.
const SAMPLE: usize = 64 << 10;
/// A record longer than this is a quote that was never closed, or no record.
const LONGEST: usize = 64 << 20;

/// Reads one file of a source that declares tables, by its format.
pub fn read(spec: &SourceSpec, file: &SnapshotFile, kind: Kind, filler: &mut Filler<'_>) -> Result<()> {
    match kind {
        Kind::Json => json::read(spec, file, filler),
        Kind::Csv => csv::read(spec, file, filler),
        Kind::Xlsx => xlsx::read(spec, file, filler),
        Kind::SheetXml => sheet::read(spec, file, filler),
        Kind::Empty => filler.sink.problem(Problem::error("empty_file", Place::file(&file.name), "the file is empty")),
        Kind::WebPage => {
            let problem = Problem::error("not_data", Place::file(&file.name), "the file is a web page, not data");
            filler.sink.problem(problem.hint("the address may answer with an error page"))
        }
        Kind::Unreadable(reason) => filler.sink.problem(Problem::error("unreadable", Place::file(&file.name), reason)),
    }
}

/// The options by which a source's JSON is split.
pub fn json_options(spec: &SourceSpec) -> Options {
    Options {
        items: spec.items.clone(),
        encoding: spec.encoding.clone(),
        max_item_bytes: LONGEST,
        ..Options::default()
    }
}

/// The first bytes of a stream, fewer at its end; an error that comes first of all is the reader's.
fn sample(reader: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(SAMPLE);
    reader.take(SAMPLE as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file that can be read anywhere: workbooks are archives.
trait Seekable: Read + io::Seek {}
impl<T: Read + io::Seek> Seekable for T {}

fn seekable(file: &SnapshotFile) -> Result<Box<dyn Seekable>> {
    if file.compression == Compression::None {
        return Ok(Box::new(io::BufReader::new(std::fs::File::open(&file.path)?)));
    }
    let mut bytes = Vec::new();
    file.open()?.read_to_end(&mut bytes)?;
    Ok(Box::new(io::Cursor::new(bytes)))
}
