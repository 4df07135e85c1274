//! Running the plan: each relation is made once, kept by what it was made from, and read by the next.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use arrow::datatypes::SchemaRef;
use datafusion::common::tree_node::{TreeNode, TreeNodeRecursion};
use datafusion::common::{Column, ToDFSchema};
use datafusion::dataframe::DataFrame;
use datafusion::datasource::ViewTable;
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use datafusion::logical_expr::{EmptyRelation, Expr, LogicalPlan, Volatility};
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use futures::StreamExt;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde::Serialize;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::error::{SqlText, from_engine};
use super::file::names_read;
use super::graph::DOOR_TABLES;
use super::raw::{RawTable, column_list, quoted};
use super::session::{Room, Sessions};
use super::write::{RelationWriter, Written, plain_batch, plain_schema, write_empty};
use super::{EngineOptions, Kind, Query, Relation, table_schema};
use crate::cache::{Cache, Parts};
use crate::config::Portal;
use crate::problem::{Failed, Place, Problem};
use crate::table::Tables;

/// A relation's file in its entry of the cache.
const ROWS: &str = "rows.parquet";

/// Beside it where its rows were seen to rise by the key: the engine is told, and may rely on it.
const SORTED: &str = "sorted";

/// The query engine of one build.
pub struct Engine {
    runtime: Runtime,
    jobs: usize,
    maker: Maker,
    relations: BTreeMap<String, Relation>,
    /// Relations that did not fit beside others and were made alone.
    alone: u64,
    tries: Vec<Try>,
}

/// One run of one query.
#[derive(Clone, Debug, Serialize)]
pub struct Try {
    pub name: String,
    /// On the clock, beside others that ran at that time.
    pub seconds: f64,
    /// `small`, `many`, `alone`, `sorted`: see [`Room`].
    pub room: &'static str,
    /// Whether it fitted into memory.
    pub fitted: bool,
}

/// What making one relation takes: cheap to hand to another thread.
#[derive(Clone)]
struct Maker {
    sessions: Sessions,
    cache: Cache,
    memory: usize,
}

/// Rows that one thread reads sooner than several divide them.
const FEW: u64 = 50_000;

/// It did not fit into memory; in this room it may.
#[derive(Debug)]
struct NoRoom(Room);

impl fmt::Display for NoRoom {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not enough memory")
    }
}

impl std::error::Error for NoRoom {}

impl Engine {
    /// An engine that keeps results in this cache and spills below it.
    pub fn new(cache: &Cache, options: &EngineOptions) -> Result<Engine> {
        let jobs = options.jobs.max(1);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(jobs)
            .thread_stack_size(super::STACK)
            .enable_all()
            .build()
            .context("cannot start the query engine's threads")?;
        let sessions = Sessions::new(options, &cache.scratch("spill"))?;
        let maker = Maker { sessions, cache: cache.clone(), memory: options.memory };
        Ok(Engine { runtime, jobs, maker, relations: BTreeMap::new(), alone: 0, tries: Vec::new() })
    }

    /// All relations made so far, by name.
    pub fn relations(&self) -> &BTreeMap<String, Relation> {
        &self.relations
    }

    /// How many relations did not fit into memory beside others and were made alone.
    pub fn made_alone(&self) -> u64 {
        self.alone
    }

    /// Every run of a query, in the order in which they ended.
    pub fn tries(&self) -> &[Try] {
        &self.tries
    }

