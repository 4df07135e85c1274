//! How a text table is written: its delimiter, its quotes, and which row holds the names.

use crate::table::mapping::Plan;

/// How to read a text table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: u8,
    /// Quotes inside quoted fields are written `\"`.
    pub backslash: bool,
}

/// Rows of the sample that are looked at.
const ROWS: usize = 60;

/// Tells the dialect from a sample, as far as it is not given: the one that finds most of the wanted
/// columns, then the one in which most rows have the same number of fields.
pub fn dialect(sample: &[u8], delimiter: Option<u8>, backslash: bool, plan: &Plan) -> Dialect {
    let whole = &sample[..sample.iter().rposition(|byte| *byte == b'\n').map_or(sample.len(), |at| at + 1)];
    let sample = if whole.is_empty() { sample } else { whole };
    let delimiters: &[u8] = match &delimiter {
        Some(given) => std::slice::from_ref(given),
        None => b",;\t|",
    };
    let escapes: &[bool] = match backslash {
        true => &[true],
        false if sample.windows(2).any(|pair| pair == b"\\\"") => &[false, true],
        false => &[false],
    };
    let mut best = Dialect { delimiter: delimiters[0], backslash };
    let mut best_score = None;
    for delimiter in delimiters {
        for backslash in escapes {
            let dialect = Dialect { delimiter: *delimiter, backslash: *backslash };
            let score = score(&rows(sample, dialect), plan);
            if best_score.is_none_or(|known| score > known) {
                (best, best_score) = (dialect, Some(score));
            }
        }
    }
    best
}

/// Wanted columns found in one row; rows of the commonest width, in thousandths; that width.
fn score(rows: &[Vec<String>], plan: &Plan) -> (usize, usize, usize) {
    let found = rows.iter().take(30).map(|row| matches(row, plan)).max().unwrap_or(0);
    let widths: Vec<usize> = rows.iter().map(Vec::len).collect();
    let common = widths
        .iter()
        .copied()
        .filter(|width| *width > 1)
        .max_by_key(|width| (widths.iter().filter(|other| *other == width).count(), *width));
    let Some(common) = common else { return (found, 0, 0) };
    let count = widths.iter().filter(|width| **width == common).count();
    (found, count * 1000 / widths.len().max(1), common)
}

pub fn rows(sample: &[u8], dialect: Dialect) -> Vec<Vec<String>> {
    let mut reader = builder(dialect).from_reader(sample);
    let text = |field: &[u8]| super::encoding::text(field).0.into_owned();
    reader.byte_records().take(ROWS).filter_map(|record| Some(record.ok()?.iter().map(text).collect())).collect()
}

pub fn builder(dialect: Dialect) -> ::csv::ReaderBuilder {
    let mut builder = ::csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(dialect.delimiter);
    builder.escape(dialect.backslash.then_some(b'\\'));
    builder.buffer_capacity(128 << 10);
    builder
}

/// Slots that a row would fill were it the header.
pub fn matches(row: &[String], plan: &Plan) -> usize {
    plan.wanted.bind_header(row).0.iter().flatten().count()
}

/// The row (from 0) that holds the names: the one with most of the wanted columns; without any, the
/// first that is as full as the fullest.
pub fn header(rows: &[Vec<String>], plan: &Plan) -> usize {
    let first = &rows[..rows.len().min(30)];
    let best = first
        .iter()
        .enumerate()
        .map(|(at, row)| (matches(row, plan), at))
        .max_by_key(|(found, at)| (*found, usize::MAX - at));
    match best {
        Some((found, at)) if found > 0 => at,
        _ => {
            let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
            let fullest = first.iter().map(filled).max().unwrap_or(0);
            first.iter().position(|row| filled(row) == fullest).unwrap_or(0)
        }
    }
}
