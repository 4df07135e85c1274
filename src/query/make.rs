//! Making one relation: found in the cache, or run, written and registered.

use std::fmt;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
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

use super::error::{SqlText, from_engine};
use super::raw::{RawTable, column_list, quoted};
use super::session::{Room, Sessions};
use super::write::{RelationWriter, Written, write_empty};
use super::{Kind, Query, Relation, table_schema};
use crate::cache::{Cache, Parts};
use crate::problem::{Failed, Place, Problem};

/// A relation's file in its entry of the cache.
const ROWS: &str = "rows.parquet";

/// Beside it where its rows were seen to rise by the key: the engine is told, and may rely on it.
const SORTED: &str = "sorted";

/// One run of one query.
#[derive(Clone, Debug, Serialize)]
pub struct Try {
    pub name: String,
    /// On the clock, beside others that ran at that time.
    pub seconds: f64,
    /// `small`, `many`, `whole`, `alone`, `sorted`: see [`Room`].
    pub room: &'static str,
    /// Whether it fitted into memory.
    pub fitted: bool,
}

/// What making one relation takes: cheap to hand to another thread.
#[derive(Clone)]
pub(super) struct Maker {
    pub sessions: Sessions,
    pub cache: Cache,
    pub memory: usize,
}

/// It did not fit into memory; in this room it may.
#[derive(Debug)]
pub(super) struct NoRoom(Room);

impl fmt::Display for NoRoom {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not enough memory")
    }
}

impl std::error::Error for NoRoom {}

impl Maker {
    /// Makes the relation of a table.
    ///
    /// # Errors
    /// [`NoRoom`] where another try alone may do.
    pub async fn table(&self, table: &RawTable, room: Room) -> Result<Relation> {
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
    pub async fn timed(
        self,
        order: usize,
        query: Arc<Query>,
        parts: Parts,
        room: Room,
    ) -> (usize, Result<Relation>, Try) {
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
        let is_looked_up = query.header.list.is_none() && query.header.check.is_none();
        let key = if is_looked_up { &order[..] } else { &[] };
        let written =
            write_stream(stream, to, key, order).await.map_err(|error| match error.downcast::<DataFusionError>() {
                Ok(error) => told(error),
                Err(error) => {
                    Failed::from(Problem::error("sql_error", Place::file(&query.path), format!("{error:#}"))).into()
                }
            })?;
        if let Some(duplicate) = written.duplicate.as_ref().filter(|_| query.header.check.is_none()) {
            let message =
                format!("the key ({}) is not unique: `{duplicate}` comes more than once", query.header.key.join(", "));
            let problem = Problem::error("duplicate_key", Place::file(&query.path), message);
            return Err(Failed::from(problem.hint("group by the key, or name more columns in `key`")).into());
        }
        Ok(written)
    }

    /// Runs a query and streams its rows.
    pub async fn stream(&self, sql: &str, room: Room) -> Result<SendableRecordBatchStream, DataFusionError> {
        self.sessions.run(room, frame(self.sessions.of(room), sql).await?).await
    }

    /// Makes a finished file known to later queries. What is known to be sorted by `order` is grouped
    /// and joined by it while it streams.
    pub async fn register(
        &self,
        name: &str,
        kind: Kind,
        key: String,
        path: PathBuf,
        order: &[String],
    ) -> Result<Relation> {
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
pub(super) fn next_room(error: anyhow::Error) -> Result<Room> {
    error.downcast::<NoRoom>().map(|NoRoom(room)| room)
}

pub(super) fn is_no_room(error: &DataFusionError) -> bool {
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
