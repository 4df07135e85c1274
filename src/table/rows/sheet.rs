//! A workbook as one XML document (SpreadsheetML of 2003), which some exports call `.csv`.

use std::io::{BufRead, BufReader, Read};

use anyhow::Result;

use super::grid::{self, Grid};
use super::{LONGEST, encoding};
use crate::config::SourceSpec;
use crate::problem::{Place, Problem};
use crate::source::SnapshotFile;
use crate::table::Value;
use crate::table::cast::decode_entities;
use crate::table::mapping::Filler;

pub fn read(spec: &SourceSpec, file: &SnapshotFile, filler: &mut Filler<'_>) -> Result<()> {
    let mut rows = Vec::new();
    let whole = file.open().map_err(|error| format!("{error:#}")).and_then(|reader| parse(reader, spec, &mut rows));
    if let Err(reason) = whole {
        filler.sink.problem(Problem::error(
            "cut_short",
            Place::file(&file.name),
            format!("{reason}; rows before it were read"),
        ))?;
    }
    let text: Vec<Vec<String>> = rows.iter().take(60).map(|(_, row)| row.clone()).collect();
    let lines: Vec<u64> = rows.iter().take(60).map(|(line, _)| *line).collect();
    let at = grid::header(&text, &lines, spec.header_row, filler);
    let Some(header) = text.get(at) else {
        return filler.sink.problem(Problem::warning("no_records", Place::file(&file.name), "the sheet is empty"));
    };
    let mut grid = Grid::new(&file.name, header, filler)?;
    for (line, row) in rows.iter().skip(at + 1) {
        let filled = row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
        grid.row(*line, filled, usize::MAX, |at| row.get(at).map_or(Value::Empty, Value::from))?;
    }
    grid.finish()
}

/// The first sheet's rows with their numbers. Such files are small; a bound keeps a hostile one so.
fn parse(reader: impl Read, spec: &SourceSpec, rows: &mut Vec<(u64, Vec<String>)>) -> Result<(), String> {
    let mut reader = BufReader::new(reader);
    let start = reader.fill_buf().map_err(|error| error.to_string())?;
    let reader: Box<dyn BufRead> = match encoding::of_stream(spec.encoding.as_deref(), start)? {
        Some(encoding) => Box::new(BufReader::new(encoding::Transcoded::new(reader, encoding))),
        None => Box::new(reader),
    };
    let mut tags = Tags { reader: reader.take(LONGEST as u64), text: Vec::new(), tag: Vec::new() };
    let mut sheet = Sheet { rows, row: Vec::new(), number: 0, column: 0, in_data: false };
    while tags.next().map_err(|error| error.to_string())? {
        let (text, _) = encoding::text(&tags.text);
        let (tag, _) = encoding::text(&tags.tag);
        if !sheet.step(&text, &tag) {
            return Ok(());
        }
    }
    if tags.reader.limit() == 0 {
        return Err("the document is longer than 64 MB".to_string());
    }
    Err("the document ends before its sheet does".to_string())
}

/// Text up to a tag, then the tag, without its brackets.
struct Tags<R> {
    reader: R,
    text: Vec<u8>,
    tag: Vec<u8>,
}

impl<R: BufRead> Tags<R> {
    fn next(&mut self) -> std::io::Result<bool> {
        self.text.clear();
        self.tag.clear();
        self.reader.read_until(b'<', &mut self.text)?;
        self.text.pop();
        self.reader.read_until(b'>', &mut self.tag)?;
        Ok(self.tag.pop() == Some(b'>'))
    }
}

struct Sheet<'r> {
    rows: &'r mut Vec<(u64, Vec<String>)>,
    row: Vec<String>,
    number: u64,
    column: usize,
    in_data: bool,
}

impl Sheet<'_> {
    /// Takes the text before a tag, then the tag. `false`: the sheet has ended.
    fn step(&mut self, text: &str, tag: &str) -> bool {
        if self.in_data
            && let Some(cell) = self.row.get_mut(self.column)
        {
            cell.push_str(&decode_entities(text));
        }
        let name = tag.split([' ', '/', '\t', '\n', '\r']).find(|part| !part.is_empty()).unwrap_or("");
        let name = name.rsplit(':').next().unwrap_or(name);
        let (closes, empty) = (tag.starts_with('/'), tag.ends_with('/'));
        match (name, closes) {
            ("Row", false) => {
                self.number = index(tag).map_or(self.number + 1, |index| index.max(self.number + 1));
                self.row.clear();
                self.column = usize::MAX;
            }
            ("Cell", false) => {
                let next = self.column.wrapping_add(1);
                // The index counts from 1.
                self.column = index(tag)
                    .and_then(|index| usize::try_from(index).ok())
                    .map_or(next, |index| index.saturating_sub(1));
                if self.column < 4096 && self.row.len() <= self.column {
                    self.row.resize_with(self.column + 1, String::new);
                }
            }
            ("Data", closes) => self.in_data = !closes && !empty,
            ("Row", true) => self.rows.push((self.number, std::mem::take(&mut self.row))),
            ("Worksheet", true) => return false,
            _ => {}
        }
        true
    }
}

/// `ss:Index="5"`.
fn index(tag: &str) -> Option<u64> {
    let rest = &tag[tag.find("Index=")? + 6..];
    rest.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?.parse().ok()
}
