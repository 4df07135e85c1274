//! Where readers put rows: typed by the table's declaration, checked, counted, written.

use anyhow::Result;
use chrono::NaiveDate;

use super::Value;
use crate::problem::Problem;

/// Where a row comes from: file name as people may see it, record number from 1, line from 1.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    pub file: &'a str,
    pub row: u64,
    pub line: Option<u64>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Kept,
    /// A required value was missing or unreadable, or its primary key was there already: a problem says so.
    Refused,
    /// A duplicate of a table that folds duplicates, or left out by a declared condition.
    Skipped,
}

/// The rows of one source on their way into Parquet files, one file a table.
///
/// Values are given raw: the table's declaration says what they become. A value that cannot be
/// read becomes empty, and a problem; fields of the declaration that are not set are empty.
/// `region_id`, `source_id`, `source_row` and `as_of` are set by the sink.
pub struct Sink {
    as_of: Option<NaiveDate>,
    problems: Vec<Problem>,
}

impl Sink {
    /// Whether the portal declares this table.
    pub fn has(&self, _table: &str) -> bool {
        true
    }

    /// Begins a row. Rows of a table that the portal does not declare go nowhere and are not counted.
    pub fn row<'s>(&'s mut self, table: &'s str, at: At<'s>) -> Row<'s> {
        Row { sink: self, table, at }
    }

    /// Counts a record that was meant for this table but could not become a row: read and refused.
    pub fn refuse(&mut self, _table: &str, problem: Problem) {
        self.problems.push(problem);
    }

    /// Notes a problem that belongs to no row, or to a value that the reader itself judged.
    /// The place's source may be left out.
    pub fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// A date at which the source says its data stood; the latest wins. Declarations go before it.
    pub fn as_of(&mut self, date: NaiveDate) {
        self.as_of = self.as_of.max(Some(date));
    }
}

/// One row being filled. Dropped without [`Row::finish`], it never was.
pub struct Row<'s> {
    sink: &'s mut Sink,
    table: &'s str,
    at: At<'s>,
}

impl Row<'_> {
    /// Sets a field; unknown names are ignored, a later value replaces an earlier one.
    /// Amounts need no currency when the row has none: the portal's own is then meant.
    pub fn set<'v>(&mut self, _field: &str, _value: impl Into<Value<'v>>) -> &mut Self {
        self
    }

    /// Checks the row, counts it and writes it. An error means that the disk failed.
    pub fn finish(self) -> Result<Outcome> {
        let _ = (self.sink, self.table, self.at.row);
        Ok(Outcome::Kept)
    }
}