    /// Makes a relation of every declared table and of the reader's own, sorted by primary key.
    pub fn add_tables(&mut self, portal: &Portal, tables: &Tables) -> Result<()> {
        let mut found = Vec::new();
        for spec in &portal.tables {
            let files = tables.files.get(&spec.name).cloned().unwrap_or_default();
            let sources = tables.sources_of(&files);
            found.push(RawTable { name: spec.name.clone(), files, sources, spec: Some(Arc::new(spec.clone())) });
        }
        for name in DOOR_TABLES.iter().filter(|name| portal.table(name).is_none()) {
            let files = tables.files.get(*name).with_context(|| format!("the reader gave no `{name}`"))?.clone();
            let sources = tables.sources_of(&files);
            found.push(RawTable { name: (*name).to_owned(), files, sources, spec: None }); // a portal that switched its declaration off
        }
        let found: Vec<Arc<RawTable>> = found.into_iter().map(Arc::new).collect();
        let mut waiting = found.iter().enumerate();
        let mut running = JoinSet::new();
        let mut again = Vec::new();
        let spawn = |running: &mut JoinSet<_>, order: usize, room: Room| {
            let (maker, table) = (self.maker.clone(), found[order].clone());
            running.spawn_on(async move { (order, maker.table(&table, room).await) }, self.runtime.handle());
        };
        loop {
            while running.len() < self.jobs
                && let Some((order, _)) = waiting.next()
            {
                spawn(&mut running, order, Room::Many);
            }
            if running.is_empty()
                && let Some((order, room)) = again.pop()
            {
                self.alone += 1;
                spawn(&mut running, order, room);
            }
            let Some(ended) = self.runtime.block_on(running.join_next()) else { return Ok(()) };
            match ended.context("a thread of the query engine failed")? {
                (_, Ok(relation)) => _ = self.relations.insert(relation.name.clone(), relation),
                (order, Err(error)) => again.push((order, next_room(error)?)),
            }
        }
    }

    /// Makes these relations, each as soon as all that it reads is made, as many at once as there are jobs.
    ///
    /// # Errors
    /// [`Failed`] where the SQL is wrong or a key is not unique: of several at once, the first in order.
    pub fn run(&mut self, queries: &[Query], progress: &dyn Fn(&str)) -> Result<()> {
        let mut waiting: Vec<(usize, &Query)> = queries.iter().enumerate().collect();
        let mut running = JoinSet::new();
        let (mut failed, mut again) = (BTreeMap::new(), Vec::new());
        loop {
            while failed.is_empty() && running.len() < self.jobs {
                let ready =
                    |(_, query): &(usize, &Query)| query.reads.iter().all(|name| self.relations.contains_key(name));
                let Some(next) = waiting.iter().position(ready) else { break };
                let (order, query) = waiting.remove(next);
                progress(&query.name);
                let room = if self.rows_read(query) <= FEW { Room::Small } else { Room::Many };
                let (maker, query, parts) = (self.maker.clone(), Arc::new(query.clone()), self.parts(query)?);
                running.spawn_on(maker.timed(order, query, parts, room), self.runtime.handle());
            }
            if running.is_empty()
                && failed.is_empty()
                && let Some((order, room)) = again.pop()
            {
                self.alone += u64::from(room == Room::Alone);
                let query: &Query = &queries[order];
                let (maker, query, parts) = (self.maker.clone(), Arc::new(query.clone()), self.parts(query)?);
                running.spawn_on(maker.timed(order, query, parts, room), self.runtime.handle());
            }
            let Some(ended) = self.runtime.block_on(running.join_next()) else { break };
            let (order, made, tried) = ended.context("a thread of the query engine failed")?;
            self.tries.push(tried);
            match (order, made) {
                (_, Ok(relation)) => _ = self.relations.insert(relation.name.clone(), relation),
                (order, Err(error)) => match next_room(error) {
                    Ok(room) => again.push((order, room)),
                    Err(error) => _ = failed.insert(order, error),
                },
            }
        }
        if let Some((_, error)) = failed.pop_first() {
            return Err(error);
        }
        let unmade = waiting.first().map(|(_, query)| query.name.clone());
        unmade.map_or(Ok(()), |name| Err(anyhow!("`{name}` reads what is not made")))
    }

    fn rows_read(&self, query: &Query) -> u64 {
        query.reads.iter().filter_map(|name| self.relations.get(name)).map(|read| read.rows).sum()
    }

    /// What a query's result is made from: its own text, and what it reads.
    fn parts(&self, query: &Query) -> Result<Parts> {
        let mut parts = Parts::default().with("its name", &query.name).with("its SQL", &query.text);
        for name in &query.reads {
            let read = self.relations.get(name).with_context(|| format!("`{name}` is not made yet"))?;
            parts.add(name, &read.key);
        }
        Ok(parts)
    }

