//! CSV for spreadsheets: UTF-8 with a byte order mark, text quoted, nothing that runs as a formula.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use arrow::datatypes::DataType;

use super::{batches, text};

pub fn write(relation: &Path, to: &Path) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 18, File::create(to)?);
    out.write_all("\u{feff}".as_bytes())?;
    let mut header = false;
    let schema = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(File::open(relation)?)?.schema().clone();
    let mut line = String::new();
    for field in schema.fields() {
        if header {
            line.push(',');
        }
        header = true;
        quote(&mut line, field.name());
    }
    line.push_str("\r\n");
    out.write_all(line.as_bytes())?;
    let mut cell = String::new();
    for batch in batches(relation)? {
        let batch = batch?;
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
                    DataType::Utf8 | DataType::List(_) => quote(&mut line, &cell),
                    _ => line.push_str(&cell),
                }
            }
            line.push_str("\r\n");
            out.write_all(line.as_bytes())?;
        }
    }
    out.flush()?;
    Ok(())
}

/// Quotes a text. One that a spreadsheet would run as a formula gets an apostrophe before it; the
/// other formats hold it unchanged.
fn quote(line: &mut String, cell: &str) {
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
