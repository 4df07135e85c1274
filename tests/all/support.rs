//! What the whole-build tests share: running the program, and reading what it published.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use pantau::export::json_rows;
use pantau::testing::Scratch;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;
use walkdir::WalkDir;

pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Runs the program; its output is text.
pub fn pantau(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pantau")).args(arguments).output().expect("the program starts")
}

/// Runs the program and expects this exit status; both streams are in the message when it differs.
pub fn expect(status: i32, arguments: &[&str]) -> String {
    let output = pantau(arguments);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(status), "pantau {arguments:?}\n{told}\n{out}");
    assert!(!told.contains("panicked"), "pantau {arguments:?} panicked:\n{told}");
    format!("{out}{told}")
}

/// The rows of a published relation, as JSON objects.
pub fn rows(portal: &Path, relation: &str) -> Vec<Value> {
    let path = portal.join("data").join(format!("{relation}.parquet"));
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet").build().expect("Parquet");
    let mut text = Vec::new();
    for batch in reader {
        json_rows(&mut text, &batch.expect("a batch")).expect("rows as JSON");
    }
    let text = String::from_utf8(text).expect("JSON is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
}

/// `receipts.json` of a published portal.
pub fn receipts(portal: &Path) -> Value {
    let text = fs::read_to_string(portal.join("data/receipts.json")).expect("receipts are published");
    serde_json::from_str(&text).expect("receipts are JSON")
}

/// A copy of the default portal's settings and sources, at a small scale.
pub fn small_portal(scratch: &Scratch, scale: &str) -> PathBuf {
    let portal = scratch.path().join("portal");
    let root = Path::new(ROOT);
    for entry in WalkDir::new(root.join("datasets/sources")) {
        let entry = entry.expect("sources can be listed");
        if entry.file_type().is_file() {
            let name = format!("portal/datasets/sources/{}", entry.file_name().to_string_lossy());
            scratch.write(&name, fs::read(entry.path()).expect("sources can be read"));
        }
    }
    let config = fs::read_to_string(root.join("site/config.toml")).expect("the default portal has settings");
    let changed = config.replace("scale = 1.0", &format!("scale = {scale}"));
    assert_ne!(config, changed, "the sample's scale was not found in site/config.toml");
    scratch.write("portal/site/config.toml", changed);
    portal
}

/// Every file below a folder, by path: its bytes.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.expect("a release can be listed");
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).expect("below the folder").to_string_lossy().into_owned();
            all.insert(name, fs::read(entry.path()).expect("a release can be read"));
        }
    }
    all
}

/// Fails with the names of the files that differ.
pub fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, what: &str) {
    let names: Vec<&String> =
        one.keys().chain(other.keys()).filter(|name| one.get(*name) != other.get(*name)).collect();
    assert!(names.is_empty(), "{what}: {} files differ, first {:?}", names.len(), &names[..names.len().min(5)]);
    assert!(one.len() > 50, "{what}: only {} files", one.len());
}
