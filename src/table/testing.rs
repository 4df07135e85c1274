//! For this stage's tests: a written file's rows as text.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use anyhow::Result;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// Rows by column name; empty cells are empty texts.
pub fn rows(path: &Path) -> Result<Vec<BTreeMap<String, String>>> {
    let mut rows = Vec::new();
    for batch in ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?.build()? {
        let batch = batch?;
        let options = FormatOptions::default();
        let schema = batch.schema();
        let mut columns = Vec::new();
        for (field, column) in schema.fields().iter().zip(batch.columns()) {
            columns.push((field.name(), ArrayFormatter::try_new(column.as_ref(), &options)?));
        }
        for row in 0..batch.num_rows() {
            rows.push(columns.iter().map(|(name, column)| (name.to_string(), column.value(row).to_string())).collect());
        }
    }
    Ok(rows)
}