    /// Adds a file that another stage made (the catalogue).
    pub fn add_file(&mut self, name: &str, key: String, path: PathBuf) -> Result<()> {
        let relation = self.runtime.block_on(self.maker.register(name, Kind::List, key, path, &[]))?;
        self.relations.insert(name.to_owned(), relation);
        Ok(())
    }

    /// Runs one query of a user's own over the relations and hands over each batch.
    ///
    /// # Errors
    /// [`Failed`] where the SQL is wrong.
    pub fn query(
        &self,
        sql: &str,
        each: &mut dyn FnMut(&arrow::array::RecordBatch) -> Result<()>,
    ) -> Result<SchemaRef> {
        let text = SqlText { file: "query", text: sql };
        let unknown = || {
            let names = names_read(sql);
            let name = names.iter().find(|name| !self.relations.contains_key(*name))?;
            Some(text.unknown_relation(name, self.relations.keys().map(String::as_str)))
        };
        if let Some(problem) = text.too_large().or_else(unknown) {
            return Err(Failed::from(problem).into());
        }
        let told = |error: DataFusionError| anyhow::Error::from(Failed::from(from_engine(&text, &error)));
        let mut room = Room::Many;
        loop {
            let mut stream = self.runtime.block_on(self.maker.stream(sql, room)).map_err(told)?;
            let schema = plain_schema(&stream.schema());
            let mut batches = 0;
            let ended = loop {
                match self.runtime.block_on(stream.next()) {
                    Some(Ok(batch)) => each(&plain_batch(&batch, &schema)?)?,
                    Some(Err(error)) => break Some(error),
                    None => break None,
                }
                batches += 1;
            };
            match (ended, room.next()) {
                (None, _) if batches > 0 => return Ok(schema),
                (None, _) => {
                    each(&arrow::array::RecordBatch::new_empty(schema.clone()))?; // even no rows have columns
                    return Ok(schema);
                }
                (Some(error), Some(next)) if batches == 0 && is_no_room(&error) => room = next,
                (Some(error), _) => return Err(told(error)),
            }
        }
    }
}

impl Maker {
    /// Makes the relation of a table.
    ///
    /// # Errors
    /// [`NoRoom`] where another try alone may do.
    async fn table(&self, table: &RawTable, room: Room) -> Result<Relation> {
        let parts = table.parts(&self.cache);
        let key = parts.key("table");
        let found = self.cache.find("relations", &key);
        self.cache.asked("table", &table.name, &parts, found.is_none());
        let path = match found {
            Some(entry) => entry.join(ROWS),
            None => {
                let entry = self.cache.begin("relations", &key)?;
                let path = entry.dir().join(ROWS);
                match &table.spec {
                    Some(spec) if table.files.is_empty() => write_empty(&path, &table_schema(spec))?,
                    _ => self.sort_table(table, &path, room).await?,
                }
                entry.commit()?.join(ROWS)
            }
        };
        let relation = self.register(&table.name, Kind::Table, key, path, &table.order()).await?;
        Ok(Relation { table: table.spec.clone(), ..relation })
    }

    async fn sort_table(&self, table: &RawTable, to: &Path, room: Room) -> Result<()> {
        let raw = format!("raw_{}", table.name);
        let paths: Vec<String> = table.files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        let columns = table.spec.as_ref().map_or("*".to_owned(), |spec| column_list(&table_schema(spec)));
        let order: Vec<String> = table.order().iter().map(|name| quoted(name)).collect();
        let order = if order.is_empty() { "1".to_owned() } else { order.join(", ") };
        let sql = format!("SELECT {columns} FROM {raw} ORDER BY {order}");
        let context = self.sessions.of(room);
        let work = async {
            let frame = context.read_parquet(paths, ParquetReadOptions::default()).await?;
            context.register_table(raw.as_str(), frame.into_view())?;
            let stream = self.sessions.run(room, context.sql(&sql).await?).await?;
            let key = table.unique_key();
            write_stream(stream, to, key, key).await.map(|written| written.duplicate)
        };
        let done: Result<Option<String>> = work.await;
        let done = match done {
            Ok(Some(_)) => Err(table.shared_key(context, &raw).await?.into()),
            Ok(None) => Ok(()),
            Err(error) => Err(match error.downcast::<DataFusionError>() {
                Ok(error) if is_no_room(&error) => {
                    self.no_room(Some(Room::Alone).filter(|next| *next != room), &table.name, &error)
                }
                Ok(error) => anyhow::Error::from(error).context(unsorted(&table.name)),
                Err(error) => error.context(unsorted(&table.name)),
            }),
        };
        context.deregister_table(raw.as_str())?;
        done
    }

