//! The engine's session: how much memory and how many threads it may use, where it spills.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use datafusion::common::tree_node::TreeNode;
use datafusion::dataframe::DataFrame;
use datafusion::error::DataFusionError;
use datafusion::execution::disk_manager::{DiskManagerBuilder, DiskManagerMode};
use datafusion::execution::memory_pool::{FairSpillPool, GreedyMemoryPool, MemoryPool};
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::{SendableRecordBatchStream, SessionState, SessionStateBuilder, TaskContext};
use datafusion::physical_plan::repartition::RepartitionExec;
use datafusion::physical_plan::{ExecutionPlan, ExecutionPlanProperties, execute_stream};
use datafusion::physical_planner::DefaultPhysicalPlanner;
use datafusion::prelude::{SessionConfig, SessionContext};

use super::joins;
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
    /// It did not fit into memory beside others: the same with nothing beside it.
    Whole,
    /// Nor did it then: one thread, and what is too much goes to disk.
    Alone,
    /// Nor did it so: its joins cannot hold what they keep.
    Sorted,
}

/// Rows of a batch where memory is short.
const SMALL_BATCH: usize = 1024;

impl Room {
    pub fn as_str(self) -> &'static str {
        match self {
            Room::Small => "small",
            Room::Many => "many",
            Room::Whole => "whole",
            Room::Alone => "alone",
            Room::Sorted => "sorted",
        }
    }

    /// Where a query is tried that did not fit here.
    pub fn next(self) -> Option<Room> {
        match self {
            Room::Small | Room::Many => Some(Room::Whole),
            Room::Whole => Some(Room::Alone),
            Room::Alone => Some(Room::Sorted),
            Room::Sorted => None,
        }
    }
}

/// Sessions over the same relations, which spill into one folder.
#[derive(Clone)]
pub(super) struct Sessions {
    /// For several queries at once: each on all threads, its operators taking memory as they come to need it.
    pub many: SessionContext,
    /// The same, each query on one thread: what reads few rows is sooner done than divided.
    small: SessionContext,
    /// For what did not fit beside others: one query at a time, on one thread, with a fair part of the
    /// memory for each operator.
    careful: SessionContext,
    /// Plans joins that sort and spill both their sides, for `careful` to run.
    sorted: SessionContext,
    /// The memory of `many`, and no disk.
    unspilled: Arc<RuntimeEnv>,
}

impl Sessions {
    pub fn new(options: &EngineOptions, scratch: &Path) -> Result<Sessions> {
        let pool: Arc<dyn MemoryPool> = Arc::new(GreedyMemoryPool::new(options.memory));
        let greedy = runtime(Some(scratch), pool.clone())?;
        let fair = runtime(Some(scratch), Arc::new(FairSpillPool::new(options.memory)))?;
        // Two at least: see `Room::Small`.
        let many = context(config(options.jobs.max(2)), greedy.clone());
        let small = context(config(1), greedy);
        let careful = context(sparing(config(1)), fair.clone());
        let sorted = SessionContext::new_with_state(planning_sorted_joins(fair));
        let relations = many.state_ref().read().catalog_list().clone();
        for other in [&small, &careful, &sorted] {
            other.register_catalog_list(relations.clone());
        }
        Ok(Sessions { many, small, careful, sorted, unspilled: runtime(None, pool)? })
    }

    pub fn of(&self, room: Room) -> &SessionContext {
        match room {
            Room::Small => &self.small,
            Room::Many | Room::Whole => &self.many,
            Room::Alone => &self.careful,
            Room::Sorted => &self.sorted,
        }
    }

    /// Plans a query that was read by this room's session, and runs it.
    ///
    /// # Errors
    /// Those of the engine; `ResourcesExhausted` also where spilling to disk could have helped but may hang.
    pub async fn run(&self, room: Room, frame: DataFrame) -> Result<SendableRecordBatchStream, DataFusionError> {
        let plan = frame.create_physical_plan().await?;
        if room == Room::Sorted {
            let state = self.careful.state();
            // Not every query can be planned so: that one needs its memory.
            let no_plan = |_| DataFusionError::ResourcesExhausted("it has no plan with sorted joins".into());
            let plan = DefaultPhysicalPlanner::default().optimize_physical_plan(plan, &state, |_, _| {});
            return plan.and_then(|plan| execute_stream(plan, state.task_ctx())).map_err(no_plan);
        }
        let tasks = TaskContext::from(self.of(room).state_ref().read().deref());
        let tasks = if may_hang_on_disk(&plan)? { tasks.with_runtime(self.unspilled.clone()) } else { tasks };
        execute_stream(plan, Arc::new(tasks))
    }
}

/// DataFusion 55.2: rows that several threads hand over through the disk can wait for each other for ever
/// (apache/datafusion#24883). What does not fit into memory is then run on one thread.
fn may_hang_on_disk(plan: &Arc<dyn ExecutionPlan>) -> Result<bool, DataFusionError> {
    plan.exists(|node| {
        let handed_over = node.is::<RepartitionExec>();
        Ok(handed_over && node.children().iter().any(|input| input.output_partitioning().partition_count() > 1))
    })
}

