//! The engine's session: how much memory and how many threads it may use, where it spills.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, GreedyMemoryPool, MemoryPool};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};

/// Bounds of the query stage. Neither changes a byte of any result.
#[derive(Clone, Copy, Debug)]
pub struct EngineOptions {
    /// Threads, and partitions of a plan.
    pub jobs: usize,
    /// Bytes that sorts, joins and aggregations may hold before they spill to disk.
    pub memory: usize,
}

/// Two sessions over the same relations, which spill into `scratch`: one for several queries at once,
/// whose operators take memory as they come to need it, and a careful one for what did not fit: one
/// query at a time, on one thread, with a fair part of the memory for each operator.
pub(super) fn sessions(options: &EngineOptions, scratch: &Path) -> Result<(SessionContext, SessionContext)> {
    let many = session(options, scratch, Arc::new(GreedyMemoryPool::new(options.memory)))?;
    let one = EngineOptions { jobs: 1, ..*options };
    let careful = session(&one, scratch, Arc::new(FairSpillPool::new(options.memory)))?;
    let shared = many.state_ref();
    let shared = shared.read().catalog_list().clone();
    careful.register_catalog_list(shared);
    Ok((many, careful))
}

fn session(options: &EngineOptions, scratch: &Path, pool: Arc<dyn MemoryPool>) -> Result<SessionContext> {
    std::fs::create_dir_all(scratch).with_context(|| format!("cannot write to {}", scratch.display()))?;
    let disk = DiskManagerBuilder::default().with_mode(DiskManagerMode::Directories(vec![scratch.to_path_buf()]));
    let runtime = RuntimeEnvBuilder::new()
        .with_memory_pool(pool)
        .with_disk_manager_builder(disk)
        .build_arc()
        .context("cannot set up the query engine")?;
    let mut config = SessionConfig::new().with_target_partitions(options.jobs.max(1)).with_information_schema(false);
    let settings = config.options_mut();
    settings.sql_parser.collect_spans = true;
    // Plain strings: what is written, published and shown has one type for text.
    settings.execution.parquet.schema_force_view_types = false;
    settings.execution.parquet.pushdown_filters = true;
    settings.execution.time_zone = Some("UTC".into());
    Ok(SessionContext::new_with_config_rt(config, runtime))
}
