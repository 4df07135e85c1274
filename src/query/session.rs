//! The engine's session: how much memory and how many threads it may use, where it spills.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, GreedyMemoryPool, MemoryPool};
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};

/// Bounds of the query stage. Neither changes a byte of any result.
#[derive(Clone, Copy, Debug)]
pub struct EngineOptions {
    /// Threads, and partitions of a plan.
    pub jobs: usize,
    /// Bytes that sorts, joins and aggregations may hold before they spill to disk.
    pub memory: usize,
}

/// How a query is run; the rows are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Room {
    /// It reads few rows. The planner fails over some windows above an empty table when there is only one
    /// thread; such a query is then run as `Many`.
    Small,
    Many,
    /// It did not fit into memory beside others.
    Alone,
}

/// Sessions over the same relations, which spill into one folder.
#[derive(Clone)]
pub(super) struct Sessions {
    /// For several queries at once: each on all threads, its operators taking memory as they come to need it.
    pub many: SessionContext,
    /// The same, each query on one thread: what reads few rows is sooner done than divided.
    pub small: SessionContext,
    /// For what did not fit beside others: one query at a time, on one thread, with a fair part of the
    /// memory for each operator.
    pub careful: SessionContext,
}

impl Sessions {
    pub fn new(options: &EngineOptions, scratch: &Path) -> Result<Sessions> {
        let greedy = runtime(scratch, Arc::new(GreedyMemoryPool::new(options.memory)))?;
        let fair = runtime(scratch, Arc::new(FairSpillPool::new(options.memory)))?;
        // Two at least: see `Room::Small`.
        let many = session(options.jobs.max(2), greedy.clone());
        let (small, careful) = (session(1, greedy), session(1, fair));
        let relations = many.state_ref().read().catalog_list().clone();
        small.register_catalog_list(relations.clone());
        careful.register_catalog_list(relations);
        Ok(Sessions { many, small, careful })
    }

    pub fn of(&self, room: Room) -> &SessionContext {
        match room {
            Room::Small => &self.small,
            Room::Many => &self.many,
            Room::Alone => &self.careful,
        }
    }
}

fn runtime(scratch: &Path, pool: Arc<dyn MemoryPool>) -> Result<Arc<RuntimeEnv>> {
    std::fs::create_dir_all(scratch).with_context(|| format!("cannot write to {}", scratch.display()))?;
    let disk = DiskManagerBuilder::default().with_mode(DiskManagerMode::Directories(vec![scratch.to_path_buf()]));
    RuntimeEnvBuilder::new()
        .with_memory_pool(pool)
        .with_disk_manager_builder(disk)
        .build_arc()
        .context("cannot set up the query engine")
}

fn session(threads: usize, runtime: Arc<RuntimeEnv>) -> SessionContext {
    let mut config = SessionConfig::new().with_target_partitions(threads.max(1)).with_information_schema(false);
    let settings = config.options_mut();
    settings.sql_parser.collect_spans = true;
    // Plain strings: what is written, published and shown has one type for text.
    settings.execution.parquet.schema_force_view_types = false;
    settings.execution.parquet.pushdown_filters = true;
    settings.execution.time_zone = Some("UTC".into());
    SessionContext::new_with_config_rt(config, runtime)
}
