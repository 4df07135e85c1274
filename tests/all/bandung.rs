//! Real files of Bandung Regency, and the budget of Bojonegoro: every count and sum as an independent reading found it.

use std::fs;
use std::path::Path;

use pantau::testing::{Scratch, shared};
use serde_json::Value;

use crate::support::{ROOT, expect, receipts, rows};

fn text(value: &toml::Value, key: &str) -> String {
    match value.get(key) {
        Some(toml::Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// Compares each figure that the expected table names, and returns how many there were.
fn compare(expected: &toml::Value, found: &Value, keys: &[&str], wrong: &mut Vec<String>) -> usize {
    let mut compared = 0;
    for key in keys {
        let (Some(wanted), field) = (expected.get(*key), found_key(key)) else { continue };
        compared += 1;
        if wanted.as_integer() != found.get(field).and_then(Value::as_i64) {
            wrong.push(format!(
                "{}: {key} is {}, expected {wanted}",
                name(expected),
                found.get(field).unwrap_or(&Value::Null)
            ));
        }
    }
    compared
}

fn found_key<'k>(key: &'k str) -> &'k str {
    match key {
        "read" => "rows_read",
        "kept" => "rows_kept",
        "refused" => "rows_refused",
        "skipped" => "rows_skipped",
        "rows" => "row_count",
        "joined" => "joined_count",
        "unjoined" => "unjoined_count",
        other => other,
    }
}

fn name(expected: &toml::Value) -> String {
    ["source", "table", "stage", "code"].map(|key| text(expected, key)).join(" ").trim().to_owned()
}

fn list<'t>(expected: &'t toml::Value, key: &str) -> &'t [toml::Value] {
    expected.get(key).and_then(toml::Value::as_array).map_or(&[], Vec::as_slice)
}

/// Builds one of `tests/cases` and compares it with its `expected.toml`; how many figures that were.
fn compare_case(folder: &str, out: &Path) -> usize {
    let case = Path::new(ROOT).join("tests/cases").join(folder);
    expect(0, &["build", &case.to_string_lossy(), "--no-cache", "--out", &out.to_string_lossy()]);
    let expected: toml::Value =
        toml::from_str(&fs::read_to_string(case.join("expected.toml")).expect("readable")).expect("TOML");
    let mut wrong = Vec::new();
    let mut compared = 0;

    let receipts = receipts(out);
    let accounts = receipts["accounts"].as_array().expect("accounts");
    for wanted in list(&expected, "account") {
        let of = |account: &&Value| {
            account["source_id"] == text(wanted, "source") && account["table"] == text(wanted, "table")
        };
        let Some(account) = accounts.iter().find(of) else {
            wrong.push(format!("{}: there is no account", name(wanted)));
            continue;
        };
        compared += compare(wanted, account, &["read", "kept", "refused", "skipped"], &mut wrong);
        let Some(money) = wanted.get("money").and_then(toml::Value::as_table) else { continue };
        for (field, sums) in money {
            let found = account["money"].as_array().into_iter().flatten().find(|sums| sums["field"] == field.as_str());
            for key in ["read", "kept", "refused", "skipped"] {
                compared += 1;
                let found = found.and_then(|found| found[key].as_str()).unwrap_or("nothing");
                if found != text(sums, key) {
                    wrong.push(format!("{} {field}: {key} is {found}, expected {}", name(wanted), text(sums, key)));
                }
            }
        }
    }
    let funnel = rows(out, "chain_funnel");
    for wanted in list(&expected, "chain") {
        match funnel.iter().find(|row| row["stage"] == text(wanted, "stage")) {
            Some(row) => compared += compare(wanted, row, &["rows", "joined", "unjoined"], &mut wrong),
            None => wrong.push(format!("{}: the funnel has no such stage", name(wanted))),
        }
    }
    let flags = rows(out, "flag_summary");
    for wanted in list(&expected, "flag") {
        match flags
            .iter()
            .find(|row| row["code"].as_str().is_some_and(|code| code.eq_ignore_ascii_case(&text(wanted, "code"))))
        {
            Some(row) => {
                compared += compare(wanted, row, &["flagged", "clear", "not_applicable", "not_enough_data"], &mut wrong)
            }
            None => wrong.push(format!("{}: no such flag", name(wanted))),
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let _ = fs::remove_dir_all(case.join(".pantau"));
    compared
}

#[test]
fn accounts_chain_and_flags_are_exact() {
    if shared("indonesia/isb-kab-bandung-2025").is_none() {
        return;
    }
    let scratch = Scratch::new("bandung");
    let out = scratch.path().join("public");
    let compared = compare_case("bandung", &out);
    assert!(compared > 200, "only {compared} figures were compared");
    let tenders = rows(&out, "processes").iter().filter(|row| row["kind"] == "tender").count();
    assert_eq!(tenders, 92);
}

#[test]
fn a_budget_alone_is_a_portal_too() {
    if shared("indonesia/djpk-apbd").is_none() {
        return;
    }
    let scratch = Scratch::new("bojonegoro");
    let out = scratch.path().join("public");
    let compared = compare_case("bojonegoro", &out);
    assert!(compared >= 8, "only {compared} figures were compared");
    let home = fs::read_to_string(out.join("index.html")).expect("the front page");
    let head = home.split("</header>").next().unwrap_or_default();
    assert!(head.contains("href=\"/anggaran/\""), "the head leads to the budget: {head}");
    assert!(!head.contains("href=\"/paket/\"") && !head.contains("href=\"/penyedia/\""), "and to no purchases: {head}");
    for year in 2021..=2024 {
        assert!(out.join(format!("anggaran/{year}/index.html")).is_file(), "no page of {year}");
    }
}
