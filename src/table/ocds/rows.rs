//! Rows made on one thread and written on another: one flat buffer for a whole batch.

use std::borrow::Cow;

use anyhow::Result;

use super::names::Marks;
use crate::problem::{Place, Problem, Severity};
use crate::table::json::Json;
use crate::table::{At, Sink, Value};

/// Where a record lay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Place in the snapshot's list of files.
    pub file: usize,
    /// Number of the record within its file, from 1.
    pub row: u64,
    pub line: u64,
}

enum Cell {
    Text(usize, usize),
    Number(usize, usize),
    Bool(bool),
    Int(i64),
}

enum Event {
    Row { table: &'static str, origin: Origin, cells: (usize, usize), once: Option<u64> },
    Refuse { table: &'static str, problem: Box<Problem> },
    Problem(Box<Problem>),
}

/// Rows and problems in the order in which they are to be written.
#[derive(Default)]
pub struct Rows {
    text: String,
    cells: Vec<(&'static str, Cell)>,
    events: Vec<Event>,
}

impl Rows {
    pub fn begin(&mut self, table: &'static str, origin: Origin) -> RowBuilder<'_> {
        let start = self.cells.len();
        RowBuilder { rows: self, table, origin, start }
    }

    pub fn refuse(&mut self, table: &'static str, problem: Problem) {
        self.events.push(Event::Refuse { table, problem: Box::new(problem) });
    }

    pub fn problem(&mut self, problem: Problem) {
        self.events.push(Event::Problem(Box::new(problem)));
    }

    /// Hands everything to the sink, in order. `seen` holds the marks of rows that are written once a source.
    pub fn write(self, files: &[String], seen: &mut Marks, sink: &mut Sink) -> Result<()> {
        for event in self.events {
            match event {
                Event::Refuse { table, problem } => sink.refuse(table, *problem)?,
                Event::Problem(problem) => sink.problem(*problem)?,
                Event::Row { once: Some(mark), .. } if !seen.insert(mark) => {}
                Event::Row { table, origin, cells: (start, end), .. } => {
                    let file = files.get(origin.file).map_or("", String::as_str);
                    let mut row = sink.row(table, At { file, row: origin.row, line: Some(origin.line) });
                    for (field, cell) in &self.cells[start..end] {
                        row.set(
                            field,
                            match cell {
                                Cell::Text(from, to) => Value::Text(Cow::Borrowed(&self.text[*from..*to])),
                                Cell::Number(from, to) => Value::Number(&self.text[*from..*to]),
                                Cell::Bool(truth) => Value::Bool(*truth),
                                Cell::Int(number) => Value::Int((*number).into()),
                            },
                        );
                    }
                    row.finish()?;
                }
            }
        }
        Ok(())
    }
}

/// One row being filled.
pub struct RowBuilder<'r> {
    rows: &'r mut Rows,
    table: &'static str,
    origin: Origin,
    start: usize,
}

impl RowBuilder<'_> {
    /// Sets a field to a text; nothing for `None`.
    pub fn text<'t>(mut self, field: &'static str, text: impl Into<Option<&'t str>>) -> Self {
        if let Some(text) = text.into() {
            let (from, to) = self.keep(text);
            self.rows.cells.push((field, Cell::Text(from, to)));
        }
        self
    }

    /// Sets a field to a scalar as it stands; objects and arrays set nothing.
    pub fn json(mut self, field: &'static str, json: Option<&Json<'_>>) -> Self {
        let cell = match json {
            Some(Json::Str(text)) => {
                let (from, to) = self.keep(text);
                Cell::Text(from, to)
            }
            Some(Json::Number(number)) => {
                let (from, to) = self.keep(number);
                Cell::Number(from, to)
            }
            Some(Json::Bool(truth)) => Cell::Bool(*truth),
            _ => return self,
        };
        self.rows.cells.push((field, cell));
        self
    }

    pub fn flag(self, field: &'static str, truth: Option<bool>) -> Self {
        if let Some(truth) = truth {
            self.rows.cells.push((field, Cell::Bool(truth)));
        }
        self
    }

    pub fn number(self, field: &'static str, number: Option<i64>) -> Self {
        if let Some(number) = number {
            self.rows.cells.push((field, Cell::Int(number)));
        }
        self
    }

    pub fn end(self) {
        self.push(None);
    }

    /// Ends a row of which only the first with this mark is written.
    pub fn end_once(self, mark: u64) {
        self.push(Some(mark));
    }

    fn push(self, once: Option<u64>) {
        let cells = (self.start, self.rows.cells.len());
        self.rows.events.push(Event::Row { table: self.table, origin: self.origin, cells, once });
    }

    fn keep(&mut self, text: &str) -> (usize, usize) {
        let from = self.rows.text.len();
        self.rows.text.push_str(text);
        (from, self.rows.text.len())
    }
}

/// A problem with a record, at a path within it.
pub fn problem(
    code: &'static str,
    severity: Severity,
    origin: Origin,
    files: &[String],
    path: Option<&str>,
    message: impl Into<String>,
) -> Problem {
    let place = Place {
        file: files.get(origin.file).cloned(),
        line: Some(origin.line),
        row: Some(origin.row),
        field: path.map(str::to_owned),
        ..Place::default()
    };
    Problem { code, severity, place, message: message.into(), hint: None }
}