    /// [`Maker::query`], and how long it took.
    async fn timed(self, order: usize, query: Arc<Query>, parts: Parts, room: Room) -> (usize, Result<Relation>, Try) {
        let (name, start) = (query.name.clone(), Instant::now());
        let made = self.query(query, parts, room).await;
        let seconds = start.elapsed().as_secs_f64();
        let fitted = made.as_ref().err().is_none_or(|error| !error.is::<NoRoom>());
        (order, made, Try { name, seconds, room: room.as_str(), fitted })
    }

    /// Makes one relation.
    ///
    /// # Errors
    /// [`NoRoom`] where another try alone may do.
    async fn query(&self, query: Arc<Query>, parts: Parts, room: Room) -> Result<Relation> {
        let key = parts.key("relation");
        let found = self.cache.find("relations", &key);
        self.cache.asked("query", &query.name, &parts, found.is_none());
        let entry = match found {
            Some(entry) => entry,
            None => {
                let entry = self.cache.begin("relations", &key)?;
                if self.compute(&query, &entry.dir().join(ROWS), room).await?.is_sorted {
                    fs::write(entry.dir().join(SORTED), "")?;
                }
                entry.commit()?
            }
        };
        let order = if entry.join(SORTED).exists() { &query.header.key[..] } else { &[] };
        let relation = self.register(&query.name, Kind::of(&query), key, entry.join(ROWS), order).await?;
        Ok(Relation { query: Some(query), ..relation })
    }

    /// Another try in the next room may do; after the last one, only more memory does.
    fn no_room(&self, next: Option<Room>, name: &str, error: &DataFusionError) -> anyhow::Error {
        if let Some(room) = next {
            return NoRoom(room).into();
        }
        let mebibytes = self.memory >> 20;
        let why = error.find_root().strip_backtrace();
        anyhow!(
            "`{name}` does not fit into the {mebibytes} MiB that it may use: give it more, such as `--memory 2G` ({})",
            why.lines().next().unwrap_or_default()
        )
    }

    async fn compute(&self, query: &Query, to: &Path, room: Room) -> Result<Written> {
        let sql = SqlText { file: &query.path, text: &query.text };
        let told = |error: DataFusionError| match &error {
            error if is_no_room(error) => self.no_room(room.next(), &query.name, error),
            error => Failed::from(from_engine(&sql, error)).into(),
        };
        let frame_in = |room: Room| frame(self.sessions.of(room), &query.text);
        let frame = frame_in(room).await.map_err(told)?;
        if let Some(name) = changeable(frame.logical_plan()).map_err(told)? {
            let message = format!("`{name}` gives another answer each time: the same inputs must give the same bytes");
            let problem = Problem::error("not_repeatable", Place::file(&query.path), message);
            return Err(Failed::from(problem.hint("take dates from the data, such as `as_of` in `sources`")).into());
        }
        let stream = match self.sessions.run(room, frame).await {
            Err(error) if room != Room::Many && matches!(error.find_root(), DataFusionError::Plan(_)) => {
                self.sessions.run(Room::Many, frame_in(Room::Many).await.map_err(told)?).await
            }
            planned => planned,
        };
        let stream = stream.map_err(told)?;
        let order = &query.header.key;
        let is_unique = query.header.list.is_none() && query.header.check.is_none();
        let key = if is_unique { &order[..] } else { &[] };
        let written =
            write_stream(stream, to, key, order).await.map_err(|error| match error.downcast::<DataFusionError>() {
                Ok(error) => told(error),
                Err(error) => {
                    Failed::from(Problem::error("sql_error", Place::file(&query.path), format!("{error:#}"))).into()
                }
            })?;
        if let Some(duplicate) = written.duplicate.as_ref().filter(|_| is_unique) {
            let message =
                format!("the key ({}) is not unique: `{duplicate}` comes more than once", query.header.key.join(", "));
            let problem = Problem::error("duplicate_key", Place::file(&query.path), message);
            return Err(Failed::from(problem.hint("group by the key, or name more columns in `key`")).into());
        }
        Ok(written)
    }

