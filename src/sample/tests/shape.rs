//! The shapes of the real exports: keys, their order, and the kinds of their values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::names::Name;
use super::super::out::Layout;
use super::{Sample, json};

/// The kinds of value that a key has in a file. Numbers are one kind: ints and floats are mixed.
fn kinds(rows: &[Value]) -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut kinds: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for row in rows {
        for (key, value) in row.as_object().expect("rows are objects") {
            let kind = match value {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(_) => "number",
                Value::String(_) => "text",
                Value::Array(_) | Value::Object(_) => "nested",
            };
            kinds.entry(key.clone()).or_default().insert(kind);
        }
    }
    kinds
}

#[test]
fn keys_and_kinds_are_those_of_the_real_exports() {
    let Some(real) = crate::testing::shared("indonesia/isb-kab-bandung-2025") else { return };
    let sample = Sample::small();
    let mut compared = 0;
    for name in Name::ALL.iter().copied().filter(|name| name.layout() == Layout::JsonArray) {
        let stem = name.path().trim_start_matches("isb/").trim_end_matches(".json");
        let candidates = [real.join(format!("{stem}.json")), real.join(format!("{stem}_sample25.json"))];
        // The real snapshot has no history of ids and no payments of tenders.
        let Some(path) = candidates.iter().find(|path| path.exists()) else { continue };
        let Value::Array(real) = json(path) else { panic!("{} is an array", path.display()) };
        let ours = sample.rows(name);
        let keys = |row: &Value| row.as_object().map(|row| row.keys().cloned().collect::<Vec<_>>());
        for row in &ours {
            assert_eq!(keys(row), keys(&real[0]), "keys of {stem}, in order");
        }
        let real = kinds(&real);
        for (key, ours) in kinds(&ours) {
            let planted = matches!(key.as_str(), "pagu" | "nilai_realisasi");
            let all_null = real[&key].len() == 1 && real[&key].contains("null");
            for kind in ours {
                let fits = real[&key].contains(kind) || kind == "null" || all_null || planted && kind == "text";
                assert!(fits, "{stem} {key}: {kind} here, {:?} in reality", real[&key]);
            }
        }
        compared += 1;
    }
    assert_eq!(compared, 27, "the real files were found");
}

#[test]
fn magnitudes_follow_the_scale() {
    let (small, larger) = (Sample::small(), Sample::new(0.2, 1));
    for name in [Name::SubActivities, Name::Provider, Name::Direct, Name::Lines, Name::Catalogue, Name::Ocds] {
        let rows = |sample: &Sample| sample.truth["files"][name.path()]["rows"].as_f64().expect("a count");
        let ratio = rows(&larger) / rows(small);
        assert!((2.5..6.0).contains(&ratio), "{}: four times the scale gives {ratio} times the rows", name.path());
    }
    let spending = |sample: &Sample| sample.truth["money"]["budget.revised.spending"].as_str().map(str::len);
    assert_eq!((spending(small), spending(&larger)), (Some(12), Some(12)), "hundreds of billions of rupiah");
}

#[test]
fn no_personal_pattern_but_the_planted_one() {
    let sample = Sample::small();
    let planted: Vec<&str> =
        sample.cases("national_id_in_tax_field").iter().filter_map(|case| case["value"].as_str()).collect();
    assert!(!planted.is_empty());
    for name in Name::ALL {
        let text = std::fs::read_to_string(sample.path().join(name.path())).expect("written as UTF-8");
        assert!(!text.contains('@') || !text.contains(".com"), "an address in {}", name.path());
        let mut digits = String::new();
        for letter in text.chars().chain(['\n']) {
            if letter.is_ascii_digit() {
                digits.push(letter);
                continue;
            }
            if digits.len() == 16 && !digits.starts_with('0') {
                assert!(planted.contains(&digits.as_str()), "{digits} in {} looks like a national id", name.path());
            }
            digits.clear();
        }
    }
}
