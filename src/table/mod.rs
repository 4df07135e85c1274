//! Read: parse, cast, check and mask raw bytes into standard tables, and every refused value into a row.
//!
//! In: snapshots and declarations. Out: [`Tables`], Parquet files by table, with an account for each
//! source. Never: figures, joins, or anything about contracting beyond what a field means.

pub mod json;
mod sink;
mod value;

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

pub use sink::{At, Outcome, Row, Sink};
pub use value::Value;

/// The standard tables as Parquet files, the accounts, and what is known of each source.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Table name -> its Parquet files, in a stable order; a table that no source fills has none.
    /// Holds `problems`, `accounts` and `sources` too.
    pub files: BTreeMap<String, Vec<PathBuf>>,
    pub accounts: Vec<Account>,
    pub sources: Vec<SourceInfo>,
    /// Rows in the problems table, by severity: error, warning, info.
    pub problem_counts: [u64; 3],
}

/// What became of one source's rows in one table. Amounts are decimal(38,2) as hundredths.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Account {
    pub source_id: String,
    pub table: String,
    pub files: u64,
    /// Records seen that were meant for this table (after a split).
    pub rows_read: u64,
    pub rows_kept: u64,
    pub rows_refused: u64,
    /// Left out by a declared condition, or folded duplicates.
    pub rows_skipped: u64,
    /// Money field and currency -> hundredths: (read, kept, refused, skipped).
    pub money: BTreeMap<(String, String), [i128; 4]>,
}

/// One source as published: where from, when, and how it went.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct SourceInfo {
    pub source_id: String,
    pub title: BTreeMap<String, String>,
    pub publisher: String,
    pub licence: String,
    pub address: String,
    /// `fresh`, `kept` or `failed`.
    pub status: String,
    #[serde(serialize_with = "date_as_text")]
    pub as_of: Option<NaiveDate>,
    /// RFC 3339, UTC.
    pub fetched: Option<String>,
    pub files: u64,
    pub bytes: u64,
    pub message: Option<String>,
}

fn date_as_text<S: serde::Serializer>(date: &Option<NaiveDate>, to: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => to.collect_str(date),
        None => to.serialize_none(),
    }
}
