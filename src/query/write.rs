//! A relation on its way to its Parquet file: plain types, unique keys, nothing held.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use arrow::array::{ArrayRef, RecordBatch};
use arrow::compute::{BatchCoalescer, cast, concat, partition};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use arrow::util::display::array_value_to_string;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

/// Rows of a row group: small enough for a browser to fetch one by key.
const ROW_GROUP: usize = 20_000;

/// Rows handed to the writer at once: it may end a page between them only, so they must not hang on how many
/// rows the engine gives at a time. Row groups are whole multiples.
const PIECE: usize = 4_000;

/// How published Parquet is written: no clock and no version in it, a page index, small row groups. Rows
/// with a key are looked up: by its first column with the page index, by other ids with their bloom
/// filters. Values that each come once have no dictionary.
fn properties(schema: &Schema, key: &[String]) -> Result<WriterProperties> {
    let mut builder = WriterProperties::builder();
    if let [only] = key {
        builder = builder.set_column_dictionary_enabled(ColumnPath::from(only.as_str()), false);
    }
    let looked_up = |field: &&Arc<Field>| {
        let name = field.name();
        !key.is_empty() && *field.data_type() == DataType::Utf8 && (name == "ocid" || name.ends_with("_id"))
    };
    for field in schema.fields().iter().filter(looked_up).filter(|field| key.first() != Some(field.name())) {
        let column = ColumnPath::from(field.name().as_str());
        builder = builder
            .set_column_bloom_filter_enabled(column.clone(), true)
            .set_column_bloom_filter_max_ndv(column, ROW_GROUP as u64); // folded to what it holds
    }
    Ok(builder
        .set_created_by("pantau".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_statistics_enabled(EnabledStatistics::Page)
        .build())
}

/// Writes batches in their order and watches the key.
pub(super) struct RelationWriter {
    writer: ArrowWriter<File>,
    pieces: BatchCoalescer,
    schema: SchemaRef,
    key: Vec<usize>,
    last: Option<Vec<ArrayRef>>,
    rows: u64,
    /// The first key that came twice, as text.
    pub duplicate: Option<String>,
}

impl RelationWriter {
    /// A writer for results of this schema, whose `key` columns must be unique and sorted.
    pub fn new(path: &Path, schema: &Schema, key: &[String]) -> Result<RelationWriter> {
        let schema = plain_schema(schema);
        let mut places = Vec::new();
        for name in key {
            let place =
                schema.index_of(name).ok().with_context(|| format!("the key column `{name}` is not in the result"))?;
            places.push(place);
        }
        let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties(&schema, key)?))?;
        let pieces = BatchCoalescer::new(schema.clone(), PIECE);
        Ok(RelationWriter { writer, pieces, schema, key: places, last: None, rows: 0, duplicate: None })
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        let batch = plain_batch(batch, &self.schema)?;
        self.watch_key(&batch)?;
        self.rows += batch.num_rows() as u64;
        self.pieces.push_batch(batch)?;
        self.write_pieces()
    }

    fn write_pieces(&mut self) -> Result<()> {
        while let Some(piece) = self.pieces.next_completed_batch() {
            self.writer.write(&piece)?;
        }
        Ok(())
    }

    /// Rows written.
    pub fn finish(mut self) -> Result<u64> {
        self.pieces.finish_buffered_batch()?;
        self.write_pieces()?;
        self.writer.close()?;
        Ok(self.rows)
    }

    /// Equal neighbours in a sorted result are all its duplicates.
    fn watch_key(&mut self, batch: &RecordBatch) -> Result<()> {
        if self.key.is_empty() || self.duplicate.is_some() {
            return Ok(());
        }
        let mut columns: Vec<ArrayRef> = self.key.iter().map(|place| batch.column(*place).clone()).collect();
        if let Some(last) = self.last.take() {
            for (column, before) in columns.iter_mut().zip(&last) {
                *column = concat(&[before.as_ref(), column.as_ref()])?;
            }
        }
        let runs = partition(&columns)?.ranges();
        if let Some(run) = runs.iter().find(|run| run.len() > 1) {
            let texts: Result<Vec<String>, _> =
                columns.iter().map(|column| array_value_to_string(column, run.start)).collect();
            self.duplicate = Some(texts?.join(", "));
        }
        let end = columns.first().map_or(0, |column| column.len() - 1);
        self.last = Some(columns.iter().map(|column| column.slice(end, 1)).collect());
        Ok(())
    }
}

