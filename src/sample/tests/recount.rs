//! Rows and sums counted again from the bytes, by other code than wrote them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::names::Name;
use super::super::out::Layout;
use super::{Sample, text};

/// An amount in any form that the sample writes, in cents.
fn cents(value: &Value) -> Option<i128> {
    match value {
        Value::Number(number) => number.as_f64().map(|number| (number * 100.0).round() as i128),
        Value::String(text) => cents_of_text(text),
        _ => None,
    }
}

fn cents_of_text(text: &str) -> Option<i128> {
    let trimmed = text.trim();
    let plain = |text: &str| text.parse::<f64>().ok().map(|number| (number * 100.0).round() as i128);
    if trimmed == "-" {
        Some(0)
    } else if let Some(rest) = trimmed.strip_prefix("Rp. ") {
        plain(&rest.replace('.', "").replace(',', "."))
    } else if let Some(rest) = trimmed.strip_suffix(" Jt") {
        plain(&rest.replace(',', ".")).map(|cents| cents * 1_000_000)
    } else if let Some(rest) = trimmed.strip_suffix(" M") {
        plain(&rest.replace('.', "").replace(',', ".")).map(|cents| cents * 1_000_000_000)
    } else {
        plain(&trimmed.replace(',', ""))
    }
}

fn told(sample: &Sample, path: &str) -> (u64, BTreeMap<String, i128>) {
    let file = &sample.truth["files"][path];
    let money = file["money"].as_object().expect("sums by field");
    let sums = money.iter().map(|(field, sum)| {
        let sum = sum.as_str().and_then(cents_of_text).expect("a sum is a decimal in text");
        (field.clone(), sum)
    });
    (file["rows"].as_u64().expect("a count of rows"), sums.collect())
}

fn check(sample: &Sample, path: &str, rows: u64, sums: &BTreeMap<String, i128>) {
    let (told_rows, told_sums) = told(sample, path);
    assert_eq!(rows, told_rows, "rows of {path}");
    for (field, told) in &told_sums {
        let counted = sums.get(field).copied().unwrap_or_default();
        // Doubles lose a cent here and there in the counting, not in the writing.
        assert!((counted - told).abs() <= i128::from(rows), "{path} {field}: {counted} against {told}");
    }
}

fn recount_json(sample: &Sample, name: Name) {
    let rows = sample.rows(name);
    let (_, fields) = told(sample, name.path());
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    for row in &rows {
        for field in fields.keys() {
            *sums.entry(field.clone()).or_default() += cents(&row[field]).unwrap_or_default();
        }
    }
    check(sample, name.path(), rows.len() as u64, &sums);
}

fn recount_csv(sample: &Sample, name: Name, delimiter: u8) {
    let bytes = std::fs::read(sample.path().join(name.path())).expect("written");
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let header = reader.headers().expect("a header").clone();
    let mut rows = 0;
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    for record in reader.records() {
        let record = record.expect("a record of as many cells as the header");
        // The blank line and the total have no first cell: they are not the budget's rows.
        if record.get(0).is_some_and(str::is_empty) {
            continue;
        }
        rows += 1;
        for (field, cell) in header.iter().zip(&record) {
            let factor = if delimiter == b',' && !cell.ends_with('M') { 1_000_000_000 } else { 1 };
            *sums.entry(field.to_string()).or_default() += cents_of_text(cell).unwrap_or_default() * factor;
        }
    }
    check(sample, name.path(), rows, &sums);
}

fn recount_features(sample: &Sample, name: Name) {
    let collection = super::json(&sample.path().join(name.path()));
    let features = collection["features"].as_array().expect("features");
    let areas = features.iter().filter(|feature| feature["geometry"]["type"] == "Polygon").count();
    assert_eq!(areas + 1, features.len(), "the regency has no boundary of its own");
    check(sample, name.path(), features.len() as u64, &BTreeMap::new());
}

#[test]
fn rows_and_sums_are_what_truth_tells() {
    for sample in [Sample::small(), &Sample::new(0.2, 4)] {
        for name in Name::ALL.iter().copied() {
            match name.layout() {
                Layout::JsonArray => recount_json(sample, name),
                Layout::Text if name == Name::Boundaries => recount_features(sample, name),
                Layout::Text if name == Name::Lines => recount_csv(sample, name, b';'),
                Layout::Text => recount_csv(sample, name, b','),
                Layout::JsonLines => {}
            }
        }
    }
}

