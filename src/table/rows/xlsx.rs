//! Workbooks (XLSX): one sheet, row by row.

use std::io;

use anyhow::Result;
use calamine::{CellErrorType, DataRef, Reader, Xlsx};
use chrono::{NaiveDate, NaiveDateTime};

use super::grid::{self, Grid};
use crate::config::SourceSpec;
use crate::problem::{Place, Problem, nearest};
use crate::source::SnapshotFile;
use crate::table::Value;
use crate::table::mapping::Filler;

/// Rows that are kept until the header is found.
const HEAD: usize = 60;
/// Bytes that a workbook may unpack to: its texts are held in memory. A full sheet of a million rows fits.
const UNPACKED: u64 = 2 << 30;

pub fn read(spec: &SourceSpec, file: &SnapshotFile, filler: &mut Filler<'_>) -> Result<()> {
    match workbook(spec, file, filler) {
        Ok(()) => Ok(()),
        Err(Stop::Data(problem)) => filler.sink.problem(*problem),
        Err(Stop::Run(error)) => Err(error),
    }
}

/// Why reading a workbook stopped: its data, or our disk.
enum Stop {
    Data(Box<Problem>),
    Run(anyhow::Error),
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Stop {
        Stop::Run(error)
    }
}

fn bad(file: &SnapshotFile, reason: impl std::fmt::Display) -> Stop {
    let message = format!("the workbook cannot be read: {reason}");
    Stop::Data(Box::new(Problem::error("unreadable", Place::file(&file.name), message)))
}

fn workbook(spec: &SourceSpec, file: &SnapshotFile, filler: &mut Filler<'_>) -> Result<(), Stop> {
    let mut reader = super::seekable(file).map_err(|error| bad(file, format!("{error:#}")))?;
    check_size(&mut reader, file)?;
    let mut book: Xlsx<_> = Xlsx::new(reader).map_err(|error| bad(file, error))?;
    let names = book.sheet_names();
    let name = match &spec.sheet {
        None => names.first().cloned().ok_or_else(|| bad(file, "it has no sheet"))?,
        Some(wanted) => {
            names.iter().find(|name| name.trim().eq_ignore_ascii_case(wanted.trim())).cloned().ok_or_else(|| {
                let near = nearest(wanted, names.iter().map(String::as_str))
                    .unwrap_or(names.first().map_or("", String::as_str));
                bad(file, format!("it has no sheet `{wanted}`; there is `{near}`"))
            })?
        }
    };
    let mut cells = book.worksheet_cells_reader(&name).map_err(|error| bad(file, error))?;
    let mut rows = Rows { spec, file, head: Vec::new(), grid: None, filler: Some(filler) };
    let mut row: Vec<Value<'_>> = Vec::new();
    let mut number = None;
    loop {
        let cell = cells.next_cell().map_err(|error| bad(file, error))?;
        let Some(cell) = cell else { break };
        let (at, column) = cell.get_position();
        if number != Some(at) {
            if let Some(number) = number {
                rows.row(number, std::mem::take(&mut row))?;
            }
            number = Some(at);
        }
        // A stray cell far to the right must not make a row of a million empty ones.
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column < 4096 {
            if row.len() <= column {
                row.resize_with(column + 1, Value::default);
            }
            row[column] = value(cell.get_value());
        }
    }
    if let Some(number) = number {
        rows.row(number, row)?;
    }
    Ok(rows.finish()?)
}

/// Unpacks everything once and throws it away: what the archive declares of its sizes may be a lie, and
/// some parts are read whole.
fn check_size(reader: &mut (impl io::Read + io::Seek), file: &SnapshotFile) -> Result<(), Stop> {
    let limit = file.max_bytes.min(UNPACKED);
    let mut archive = zip::ZipArchive::new(&mut *reader).map_err(|error| bad(file, error))?;
    let mut left = limit + 1;
    for at in 0..archive.len() {
        let member = archive.by_index(at).map_err(|error| bad(file, error))?;
        left -= io::copy(&mut io::Read::take(member, left), &mut io::sink()).map_err(|error| bad(file, error))?;
        if left == 0 {
            return Err(bad(file, format!("it unpacks to more than its limit of {limit} bytes")));
        }
    }
    drop(archive);
    reader.rewind().map_err(|error| bad(file, error))
}

