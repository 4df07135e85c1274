//! Text tables: any delimiter, any encoding, quotes as RFC 4180 or with backslashes, titles above the header.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use ::csv::{self as csv, ByteRecord};
use anyhow::Result;

use super::grid::{self, Grid};
use super::{LONGEST, encoding, quote, sniff};
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
    let crlf = body.iter().position(|byte| *byte == b'\n').is_some_and(|at| at > 0 && body[at - 1] == b'\r');
    let tail = Rc::new(Cell::new(0));
    let inner = io::Cursor::new(body.to_vec()).chain(reader);
    let source = Guarded { inner, budget: Rc::clone(&budget), tail: Rc::clone(&tail) };
    let mut reader = Records {
        reader: sniff::builder(dialect).from_reader(source),
        record: ByteRecord::new(),
        budget,
        tail,
        crlf,
        line: 1,
    };

    let mut head = Head::default();
    while head.records.len() < 60 && reader.next(file, filler)? {
        head.take(&reader.record, reader.line);
    }
    let at = grid::header(&head.rows, &head.lines, spec.header_row, filler);
    let Some(header) = head.rows.get(at) else {
        return filler.sink.problem(Problem::warning("no_records", Place::file(&file.name), "the file holds no rows"));
    };
    let mut rows = Rows { grid: Grid::new(&file.name, header, filler)?, delimiter: dialect.delimiter, guessed: None };
    let last = head.records.len() - 1;
    for (place, (record, line)) in head.records.iter().zip(&head.lines).enumerate().skip(at + 1) {
        rows.record(record, *line, place == last && reader.is_open())?;
    }
    drop(head);
    while reader.next(file, rows.grid.filler)? {
        rows.record(&reader.record, reader.line, reader.is_open())?;
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
    fn take(&mut self, record: &ByteRecord, line: u64) {
        self.records.push(record.clone());
        self.rows.push(record.iter().map(|field| encoding::text(field).0.into_owned()).collect());
        self.lines.push(line);
    }
}

/// The records of a stream, with the lines they begin at.
struct Records<R> {
    reader: csv::Reader<R>,
    record: ByteRecord,
    budget: Rc<Cell<usize>>,
    /// The last byte read that is no white space.
    tail: Rc<Cell<u8>>,
    /// Lines end in two signs: the second is read with the next record.
    crlf: bool,
    line: u64,
}

impl<R: Read> Records<R> {
    /// Whether the record read last was ended by the file's end, without a quote before it.
    fn is_open(&self) -> bool {
        self.reader.is_done() && self.tail.get() != b'"'
    }

    /// Reads the next record; a stream that breaks is a problem, and the end.
    fn next(&mut self, file: &SnapshotFile, filler: &mut Filler<'_>) -> Result<bool> {
        self.budget.set(LONGEST);
        let before = self.reader.position().line();
        match self.reader.read_byte_record(&mut self.record) {
            Ok(more) => {
                // Counted back from where the record ended: blank lines before it are skipped unseen.
                let inside = self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
                let after = self.reader.position().line() - u64::from(!self.crlf);
                self.line = after.saturating_sub(inside).max(before);
                Ok(more)
            }
            Err(error) => {
                let message = format!("{error}; rows before it were read");
                if self.budget.get() > 0 {
                    filler.sink.problem(Problem::error("cut_short", Place::line(&file.name, before), message))?;
                    return Ok(false);
                }
                let problem = Problem::error("unclosed_quote", Place::line(&file.name, before), message);
                filler.lost(problem.hint("the rows after it are not read: close the quote in this line"), 1)?;
                Ok(false)
            }
        }
    }
}

struct Rows<'f, 'p> {
    grid: Grid<'f, 'p>,
    delimiter: u8,
    /// The first line whose encoding was guessed.
    guessed: Option<u64>,
}

impl Rows<'_, '_> {
    /// `open`: the file ended within the record's quotes, if it has any.
    fn record(&mut self, record: &ByteRecord, line: u64, open: bool) -> Result<()> {
        if let Some(found) = quote::swallowed(record, line, self.delimiter, self.grid.width, open) {
            return self.grid.swallowed(found.line, found.rows);
        }
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
            let mut problem =
                Problem::warning("encoding_guessed", place, "the text is not UTF-8: read as Windows-1252");
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
    tail: Rc<Cell<u8>>,
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
        if let Some(last) = out[..count].iter().rfind(|byte| !byte.is_ascii_whitespace()) {
            self.tail.set(*last);
        }
        Ok(count)
    }
}