/// A state whose plans join by sorting. They are only planned for two partitions or more, and it makes none
/// of them: dividing the work is left to rules that are not here. Joins whose inputs come in parts are no plan at all.
fn planning_sorted_joins(runtime: Arc<RuntimeEnv>) -> SessionState {
    let mut config = sparing(config(2)).with_repartition_aggregations(false).with_repartition_windows(false);
    config.options_mut().optimizer.prefer_hash_join = false;
    SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_default_features()
        .with_physical_optimizer_rules(vec![joins::true_order()])
        .build()
}

fn context(config: SessionConfig, runtime: Arc<RuntimeEnv>) -> SessionContext {
    let state = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_default_features()
        .with_physical_optimizer_rules(joins::rules());
    SessionContext::new_with_state(state.build())
}

fn runtime(scratch: Option<&Path>, pool: Arc<dyn MemoryPool>) -> Result<Arc<RuntimeEnv>> {
    let mut mode = DiskManagerMode::Disabled;
    if let Some(scratch) = scratch {
        std::fs::create_dir_all(scratch).with_context(|| format!("cannot write to {}", scratch.display()))?;
        mode = DiskManagerMode::Directories(vec![scratch.to_path_buf()]);
    }
    let disk = DiskManagerBuilder::default().with_mode(mode);
    RuntimeEnvBuilder::new()
        .with_memory_pool(pool)
        .with_disk_manager_builder(disk)
        .build_arc()
        .context("cannot set up the query engine")
}

fn config(threads: usize) -> SessionConfig {
    let mut config = SessionConfig::new().with_target_partitions(threads.max(1)).with_information_schema(false);
    let settings = config.options_mut();
    settings.sql_parser.collect_spans = true;
    // Plain strings: what is written, published and shown has one type for text.
    settings.execution.parquet.schema_force_view_types = false;
    settings.execution.parquet.pushdown_filters = true;
    settings.execution.time_zone = Some("UTC".into());
    // What a join or a group gives is estimated, so that the smaller side of the next is the one held.
    settings.optimizer.use_statistics_registry = true;
    config
}

/// Every operator's part of a short memory must hold some batches.
fn sparing(config: SessionConfig) -> SessionConfig {
    config.with_batch_size(SMALL_BATCH).with_sort_spill_reservation_bytes(1 << 20)
}

#[cfg(test)]
mod tests {
    use arrow::array::{ArrayRef, Decimal128Array, Int64Array, RecordBatch, StringArray};
    use datafusion::datasource::MemTable;
    use datafusion::prelude::{ParquetReadOptions, col};

    use super::*;
    use crate::testing::Scratch;

    /// In that bug every thread waits and nothing is told: so it must not come to the disk.
    #[tokio::test]
    async fn rows_that_threads_hand_over_never_go_through_the_disk() -> Result<()> {
        let scratch = Scratch::new("session");
        let sessions = Sessions::new(&EngineOptions { jobs: 2, memory: 64 << 20 }, scratch.path())?;
        let part = || RecordBatch::try_from_iter([("x", Arc::new(Int64Array::from_iter_values(0..9)) as _)]);
        let (one, two) = (part()?, part()?);
        let table = MemTable::try_new(one.schema(), vec![vec![one], vec![two]])?;
        sessions.many.register_table("t", Arc::new(table))?;
        for (room, sql, may_hang) in [
            (Room::Many, "SELECT x, count(*) AS n FROM t GROUP BY x", true),
            (Room::Many, "SELECT x FROM t ORDER BY x", false),
            (Room::Small, "SELECT x, count(*) AS n FROM t GROUP BY x", false),
            (Room::Alone, "SELECT x, count(*) AS n FROM t GROUP BY x", false),
        ] {
            let plan = sessions.of(room).sql(sql).await?.create_physical_plan().await?;
            assert_eq!(may_hang_on_disk(&plan)?, may_hang, "{room:?}: {sql}");
        }
        Ok(())
    }

    /// Days of three kinds, and of two firms: sorted tables in which a day comes with each, and more than one batch.
    async fn sorted_tables(sessions: &Sessions, scratch: &Scratch) -> Result<()> {
        let text = |row: fn(usize) -> String, rows: usize| -> ArrayRef {
            Arc::new(StringArray::from_iter_values((0..rows).map(row)))
        };
        let (day, id): (fn(usize) -> String, fn(usize) -> String) =
            (|row| format!("d{:04}", row % 3000), |row| format!("{row:05}"));
        let flags =
            [("kind", text(|row| format!("k{}", row / 3000), 9000)), ("id", text(id, 9000)), ("day", text(day, 9000))];
        let named =
            [("firm", text(|row| format!("f{}", row / 3000), 6000)), ("id", text(id, 6000)), ("day", text(day, 6000))];
        for (name, first, columns) in [("flags", "kind", flags), ("named", "firm", named)] {
            add_sorted(sessions, scratch, name, &[first, "id"], &columns).await?;
        }
        Ok(())
    }

