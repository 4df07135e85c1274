//! Rows into one Parquet file: batches while they come, constant columns at the end.
//!
//! What is the same in every row (region, source, data date) may be known only when the last row is
//! read. So rows go to a file without those columns first; then its encoded columns are copied as they
//! are into the final file, and the constant columns are written beside them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::arrow_writer::ArrowWriter;
use parquet::arrow::{ArrowSchemaConverter, add_encoded_arrow_schema_to_metadata};
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::metadata::{ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};

use super::columns::{Cell, Column, data_type};
use crate::config::FieldType;

const BATCH: usize = 8_192;
const ROW_GROUP: usize = 65_536;

/// A column that has one value in the whole file.
#[derive(Clone, Debug)]
pub enum Constant {
    Text(Option<String>),
    /// Days since 1970.
    Date(Option<i32>),
}

/// One table's rows on their way into one file.
pub struct TableWriter {
    path: PathBuf,
    part: PathBuf,
    schema: SchemaRef,
    columns: Vec<Column>,
    in_batch: usize,
    rows: u64,
    out: ArrowWriter<File>,
}

impl TableWriter {
    /// A writer of `DIR/NAME.parquet` with these columns.
    pub fn create(dir: &Path, name: &str, fields: &[(String, FieldType)]) -> Result<TableWriter> {
        let path = dir.join(format!("{name}.parquet"));
        let part = dir.join(format!("{name}.part"));
        let schema: Vec<Field> = fields.iter().map(|(name, kind)| Field::new(name, data_type(*kind), true)).collect();
        let schema = Arc::new(Schema::new(schema));
        let file = File::create(&part).with_context(|| format!("cannot write {}", part.display()))?;
        let out = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties()?))?;
        let columns = fields.iter().map(|(_, kind)| Column::new(*kind)).collect();
        Ok(TableWriter { path, part, schema, columns, in_batch: 0, rows: 0, out })
    }

    /// Appends a row: one cell a column, text as ranges of `text`.
    pub fn push(&mut self, cells: &[Cell], text: &str) -> Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            column.push(*cell, text);
        }
        self.rows += 1;
        self.in_batch += 1;
        if self.in_batch == BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<()> {
        if self.in_batch > 0 {
            let arrays = self.columns.iter_mut().map(Column::finish).collect::<Result<_>>()?;
            self.out.write(&RecordBatch::try_new(Arc::clone(&self.schema), arrays)?)?;
            self.in_batch = 0;
        }
        Ok(())
    }

    /// Ends the file, with these columns added behind the others. Gives its path and its rows.
    pub fn finish(mut self, constants: &[(&str, Constant)]) -> Result<(PathBuf, u64)> {
        self.flush()?;
        self.out.close()?;
        add_constants(&self.part, &self.path, &self.schema, constants)
            .with_context(|| format!("cannot write {}", self.path.display()))?;
        std::fs::remove_file(&self.part)?;
        Ok((self.path, self.rows))
    }
}

fn properties() -> Result<WriterProperties> {
    Ok(WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_created_by("pantau".to_string())
        .build())
}

fn add_constants(part: &Path, path: &Path, schema: &Schema, constants: &[(&str, Constant)]) -> Result<()> {
    let mut fields: Vec<Field> = schema.fields().iter().map(|field| field.as_ref().clone()).collect();
    for (name, constant) in constants {
        let kind = match constant {
            Constant::Text(_) => DataType::Utf8,
            Constant::Date(_) => DataType::Date32,
        };
        fields.push(Field::new(*name, kind, true));
    }
    let schema = Schema::new(fields);
    let mut properties = properties()?;
    add_encoded_arrow_schema_to_metadata(&schema, &mut properties);
    let root = ArrowSchemaConverter::new().convert(&schema)?.root_schema_ptr();
    let mut writer = SerializedFileWriter::new(File::create(path)?, root, Arc::new(properties))?;
    let from = File::open(part)?;
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&from)?;
    for group in metadata.row_groups() {
        let mut out = writer.next_row_group()?;
        copy_columns(&from, group, &mut out)?;
        let rows = usize::try_from(group.num_rows())?;
        for (_, constant) in constants {
            write_constant(&mut out, constant, rows)?;
        }
        out.close()?;
    }
    writer.close()?;
    Ok(())
}

