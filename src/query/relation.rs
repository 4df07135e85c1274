//! What the query stage hands on: relations, each one sorted Parquet file.

use std::path::PathBuf;
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};

use super::Query;
use crate::config::{FieldType, TableSpec};

/// What a relation is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Table,
    Mart,
    Figure,
    Flag,
    Check,
    List,
    Page,
}

impl Kind {
    pub(super) fn of(query: &Query) -> Kind {
        let header = &query.header;
        match header {
            _ if header.page.is_some() => Kind::Page,
            _ if header.list.is_some() => Kind::List,
            _ if header.figure.is_some() => Kind::Figure,
            _ if header.flag.is_some() => Kind::Flag,
            _ if header.check.is_some() => Kind::Check,
            _ => Kind::Mart,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Table => "table",
            Kind::Mart => "mart",
            Kind::Figure => "figure",
            Kind::Flag => "flag",
            Kind::Check => "check",
            Kind::List => "list",
            Kind::Page => "page",
        }
    }

    /// Whether people get it as a download.
    pub fn published(self) -> bool {
        !matches!(self, Kind::List | Kind::Page)
    }
}

/// A relation's result: one sorted Parquet file in the cache.
#[derive(Clone, Debug)]
pub struct Relation {
    pub name: String,
    pub kind: Kind,
    /// Hash of all it was made from.
    pub key: String,
    pub path: PathBuf,
    pub rows: u64,
    pub schema: SchemaRef,
    /// The SQL file; tables have none.
    pub query: Option<Arc<Query>>,
    /// The declaration; queries have none.
    pub table: Option<Arc<TableSpec>>,
}

impl Relation {
    /// The columns that its rows are sorted by and known by.
    pub fn key_columns(&self) -> &[String] {
        match (&self.table, &self.query) {
            (Some(table), _) => &table.primary_key,
            (None, Some(query)) => &query.header.key,
            (None, None) => &[],
        }
    }
}

/// The fields that the reader adds to every table it fills from a source.
const ADDED: [(&str, DataType); 4] = [
    ("region_id", DataType::Utf8),
    ("source_id", DataType::Utf8),
    ("source_row", DataType::Int64),
    ("as_of", DataType::Date32),
];

/// The Arrow schema of a declared table, with the fields that every table has.
pub fn table_schema(spec: &TableSpec) -> Schema {
    let mut fields: Vec<Field> = Vec::new();
    for field in &spec.fields {
        let kind = match field.kind {
            FieldType::String | FieldType::Geometry => DataType::Utf8,
            FieldType::Integer => DataType::Int64,
            FieldType::Number => DataType::Float64,
            FieldType::Money => DataType::Decimal128(20, 2),
            FieldType::Boolean => DataType::Boolean,
            FieldType::Date => DataType::Date32,
            FieldType::DateTime => DataType::Timestamp(TimeUnit::Microsecond, None),
        };
        fields.push(Field::new(&field.name, kind, true));
    }
    let added = if spec.made { &[][..] } else { &ADDED[..] };
    for (name, kind) in added {
        fields.push(Field::new(*name, kind.clone(), true));
    }
    Schema::new(fields)
}
