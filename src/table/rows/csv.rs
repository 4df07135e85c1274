//! Text tables: any delimiter, any encoding, quotes as RFC 4180 or with backslashes, titles above the header.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use anyhow::Result;
use ::csv::{self as csv, ByteRecord};

use super::grid::{self, Grid};
use super::{LONGEST, encoding, sniff};
use crate::config::SourceSpec;
use crate::problem::{Place, Problem};
use crate::source::SnapshotFile;
use crate::table::Value;
use crate::table::mapping::Filler;

pub fn read(spec: &SourceSpec, file: &SnapshotFile, filler: &mut Filler<'_>) -> Result<()> {
    let mut first = match file.open() {
        Ok(reader) => reader,
        Err(error) => return unreadable(file, &format!("{error:#}"), filler),
    };
    let start = match super::sample(&mut first) {
        Ok(start) => start,
        Err(error) => return unreadable(file, &error.to_string(), filler),
    };
    let encoding = match encoding::of_stream(spec.encoding.as_deref(), &start) {
        Ok(encoding) => encoding,
        Err(reason) => return unreadable(file, &reason, filler),
    };
    let whole = io::Cursor::new(start).chain(first);
    match encoding {
        Some(encoding) => text(spec, file, filler, encoding::Transcoded::new(whole, encoding)),
        None => text(spec, file, filler, whole),
    }
}

fn unreadable(file: &SnapshotFile, reason: &str, filler: &mut Filler<'_>) -> Result<()> {
    filler.sink.problem(Problem::error("unreadable", Place::file(&file.name), reason))
}

/// Reads a stream whose bytes are ASCII or more.
fn text(spec: &SourceSpec, file: &SnapshotFile, filler: &mut Filler<'_>, mut reader: impl Read) -> Result<()> {
    let start = match super::sample(&mut reader) {
        Ok(start) => start,
        Err(error) => return unreadable(file, &error.to_string(), filler),
    };
    let marked = start.starts_with(b"\xef\xbb\xbf");
    let body = if marked { &start[3..] } else { &start[..] };
    let delimiter = spec.delimiter.and_then(|sign| u8::try_from(sign).ok());
    let dialect = sniff::dialect(body, delimiter, spec.backslash_quotes, filler.plan);
    let budget = Rc::new(Cell::new(LONGEST));
    let source = Guarded { inner: io::Cursor::new(body.to_vec()).chain(reader), budget: Rc::clone(&budget) };
    let mut reader = sniff::builder(dialect).from_reader(source);

    let mut head = Head::default();
    let mut record = ByteRecord::new();
    while head.records.len() < 60 && next(&mut reader, &mut record, &budget, file, filler)? {
        head.take(&record);
    }
    let at = grid::header(&head.rows, &head.lines, spec.header_row, filler);
    let Some(header) = head.rows.get(at) else {
        return filler.sink.problem(Problem::warning("no_records", Place::file(&file.name), "the file holds no rows"));
    };
    let mut rows = Rows { grid: Grid::new(&file.name, header, filler)?, guessed: None };
    for record in &head.records[at + 1..] {
        rows.record(record)?;
    }
    drop(head);
    while next(&mut reader, &mut record, &budget, file, rows.grid.filler)? {
        rows.record(&record)?;
    }
    rows.finish(file)
}

/// The first rows, kept until it is known which of them is the header.
#[derive(Default)]
struct Head {
    records: Vec<ByteRecord>,
    rows: Vec<Vec<String>>,
    lines: Vec<u64>,
}

impl Head {
    fn take(&mut self, record: &ByteRecord) {
        self.records.push(record.clone());
        self.rows.push(record.iter().map(|field| encoding::text(field).0.into_owned()).collect());
        self.lines.push(line(record));
    }
}

fn line(record: &ByteRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}

/// The next record; a stream that breaks is a problem, and the end.
fn next<R: Read>(
    reader: &mut csv::Reader<R>,
    record: &mut ByteRecord,
    budget: &Cell<usize>,
    file: &SnapshotFile,
    filler: &mut Filler<'_>,
) -> Result<bool> {
    budget.set(LONGEST);
    let line = reader.position().line();
    match reader.read_byte_record(record) {
        Ok(more) => Ok(more),
        Err(error) => {
            let message = match error.kind() {
                csv::ErrorKind::Io(error) => error.to_string(),
                _ => error.to_string(),
            };
            let problem = Problem::error("cut_short", Place::line(&file.name, line), format!("{message}; rows before it were read"));
            filler.sink.problem(problem)?;
            Ok(false)
        }
    }
}

struct Rows<'f, 'p> {
    grid: Grid<'f, 'p>,
    /// The first line whose encoding was guessed.
    guessed: Option<u64>,
}

impl Rows<'_, '_> {
    fn record(&mut self, record: &ByteRecord) -> Result<()> {
        let line = line(record);
        let filled = (0..record.len()).rev().find(|at| !record[*at].trim_ascii().is_empty()).map_or(0, |at| at + 1);
        let guessed = Cell::new(false);
        self.grid.row(line, filled, record.len(), |at| {
            let (text, guess) = encoding::text(&record[at]);
            guessed.set(guessed.get() || guess);
            Value::Text(text)
        })?;
        if guessed.get() && self.guessed.is_none() {
            self.guessed = Some(line);
        }
        Ok(())
    }

    fn finish(self, file: &SnapshotFile) -> Result<()> {
        if let Some(line) = self.guessed {
            let place = Place::line(&file.name, line);
            let mut problem = Problem::warning("encoding_guessed", place, "the text is not UTF-8: read as Windows-1252");
            problem.severity = crate::problem::Severity::Info;
            self.grid.filler.sink.problem(problem)?;
        }
        self.grid.finish()
    }
}

/// Stops a record that never ends: a quote that is not closed would swallow the rest of the file.
struct Guarded<R> {
    inner: R,
    /// Bytes that may still be read for this record.
    budget: Rc<Cell<usize>>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.get();
        if left == 0 {
            let text = "a record is longer than 64 MB: a quote may never be closed";
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        let room = out.len().min(left);
        let count = self.inner.read(&mut out[..room])?;
        self.budget.set(left - count);
        Ok(count)
    }
}
