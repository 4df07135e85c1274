//! Sorted relations as streams: the pages' rows, and the lists that are merged with them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use arrow::array::{ArrayRef, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use arrow::row::{RowConverter, Rows as KeyRows, SortField};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use super::row::{Names, Rows, Table};
use crate::problem::{Failed, Place, Problem, nearest};

/// Rows of a relation that are in memory at once.
const BATCH: usize = 1024;

/// A relation's Parquet file, or the folder of its files (in the order of their names), batch by batch.
pub struct Batches {
    relation: String,
    left: std::vec::IntoIter<PathBuf>,
    reader: Option<ParquetRecordBatchReader>,
    names: Option<Arc<Names>>,
    /// Rows given so far.
    rows: u64,
}

impl Batches {
    pub fn open(relation: &str, path: &Path) -> Result<Batches> {
        let mut files = vec![path.to_path_buf()];
        if path.is_dir() {
            files = std::fs::read_dir(path)
                .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
                .with_context(|| format!("cannot list the files of {relation}"))?;
            files.retain(|file| file.extension().is_some_and(|extension| extension == "parquet"));
            files.sort();
        }
        Ok(Batches { relation: relation.into(), left: files.into_iter(), reader: None, names: None, rows: 0 })
    }

    /// The next batch, with the number (from 0) of its first row in the relation.
    pub fn next(&mut self) -> Result<Option<(u64, Arc<Table>)>> {
        loop {
            if let Some(reader) = &mut self.reader {
                if let Some(batch) = reader.next() {
                    let batch = plain(batch.with_context(|| format!("cannot read {}", self.relation))?)?;
                    let first = self.rows;
                    self.rows += batch.num_rows() as u64;
                    let names = self.names.get_or_insert_with(|| Names::of(&batch.schema())).clone();
                    return Ok(Some((first, Arc::new(Table::new(names, batch)))));
                }
                self.reader = None;
            }
            let Some(path) = self.left.next() else { return Ok(None) };
            let file =
                File::open(&path).with_context(|| format!("cannot open {} of {}", path.display(), self.relation))?;
            let reader = ParquetRecordBatchReaderBuilder::try_new(file)
                .and_then(|builder| {
                    let schema = builder.schema().clone();
                    self.names.get_or_insert_with(|| Names::of(&schema));
                    builder.with_batch_size(BATCH).build()
                })
                .with_context(|| format!("{} of {} is not readable Parquet", path.display(), self.relation))?;
            self.reader = Some(reader);
        }
    }
}

/// Dictionary columns unpacked, so that a cell is read where it lies.
fn plain(batch: RecordBatch) -> Result<RecordBatch> {
    let packed = |data: &DataType| matches!(data, DataType::Dictionary(_, _));
    let schema = batch.schema();
    if !schema.fields().iter().any(|field| packed(field.data_type())) {
        return Ok(batch);
    }
    let columns = schema.fields().iter().zip(batch.columns()).map(|(field, column)| {
        let column = match field.data_type() {
            DataType::Dictionary(_, values) => cast(column, values)?,
            _ => column.clone(),
        };
        Ok((field.name().clone(), column))
    });
    let columns = columns.collect::<Result<Vec<(String, ArrayRef)>, arrow::error::ArrowError>>()?;
    Ok(RecordBatch::try_from_iter(columns)?)
}

/// Turns key columns into bytes that sort as the columns do, nulls last.
pub struct Keys {
    relation: String,
    columns: Vec<String>,
    converter: Option<(Vec<DataType>, RowConverter)>,
}

impl Keys {
    pub fn new(relation: &str, columns: &[String]) -> Keys {
        Keys { relation: relation.into(), columns: columns.to_vec(), converter: None }
    }

    pub fn of(&mut self, table: &Table) -> Result<KeyRows> {
        let mut arrays = Vec::with_capacity(self.columns.len());
        for name in &self.columns {
            let Some(place) = table.names.place(name) else {
                let problem = Problem::error(
                    "unknown_column",
                    Place { source: Some(self.relation.clone()), field: Some(name.clone()), ..Place::default() },
                    format!("relation `{}` has no column `{name}` to join its pages and lists by", self.relation),
                );
                let near = nearest(name, table.names.order().iter().map(String::as_str));
                return Err(Failed::from(match near {
                    Some(near) => problem.hint(format!("did you mean `{near}`?")),
                    None => problem,
                })
                .into());
            };
            arrays.push(canonical(table.batch.column(place))?);
        }
        let types: Vec<DataType> = arrays.iter().map(|array| array.data_type().clone()).collect();
        let (_, converter) = match &mut self.converter {
            Some(ready) => ready,
            None => {
                let options = arrow::compute::SortOptions { descending: false, nulls_first: false };
                let fields = types.iter().map(|kind| SortField::new_with_options(kind.clone(), options)).collect();
                self.converter.insert((types, RowConverter::new(fields)?))
            }
        };
        Ok(converter.convert_columns(&arrays)?)
    }

