//! The sample is read back by other means (serde_json, csv) and held against `truth.json`.

mod recount;
mod shape;
mod story;

use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value;

use super::names::Name;
use super::out::Layout;
use super::{Parts, write, write_parts};
use crate::config::SampleSettings;
use crate::problem::Failed;
use crate::testing::Scratch;

/// A sample at the scale that tests and the default portal use.
struct Sample {
    scratch: Scratch,
    truth: Value,
}

impl Sample {
    fn new(scale: f64, seed: u64) -> Sample {
        let scratch = Scratch::new("sample");
        write(scratch.path(), &SampleSettings { scale, seed }).expect("a sample can be written to a scratch folder");
        let truth = json(&scratch.path().join("truth.json"));
        Sample { scratch, truth }
    }

    /// Made once for all tests.
    fn small() -> &'static Sample {
        static SMALL: OnceLock<Sample> = OnceLock::new();
        SMALL.get_or_init(|| Sample::new(0.05, 1))
    }

    fn path(&self) -> &Path {
        self.scratch.path()
    }

    /// The rows of a JSON file.
    fn rows(&self, name: Name) -> Vec<Value> {
        match json(&self.path().join(name.path())) {
            Value::Array(rows) => rows,
            other => panic!("{} is not an array: {other}", name.path()),
        }
    }

    /// The planted cases of a kind.
    fn cases(&self, kind: &str) -> Vec<&Value> {
        let cases = self.truth["cases"].as_array().expect("cases are a list");
        cases.iter().filter(|case| case["case"] == kind).collect()
    }
}

fn json(path: &Path) -> Value {
    let bytes = std::fs::read(path).expect("the file was written");
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text<'v>(row: &'v Value, key: &str) -> &'v str {
    row[key].as_str().unwrap_or_else(|| panic!("{key} is text in {row}"))
}

fn all_bytes(folder: &Path) -> Vec<(&'static str, Vec<u8>)> {
    let mut files: Vec<(&str, Vec<u8>)> = Name::ALL
        .iter()
        .map(|name| (name.path(), std::fs::read(folder.join(name.path())).unwrap_or_default()))
        .collect();
    files.push(("truth.json", std::fs::read(folder.join("truth.json")).expect("always written")));
    files
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let first = all_bytes(Sample::small().path());
    let again = Sample::new(0.05, 1);
    let other = Sample::new(0.05, 2);
    for ((name, first), (_, again)) in first.iter().zip(&all_bytes(again.path())) {
        assert!(first == again, "{name} differs between two runs");
    }
    for ((name, first), (_, other)) in first.iter().zip(&all_bytes(other.path())) {
        assert!(first != other, "{name} is the same for another seed");
    }
}

#[test]
fn releases_alone_are_the_releases_of_the_whole() {
    let scratch = Scratch::new("sample");
    let options = SampleSettings { scale: 0.05, seed: 1 };
    let report = write_parts(scratch.path(), &options, Parts::OcdsOnly).expect("a scratch folder");
    let read = |folder: &Path| std::fs::read(folder.join(Name::Ocds.path())).expect("releases were written");
    assert!(read(scratch.path()) == read(Sample::small().path()));
    assert_eq!(report.files.iter().map(|file| file.path).collect::<Vec<_>>(), [Name::Ocds.path()]);
    assert!(!scratch.path().join("isb").exists() && !scratch.path().join("budget").exists());
}

#[test]
fn the_report_says_what_stands_in_the_folder() {
    let scratch = Scratch::new("sample");
    let report = write(scratch.path(), &SampleSettings { scale: 0.05, seed: 9 }).expect("a scratch folder");
    assert_eq!(report.files.len(), Name::ALL.len());
    for file in &report.files {
        let length = std::fs::metadata(scratch.path().join(file.path)).expect("the file exists").len();
        assert_eq!(file.bytes, length, "{}", file.path);
        assert!(file.rows > 0, "{} is empty", file.path);
    }
    let truth = json(&scratch.path().join("truth.json"));
    assert_eq!(truth["cases"].as_array().map(Vec::len), Some(report.cases as usize));
}

#[test]
fn a_scale_that_makes_no_sense_is_refused() {
    for scale in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e9] {
        let scratch = Scratch::new("sample");
        let error = write(scratch.path(), &SampleSettings { scale, seed: 1 }).expect_err("no such scale");
        assert!(error.downcast_ref::<Failed>().is_some(), "{error}");
        assert!(!scratch.path().join("truth.json").exists(), "nothing is written for {scale}");
    }
}

#[test]
fn blocks_grow_the_regency_without_repeating_an_id() {
    let sample = Sample::new(2.1, 3);
    let keys = [
        (Name::Units, "kd_satker_str"),
        (Name::SubActivities, "kd_subkegiatan"),
        (Name::SelfManaged, "kd_rup"),
        (Name::Tender, "kd_tender"),
        (Name::Direct, "kd_nontender"),
        (Name::Recorded, "kd_nontender_pct"),
        (Name::Managed, "kd_swakelola_pct"),
        (Name::Catalogue, "kd_paket"),
    ];
    for (name, key) in keys {
        let rows = sample.rows(name);
        let distinct: std::collections::BTreeSet<String> = rows.iter().map(|row| row[key].to_string()).collect();
        assert_eq!(distinct.len(), rows.len(), "{} repeats a {key}", name.path());
    }
    let tenders = sample.rows(Name::Tender).len();
    assert!((2 * 92..2 * 92 + 40).contains(&tenders), "{tenders} tenders");
}

#[test]
fn json_arrays_have_the_layout_of_the_real_export() {
    for name in Name::ALL.iter().filter(|name| name.layout() == Layout::JsonArray) {
        let bytes = std::fs::read(Sample::small().path().join(name.path())).expect("written");
        assert!(bytes.starts_with(b"[\n{\n\"") && bytes.ends_with(b"\n}\n]"), "{}", name.path());
    }
}
