//! A relation on its way to its Parquet file: plain types, unique keys, nothing held.

use std::cmp::Ordering;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use arrow::array::{ArrayRef, RecordBatch};
use arrow::compute::{BatchCoalescer, SortOptions, cast};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use arrow::row::{OwnedRow, RowConverter, SortField};
use arrow::util::display::array_value_to_string;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

/// Rows of a row group: small enough for a browser to fetch one by key.
pub const ROW_GROUP: usize = 20_000;

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

/// Writes batches in their order and watches what that order is.
pub struct RelationWriter {
    writer: ArrowWriter<File>,
    pieces: BatchCoalescer,
    schema: SchemaRef,
    order: Option<Order>,
    rows: u64,
}

/// What was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub rows: u64,
    /// The first row that is equal to the one before it in the watched columns, as text.
    pub duplicate: Option<String>,
    /// Whether the rows rise by the watched columns, empty values last.
    pub is_sorted: bool,
}

/// Columns whose order is watched.
struct Order {
    columns: Vec<usize>,
    rows: RowConverter,
    last: Option<OwnedRow>,
    duplicate: Option<String>,
    is_sorted: bool,
}

impl Order {
    fn new(schema: &Schema, names: &[String]) -> Result<Order> {
        let place = |name: &String| {
            schema.index_of(name).ok().with_context(|| format!("the key column `{name}` is not in the result"))
        };
        let columns: Vec<usize> = names.iter().map(place).collect::<Result<_>>()?;
        let rising = SortOptions { descending: false, nulls_first: false };
        let field = |place: &usize| SortField::new_with_options(schema.field(*place).data_type().clone(), rising);
        let rows = RowConverter::new(columns.iter().map(field).collect())?;
        Ok(Order { columns, rows, last: None, duplicate: None, is_sorted: true })
    }

    /// Equal neighbours in a sorted result are all its duplicates.
    fn watch(&mut self, batch: &RecordBatch) -> Result<()> {
        let columns: Vec<ArrayRef> = self.columns.iter().map(|place| batch.column(*place).clone()).collect();
        let rows = self.rows.convert_columns(&columns)?;
        let mut before = self.last.as_ref().map(OwnedRow::row);
        for (number, row) in rows.iter().enumerate() {
            match before.map(|before| before.cmp(&row)) {
                Some(Ordering::Equal) if self.duplicate.is_none() => {
                    let texts: Result<Vec<String>, _> =
                        columns.iter().map(|column| array_value_to_string(column, number)).collect();
                    self.duplicate = Some(texts?.join(", "));
                }
                Some(Ordering::Greater) => self.is_sorted = false,
                _ => {}
            }
            before = Some(row);
        }
        self.last = before.map(|row| row.owned());
        Ok(())
    }
}

impl RelationWriter {
    /// A writer for results of this schema, which are looked up by `key` and whose order by `order` is watched.
    ///
    /// # Errors
    /// Where one of these columns is not in the result, or the file cannot be written.
    pub fn new(path: &Path, schema: &Schema, key: &[String], order: &[String]) -> Result<RelationWriter> {
        let schema = plain_schema(schema);
        let order = if order.is_empty() { None } else { Some(Order::new(&schema, order)?) };
        let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties(&schema, key)?))?;
        let pieces = BatchCoalescer::new(schema.clone(), PIECE);
        Ok(RelationWriter { writer, pieces, schema, order, rows: 0 })
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        if batch.num_rows() == 0 {
            return Ok(());
        }
        let batch = plain_batch(batch, &self.schema)?;
        if let Some(order) = &mut self.order {
            order.watch(&batch)?;
        }
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

    /// Ends the file.
    ///
    /// # Errors
    /// Where the rest cannot be written.
    pub fn finish(mut self) -> Result<Written> {
        self.pieces.finish_buffered_batch()?;
        self.write_pieces()?;
        self.writer.close()?;
        let (duplicate, is_sorted) = self.order.map_or((None, false), |order| (order.duplicate, order.is_sorted));
        Ok(Written { rows: self.rows, duplicate, is_sorted })
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
    let written = RelationWriter::new(path, schema, &[], &[])?.finish()?;
    ensure!(written.rows == 0, "an empty relation holds {} rows", written.rows);
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
        for (batches, expected, is_sorted) in [
            (vec![vec![1, 2], vec![3, 4]], None, true),
            (vec![vec![1, 2, 2]], Some("2"), true),
            (vec![vec![1, 2], vec![2, 3]], Some("2"), true),
            (vec![vec![1, 3, 2]], None, false),
            (vec![vec![1, 2], vec![-1, 3]], None, false),
        ] {
            let order = ["x".to_owned()];
            let mut writer = RelationWriter::new(&scratch.path().join("x.parquet"), &schema, &order, &order)?;
            for values in &batches {
                writer.write(&batch(values)?)?;
            }
            let rows = batches.iter().map(Vec::len).sum::<usize>() as u64;
            let duplicate = expected.map(str::to_owned);
            assert_eq!(writer.finish()?, Written { rows, duplicate, is_sorted }, "{batches:?}");
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
            let mut writer = RelationWriter::new(&path, &batch.schema(), &key, &key)?;
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
            let mut writer = RelationWriter::new(&path, &schema, &["text".into()], &[])?;
            for part in texts.chunks(rows) {
                let column = arrow::array::StringArray::from_iter_values(part);
                writer.write(&RecordBatch::try_new(schema.clone(), vec![Arc::new(column)])?)?;
            }
            assert_eq!(writer.finish()?.rows, 45_000);
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
