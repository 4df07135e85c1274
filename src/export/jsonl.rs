//! JSON Lines: one object a row, all columns, exact decimals as numbers.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::DataType;

use super::{batches, text};

/// Writes a relation as a file.
pub fn write(relation: &Path, to: &Path) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 18, File::create(to)?);
    for batch in batches(relation)? {
        rows(&mut out, &batch?)?;
    }
    out.flush()?;
    Ok(())
}

/// Writes a batch's rows, one object a line.
pub fn rows(out: &mut impl Write, batch: &RecordBatch) -> Result<()> {
    let mut line = String::new();
    let schema = batch.schema();
    for row in 0..batch.num_rows() {
        line.clear();
        for (place, (column, field)) in batch.columns().iter().zip(schema.fields()).enumerate() {
            line.push(if place == 0 { '{' } else { ',' });
            line.push_str(&serde_json::to_string(field.name())?);
            line.push(':');
            push(&mut line, column, row)?;
        }
        line.push_str("}\n");
        out.write_all(line.as_bytes())?;
    }
    Ok(())
}

fn push(line: &mut String, column: &dyn Array, row: usize) -> Result<()> {
    if column.is_null(row) {
        line.push_str("null");
        return Ok(());
    }
    if let DataType::List(_) = column.data_type() {
        let items = column.as_list::<i32>().value(row);
        line.push('[');
        for item in 0..items.len() {
            if item > 0 {
                line.push(',');
            }
            push(line, &items, item)?;
        }
        line.push(']');
        return Ok(());
    }
    let mut cell = String::new();
    text::push(&mut cell, column, row)?;
    if text::bare_in_json(column.data_type()) {
        // Neither infinity nor "not a number" is JSON.
        line.push_str(if matches!(cell.as_str(), "NaN" | "inf" | "-inf") { "null" } else { &cell });
    } else {
        line.push_str(&serde_json::to_string(&cell)?);
    }
    Ok(())
}
