//! Real OCDS data of many publishers: a portal of each, and nothing that cannot be read goes untold.
//!
//! The numbers of processes were counted with Python's json module, outside this program: distinct
//! ocids over the releases and records that carry data.

use std::path::{Path, PathBuf};

use pantau::testing::{Scratch, shared};
use serde_json::Value;

use crate::support::{expect, receipts, rows};

/// Folder or file below the real data -> processes.
const PROCESSES: &[(&str, usize)] = &[
    ("ocds/australia-nsw", 10),
    ("ocds/fictional-1.0", 1),
    ("ocds/fictional-1.1", 1),
    ("ocds/india-hp-health/hp-release-package.json.gz", 3791),
    ("ocds/mexico-apf", 10),
    ("ocds/mexico-cdmx", 21),
    ("ocds/mexico-gacm", 292),
    ("ocds/paraguay-dncp", 12),
    ("ocds/portugal-impic", 100),
    ("ocds/uk-contracts-finder", 201),
    ("ocds/wales-sell2wales", 90),
];

/// Builds a portal from these files and returns it.
fn build(scratch: &Scratch, from: &str) -> Option<PathBuf> {
    let data = shared(from.trim_end_matches("/*"))?;
    let out = scratch.path().join("public");
    let from = data.to_string_lossy().into_owned();
    expect(
        0,
        &["build", &scratch.path().to_string_lossy(), "--no-cache", "--out", &out.to_string_lossy(), "--from", &from],
    );
    Some(out)
}

/// Every account adds up, in rows and in money.
fn accounts_agree(portal: &Path) {
    for account in receipts(portal)["accounts"].as_array().expect("accounts") {
        let number = |key: &str| account[key].as_i64().expect("a count");
        assert_eq!(
            number("rows_read"),
            number("rows_kept") + number("rows_refused") + number("rows_skipped"),
            "{account}"
        );
        for money in account["money"].as_array().expect("money") {
            let cents = |key: &str| {
                money[key].as_str().expect("an amount").replace('.', "").parse::<i128>().expect("an amount")
            };
            assert_eq!(cents("read"), cents("kept") + cents("refused") + cents("skipped"), "{account}");
        }
    }
}

fn problems(portal: &Path, part: &str) -> Vec<Value> {
    rows(portal, "problems").into_iter().filter(|row| row.to_string().contains(part)).collect()
}

#[test]
fn every_publisher_gets_a_portal_with_all_its_processes() {
    for (from, processes) in PROCESSES {
        let scratch = Scratch::new("ocds");
        let Some(portal) = build(&scratch, from) else { continue };
        assert_eq!(rows(&portal, "processes").len(), *processes, "{from}");
        accounts_agree(&portal);
        assert!(portal.join("index.html").is_file() && portal.join("id/index.html").is_file(), "{from}");
    }
}

#[test]
fn a_broken_file_is_told_with_its_line_and_the_others_are_built() {
    let scratch = Scratch::new("cdmx");
    let Some(portal) = build(&scratch, "ocds/mexico-cdmx") else { return };
    let told = rows(&portal, "problems");
    let broken = told.iter().find(|row| {
        row["severity"] == "error" && row["file"].as_str().is_some_and(|file| file.contains("DRM-A-015-2015"))
    });
    assert_eq!(broken.and_then(|row| row["line"].as_i64()), Some(167), "{broken:?}");
    assert_eq!(rows(&portal, "processes").len(), 21);
}

#[test]
fn records_that_only_link_are_counted() {
    let scratch = Scratch::new("linked");
    let Some(portal) = build(&scratch, "ocds/paraguay-dncp/records") else { return };
    let told = problems(&portal, "no embedded data");
    assert!(!told.is_empty(), "nothing tells of records without data: {:?}", rows(&portal, "problems"));
}

#[test]
fn one_id_for_all_suppliers_does_not_make_them_one() {
    let scratch = Scratch::new("hp");
    let Some(portal) = build(&scratch, "ocds/india-hp-health/hp-release-package.json.gz") else { return };
    let suppliers = rows(&portal, "supplier_summary").len();
    assert!(suppliers > 50, "{suppliers} suppliers, where every one has the id 1.0");
}

#[test]
fn awards_without_any_supplier_can_be_planned() {
    // With one thread the planner fails over windows above an empty table.
    let scratch = Scratch::new("unawarded");
    let release = |number: u32| {
        format!(
            "{{\"ocid\":\"ocds-x-{number}\",\"id\":\"1\",\"date\":\"2025-01-01T00:00:00Z\",\"tag\":[\"award\"],\
             \"tender\":{{\"id\":\"{number}\",\"title\":\"Paket\",\"tenderers\":[{{\"id\":\"S1\",\"name\":\"PT A\"}}]}},\
             \"awards\":[{{\"id\":\"a\",\"status\":\"active\",\"value\":{{\"amount\":10,\"currency\":\"IDR\"}}}}]}}\n"
        )
    };
    let file = scratch.write("releases.jsonl", (0..3).map(release).collect::<String>());
    let dir = scratch.path().to_string_lossy().into_owned();
    for jobs in ["1", "2"] {
        let out = scratch.path().join(jobs);
        let from = file.to_string_lossy();
        expect(0, &["build", &dir, "--jobs", jobs, "--no-cache", "--out", &out.to_string_lossy(), "--from", &from]);
        assert_eq!(rows(&out, "awards").len(), 3);
    }
}

#[test]
fn the_datas_date_counts_files_that_do_not_say_when_they_were_published() {
    let scratch = Scratch::new("dates");
    let package = |published: &str, ocid: &str, date: &str| {
        format!(
            "{{\"version\":\"1.1\",{published}\"releases\":[{{\"ocid\":\"{ocid}\",\"id\":\"1\",\"date\":\"{date}T00:00:00Z\",\
             \"tag\":[\"tender\"],\"tender\":{{\"id\":\"1\",\"title\":\"Paket\"}}}}]}}"
        )
    };
    scratch.write("a.json", package("\"publishedDate\":\"2015-11-11T00:00:00Z\",", "ocds-x-1", "2030-01-01"));
    scratch.write("b.json", package("", "ocds-x-2", "2017-06-01"));
    let out = scratch.path().join("out");
    let dir = scratch.path().to_string_lossy().into_owned();
    let from = scratch.path().join("*.json");
    expect(0, &["build", &dir, "--out", &out.to_string_lossy(), "--from", &from.to_string_lossy()]);
    assert_eq!(rows(&out, "sources")[0]["as_of"], "2017-06-01");
}