    /// The key columns' types, once the first batch was seen.
    pub fn types(&self) -> Option<&[DataType]> {
        self.converter.as_ref().map(|(types, _)| types.as_slice())
    }
}

/// One type for each family, so that a page's text key meets a list's, however each is stored.
fn canonical(array: &ArrayRef) -> Result<ArrayRef> {
    let kind = match array.data_type() {
        DataType::LargeUtf8 | DataType::Utf8View => DataType::Utf8,
        kind if kind.is_integer() => DataType::Int64,
        _ => return Ok(array.clone()),
    };
    Ok(cast(array, &kind)?)
}

/// A list relation, sorted by its key, read once from front to end.
pub struct List {
    name: String,
    relation: String,
    batches: Batches,
    keys: Keys,
    current: Option<(Arc<Table>, KeyRows, usize)>,
    last: Vec<u8>,
    /// The key that was asked for last, and its rows: pages may share a group.
    given: Option<(Vec<u8>, Arc<Rows>)>,
    ended: bool,
}

impl List {
    pub fn open(name: &str, key: &[String], path: &Path) -> Result<List> {
        let relation = path.file_stem().map_or_else(|| name.to_string(), |stem| stem.to_string_lossy().into_owned());
        Ok(List {
            name: name.to_string(),
            batches: Batches::open(&relation, path)?,
            keys: Keys::new(&relation, key),
            relation,
            current: None,
            last: Vec::new(),
            given: None,
            ended: false,
        })
    }

    /// The rows with this key. Keys must be asked for in rising order; rows that no page asks for are passed over.
    pub fn take(&mut self, key: &[u8], types: Option<&[DataType]>) -> Result<Arc<Rows>> {
        if let Some((given, rows)) = &self.given
            && given == key
        {
            return Ok(rows.clone());
        }
        let mut found = Rows::default();
        while self.fill()? {
            self.same_types(types)?;
            let Some((table, keys, at)) = &mut self.current else { break };
            let start = *at;
            let mut taken = 0;
            let mut past = false;
            while *at < keys.num_rows() {
                let row = keys.row(*at);
                if row.data() < self.last.as_slice() {
                    return Err(unsorted(&self.relation, &self.keys.columns));
                }
                if row.data() > key {
                    past = true;
                    break;
                }
                if row.data() == key {
                    taken += 1;
                }
                self.last.clear();
                self.last.extend_from_slice(row.data());
                *at += 1;
            }
            found.push(table, *at - taken, taken);
            debug_assert!(*at >= start);
            if past {
                break;
            }
        }
        let rows = Arc::new(found);
        self.given = Some((key.to_vec(), rows.clone()));
        Ok(rows)
    }

    /// Makes sure that `current` holds a row that was not looked at; `false` at the end.
    fn fill(&mut self) -> Result<bool> {
        loop {
            if let Some((_, keys, at)) = &self.current
                && *at < keys.num_rows()
            {
                return Ok(true);
            }
            if self.ended {
                return Ok(false);
            }
            match self.batches.next()? {
                Some((_, table)) => {
                    let keys = self.keys.of(&table)?;
                    self.current = Some((table, keys, 0));
                }
                None => {
                    self.current = None;
                    self.ended = true;
                }
            }
        }
    }

    fn same_types(&self, page: Option<&[DataType]>) -> Result<()> {
        let (Some(page), Some(list)) = (page, self.keys.types()) else { return Ok(()) };
        if page == list {
            return Ok(());
        }
        let place = Place { source: Some(self.relation.clone()), ..Place::default() };
        let message = format!(
            "list `{}` cannot be joined: its key columns are {list:?}, those of the page are {page:?}",
            self.name
        );
        Err(Failed::from(Problem::error("key_types", place, message).hint("cast one of them in SQL")).into())
    }
}

/// The whole of a relation, for lists without a key.
pub fn whole(name: &str, path: &Path, most: usize) -> Result<Arc<Rows>> {
    let mut batches = Batches::open(name, path)?;
    let mut rows = Rows::default();
    while let Some((_, table)) = batches.next()? {
        rows.push(&table, 0, table.batch.num_rows());
        if rows.len() > most {
            let place = Place { source: Some(name.to_string()), ..Place::default() };
            let message = format!("list `{name}` has no key and more than {most} rows");
            let hint = "give it the page's key, or a LIMIT in SQL";
            return Err(Failed::from(Problem::error("list_too_long", place, message).hint(hint)).into());
        }
    }
    Ok(Arc::new(rows))
}

/// The rows of a relation are not in the order of its key.
pub fn unsorted(relation: &str, key: &[String]) -> anyhow::Error {
    let place = Place { source: Some(relation.to_string()), ..Place::default() };
    let key = key.join(", ");
    let message = format!("relation `{relation}` is not sorted by {key}");
    Failed::from(Problem::error("unsorted", place, message).hint(format!("begin its ORDER BY with {key}"))).into()
}
