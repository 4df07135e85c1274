//! Whole sets of real data.
//!
//! The expected counts were made with another program (Python's json over the same files): processes are
//! distinct ocids that have data; awards, contracts, payments and sums are those of the elements as they stand.

use super::*;

const MAIN: [&str; 4] = ["processes", "awards", "contracts", "payments"];

#[test]
fn india_health_has_every_process_and_no_firm_called_one() {
    let Some(file) = shared("ocds/india-hp-health/hp-release-package.json.gz") else { return };
    let loaded = load(&[file], 2);
    assert_eq!(loaded.counts(&MAIN), [3791, 4211, 0, 0]);
    let account = loaded.account("processes");
    assert_eq!((account.rows_read, account.rows_kept, account.rows_refused), (3797, 3791, 6));
    assert_eq!(loaded.problems("missing_ocid").len(), 6);
    assert_eq!(loaded.account("parties").rows_refused, 0, "`nil` is no name");
    assert_eq!(money(&loaded, "awards", "value", "INR"), (3_870_336_826_419, 3_870_336_826_419));
    assert_eq!(money(&loaded, "awards", "value", "USD"), (49_210_600, 49_210_600));
    // 3,789 estimates, of which 457 name their currency; the others take their release's only one.
    assert_eq!(loaded.rows("processes").iter().filter(|row| !row["estimate"].is_empty()).count(), 3789);
    assert!(loaded.rows("processes").iter().all(|row| row["estimate"].is_empty() || !row["currency"].is_empty()));
    // 1,732 firms share the id `1.0`: they are told apart by their names.
    let suppliers: std::collections::BTreeSet<&str> =
        loaded.rows("award_suppliers").iter().map(|row| row["supplier_id"].as_str()).collect();
    assert!((1500..=1858).contains(&suppliers.len()), "{}", suppliers.len());
    assert!(suppliers.iter().all(|id| id.starts_with("name-")), "ids numbered within a release are not used");
    // A department with fifty divisions is still one buyer.
    assert!(loaded.rows("processes").iter().any(|row| row["buyer_id"] == "HPIPH_2000"));
    assert!(loaded.rows("processes").iter().any(|row| row["category"] == "works"));
    let first = loaded.row("processes", "ocid", "ocds-kjhdrl-2017_PWD_16278_1");
    assert_eq!(
        (first["tenderers_reported"].as_str(), first["method"].as_str(), first["year"].as_str()),
        ("2", "limited", "2017")
    );
    let award = loaded.row("awards", "ocid", "ocds-kjhdrl-2017_PWD_16278_1");
    assert_eq!(award["awarded"], "2019-04-10", "the date stands in a lone `award` beside the list");
}

#[test]
fn paraguay_records_of_links_are_counted_and_told() {
    let Some(folder) = shared("ocds/paraguay-dncp/records") else { return };
    let loaded = load_folder(&folder);
    // 12 record packages and 4 compiled releases of the same processes; two records hold 3 links and nothing else.
    assert_eq!(loaded.rows("processes").len(), 10);
    let account = loaded.account("processes");
    assert_eq!((account.rows_read, account.rows_kept, account.rows_refused), (12, 10, 2));
    let told = loaded.problems("no_embedded_data");
    assert_eq!(told.len(), 3, "each record and a summary");
    assert_eq!(told[2]["reason"], "2 records have no embedded data: their 3 releases are only links");
    // Three files of no bytes.
    assert_eq!(loaded.problems("empty_file").len(), 3);
    // `suppliers` of a contract is an object here.
    assert!(
        loaded.rows("contracts").iter().all(|row| !row["supplier_name"].is_empty()),
        "every contract has its supplier"
    );
}