fn value<'v>(cell: &DataRef<'v>) -> Value<'v> {
    match cell {
        DataRef::Int(number) => Value::from(*number),
        DataRef::Float(number) => Value::Float(*number),
        DataRef::String(text) => Value::from(text.clone()),
        DataRef::SharedString(text) => Value::from(*text),
        DataRef::Bool(flag) => Value::Bool(*flag),
        DataRef::DateTime(date) => {
            let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
            NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
                .and_then(|date| date.and_hms_milli_opt(hour.into(), minute.into(), second.into(), milli.into()))
                .map_or(Value::Float(date.as_f64()), date_or_moment)
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value::from(text.clone()),
        // As it stands in the sheet (`#DIV/0!`): the sink tells of it.
        DataRef::Error(CellErrorType::NA) => Value::from("#N/A!"),
        DataRef::Error(error) => Value::from(error.to_string()),
        DataRef::Empty => Value::Empty,
    }
}

fn date_or_moment<'v>(moment: NaiveDateTime) -> Value<'v> {
    if moment.time() == chrono::NaiveTime::MIN { Value::Date(moment.date()) } else { Value::Moment(moment) }
}

/// Rows as they come: the first ones wait until the header is found among them.
struct Rows<'s, 'f, 'p, 'v> {
    spec: &'s SourceSpec,
    file: &'f SnapshotFile,
    head: Vec<(u64, Vec<Value<'v>>)>,
    grid: Option<Grid<'f, 'p>>,
    /// Until the grid has it.
    filler: Option<&'f mut Filler<'p>>,
}

impl<'v> Rows<'_, '_, '_, 'v> {
    fn row(&mut self, number: u32, row: Vec<Value<'v>>) -> Result<()> {
        let line = u64::from(number) + 1;
        match &mut self.grid {
            Some(grid) => push(grid, line, &row),
            None => {
                self.head.push((line, row));
                if self.head.len() == HEAD { self.begin() } else { Ok(()) }
            }
        }
    }

    fn begin(&mut self) -> Result<()> {
        let Some(filler) = self.filler.take() else { return Ok(()) };
        let text: Vec<Vec<String>> =
            self.head.iter().map(|(_, row)| row.iter().map(|value| value.text().into_owned()).collect()).collect();
        let lines: Vec<u64> = self.head.iter().map(|(line, _)| *line).collect();
        let at = grid::header(&text, &lines, self.spec.header_row, filler);
        let Some(header) = text.get(at) else {
            let place = Place::file(&self.file.name);
            return filler.sink.problem(Problem::warning("no_records", place, "the sheet is empty"));
        };
        let mut grid = Grid::new(&self.file.name, header, filler)?;
        for (line, row) in self.head.drain(..).skip(at + 1) {
            push(&mut grid, line, &row)?;
        }
        self.grid = Some(grid);
        Ok(())
    }

    fn finish(mut self) -> Result<()> {
        self.begin()?;
        match self.grid {
            Some(grid) => grid.finish(),
            None => Ok(()),
        }
    }
}

fn push(grid: &mut Grid<'_, '_>, line: u64, row: &[Value<'_>]) -> Result<()> {
    let holds = |value: &Value<'_>| !value.text().trim().is_empty();
    let filled = row.iter().rposition(holds).map_or(0, |at| at + 1);
    // Cells at the end of a row that are empty are not written: a short row is no fault here.
    grid.row(line, filled, usize::MAX, |at| row.get(at).cloned().unwrap_or_default())
}
