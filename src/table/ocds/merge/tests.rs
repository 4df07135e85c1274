//! The merge against releases that others compiled.

use std::borrow::Cow;

use super::*;
use crate::table::json;
use crate::testing::shared;

/// The standard's own marks on a compiled release: tag `compiled`, an id of ocid and date.
fn compiled<'a>(mut release: Json<'a>) -> Json<'a> {
    let text = |name: &str| release.get(name).and_then(Json::as_str).unwrap_or("").to_owned();
    let id = format!("{}-{}", text("ocid"), text("date"));
    if let Json::Object(members) = &mut release {
        put(members, Cow::Borrowed("tag"), Json::Array(vec![Json::Str(Cow::Borrowed("compiled"))]));
        put(members, Cow::Borrowed("id"), Json::Str(Cow::Owned(id)));
    }
    release
}

fn put<'a>(members: &mut Object<'a>, name: Cow<'a, str>, value: Json<'a>) {
    match members.iter_mut().find(|(known, _)| *known == name) {
        Some((_, old)) => *old = value,
        None => members.push((name, value)),
    }
}

fn value(json: &Json<'_>) -> serde_json::Value {
    match json {
        Json::Null => serde_json::Value::Null,
        Json::Bool(truth) => (*truth).into(),
        // As numbers, so that 10 and 10.0 are the same.
        Json::Number(number) => number.parse::<f64>().map_or(serde_json::Value::Null, Into::into),
        Json::Str(text) => text.as_ref().into(),
        Json::Array(values) => values.iter().map(value).collect(),
        Json::Object(members) => {
            serde_json::Value::Object(members.iter().map(|(name, member)| (name.to_string(), value(member))).collect())
        }
    }
}

/// A document without nulls and empty parts, which the reference keeps inside lists that are replaced whole.
fn parse(bytes: &[u8]) -> serde_json::Value {
    let mut scratch = String::new();
    let parsed = json::parse(bytes, &mut scratch).expect("readable");
    value(&without_nothing(parsed.value).expect("the document holds something"))
}

/// Merges the releases of a package, as the standard's own tools do.
fn compile(bytes: &[u8]) -> serde_json::Value {
    let mut scratch = String::new();
    let package = json::parse(bytes, &mut scratch).expect("readable").value;
    let releases = package.get("releases").map(Json::elements).unwrap_or_default();
    let pieces = releases.iter().map(|release| Piece::new(release.clone(), false)).collect();
    value(&compiled(merge(pieces).expect("the package has releases")))
}

fn merged(releases: &[&str]) -> serde_json::Value {
    let text = format!("{{\"releases\":[{}]}}", releases.join(","));
    compile(text.as_bytes())
}

/// What the value holds at a place.
fn at<'v>(value: &'v serde_json::Value, path: &str) -> &'v serde_json::Value {
    value.pointer(path).unwrap_or(&serde_json::Value::Null)
}

#[test]
fn packages_compile_as_the_reference_tool_compiled_them() {
    let Some(folder) = shared("conformance/ocdskit-realdata") else { return };
    let read = |name: &str| std::fs::read(folder.join(name)).expect("a file of the set");
    for number in [1, 2] {
        let compiled = compile(&read(&format!("release-package-{number}.json")));
        assert_eq!(compiled, parse(&read(&format!("compiled-release-{number}.json"))), "package {number}");
    }
    let expected = parse(&read("compile_encoding_encoding.json"));
    assert_eq!(compile(&read("release-package_encoding-utf-8.json")), expected);
    assert_eq!(compile(&read("release-package_encoding-iso-8859-1.json")), expected, "Latin-1");
}

#[test]
fn versioned_releases_give_the_values_of_compiled_ones() {
    let Some(folder) = shared("conformance/ocdskit-realdata") else { return };
    let read = |name: &str| std::fs::read(folder.join(name)).expect("a file of the set");
    for number in [1, 2] {
        let bytes = read(&format!("versioned-release-{number}.json"));
        let mut scratch = String::new();
        let versioned = value(&from_versioned(json::parse(&bytes, &mut scratch).expect("readable").value));
        let compiled = parse(&read(&format!("compiled-release-{number}.json")));
        for path in [
            "/tender/title",
            "/tender/value",
            "/awards/0/value",
            "/contracts/0/value",
            "/buyer",
            "/planning/budget/amount",
        ] {
            assert!(!at(&compiled, path).is_null(), "package {number} {path}");
            assert_eq!(at(&versioned, path), at(&compiled, path), "package {number} {path}");
        }
    }
}