#[test]
fn paraguay_releases_merge_from_seventy_files() {
    let Some(folder) = shared("ocds/paraguay-dncp/releases") else { return };
    let loaded = load_folder(&folder);
    assert_eq!(loaded.rows("processes").len(), 12);
    let merged = loaded.problems("merged");
    assert_eq!(merged[0]["reason"], "69 releases were merged into the compiled releases of 11 processes");
    let Some(folder) = shared("ocds/paraguay-dncp") else { return };
    let both = load_folder(&folder);
    assert_eq!(both.rows("processes").len(), 12);
    assert!(both.problems("no_embedded_data").is_empty(), "what the links lead to is among the releases");
}

#[test]
fn mexico_city_reads_all_but_the_broken_file() {
    let Some(folder) = shared("ocds/mexico-cdmx/api-2015") else { return };
    let loaded = load_folder(&folder);
    assert_eq!(loaded.rows("processes").len(), 13);
    let broken = loaded.problems("broken_json");
    assert_eq!(broken.len(), 1);
    assert_eq!(
        (broken[0]["file"].as_str(), broken[0]["line"].as_str()),
        ("OCDS-87SD3T-SEFIN-DRM-A-015-2015.json", "167")
    );
    assert_eq!(loaded.account("processes").rows_refused, 1);
    for (folder, processes) in [("records", 4), ("releases", 8), (".", 21)] {
        let Some(folder) = shared(&format!("ocds/mexico-cdmx/{folder}")) else { return };
        assert_eq!(load_folder(&folder).rows("processes").len(), processes, "{}", folder.display());
    }
    let Some(folder) = shared("ocds/mexico-cdmx/records") else { return };
    let loaded = load_folder(&folder);
    assert_eq!(loaded.counts(&MAIN), [4, 4, 4, 44]);
    assert_eq!(money(&loaded, "awards", "value", "MXN"), (404_053_440, 404_053_440));
}

#[test]
fn the_airport_has_progress_and_payments() {
    let Some(folder) = shared("ocds/mexico-gacm/releases") else { return };
    let loaded = load_folder(&folder);
    // 312 releases of 292 processes, some of them in two files of the same content.
    assert_eq!(loaded.counts(&["processes", "awards", "contracts"]), [292, 292, 292]);
    let progress = loaded.row("progress", "ocid", "10");
    assert_eq!((progress["physical_percent"].as_str(), progress["reported"].as_str()), ("100.0", "2017-07-31"));
    let Some(folder) = shared("ocds/mexico-gacm/records") else { return };
    assert_eq!(load_folder(&folder).counts(&MAIN), [10, 10, 10, 0]);
}

#[test]
fn other_publishers_have_the_processes_that_they_publish() {
    let sets = [
        ("mexico-apf/records", [10, 0, 11, 0]),
        ("portugal-impic", [100, 100, 100, 8]),
        ("australia-nsw/releases", [10, 0, 0, 0]),
        ("philippines-philgeps/poc_etl", [7, 7, 5, 0]),
        ("uk-contracts-finder/sample-2016/records", [11, 0, 0, 0]),
        ("uk-contracts-finder/sample-2016/releases", [11, 0, 0, 0]),
        ("wales-sell2wales", [90, 0, 0, 0]),
    ];
    for (set, expected) in sets {
        let Some(folder) = shared(&format!("ocds/{set}")) else { return };
        assert_eq!(load_folder(&folder).counts(&MAIN), expected, "{set}");
    }
}

#[test]
fn united_kingdom_notices_merge_by_process() {
    let Some(file) = shared("ocds/uk-contracts-finder/releases-2025.jsonl") else { return };
    let loaded = load(&[file], 2);
    // 201 lines of 190 processes; 143 awards after the merge.
    assert_eq!(loaded.counts(&["processes", "awards"]), [190, 143]);
    assert_eq!(money(&loaded, "awards", "value", "GBP"), (96_767_755_286, 96_767_755_286));
    assert_eq!(
        loaded.problems("merged")[0]["reason"],
        "22 releases were merged into the compiled releases of 11 processes"
    );
    let Some(file) = shared("ocds/uk-contracts-finder/release-package-2025-01-23.json") else { return };
    let loaded = load(&[file], 2);
    assert_eq!(loaded.rows("processes").len(), 94);
    assert!(loaded.rows("parties").iter().any(|row| row["party_id"] == "GB-COH-OC301540"));
}

