//! Running the plan: each relation is made once, kept by what it was made from, and read by the next.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use datafusion::dataframe::DataFrame;
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use futures::StreamExt;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use tokio::runtime::Runtime;

use super::error::{SqlText, from_engine};
use super::graph::DOOR_TABLES;
use super::session::session;
use super::write::{RelationWriter, write_empty};
use super::{EngineOptions, Query};
use crate::cache::{Cache, Key};
use crate::config::{FieldType, Portal, TableSpec};
use crate::problem::{Failed, Place, Problem};
use crate::table::Tables;

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
    fn of(query: &Query) -> Kind {
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

/// The query engine of one build.
pub struct Engine {
    runtime: Runtime,
    context: SessionContext,
    cache: Cache,
    relations: BTreeMap<String, Relation>,
}

impl Engine {
    /// An engine that keeps results in this cache and spills below it.
    pub fn new(cache: &Cache, options: &EngineOptions) -> Result<Engine> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(options.jobs.max(1))
            .enable_all()
            .build()
            .context("cannot start the query engine's threads")?;
        let context = session(options, &cache.scratch("spill"))?;
        Ok(Engine { runtime, context, cache: cache.clone(), relations: BTreeMap::new() })
    }

    /// All relations made so far, by name.
    pub fn relations(&self) -> &BTreeMap<String, Relation> {
        &self.relations
    }

    /// Makes a relation of every declared table and of the reader's own, sorted by primary key.
    pub fn add_tables(&mut self, portal: &Portal, tables: &Tables) -> Result<()> {
        for spec in &portal.tables {
            let files = tables.files.get(&spec.name).map(Vec::as_slice).unwrap_or_default();
            self.add_table(&spec.name, files, &spec.primary_key, Some(Arc::new(spec.clone())))?;
        }
        for name in DOOR_TABLES.iter().filter(|name| portal.table(name).is_none()) {
            let files = tables.files.get(*name).with_context(|| format!("the reader gave no `{name}`"))?;
            self.add_table(name, files, &[], None)?; // a portal that switched its declaration off
        }
        Ok(())
    }

    fn add_table(&mut self, name: &str, files: &[PathBuf], primary_key: &[String], spec: Option<Arc<TableSpec>>) -> Result<()> {
        let mut key = Key::new("table").with(name);
        for file in files {
            // The path below the cache holds the content's hash.
            key.add(file.strip_prefix(self.cache.root()).unwrap_or(file).to_string_lossy().as_bytes());
        }
        key.add(spec.as_ref().map_or("", |spec| &spec.text));
        let key = key.hex();
        let relation = match self.cache.find("relations", &key) {
            Some(entry) => entry.join("rows.parquet"),
            None => {
                let entry = self.cache.begin("relations", &key)?;
                let path = entry.dir().join("rows.parquet");
                match (files.is_empty(), &spec) {
                    (true, Some(spec)) => write_empty(&path, &table_schema(spec))?,
                    _ => self.sort_table(name, files, primary_key, spec.as_deref(), &path)?,
                }
                entry.commit()?.join("rows.parquet")
            }
        };
        self.register(name, Kind::Table, key, relation, None, spec)
    }

    fn sort_table(&self, name: &str, files: &[PathBuf], primary_key: &[String], spec: Option<&TableSpec>, to: &Path) -> Result<()> {
        let raw = format!("raw_{name}");
        let paths: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        let work = async {
            let frame = self.context.read_parquet(paths, ParquetReadOptions::default()).await?;
            self.context.register_table(raw.as_str(), frame.into_view())?;
            let columns = spec.map_or("*".to_owned(), |spec| column_list(&table_schema(spec)));
            let mut first: Vec<String> = primary_key.iter().map(|name| quoted(name)).collect();
            if spec.is_some_and(|spec| !spec.made) {
                // Several sources may show the same key: their order must not hang on threads.
                first.extend(["\"source_id\"".to_owned(), "\"as_of\"".to_owned(), "\"source_row\"".to_owned()]);
            }
            let order = if first.is_empty() { "1".to_owned() } else { first.join(", ") };
            let frame = self.context.sql(&format!("SELECT {columns} FROM {raw} ORDER BY {order}")).await?;
            frame.execute_stream().await
        };
        let stream = self.runtime.block_on(work).with_context(|| format!("cannot read the table `{name}`"))?;
        // A table whose duplicates fold may repeat a key over several sources; marts see every sighting.
        self.write_stream(stream, to, &[]).with_context(|| format!("cannot sort the table `{name}`"))?;
        self.context.deregister_table(raw.as_str())?;
        Ok(())
    }

    /// Makes these relations, in order.
    ///
    /// # Errors
    /// [`Failed`] where the SQL is wrong or a key is not unique.
    pub fn run(&mut self, queries: &[Query], progress: &dyn Fn(&str)) -> Result<()> {
        for query in queries {
            progress(&query.name);
            self.make(query)?;
        }
        Ok(())
    }

    fn make(&mut self, query: &Query) -> Result<()> {
        let mut key = Key::new("relation").with(&query.name).with(&query.text);
        for name in &query.reads {
            let read = self.relations.get(name).with_context(|| format!("`{name}` is not made yet"))?;
            key.add(name);
            key.add(&read.key);
        }
        let key = key.hex();
        let path = match self.cache.find("relations", &key) {
            Some(entry) => entry.join("rows.parquet"),
            None => {
                let entry = self.cache.begin("relations", &key)?;
                let path = entry.dir().join("rows.parquet");
                self.compute(query, &path)?;
                entry.commit()?.join("rows.parquet")
            }
        };
        self.register(&query.name, Kind::of(query), key, path, Some(Arc::new(query.clone())), None)
    }

    fn compute(&self, query: &Query, to: &Path) -> Result<()> {
        let sql = SqlText { file: &query.path, text: &query.text };
        let told = |error: DataFusionError| anyhow::Error::from(Failed::from(from_engine(&sql, &error)));
        let stream = self.stream(&query.text).map_err(told)?;
        let key = if query.header.list.is_some() || query.header.check.is_some() { &[][..] } else { &query.header.key };
        let duplicate = self.write_stream(stream, to, key).map_err(|error| match error.downcast::<DataFusionError>() {
            Ok(error) => told(error),
            Err(error) => Failed::from(Problem::error("sql_error", Place::file(&query.path), format!("{error:#}"))).into(),
        })?;
        if let Some(duplicate) = duplicate {
            let message = format!("the key ({}) is not unique: `{duplicate}` comes more than once", query.header.key.join(", "));
            let problem = Problem::error("duplicate_key", Place::file(&query.path), message);
            return Err(Failed::from(problem.hint("group by the key, or name more columns in `key`")).into());
        }
        Ok(())
    }

    /// Runs a query and streams its rows.
    fn stream(&self, sql: &str) -> Result<SendableRecordBatchStream, DataFusionError> {
        self.runtime.block_on(async { self.frame(sql).await?.execute_stream().await })
    }

    async fn frame(&self, sql: &str) -> Result<DataFrame, DataFusionError> {
        let options = datafusion::execution::context::SQLOptions::new().with_allow_ddl(false).with_allow_dml(false);
        self.context.sql_with_options(sql, options.with_allow_statements(false)).await
    }

    /// Writes a stream to a file and returns the first key that was not unique.
    fn write_stream(&self, mut stream: SendableRecordBatchStream, to: &Path, key: &[String]) -> Result<Option<String>> {
        let mut writer = RelationWriter::new(to, &stream.schema(), key)?;
        while let Some(batch) = self.runtime.block_on(stream.next()) {
            writer.write(&batch?)?;
        }
        let duplicate = writer.duplicate.clone();
        writer.finish()?;
        Ok(duplicate)
    }

    /// Adds a file that another stage made (the catalogue).
    pub fn add_file(&mut self, name: &str, key: String, path: PathBuf) -> Result<()> {
        self.register(name, Kind::List, key, path, None, None)
    }

    fn register(
        &mut self,
        name: &str,
        kind: Kind,
        key: String,
        path: PathBuf,
        query: Option<Arc<Query>>,
        table: Option<Arc<TableSpec>>,
    ) -> Result<()> {
        let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).with_context(|| damaged(&path))?;
        let rows = reader.metadata().file_metadata().num_rows().try_into().with_context(|| damaged(&path))?;
        let schema = reader.schema().clone();
        let text = path.to_string_lossy().into_owned();
        self.runtime.block_on(self.context.register_parquet(name, text, ParquetReadOptions::default()))?;
        let relation = Relation { name: name.to_owned(), kind, key, path, rows, schema, query, table };
        self.relations.insert(name.to_owned(), relation);
        Ok(())
    }

    /// Runs one query of a user's own over the relations and hands over each batch.
    ///
    /// # Errors
    /// [`Failed`] where the SQL is wrong.
    pub fn query(&self, sql: &str, each: &mut dyn FnMut(&arrow::array::RecordBatch) -> Result<()>) -> Result<SchemaRef> {
        let text = SqlText { file: "query", text: sql };
        let told = |error: DataFusionError| anyhow::Error::from(Failed::from(from_engine(&text, &error)));
        let mut stream = self.stream(sql).map_err(told)?;
        let schema = stream.schema();
        while let Some(batch) = self.runtime.block_on(stream.next()) {
            each(&batch.map_err(told)?)?;
        }
        Ok(schema)
    }
}

fn damaged(path: &Path) -> String {
    format!("the kept result {} is damaged: delete the cache folder and build again", path.display())
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn column_list(schema: &Schema) -> String {
    let names: Vec<String> = schema.fields().iter().map(|field| quoted(field.name())).collect();
    names.join(", ")
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
            FieldType::String => DataType::Utf8,
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
