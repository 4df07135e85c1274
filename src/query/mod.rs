//! Compute: plain SQL files become relations, each a sorted Parquet file.
//!
//! In: standard tables and `queries/**/*.sql`. Out: [`Relation`]s, kept by the hash of their text
//! and of everything they read. Never: cleaning, a function of our own, or a whole result in memory.

mod bounds;
mod error;
mod file;
mod graph;
mod header;
mod joins;
mod make;
mod raw;
mod relation;
mod run;
mod session;
mod write;

pub use bounds::STACK;
pub use file::Query;
pub use graph::Plan;
pub use graph::{CATALOG, DOOR_TABLES, check_severity};
pub use header::*;
pub use make::Try;
pub use relation::{Kind, Relation, table_schema};
pub use run::Engine;
pub use session::EngineOptions;
pub use write::{ROW_GROUP, RelationWriter};