    /// Makes rows that rise by `key` known as a table of this name.
    async fn add_sorted(
        sessions: &Sessions,
        scratch: &Scratch,
        name: &str,
        key: &[&str],
        columns: &[(&str, ArrayRef)],
    ) -> Result<()> {
        let batch = RecordBatch::try_from_iter(columns.to_vec())?;
        let path = scratch.path().join(format!("{name}.parquet"));
        let order: Vec<String> = key.iter().map(|column| (*column).to_owned()).collect();
        let mut writer = super::super::RelationWriter::new(&path, &batch.schema(), &order, &order)?;
        writer.write(&batch)?;
        assert!(writer.finish()?.is_sorted);
        let order = key.iter().map(|column| col(*column).sort(true, false)).collect();
        let options = ParquetReadOptions::default().file_sort_order(vec![order]);
        sessions.many.register_parquet(name, path.to_string_lossy(), options).await?;
        Ok(())
    }

    /// Held the other way round, each of the many would come as a batch of its own: 23,000 of them took two minutes
    /// to sort on one thread.
    #[tokio::test]
    async fn a_single_row_beside_many_is_the_one_held() -> Result<()> {
        let scratch = Scratch::new("session");
        let sessions = Sessions::new(&EngineOptions { jobs: 2, memory: 64 << 20 }, &scratch.path().join("spill"))?;
        let text = |kind: &str, rows: usize| -> ArrayRef {
            Arc::new(StringArray::from_iter_values((0..rows).map(|row| format!("{kind}{row:05}"))))
        };
        let money = Decimal128Array::from_iter_values((0..6000).map(|row| row + 1)).with_precision_and_scale(38, 2)?;
        let same = |rows| -> ArrayRef { Arc::new(StringArray::from_iter_values((0..rows).map(|_| "IDR"))) };
        let firms = [("id", text("f", 6000)), ("currency", same(6000)), ("worth", Arc::new(money) as ArrayRef)];
        let main = [("subject", text("s", 2)), ("currency", same(2))];
        add_sorted(&sessions, &scratch, "firms", &["id"], &firms).await?;
        add_sorted(&sessions, &scratch, "main", &["subject"], &main).await?;
        let sql = "WITH others AS ( \
            SELECT count(*) AS other_count FROM firms x JOIN main m ON m.subject = 's00001' AND m.currency <> x.currency WHERE x.worth > 0) \
            SELECT o.other_count, f.id FROM firms f \
            JOIN main m ON m.subject = 's00001' AND m.currency = f.currency CROSS JOIN others o WHERE f.worth > 0";
        for room in [Room::Small, Room::Many, Room::Alone] {
            let stream = sessions.run(room, sessions.of(room).sql(sql).await?).await?;
            let batches: Vec<RecordBatch> = futures::TryStreamExt::try_collect(stream).await?;
            assert_eq!(batches.iter().map(RecordBatch::num_rows).sum::<usize>(), 6000, "{room:?}");
            assert!(batches.len() < 60, "{room:?}: {} batches", batches.len());
        }
        Ok(())
    }

    #[tokio::test]
    async fn groups_are_whole_where_two_sorted_tables_are_joined() -> Result<()> {
        let scratch = Scratch::new("session");
        let sessions = Sessions::new(&EngineOptions { jobs: 2, memory: 64 << 20 }, &scratch.path().join("spill"))?;
        sorted_tables(&sessions, &scratch).await?;
        for (sql, groups) in [
            (
                "SELECT f.kind, n.firm, count(*) AS n FROM named n JOIN flags f ON f.day = n.day GROUP BY f.kind, n.firm",
                6,
            ),
            (
                "SELECT kind, firm, count(*) AS n FROM named CROSS JOIN (SELECT * FROM flags WHERE day < 'd0009') f GROUP BY kind, firm",
                6,
            ),
            (
                "SELECT kind, firm, count(*) AS n FROM flags f JOIN \
                 (SELECT firm, day FROM named UNION ALL SELECT 'x', day FROM named) n ON f.day = n.day GROUP BY kind, firm",
                9,
            ),
        ] {
            for room in [Room::Small, Room::Many, Room::Whole, Room::Alone, Room::Sorted] {
                let stream = sessions.run(room, sessions.of(room).sql(sql).await?).await;
                let stream = match stream {
                    // A cross join has no plan by sorting.
                    Err(error) if room == Room::Sorted && sql.contains("CROSS") => {
                        assert!(matches!(error.find_root(), DataFusionError::ResourcesExhausted(_)), "{error}");
                        continue;
                    }
                    stream => stream?,
                };
                let batches: Vec<RecordBatch> = futures::TryStreamExt::try_collect(stream).await?;
                let found: usize = batches.iter().map(RecordBatch::num_rows).sum();
                assert_eq!(found, groups, "{room:?}: {sql}");
            }
        }
        Ok(())
    }
}