fn copy_columns(from: &File, group: &RowGroupMetaData, out: &mut SerializedRowGroupWriter<'_, File>) -> Result<()> {
    for column in group.columns() {
        let close = ColumnCloseResult {
            bytes_written: u64::try_from(column.compressed_size())?,
            rows_written: u64::try_from(group.num_rows())?,
            metadata: column.clone(),
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        out.append_column(from, close)?;
    }
    Ok(())
}

fn write_constant(out: &mut SerializedRowGroupWriter<'_, File>, constant: &Constant, rows: usize) -> Result<()> {
    let mut column = out.next_column()?.context("the schema holds every constant column")?;
    let filled = matches!(constant, Constant::Text(Some(_)) | Constant::Date(Some(_)));
    let levels = vec![i16::from(filled); rows];
    match constant {
        Constant::Text(text) => {
            let values: Vec<ByteArray> =
                text.iter().flat_map(|text| vec![ByteArray::from(text.as_str()); rows]).collect();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
        }
        Constant::Date(date) => {
            let values: Vec<i32> = date.iter().flat_map(|date| vec![*date; rows]).collect();
            column.typed::<Int32Type>().write_batch(&values, Some(&levels), None)?;
        }
    }
    column.close()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use arrow::array::{Array, AsArray};
    use arrow::datatypes::{Date32Type, Int64Type};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use super::*;
    use crate::testing::Scratch;

    fn write(dir: &Path, rows: i64, date: Option<i32>) -> Result<PathBuf> {
        let fields = [("n".to_string(), FieldType::Integer), ("s".to_string(), FieldType::String)];
        let mut writer = TableWriter::create(dir, "t", &fields)?;
        for row in 0..rows {
            writer.push(&[Cell::Int(row), if row % 2 == 0 { Cell::Text(0, 1) } else { Cell::Empty }], "x")?;
        }
        let constants = [("source_id", Constant::Text(Some("a".into()))), ("as_of", Constant::Date(date))];
        let (path, count) = writer.finish(&constants)?;
        assert_eq!(count, rows.unsigned_abs());
        Ok(path)
    }

    #[test]
    fn rows_and_constants_come_back() -> Result<()> {
        let scratch = Scratch::new("writer");
        let path = write(scratch.path(), 70_000, Some(20_000))?;
        let mut next = 0;
        for batch in ParquetRecordBatchReaderBuilder::try_new(File::open(&path)?)?.build()? {
            let batch = batch?;
            for row in 0..batch.num_rows() {
                assert_eq!(batch.column(0).as_primitive::<Int64Type>().value(row), next);
                assert_eq!(batch.column(1).is_null(row), next % 2 != 0);
                assert_eq!(batch.column(2).as_string::<i32>().value(row), "a");
                assert_eq!(batch.column(3).as_primitive::<Date32Type>().value(row), 20_000);
                next += 1;
            }
        }
        assert_eq!(next, 70_000);
        Ok(())
    }

    #[test]
    fn an_unknown_date_is_null_and_an_empty_table_is_a_file() -> Result<()> {
        let scratch = Scratch::new("writer");
        for rows in [0, 3] {
            let path = write(scratch.path(), rows, None)?;
            let batches: Vec<RecordBatch> =
                ParquetRecordBatchReaderBuilder::try_new(File::open(&path)?)?.build()?.collect::<Result<_, _>>()?;
            let nulls: usize = batches.iter().map(|batch| batch.column(3).null_count()).sum();
            assert_eq!(nulls as i64, rows);
        }
        Ok(())
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() -> Result<()> {
        let scratch = Scratch::new("writer");
        let first = std::fs::read(write(scratch.path(), 10_000, Some(1))?)?;
        assert_eq!(first, std::fs::read(write(scratch.path(), 10_000, Some(1))?)?);
        Ok(())
    }
}
