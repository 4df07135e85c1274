//! Rows of cells under a header, as text tables and workbooks have them.

use anyhow::Result;

use super::sniff;
use crate::problem::{Place, Problem};
use crate::table::mapping::Filler;
use crate::table::{At, Value};

/// One file's grid: its columns bound to slots, its rows on their way.
pub struct Grid<'f, 'p> {
    file: &'f str,
    pub filler: &'f mut Filler<'p>,
    /// For each slot the column that fills it.
    columns: Vec<Option<usize>>,
    pub width: usize,
    records: u64,
}

impl<'f, 'p> Grid<'f, 'p> {
    /// Binds a header's names. Names that are wanted and there twice are told.
    pub fn new(file: &'f str, header: &[String], filler: &'f mut Filler<'p>) -> Result<Grid<'f, 'p>> {
        let (columns, twice) = filler.plan.wanted.bind_header(header);
        for (slot, column) in columns.iter().enumerate() {
            if column.is_some() {
                filler.saw(slot);
            }
        }
        for (at, name) in header.iter().enumerate() {
            if !columns.contains(&Some(at)) {
                filler.saw_stranger(name.trim());
            }
        }
        for name in twice {
            let place = Place { field: Some(name), ..Place::file(file) };
            filler.sink.problem(Problem::warning(
                "duplicate_column",
                place,
                "the header has this name twice: the first one counts",
            ))?;
        }
        let width = header.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |at| at + 1);
        Ok(Grid { file, filler, columns, width, records: 0 })
    }

    /// One row: `cell` gives the value of a column, `filled` the number of columns up to the last that
    /// holds something, `length` the number there are.
    pub fn row<'v>(
        &mut self,
        line: u64,
        filled: usize,
        length: usize,
        cell: impl Fn(usize) -> Value<'v>,
    ) -> Result<()> {
        if filled == 0 {
            return Ok(());
        }
        self.records += 1;
        let at = At { file: self.file, row: self.records, line: Some(line) };
        if filled > self.width {
            let message = format!("{filled} fields where the header has {}: columns have slipped", self.width);
            let problem = Problem::error("ragged_row", at.place(), message);
            return self.filler.lost(problem.hint("a quote or delimiter inside a field may not be escaped"), 1);
        }
        if length < self.width && length < self.filler_needs() {
            let message = format!("{length} fields where the header has {}", self.width);
            self.filler.sink.problem(Problem::warning("short_row", at.place(), message))?;
        }
        let mut values: Vec<Value<'v>> =
            self.columns.iter().map(|column| column.filter(|at| *at < length).map_or(Value::Empty, &cell)).collect();
        self.filler.record(at, &mut values)
    }

    /// A row whose quote, opened in this line, took in the rows after it: all of them are lost.
    pub fn swallowed(&mut self, line: u64, rows: u64) -> Result<()> {
        self.records += 1;
        let at = At { file: self.file, row: self.records, line: Some(line) };
        let message =
            format!("a quote that opens in this row is not closed in it: {rows} more rows are lost in its text");
        let problem = Problem::error("unclosed_quote", at.place(), message);
        self.records += rows;
        self.filler.lost(problem.hint("close the quote, or write quotes inside a text twice"), 1 + rows)
    }

    /// A row must be at least this long to hold every column that is wanted.
    fn filler_needs(&self) -> usize {
        self.columns.iter().flatten().max().map_or(0, |at| at + 1)
    }

    /// The end of the file.
    pub fn finish(self) -> Result<()> {
        if self.records > 0 {
            return Ok(());
        }
        let problem = Problem::warning("no_records", Place::file(self.file), "the file has no rows below its header");
        self.filler.sink.problem(problem)
    }
}

/// Finds the header among a file's first rows: by its line where the settings say so (`lines` are the
/// rows' lines), else by its names.
pub fn header(rows: &[Vec<String>], lines: &[u64], declared: Option<u64>, filler: &Filler<'_>) -> usize {
    match declared {
        Some(line) => lines.iter().position(|at| *at >= line).unwrap_or(0),
        None => sniff::header(rows, filler.plan),
    }
}
