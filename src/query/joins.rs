//! What a join keeps of the order of its inputs, told to the planner as it is.
//!
//! DataFusion 55.2 takes a join's rows for sorted by the one side's order and then the other's
//! (apache/datafusion#25052). That ends where a key comes twice: the other side's rows come again from their
//! beginning. Groups whose rows are thought to stand together are then told in parts. So what order the side has
//! that is not kept is hidden from the planner.

use std::fmt;
use std::sync::Arc;

use datafusion::common::config::ConfigOptions;
use datafusion::common::tree_node::{Transformed, TransformedResult, TreeNode, TreeNodeRecursion};
use datafusion::common::{JoinType, Statistics};
use datafusion::error::Result;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::PhysicalExpr;
use datafusion::physical_optimizer::PhysicalOptimizerRule;
use datafusion::physical_optimizer::optimizer::PhysicalOptimizer;
use datafusion::physical_plan::coalesce_partitions::CoalescePartitionsExec;
use datafusion::physical_plan::execution_plan::{
    CardinalityEffect, ChildrenPropertiesMode, ReplaceChildrenOptions, replace_children_if_necessary,
};
use datafusion::physical_plan::filter_pushdown::{
    ChildPushdownResult, FilterDescription, FilterPushdownPhase, FilterPushdownPropagation,
};
use datafusion::physical_plan::joins::{CrossJoinExec, HashJoinExec, NestedLoopJoinExec, SortMergeJoinExec};
use datafusion::physical_plan::statistics::{ChildStats, StatisticsArgs};
use datafusion::physical_plan::{DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, PlanProperties};

type Plan = Arc<dyn ExecutionPlan>;

/// The engine's rules, and [`TrueOrder`] once it is settled which side of a join is held in memory.
pub fn rules() -> Vec<Arc<dyn PhysicalOptimizerRule + Send + Sync>> {
    let mut rules = PhysicalOptimizer::new().rules;
    let after = rules.iter().position(|rule| rule.name() == "join_selection").map_or(0, |place| place + 1);
    rules.insert(after, true_order());
    rules
}

/// That rule alone.
pub fn true_order() -> Arc<dyn PhysicalOptimizerRule + Send + Sync> {
    Arc::new(TrueOrder)
}

/// The rule.
#[derive(Debug)]
struct TrueOrder;

impl PhysicalOptimizerRule for TrueOrder {
    fn optimize(&self, plan: Plan, _config: &ConfigOptions) -> Result<Plan> {
        plan.transform_up(|node| {
            if node.is::<HashJoinExec>() || node.is::<CrossJoinExec>() || node.is::<NestedLoopJoinExec>() {
                let mut children: Vec<Plan> = node.children().into_iter().cloned().collect();
                children[0] = Arc::new(Known::of(children[0].clone()));
                return Ok(Transformed::yes(replace_children_if_necessary(node, children)?));
            }
            if node.is::<SortMergeJoinExec>() {
                // What a union gives in parts has to be one: sorting follows, and both sides are read once.
                let together = |child: &Plan| -> Plan {
                    match child.output_partitioning().partition_count() {
                        1 => child.clone(),
                        _ => Arc::new(CoalescePartitionsExec::new(child.clone())),
                    }
                };
                let children = node.children().into_iter().map(together).collect();
                return Ok(Transformed::yes(Arc::new(Known::of(replace_children_if_necessary(node, children)?))));
            }
            Ok(Transformed::no(node))
        })
        .data()
    }

    fn name(&self) -> &str {
        "TrueOrder"
    }

    fn schema_check(&self) -> bool {
        true
    }
}

/// Hands its input on. Of its order the planner knows what a sorting join keeps of its left side, of any other input
/// nothing.
#[derive(Clone, Debug)]
struct Known {
    input: Plan,
    properties: Arc<PlanProperties>,
}

impl Known {
    fn of(input: Plan) -> Known {
        if let Some(known) = input.downcast_ref::<Known>() {
            return known.clone();
        }
        let mut equal = input.equivalence_properties().clone();
        equal.clear_orderings();
        if let Some(join) = input.downcast_ref::<SortMergeJoinExec>()
            && matches!(join.join_type(), JoinType::Inner | JoinType::Left)
            && let Some(order) = join.left().output_ordering()
        {
            // Its columns are the first of the join's.
            equal.add_ordering(order.iter().cloned());
        }
        let properties = Arc::new(PlanProperties::clone(input.properties()).with_eq_properties(equal));
        Known { input, properties }
    }
}

impl DisplayAs for Known {
    fn fmt_as(&self, _kind: DisplayFormatType, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Known")
    }
}

impl ExecutionPlan for Known {
    fn name(&self) -> &str {
        "Known"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Plan> {
        vec![&self.input]
    }

    fn maintains_input_order(&self) -> Vec<bool> {
        vec![false]
    }

    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false]
    }

    fn apply_expressions(
        &self,
        _see: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        Ok(TreeNodeRecursion::Continue)
    }

    fn replace_children(self: Arc<Self>, mut children: Vec<Plan>, options: ReplaceChildrenOptions) -> Result<Plan> {
        let input = children.swap_remove(0);
        Ok(match options.children_properties {
            ChildrenPropertiesMode::Keep => Arc::new(Known { input, properties: self.properties.clone() }),
            ChildrenPropertiesMode::Recompute => Arc::new(Known::of(input)),
        })
    }

    fn with_new_children(self: Arc<Self>, children: Vec<Plan>) -> Result<Plan> {
        self.replace_children(children, ReplaceChildrenOptions::new(ChildrenPropertiesMode::Recompute))
    }

    fn execute(&self, partition: usize, tasks: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        self.input.execute(partition, tasks)
    }

    fn child_stats_requests(&self, partition: Option<usize>) -> Vec<ChildStats> {
        vec![ChildStats::At(partition)]
    }

    fn statistics_from_inputs(
        &self,
        input_stats: &[Arc<Statistics>],
        _args: &StatisticsArgs,
    ) -> Result<Arc<Statistics>> {
        Ok(input_stats[0].clone())
    }

    fn cardinality_effect(&self) -> CardinalityEffect {
        CardinalityEffect::Equal
    }

    fn gather_filters_for_pushdown(
        &self,
        _phase: FilterPushdownPhase,
        parent_filters: Vec<Arc<dyn PhysicalExpr>>,
        _config: &ConfigOptions,
    ) -> Result<FilterDescription> {
        FilterDescription::from_children(parent_filters, &self.children())
    }

    fn handle_child_pushdown_result(
        &self,
        _phase: FilterPushdownPhase,
        told: ChildPushdownResult,
        _config: &ConfigOptions,
    ) -> Result<FilterPushdownPropagation<Plan>> {
        Ok(FilterPushdownPropagation::if_all(told))
    }
}
