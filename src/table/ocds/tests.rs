//! Snapshots through the reader and the sink, looked at as rows.

mod quirks;
mod sets;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::*;
use crate::config::Portal;
use crate::source::{Receipt, SnapshotFile, Status};
use crate::table::{Account, Filled, testing::rows};
use crate::testing::{Scratch, shared};

type Row = BTreeMap<String, String>;

/// What a snapshot became.
struct Loaded {
    filled: Filled,
    tables: BTreeMap<String, Vec<Row>>,
}

impl Loaded {
    fn rows(&self, table: &str) -> &[Row] {
        self.tables.get(table).map(Vec::as_slice).unwrap_or_default()
    }

    fn row(&self, table: &str, field: &str, value: &str) -> &Row {
        self.rows(table)
            .iter()
            .find(|row| row[field] == value)
            .unwrap_or_else(|| panic!("{table} has a row with {field} {value}"))
    }

    fn account(&self, table: &str) -> Account {
        self.filled.accounts.iter().find(|account| account.table == table).cloned().unwrap_or_default()
    }

    /// Problems with a code.
    fn problems(&self, code: &str) -> Vec<&Row> {
        self.rows("problems").iter().filter(|row| row["code"] == code).collect()
    }

    fn counts(&self, tables: &[&str]) -> Vec<usize> {
        tables.iter().map(|table| self.rows(table).len()).collect()
    }

    /// Every table's rows in order, for comparisons.
    fn everything(&self) -> String {
        format!("{:?}", self.tables)
    }
}

fn load(files: &[PathBuf], jobs: usize) -> Loaded {
    let scratch = Scratch::new("ocds");
    let portal =
        Portal::from_ocds(scratch.path(), &["x.json".to_owned()]).expect("the program's own files hold together");
    let mut sorted = files.to_vec();
    sorted.sort();
    let name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let files = sorted.iter().map(|path| SnapshotFile::at(path, &name(path), 1 << 40).expect("a file")).collect();
    let receipt = Receipt { address: Vec::new(), status: Status::Fresh, fetched: None, message: None };
    let snapshot = Snapshot { source_id: "ocds".to_owned(), files, receipt };
    let mut sink = Sink::open(&portal, "ocds", scratch.path()).expect("a sink");
    read(&portal.sources[0], &snapshot, &mut sink, scratch.path(), jobs).expect("the disk works");
    let filled = sink.finish(None, sorted.len() as u64).expect("the accounts agree");
    let tables = filled.files.iter().map(|(table, path)| (table.clone(), rows(path).expect("a table"))).collect();
    assert!(!scratch.path().join("releases").exists(), "what was put aside is removed");
    Loaded { filled, tables }
}

fn load_folder(path: &Path) -> Loaded {
    let files: Vec<PathBuf> = walkdir::WalkDir::new(path)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .filter(|path| {
            path.extension().is_some_and(|extension| matches!(extension.to_str(), Some("json" | "jsonl" | "gz")))
        })
        .collect();
    load(&files, 2)
}

fn load_text(text: &str) -> Loaded {
    load_bytes(text.as_bytes())
}

fn load_bytes(bytes: &[u8]) -> Loaded {
    let scratch = Scratch::new("ocds-input");
    load(&[scratch.write("input.json", bytes)], 2)
}

/// Hundredths of a money field in a currency that were read and kept.
fn money(loaded: &Loaded, table: &str, field: &str, currency: &str) -> (i128, i128) {
    let account = loaded.account(table);
    let amounts = account.money.get(&(field.to_owned(), currency.to_owned())).copied().unwrap_or_default();
    (amounts[0], amounts[1])
}