/// The batch in the types of a plain schema made from its own.
pub(super) fn plain_batch(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch> {
    let columns = batch.columns().iter().zip(schema.fields());
    let columns: Result<Vec<ArrayRef>, _> = columns.map(|(column, field)| cast(column, field.data_type())).collect();
    Ok(RecordBatch::try_new(schema.clone(), columns?)?)
}

/// One type for text, whole numbers, fractions and moments, so that no engine's habits reach a file.
pub(super) fn plain_schema(schema: &Schema) -> SchemaRef {
    let fields: Vec<Field> =
        schema.fields().iter().map(|field| Field::new(field.name(), plain(field.data_type()), true)).collect();
    Arc::new(Schema::new(fields))
}

fn plain(kind: &DataType) -> DataType {
    match kind {
        DataType::Utf8View | DataType::LargeUtf8 | DataType::Null => DataType::Utf8,
        DataType::Dictionary(_, value) => plain(value),
        kind if kind.is_integer() => DataType::Int64,
        DataType::Float16 | DataType::Float32 => DataType::Float64,
        DataType::Decimal32(_, scale) | DataType::Decimal64(_, scale) | DataType::Decimal256(_, scale) => {
            DataType::Decimal128(38, *scale)
        }
        DataType::Date64 => DataType::Date32,
        DataType::Timestamp(_, _) => DataType::Timestamp(TimeUnit::Microsecond, None),
        DataType::List(item) | DataType::LargeList(item) => {
            DataType::List(Arc::new(Field::new("item", plain(item.data_type()), true)))
        }
        other => other.clone(),
    }
}

/// An empty file of this schema: a table that no source fills can still be read.
pub(super) fn write_empty(path: &Path, schema: &Schema) -> Result<()> {
    let rows = RelationWriter::new(path, schema, &[])?.finish()?;
    if rows != 0 {
        bail!("an empty relation holds {rows} rows");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;
    use arrow::array::Int32Array;

    #[test]
    fn a_key_that_comes_twice_is_seen_within_and_across_batches() -> Result<()> {
        let scratch = Scratch::new("write");
        let schema = Arc::new(Schema::new(vec![Field::new("x", DataType::Int32, false)]));
        let batch =
            |values: &[i32]| RecordBatch::try_new(schema.clone(), vec![Arc::new(Int32Array::from(values.to_vec()))]);
        for (batches, expected) in [
            (vec![vec![1, 2], vec![3, 4]], None),
            (vec![vec![1, 2, 2]], Some("2")),
            (vec![vec![1, 2], vec![2, 3]], Some("2")),
        ] {
            let mut writer = RelationWriter::new(&scratch.path().join("x.parquet"), &schema, &["x".into()])?;
            for values in &batches {
                writer.write(&batch(values)?)?;
            }
            assert_eq!(writer.duplicate.as_deref(), expected, "{batches:?}");
            assert_eq!(writer.finish()?, batches.iter().map(Vec::len).sum::<usize>() as u64);
        }
        Ok(())
    }

    #[test]
    fn ids_can_be_looked_up() -> Result<()> {
        let scratch = Scratch::new("write");
        let names = ["ocid", "supplier_id", "title"];
        let schema = Schema::new(names.map(|name| Field::new(name, DataType::Utf8, false)).to_vec());
        let column = |kind: &str, of: usize| -> ArrayRef {
            Arc::new(arrow::array::StringArray::from_iter_values((0..100).map(|row| format!("{kind}{:03}", row / of))))
        };
        let batch = RecordBatch::try_new(Arc::new(schema), vec![column("o", 1), column("s", 9), column("t", 9)])?;
        let shape = |key: &[&str]| -> Result<Vec<(bool, bool)>> {
            let path = scratch.path().join("rows.parquet");
            let key: Vec<String> = key.iter().map(|name| (*name).to_owned()).collect();
            let mut writer = RelationWriter::new(&path, &batch.schema(), &key)?;
            writer.write(&batch)?;
            writer.finish()?;
            let reader = parquet::file::serialized_reader::SerializedFileReader::new(File::open(path)?)?;
            let group = parquet::file::reader::FileReader::metadata(&reader).row_group(0).clone();
            let columns = group.columns().iter();
            Ok(columns
                .map(|one| (one.bloom_filter_offset().is_some(), one.dictionary_page_offset().is_some()))
                .collect())
        };
        // Whether each column has a bloom filter, and a dictionary.
        assert_eq!(shape(&["ocid"])?, [(false, false), (true, true), (false, true)]);
        assert_eq!(shape(&["ocid", "supplier_id"])?, [(false, true), (true, true), (false, true)]);
        assert_eq!(shape(&[])?, [(false, true); 3]);
        Ok(())
    }

    #[test]
    fn the_bytes_do_not_hang_on_how_many_rows_come_at_a_time() -> Result<()> {
        let scratch = Scratch::new("write");
        let schema = Arc::new(Schema::new(vec![Field::new("text", DataType::Utf8, false)]));
        // Long texts: pages end by their bytes.
        let texts: Vec<String> =
            (0..45_000).map(|row| format!("{row:06} {:x}", row * 2_654_435_761_u64).repeat(6)).collect();
        let mut found = Vec::new();
        for rows in [8192, 1024, 777, 45_000] {
            let path = scratch.path().join(format!("{rows}.parquet"));
            let mut writer = RelationWriter::new(&path, &schema, &["text".into()])?;
            for part in texts.chunks(rows) {
                let column = arrow::array::StringArray::from_iter_values(part);
                writer.write(&RecordBatch::try_new(schema.clone(), vec![Arc::new(column)])?)?;
            }
            assert_eq!(writer.finish()?, 45_000);
            found.push(std::fs::read(path)?);
        }
        assert!(
            found.windows(2).all(|pair| pair[0] == pair[1]),
            "{:?}",
            found.iter().map(Vec::len).collect::<Vec<_>>()
        );
        Ok(())
    }
}