#[test]
fn releases_hold_what_truth_tells() {
    let sample = Sample::small();
    let lines = std::fs::read_to_string(sample.path().join(Name::Ocds.path())).expect("written");
    let releases: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a release a line")).collect();
    check(sample, Name::Ocds.path(), releases.len() as u64, &BTreeMap::new());
    // The last release of an ocid that has one decides; repeated ones count once.
    let mut awards: BTreeMap<&str, i128> = BTreeMap::new();
    let mut contracts: BTreeMap<&str, i128> = BTreeMap::new();
    let mut paid: BTreeMap<&str, i128> = BTreeMap::new();
    let (mut bids, mut processes) = (BTreeMap::new(), std::collections::BTreeSet::new());
    for release in &releases {
        let ocid = text(release, "ocid");
        processes.insert(ocid);
        if let Some(value) = cents(&release["awards"][0]["value"]["amount"]) {
            awards.insert(ocid, value);
        }
        if let Some(value) = cents(&release["contracts"][0]["value"]["amount"]) {
            contracts.insert(ocid, value);
        }
        if let Some(list) = release["contracts"][0]["implementation"]["transactions"].as_array() {
            paid.insert(ocid, list.iter().filter_map(|one| cents(&one["value"]["amount"])).sum());
        }
        if let Some(list) = release["bids"]["details"].as_array() {
            bids.insert(ocid, list.len() as u64);
        }
    }
    assert_eq!(sample.truth["facts"]["ocds.processes"], processes.len());
    assert_eq!(sample.truth["facts"]["ocds.bids"], bids.values().sum::<u64>());
    for (fact, sums) in [("award_value", awards), ("contract_value", contracts), ("paid", paid)] {
        let told = cents(&sample.truth["money"][format!("ocds.{fact}")]).expect("a sum");
        let counted: i128 = sums.values().sum();
        assert!((told - counted).abs() < 100, "{fact}: {counted} against {told}");
    }
}

#[test]
fn quirks_are_counted_as_they_stand() {
    let sample = Sample::small();
    let told = |name: Name, quirk: &str| sample.truth["files"][name.path()]["quirks"][quirk].as_u64().unwrap_or(0);
    let provider = sample.rows(Name::Provider);
    let count = |wanted: &dyn Fn(&Value) -> bool| provider.iter().filter(|row| wanted(row)).count() as u64;
    assert_eq!(count(&|row| row["pagu"].is_string()), told(Name::Provider, "money_as_text"));
    assert_eq!(count(&|row| row["status_aktif_rup"] == false), told(Name::Provider, "inactive_plan"));
    assert_eq!(count(&|row| row["status_delete_rup"] == true), told(Name::Provider, "deleted_plan"));
    assert_eq!(count(&|row| row["status_umumkan_rup"] != "Terumumkan"), told(Name::Provider, "unannounced_plan"));
    let iso = |text: &str| text.len() == 10 && text.as_bytes()[4] == b'-';
    assert_eq!(count(&|row| !iso(text(row, "tgl_buat_paket"))), told(Name::Provider, "date_form"));
    let bidders = sample.rows(Name::Bidders);
    let overflow = bidders.iter().filter(|row| row["kd_penyedia"] == i32::MAX).count() as u64;
    assert_eq!((overflow, overflow), (told(Name::Bidders, "id_overflow"), 2));
    let nulls = bidders.iter().filter(|row| row["kd_peserta"].is_null()).count() as u64;
    assert_eq!((nulls, nulls), (told(Name::Bidders, "row_of_nulls"), 1));
    let private =
        |row: &&Value| row["npwp_penyedia"].as_str().is_some_and(|tax| tax.starts_with("9901") && tax.len() == 16);
    let done = sample.rows(Name::DirectDone);
    let private = done.iter().filter(private).count() as u64;
    assert_eq!(private, told(Name::DirectDone, "national_id_in_tax_field"));
    assert!(private > 0, "the planted person sells something");
}
