//! Running the plan: each relation is made once, kept by what it was made from, and read by the next.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use arrow::datatypes::SchemaRef;
use datafusion::error::DataFusionError;
use futures::StreamExt;
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::error::{SqlText, from_engine};
use super::file::names_read;
use super::graph::DOOR_TABLES;
use super::make::{Maker, Try, is_no_room, next_room};
use super::raw::RawTable;
use super::session::{Room, Sessions};
use super::write::{plain_batch, plain_schema};
use super::{EngineOptions, Kind, Query, Relation};
use crate::cache::{Cache, Parts};
use crate::config::Portal;
use crate::problem::Failed;
use crate::table::Tables;

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

/// Rows that one thread reads sooner than several divide them.
const FEW: u64 = 50_000;

impl Engine {
    /// An engine that keeps results in this cache and spills below it.
    pub fn new(cache: &Cache, options: &EngineOptions) -> Result<Engine> {
        let jobs = options.jobs.max(1);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            // Threads that read files keep what they once held. A hundred of them waited for work, each ten seconds
            // after its last, and held a gigabyte in a portal of a million processes.
            .thread_keep_alive(std::time::Duration::from_millis(100))
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
                self.alone += u64::from(room == Room::Whole);
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
                // Nothing was beside it: `Whole` would be the same again.
                (Some(error), Some(Room::Whole)) if batches == 0 && is_no_room(&error) => room = Room::Alone,
                (Some(error), Some(next)) if batches == 0 && is_no_room(&error) => room = next,
                (Some(error), _) => return Err(told(error)),
            }
        }
    }
}
