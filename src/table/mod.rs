//! Read: parse, cast, check and mask raw bytes into standard tables, and every refused value into a row.
//!
//! In: snapshots and declarations. Out: [`Tables`], Parquet files by table, with an account for each
//! source. Never: figures, joins, or anything about contracting beyond what a field means.
//!
//! A reader gives records one at a time; a mapping picks their columns; [`cast`] types them; a [`Sink`]
//! checks, counts and writes the rows.

mod account;
pub mod cast;
mod columns;
pub mod json;
mod log;
mod mapping;
mod mask;
pub mod ocds;
mod order;
pub mod party;
mod read;
mod rows;
mod sink;
mod stored;
mod summary;
#[cfg(test)]
mod testing;
mod value;
mod writer;

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

pub use account::{Account, hundredths};
pub use read::{STAGE, read};
pub use sink::{At, Filled, Outcome, Row, Sink};
pub use value::Value;

/// The standard tables as Parquet files, the accounts, and what is known of each source.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Table name -> its Parquet files, in a stable order; a table that no source fills has none.
    /// Holds `problems`, `accounts`, `sources` and `portal` too.
    pub files: BTreeMap<String, Vec<PathBuf>>,
    /// The source whose tables lie in a folder.
    pub folders: BTreeMap<PathBuf, String>,
    pub accounts: Vec<Account>,
    pub sources: Vec<SourceInfo>,
    /// Problems by severity (error, warning, info); of a flood, the table lists the first.
    pub problem_counts: [u64; 3],
}

impl Tables {
    /// The source that each file came from; what the program adds up comes from all of them.
    pub fn sources_of(&self, files: &[PathBuf]) -> Vec<String> {
        let source = |file: &PathBuf| self.folders.get(file.parent()?).cloned();
        files.iter().map(|file| source(file).unwrap_or_else(|| "the sources".to_owned())).collect()
    }
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
