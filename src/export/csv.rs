//! CSV for spreadsheets: UTF-8 with a byte order mark, text quoted, nothing that runs as a formula.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use arrow::array::RecordBatch;
use arrow::datatypes::DataType;

use super::{batches, schema, text};

/// Writes a relation as a file with a byte order mark.
pub fn write(relation: &Path, to: &Path) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 18, File::create(to)?);
    out.write_all("\u{feff}".as_bytes())?;
    let empty = RecordBatch::new_empty(schema(relation)?);
    rows(&mut out, &empty, true)?;
    for batch in batches(relation)? {
        rows(&mut out, &batch?, false)?;
    }
    out.flush()?;
    Ok(())
}

/// Writes a batch's rows, after a line of column names if asked.
pub fn rows(out: &mut impl Write, batch: &RecordBatch, header: bool) -> Result<()> {
    let mut line = String::new();
    if header {
        for (place, field) in batch.schema().fields().iter().enumerate() {
            if place > 0 {
                line.push(',');
            }
            quote(&mut line, field.name());
        }
        line.push_str("\r\n");
        out.write_all(line.as_bytes())?;
    }
    let mut cell = String::new();
    for row in 0..batch.num_rows() {
        line.clear();
        for (place, column) in batch.columns().iter().enumerate() {
            if place > 0 {
                line.push(',');
            }
            if column.is_null(row) {
                continue;
            }
            cell.clear();
            text::push(&mut cell, column, row)?;
            match column.data_type() {
                kind if text::bare_in_json(kind) => line.push_str(&cell),
                DataType::Date32 | DataType::Timestamp(_, _) => line.push_str(&cell),
                _ => quote(&mut line, &cell),
            }
        }
        line.push_str("\r\n");
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

/// Quotes a text. One that a spreadsheet would run as a formula gets an apostrophe before it; the
/// other formats hold it unchanged.
pub fn quote(line: &mut String, cell: &str) {
    line.push('"');
    if cell.starts_with(['=', '+', '@', '\t', '\r']) || (cell.starts_with('-') && cell.len() > 1) {
        line.push('\'');
    }
    for part in cell.split_inclusive('"') {
        line.push_str(part);
        if part.ends_with('"') {
            line.push('"');
        }
    }
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_double_and_formulas_do_not_run() {
        for (cell, expected) in [
            ("a \"b\" c", "\"a \"\"b\"\" c\""),
            ("=HYPERLINK(1)", "\"'=HYPERLINK(1)\""),
            ("-2+3", "\"'-2+3\""),
            ("-", "\"-\""),
            ("0012", "\"0012\""),
        ] {
            let mut line = String::new();
            quote(&mut line, cell);
            assert_eq!(line, expected);
        }
    }
}
