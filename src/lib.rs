//! Pantau turns a government's plans, budgets, tenders, contracts and payments into a public
//! portal made only of files.
//!
//! The flow goes one way, and each stage is one folder with one function and one type:
//!
//! 1. [`config`] reads `site/config.toml`, `datasets/` and the queries' headers: a checked [`config::Portal`].
//! 2. [`source::pull`] fetches or reads raw bytes: [`source::Snapshot`]s, stored by content hash with receipts.
//! 3. [`table::read`] parses, casts, checks and masks: [`table::Tables`], and every refused value as a row.
//! 4. [`query`] runs plain SQL from `queries/`: relations, each a sorted Parquet file.
//! 5. [`export`] writes the downloads and their catalogue.
//! 6. [`page`] turns rows into page bodies through `templates/`.
//! 7. [`publish`] frames the pages with `site/`, verifies the release and swaps it in, in one step.
//!
//! [`problem`], [`privacy`] and [`cache`] lie below all stages; [`commands`] lies above. Arrows go down only:
//! a test reads the `use crate::` lines and refuses an upward one.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub mod cache;
pub mod cli;
pub mod commands;
pub mod config;
pub mod export;
pub mod page;
pub mod privacy;
pub mod problem;
pub mod publish;
pub mod query;
pub mod sample;
pub mod source;
pub mod table;
pub mod terminal;
#[doc(hidden)]
pub mod testing;