#[test]
fn welsh_parties_numbered_by_release_are_told_apart() {
    let Some(folder) = shared("ocds/wales-sell2wales") else { return };
    let loaded = load_folder(&folder);
    let buyers: std::collections::BTreeSet<&str> =
        loaded.rows("processes").iter().map(|row| row["buyer_name"].as_str()).collect();
    let ids: std::collections::BTreeSet<&str> =
        loaded.rows("processes").iter().map(|row| row["buyer_id"].as_str()).collect();
    assert_eq!((buyers.len(), ids.len()), (44, 44));
}

#[test]
fn the_worked_example_fills_the_chain() {
    for (version, planned) in [("1.0", "6700000.00"), ("1.1", "6700000.00")] {
        let Some(folder) = shared(&format!("ocds/fictional-{version}")) else { return };
        let files: Vec<PathBuf> = std::fs::read_dir(&folder)
            .expect("a folder")
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.to_string_lossy().contains("00001-0"))
            .collect();
        let loaded = load(&files, 2);
        assert_eq!(loaded.counts(&MAIN), [1, 1, 1, 2], "{version}");
        let plan = &loaded.rows("planned_packages")[0];
        assert_eq!((plan["ceiling"].as_str(), plan["currency"].as_str()), (planned, "GBP"));
        let contract = &loaded.rows("contracts")[0];
        assert_eq!(contract["award_id"], loaded.rows("awards")[0]["award_id"]);
        assert_eq!(contract["supplier_id"], loaded.rows("award_suppliers")[0]["supplier_id"]);
        assert!(contract["supplier_id"].starts_with("GB-COH-"), "{}", contract["supplier_id"]);
        let payment = &loaded.rows("payments")[0];
        assert_eq!(payment["contract_id"], contract["contract_id"]);
        assert_eq!(payment["supplier_id"], contract["supplier_id"], "payer and payee are resolved in {version} too");
        let buyer = &loaded.rows("processes")[0];
        assert_eq!((buyer["buyer_id"].as_str(), buyer["status"].is_empty()), ("GB-LAC-E09000003", false));
        // The record says the same in one file.
        let record = load_folder(&folder.join("record"));
        assert_eq!(record.counts(&["processes", "awards", "contracts"]), [1, 1, 1]);
    }
}

#[test]
fn conformance_sets_read_without_a_fault() {
    let Some(folder) = shared("conformance/ocdskit-realdata") else { return };
    let loaded = load_folder(&folder);
    assert_eq!(loaded.rows("processes").len(), 7);
    assert!(loaded.problems("broken_json").is_empty());
    let Some(folder) = shared("conformance/cardinal-docs-examples/R") else { return };
    let loaded = load_folder(&folder);
    assert_eq!(loaded.rows("processes").len(), 7);
}

#[test]
fn rows_do_not_depend_on_the_number_of_threads() {
    let Some(folder) = shared("ocds/mexico-gacm/releases") else { return };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.extend(shared("ocds/india-hp-health/hp-release-package.json.gz"));
    let one = load(&files, 1).everything();
    assert_eq!(load(&files, 3).everything(), one);
}

#[test]
fn documents_are_read_wherever_publishers_put_them() {
    // Counted as they stand in the files: in planning, tenders, their changes, awards, contracts and their work.
    let Some(file) = shared("ocds/portugal-impic") else { return };
    let loaded = load_folder(&file);
    assert_eq!(loaded.rows("documents").len(), 100);
    assert!(loaded.rows("documents").iter().all(|row| row["kind"] == "awardNotice" && row["url"].starts_with("http")));
    let Some(folder) = shared("ocds/australia-nsw") else { return };
    let loaded = load_folder(&folder);
    assert_eq!(loaded.rows("documents").len(), 34);
    assert!(loaded.rows("documents").iter().all(|row| row["stage"] == "tender"));
}