/// The worked example of the standard: its releases one by one, and its record with a compiled release.
#[test]
fn the_worked_example_compiles_as_its_record_says() {
    for version in ["1.0", "1.1"] {
        let Some(folder) = shared(&format!("ocds/fictional-{version}")) else { return };
        let mut names: Vec<_> =
            std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
        names.retain(|name| name.to_string_lossy().contains("00001-0"));
        names.sort();
        let texts: Vec<Vec<u8>> = names.iter().map(|name| std::fs::read(name).expect("a file")).collect();
        let mut scratches = vec![String::new(); texts.len()];
        let mut pieces = Vec::new();
        for (text, scratch) in texts.iter().zip(&mut scratches) {
            let package = json::parse(text, scratch).expect("readable").value;
            let releases = package.get("releases").map(Json::elements).unwrap_or_default();
            pieces.extend(releases.iter().map(|release| Piece::new(release.clone(), false)));
        }
        assert_eq!(pieces.len(), 6);
        let ours = value(&merge(pieces).expect("six releases"));
        let record = parse(&std::fs::read(folder.join("record/ocds-213czf-000-00001.json")).expect("the record"));
        let theirs = at(&record, "/records/0/compiledRelease");
        // The record was made by hand and differs in details that no rule gives; these are what the tables hold.
        let paths = [
            "/ocid",
            "/buyer",
            "/tender/title",
            "/tender/procurementMethod",
            "/awards/0/id",
            "/awards/0/suppliers/0/name",
        ];
        for path in paths.iter().chain(&["/contracts/0/id", "/contracts/0/awardID", "/tender/value"]) {
            assert!(!at(theirs, path).is_null(), "{version} {path}");
            assert_eq!(at(&ours, path), at(theirs, path), "{version} {path}");
        }
    }
}

#[test]
fn nothing_depends_on_the_order_of_arrival() {
    let first = r#"{"ocid":"a","id":"1","date":"2020-01-01T00:00:00Z","tender":{"title":"old","value":{"amount":1}}}"#;
    // Two hours past midnight in Jakarta: five hours before the first.
    let older =
        r#"{"ocid":"a","id":"2","date":"2020-01-01T02:00:00+07:00","tender":{"title":"older","status":"planned"}}"#;
    let last = r#"{"ocid":"a","id":"3","date":"2020-02-01","tender":{"title":"new","value":null}}"#;
    let expected = merged(&[older, first, last]);
    assert_eq!(at(&expected, "/tender").to_string(), r#"{"title":"new","status":"planned"}"#);
    for order in [[first, older, last], [last, older, first], [older, last, first]] {
        assert_eq!(merged(&order), expected);
    }
    assert_eq!(at(&merged(&[first, older]), "/tender/title"), "old");
}

#[test]
fn arrays_merge_by_id_or_whole() {
    let first = r#"{"ocid":"a","date":"1","awards":[{"id":"1","title":"x","value":{"amount":5}},{"id":2}],
        "tender":{"submissionMethod":["written"],"items":[{"id":1,"additionalClassifications":[{"id":"p"}]}],"notes":[{"t":1},{"t":2}]}}"#;
    let second = r#"{"ocid":"a","date":"2","awards":[{"id":"1","status":"active"},null,{"id":"3"}],
        "tender":{"submissionMethod":["electronic"],"items":[{"id":1,"additionalClassifications":[{"id":"q"}]}],"notes":[{"t":3}]}}"#;
    let compiled = merged(&[first, second]);
    let awards = r#"[{"id":"1","title":"x","value":{"amount":5.0},"status":"active"},{"id":2.0},{"id":"3"}]"#;
    assert_eq!(at(&compiled, "/awards").to_string(), awards);
    assert_eq!(at(&compiled, "/tender/submissionMethod").to_string(), r#"["electronic"]"#);
    assert_eq!(at(&compiled, "/tender/items/0/additionalClassifications").to_string(), r#"[{"id":"q"}]"#);
    assert_eq!(at(&compiled, "/tender/notes").to_string(), r#"[{"t":3.0}]"#);
}

#[test]
fn a_compiled_release_stands_for_what_came_before() {
    let release = |id: &str, date: &str, tag: &str, title: &str| {
        format!(
            r#"{{"ocid":"a","id":"{id}","date":"{date}","tag":["{tag}"],"tender":{{"title":"{title}","x{id}":1}}}}"#
        )
    };
    let early = release("1", "2020-01-01", "tender", "early");
    let whole = release("2", "2020-02-01", "compiled", "whole");
    let late = release("3", "2020-03-01", "tenderUpdate", "late");
    let compiled = merged(&[&late, &whole, &early]);
    assert_eq!(at(&compiled, "/tender").to_string(), r#"{"title":"late","x2":1.0,"x3":1.0}"#);
    let last = release("4", "2020-03-01T00:00:00.5Z", "tenderUpdate", "last");
    let later = release("5", "2020-03-02", "tenderUpdate", "later");
    let whole_first = merged(&[&whole, &late, &last, &later]);
    assert_eq!(at(&whole_first, "/tender/title").to_string(), "\"later\"");
}

#[test]
fn releases_within_a_second_keep_their_order() {
    let release = |id: &str, date: &str| {
        format!(r#"{{"ocid":"a","id":"{id}","date":"{date}","tag":["tender"],"tender":{{"title":"{id}"}}}}"#)
    };
    let merged = merged(&[&release("second", "2020-01-01T00:00:00.5Z"), &release("first", "2020-01-01T00:00:00Z")]);
    assert_eq!(at(&merged, "/tender/title").to_string(), "\"second\"");
}

#[test]
fn the_same_release_twice_counts_once() {
    let release = r#"{"ocid":"a","id":"1","date":"2020-01-01","awards":[{"title":"no id"},{"id":"1"}]}"#;
    assert_eq!(at(&merged(&[release, release]), "/awards").as_array().map(Vec::len), Some(2));
}