    /// Runs a query and streams its rows.
    async fn stream(&self, sql: &str, room: Room) -> Result<SendableRecordBatchStream, DataFusionError> {
        self.sessions.run(room, frame(self.sessions.of(room), sql).await?).await
    }

    /// Makes a finished file known to later queries. What is known to be sorted by `order` is grouped
    /// and joined by it while it streams.
    async fn register(&self, name: &str, kind: Kind, key: String, path: PathBuf, order: &[String]) -> Result<Relation> {
        let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).with_context(|| damaged(&path))?;
        let rows: u64 = reader.metadata().file_metadata().num_rows().try_into().with_context(|| damaged(&path))?;
        let schema = reader.schema().clone();
        if rows == 0 {
            // Told as empty, so that the planner drops all that hangs on it: most portals lack some tables.
            let plan = EmptyRelation { produce_one_row: false, schema: schema.clone().to_dfschema_ref()? };
            let view = ViewTable::new(LogicalPlan::EmptyRelation(plan), None);
            self.sessions.many.register_table(name, Arc::new(view))?;
        } else {
            let rising = |name: &String| Expr::Column(Column::new_unqualified(name)).sort(true, false);
            let order = Some(order.iter().map(rising).collect::<Vec<_>>()).filter(|order| !order.is_empty());
            let options = ParquetReadOptions::default().file_sort_order(order.into_iter().collect());
            self.sessions.many.register_parquet(name, path.to_string_lossy(), options).await?;
        }
        Ok(Relation { name: name.to_owned(), kind, key, path, rows, schema, query: None, table: None })
    }
}

/// Where what did not fit is tried next; any other error is told.
fn next_room(error: anyhow::Error) -> Result<Room> {
    error.downcast::<NoRoom>().map(|NoRoom(room)| room)
}

fn is_no_room(error: &DataFusionError) -> bool {
    matches!(error.find_root(), DataFusionError::ResourcesExhausted(_))
}

/// A query that only reads, planned.
async fn frame(context: &SessionContext, sql: &str) -> Result<DataFrame, DataFusionError> {
    let options = datafusion::execution::context::SQLOptions::new().with_allow_ddl(false).with_allow_dml(false);
    context.sql_with_options(sql, options.with_allow_statements(false)).await
}

/// A function in the plan whose answer hangs on the clock or on chance.
fn changeable(plan: &LogicalPlan) -> Result<Option<String>, DataFusionError> {
    let mut found = None;
    plan.apply_with_subqueries(|node| {
        node.apply_expressions(|expression| {
            expression.apply(|part| {
                if let Expr::ScalarFunction(call) = part
                    && call.func.signature().volatility != Volatility::Immutable
                {
                    found = Some(call.func.name().to_owned());
                    return Ok(TreeNodeRecursion::Stop);
                }
                Ok(TreeNodeRecursion::Continue)
            })
        })
    })?;
    Ok(found)
}

/// Writes a stream to a file that is looked up by `key`, and watches its order by `order`.
async fn write_stream(
    mut stream: SendableRecordBatchStream,
    to: &Path,
    key: &[String],
    order: &[String],
) -> Result<Written> {
    let mut writer = RelationWriter::new(to, &stream.schema(), key, order)?;
    while let Some(batch) = stream.next().await {
        writer.write(&batch?)?;
    }
    writer.finish()
}

fn unsorted(table: &str) -> String {
    format!(
        "cannot sort the table `{table}` (if a file that is kept was damaged: delete the cache folder and build again)"
    )
}

fn damaged(path: &Path) -> String {
    format!("the kept result {} is damaged: delete the cache folder and build again", path.display())
}
