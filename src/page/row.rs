//! Rows of a record batch as template values: nothing is copied before a template asks for it.

use std::sync::{Arc, OnceLock};

use arrow::array::RecordBatch;
use arrow::row::{RowConverter, Rows as Encoded, SortField};
use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use sha2::{Digest, Sha256};

use super::cell;
use super::route::{Part, Pattern, page_path, slug};

/// The names of a relation's columns, shared by all of its batches.
#[derive(Debug)]
pub struct Names {
    order: Vec<String>,
    /// Names and types, as text.
    types: String,
}

impl Names {
    pub fn of(schema: &arrow::datatypes::Schema) -> Arc<Names> {
        let order: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        let types =
            schema.fields().iter().map(|field| format!("{}: {:?}, ", field.name(), field.data_type())).collect();
        Arc::new(Names { order, types })
    }

    pub fn place(&self, name: &str) -> Option<usize> {
        // Some tens of names of mostly different lengths: sooner compared than hashed.
        self.order.iter().position(|known| known == name)
    }

    pub fn order(&self) -> &[String] {
        &self.order
    }
}

/// A record batch whose rows templates may read.
#[derive(Debug)]
pub struct Table {
    pub names: Arc<Names>,
    pub batch: RecordBatch,
    /// The rows as bytes, made when first asked for; `None` where a column's type has no such form.
    encoded: OnceLock<Option<Encoded>>,
}

impl Table {
    pub fn new(names: Arc<Names>, batch: RecordBatch) -> Table {
        Table { names, batch, encoded: OnceLock::new() }
    }

    /// Adds a row's values, with their names and types, to a hash; `None` where that cannot be done.
    pub fn hash(&self, index: usize, hash: &mut Sha256) -> Option<()> {
        let encoded = self.encoded.get_or_init(|| {
            let fields = self.batch.columns().iter().map(|column| SortField::new(column.data_type().clone()));
            RowConverter::new(fields.collect()).ok()?.convert_columns(self.batch.columns()).ok()
        });
        let row = encoded.as_ref()?.row(index);
        for part in [self.names.types.as_bytes(), row.data()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Some(())
    }

    pub fn row(self: &Arc<Table>, index: usize) -> Value {
        Value::from_object(Row { table: self.clone(), index })
    }

    /// A cell as plain text; `None` where it is null or there is no such column.
    pub fn text(&self, column: &str, index: usize) -> Option<String> {
        cell::text(self.batch.column(self.names.place(column)?), index)
    }

    /// The path of a row's page, each part a slug; `None` where a column of the pattern is null.
    pub fn path(&self, pattern: &Pattern, index: usize) -> Option<String> {
        let mut path = String::new();
        for part in &pattern.0 {
            match part {
                Part::Text(text) => path.push_str(text),
                Part::Column(name) => path.push_str(&slug(&self.text(name, index)?)),
            }
        }
        Some(page_path(&path))
    }

    /// A cell's value; none where there is no such column.
    pub fn value(&self, column: &str, index: usize) -> Value {
        match self.names.place(column) {
            Some(place) => cell::value(self.batch.column(place), index),
            None => Value::from(()),
        }
    }
}

/// One row: fields by column name; an unknown name is undefined, which templates refuse.
#[derive(Debug)]
pub struct Row {
    pub table: Arc<Table>,
    pub index: usize,
}

impl Object for Row {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let place = self.table.names.place(key)?;
        Some(cell::value(self.table.batch.column(place), self.index))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.table.names.order.iter().map(|name| Value::from(name.as_str())).collect())
    }

    fn is_true(self: &Arc<Self>) -> bool {
        true
    }
}

/// Rows in order, perhaps from several batches: a page's list.
#[derive(Debug, Default)]
pub struct Rows {
    /// A batch, its first row here, and the place of that row in the whole.
    parts: Vec<(Arc<Table>, usize, usize)>,
    length: usize,
    digest: OnceLock<Option<[u8; 32]>>,
}

impl Rows {
    /// A hash of all values in all rows; `None` where that cannot be made.
    pub fn digest(&self) -> Option<[u8; 32]> {
        *self.digest.get_or_init(|| {
            let mut hash = Sha256::new();
            for (table, index) in self.iter() {
                table.hash(index, &mut hash)?;
            }
            Some(hash.finalize().into())
        })
    }

    pub fn push(&mut self, table: &Arc<Table>, start: usize, length: usize) {
        if length > 0 {
            self.parts.push((table.clone(), start, self.length));
            self.length += length;
        }
    }

    pub fn len(&self) -> usize {
        self.length
    }

    pub fn get(&self, index: usize) -> Option<(&Arc<Table>, usize)> {
        if index >= self.length {
            return None;
        }
        let part = self.parts.partition_point(|(_, _, first)| *first <= index).checked_sub(1)?;
        let (table, start, first) = &self.parts[part];
        Some((table, start + index - first))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Arc<Table>, usize)> {
        (0..self.length).filter_map(|index| self.get(index))
    }
}

impl Object for Rows {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        // `lists.bids.length` reads as it would in a script.
        if key.as_str() == Some("length") {
            return Some(Value::from(self.length));
        }
        self.get(key.as_usize()?).map(|(table, index)| table.row(index))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.length)
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{ArrayRef, Int64Array};

    use super::*;

    fn table(values: Vec<i64>) -> Arc<Table> {
        let column: ArrayRef = Arc::new(Int64Array::from(values));
        let batch = RecordBatch::try_from_iter([("n", column)]).expect("one column makes a batch");
        Arc::new(Table::new(Names::of(&batch.schema()), batch))
    }

    #[test]
    fn rows_join_several_batches() {
        let mut rows = Rows::default();
        rows.push(&table(vec![0, 1, 2]), 1, 2);
        rows.push(&table(vec![9]), 0, 0);
        rows.push(&table(vec![3, 4]), 0, 2);
        let seen: Vec<Value> = rows.iter().map(|(table, index)| table.value("n", index)).collect();
        assert_eq!(seen, [1, 2, 3, 4].map(Value::from));
        assert!(rows.get(4).is_none());
        assert_eq!(Value::from_object(rows).len(), Some(4));
    }

    #[test]
    fn the_same_rows_have_the_same_digest_however_they_are_cut() {
        let rows = |parts: &[&[i64]]| {
            let mut rows = Rows::default();
            parts.iter().for_each(|part| rows.push(&table(part.to_vec()), 0, part.len()));
            rows.digest()
        };
        assert!(rows(&[&[1, 2]]).is_some());
        assert_eq!(rows(&[&[1, 2], &[3]]), rows(&[&[1], &[2, 3]]));
        for other in [&[&[1, 2, 4][..]][..], &[&[1, 2]], &[&[2, 1, 3]], &[]] {
            assert_ne!(rows(other), rows(&[&[1, 2, 3]]));
        }
        let text: ArrayRef = Arc::new(arrow::array::StringArray::from(vec!["1"]));
        let batch = RecordBatch::try_from_iter([("n", text)]).expect("a batch");
        let mut other = Rows::default();
        other.push(&Arc::new(Table::new(Names::of(&batch.schema()), batch)), 0, 1);
        assert_ne!(other.digest(), rows(&[&[1]]));
    }

    #[test]
    fn an_unknown_column_is_undefined() {
        let row = table(vec![5]).row(0);
        assert_eq!(row.get_attr("n").ok(), Some(Value::from(5)));
        assert!(row.get_attr("m").is_ok_and(|value| value.is_undefined()));
    }
}
