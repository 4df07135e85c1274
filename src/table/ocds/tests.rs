//! Whole sets of real data and hostile inputs, through the sink.
//!
//! The expected counts were made with another program (Python's json over the same files): processes are
//! distinct ocids that have data; records, awards and sums are those of the elements as they stand.

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
        self.rows(table).iter().find(|row| row[field] == value).unwrap_or_else(|| panic!("{table} has a row with {field} {value}"))
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
    let portal = Portal::from_ocds(scratch.path(), &["x.json".to_owned()]).expect("the program's own files hold together");
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
        .filter(|path| path.extension().is_some_and(|extension| matches!(extension.to_str(), Some("json" | "jsonl" | "gz"))))
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

const MAIN: [&str; 4] = ["processes", "awards", "contracts", "payments"];

#[test]
fn india_health_has_every_process_and_no_firm_called_one() {
    let Some(file) = shared("ocds/india-hp-health/hp-release-package.json.gz") else { return };
    let loaded = load(&[file], 2);
    assert_eq!(loaded.counts(&MAIN), [3791, 4211, 0, 0]);
    let account = loaded.account("processes");
    assert_eq!((account.rows_read, account.rows_kept, account.rows_refused), (3797, 3791, 6));
    assert_eq!(loaded.problems("missing_ocid").len(), 6);
    assert_eq!(money(&loaded, "awards", "value", "INR"), (3_870_336_826_419, 3_870_336_826_419));
    assert_eq!(money(&loaded, "awards", "value", "USD"), (49_210_600, 49_210_600));
    // 3,789 estimates, of which 457 name their currency; the others take their release's only one.
    assert_eq!(loaded.rows("processes").iter().filter(|row| !row["estimate"].is_empty()).count(), 3789);
    assert!(loaded.rows("processes").iter().all(|row| row["estimate"].is_empty() || !row["currency"].is_empty()));
    // 1,732 firms share the id `1.0`: they are told apart by their names.
    let suppliers: std::collections::BTreeSet<&str> = loaded.rows("award_suppliers").iter().map(|row| row["supplier_id"].as_str()).collect();
    assert!((1500..=1858).contains(&suppliers.len()), "{}", suppliers.len());
    assert!(suppliers.iter().all(|id| id.starts_with("name-")), "ids numbered within a release are not used");
    // A department with fifty divisions is still one buyer.
    assert!(loaded.rows("processes").iter().any(|row| row["buyer_id"] == "HPIPH_2000"));
    assert!(loaded.rows("processes").iter().any(|row| row["category"] == "works"));
    let first = loaded.row("processes", "ocid", "ocds-kjhdrl-2017_PWD_16278_1");
    assert_eq!((first["tenderers_reported"].as_str(), first["method"].as_str(), first["year"].as_str()), ("2", "limited", "2017"));
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
    assert!(loaded.rows("contracts").iter().all(|row| !row["supplier_name"].is_empty()), "every contract has its supplier");
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
    assert_eq!((broken[0]["file"].as_str(), broken[0]["line"].as_str()), ("OCDS-87SD3T-SEFIN-DRM-A-015-2015.json", "167"));
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
    assert_eq!(loaded.problems("merged")[0]["reason"], "22 releases were merged into the compiled releases of 11 processes");
    let Some(file) = shared("ocds/uk-contracts-finder/release-package-2025-01-23.json") else { return };
    let loaded = load(&[file], 2);
    assert_eq!(loaded.rows("processes").len(), 94);
    assert!(loaded.rows("parties").iter().any(|row| row["party_id"] == "GB-COH-OC301540"));
}

#[test]
fn welsh_parties_numbered_by_release_are_told_apart() {
    let Some(folder) = shared("ocds/wales-sell2wales") else { return };
    let loaded = load_folder(&folder);
    let buyers: std::collections::BTreeSet<&str> = loaded.rows("processes").iter().map(|row| row["buyer_name"].as_str()).collect();
    let ids: std::collections::BTreeSet<&str> = loaded.rows("processes").iter().map(|row| row["buyer_id"].as_str()).collect();
    assert_eq!((buyers.len(), ids.len()), (44, 44));
}

#[test]
fn the_worked_example_fills_the_chain() {
    for (version, planned) in [("1.0", "6700000.00"), ("1.1", "6700000.00")] {
        let Some(folder) = shared(&format!("ocds/fictional-{version}")) else { return };
        let files: Vec<PathBuf> = std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path()).filter(|path| path.to_string_lossy().contains("00001-0")).collect();
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
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.extend(shared("ocds/india-hp-health/hp-release-package.json.gz"));
    let one = load(&files, 1).everything();
    assert_eq!(load(&files, 3).everything(), one);
}

/// A release with this in it.
fn release(more: &str) -> String {
    format!(r#"{{"ocid":"ocds-x-1","id":"1","date":"2024-05-06","tag":["tender"],"buyer":{{"id":"B-77","name":"Dinas Fiktif"}}{more}}}"#)
}

#[test]
fn lists_amounts_and_tags_in_wrong_forms_are_read() {
    let loaded = load_text(&release(
        r#","tag":"award","tender":{"id":7,"title":["a","b"],"value":"Rp 1.500.000,00","status":"Canceled","procurementMethod":"Tender"},
        "awards":{"1":{"value":{"amount":"2000","currency":"mdl"},"suppliers":{"name":"PT Satu"}},"2":{"id":"z","value":3,"suppliers":[null,{"name":"CV Dua"}]}}"#,
    ));
    let process = &loaded.rows("processes")[0];
    assert_eq!((process["estimate"].as_str(), process["status"].as_str(), process["title"].as_str()), ("1500000.00", "cancelled", "a, b"));
    assert_eq!((process["method"].as_str(), process["method_details"].as_str()), ("", "Tender"));
    let awards: Vec<(&str, &str, &str)> = loaded.rows("awards").iter().map(|row| (row["award_id"].as_str(), row["value"].as_str(), row["currency"].as_str())).collect();
    assert_eq!(awards, [("1", "2000.00", "MDL"), ("z", "3.00", "MDL")]);
    let suppliers: Vec<&str> = loaded.rows("award_suppliers").iter().map(|row| row["supplier_id"].as_str()).collect();
    assert_eq!(suppliers, ["name-satu", "name-dua"]);
    assert_eq!(loaded.problems("duplicate_name").len(), 1, "`tag` stands twice");
}

#[test]
fn odd_currencies_are_kept_apart() {
    let loaded = load_text(&release(
        r#","awards":[{"id":"1","value":{"amount":1,"currency":"MNX"}},{"id":"2","value":{"amount":1,"currency":"Naira"}},{"id":"3","value":{"amount":1,"currency":""}}]"#,
    ));
    let currencies: Vec<&str> = loaded.rows("awards").iter().map(|row| row["currency"].as_str()).collect();
    assert_eq!(currencies, ["MNX", "NGN", ""]);
    assert_eq!(loaded.problems("unknown_currency").len(), 1);
}

#[test]
fn missing_and_repeated_ids_are_made_and_told() {
    let loaded = load_text(&release(r#","awards":[{"title":"a"},{"id":"7"},{"id":7.0}],"contracts":[{"value":{"amount":5}},{"awardID":"9"}]"#));
    let ids = |table: &str, field: &str| loaded.rows(table).iter().map(|row| row[field].clone()).collect::<Vec<_>>();
    assert_eq!(ids("awards", "award_id"), ["award-1", "7", "7-2"]);
    assert_eq!(ids("contracts", "contract_id"), ["contract-1", "contract-2"]);
    assert_eq!((loaded.problems("missing_id").len(), loaded.problems("repeated_id").len()), (3, 1));
    assert_eq!(loaded.problems("unknown_award")[0]["field"], "contracts[1].awardID");
}

#[test]
fn bids_are_read_and_tenderers_stand_in_for_them() {
    let awards = r#""awards":[{"id":"1","status":"active","suppliers":[{"id":"S-900","name":"PT Satu"}]}]"#;
    let loaded = load_text(&release(&format!(
        r#","tender":{{"tenderers":[{{"id":"S-900","name":"PT Satu"}},{{"name":"CV Dua"}},{{"id":"S-900","name":"PT Satu"}}]}},{awards}"#
    )));
    let bids: Vec<(&str, &str, &str)> = loaded.rows("bids").iter().map(|row| (row["bidder_id"].as_str(), row["status"].as_str(), row["winner"].as_str())).collect();
    assert_eq!(bids, [("S-900", "registered", "true"), ("name-dua", "registered", "false")]);
    assert_eq!(loaded.account("bids").rows_refused, 1);
    let loaded = load_text(&release(&format!(
        r#","bids":{{"details":[{{"id":"b1","status":"valid","date":"2024-05-01T03:00:00+07:00","tenderers":[{{"id":"S-900","name":"PT Satu"}}],"value":{{"amount":10,"currency":"IDR"}}}},{{"id":"b2","status":"pending"}}]}},{awards}"#
    )));
    let first = loaded.row("bids", "bid_id", "b1");
    assert_eq!((first["price"].as_str(), first["winner"].as_str(), first["status"].as_str()), ("10.00", "true", "valid"));
    assert!(first["submitted"].starts_with("2024-04-30T20:00:00"), "{}", first["submitted"]);
    assert_eq!(loaded.row("bids", "bid_id", "b2")["status"], "submitted");
}

#[test]
fn suppliers_that_only_the_parties_name_are_the_awards() {
    let loaded = load_text(&release(
        r#","parties":[{"id":"Q-1","name":"PT Satu","roles":["supplier"]}],"awards":[{"id":"1"}],"contracts":[{"id":"c"}]"#,
    ));
    assert_eq!(loaded.rows("award_suppliers")[0]["supplier_id"], "Q-1");
    assert_eq!(loaded.rows("contracts")[0]["supplier_id"], "Q-1");
    assert_eq!(loaded.rows("contracts")[0]["award_id"], "1");
}

#[test]
fn a_joint_venture_is_credited_to_nobody_alone() {
    let loaded = load_text(&release(
        r#","awards":[{"id":"1","suppliers":[{"id":"A-100","name":"PT A"},{"id":"B-100","name":"PT B"}]}],"contracts":[{"id":"c","awardID":"1"}]"#,
    ));
    let contract = &loaded.rows("contracts")[0];
    assert_eq!((contract["supplier_id"].as_str(), contract["supplier_name"].as_str()), ("", "PT A; PT B"));
    assert_eq!(loaded.rows("award_suppliers").len(), 2);
}

#[test]
fn old_versions_are_refused_with_a_word() {
    let loaded = load_text(r#"{"releases":[{"ocid":"a","tender":{}},{"ocid":"b","tender":{}}],"version":"0.3.3"}"#);
    assert_eq!(loaded.rows("processes").len(), 0);
    assert_eq!(loaded.account("processes").rows_refused, 2);
    assert!(loaded.problems("old_version")[0]["reason"].contains("before 1.0"));
    let loaded = load_text(r#"{"ocid":"a","releaseID":"1","releaseTag":"tender","formation":{}}"#);
    assert_eq!(loaded.problems("old_version").len(), 1);
}

#[test]
fn packages_say_when_the_data_stood() {
    let package = |date: &str| format!(r#"{{"releases":[{}],"publishedDate":"{date}"}}"#, release(r#","tender":{}"#));
    let loaded = load_text(&package("2024-07-01T23:30:00-06:00"));
    assert_eq!(loaded.filled.as_of.map(|date| date.to_string()).as_deref(), Some("2024-07-01"));
    let loaded = load_text(&package(""));
    assert_eq!(loaded.filled.as_of.map(|date| date.to_string()).as_deref(), Some("2024-05-06"));
}

#[test]
fn a_persons_number_goes_nowhere() {
    let number = "3204112505900001";
    let loaded = load_text(&release(&format!(
        r#","awards":[{{"id":"1","suppliers":[{{"id":"{number}","name":"Fiktif","identifier":{{"scheme":"ID-KTP","id":"{number}"}}}}]}}]"#
    )));
    assert_eq!(loaded.rows("award_suppliers")[0]["supplier_id"], "name-fiktif");
    assert!(!loaded.everything().contains(number));
    assert_eq!(loaded.problems("personal_id").len(), 1);
}

#[test]
fn hostile_input_ends_in_problems() {
    let deep = release(&format!(r#","x":{}1{}"#, "[".repeat(500), "]".repeat(500)));
    let huge = release(&format!(r#","tender":{{"title":"{}"}}"#, "x".repeat(1_000_000)));
    let cases: [(&str, &str, usize); 8] = [
        (&deep, "too_deep", 0),
        (r#"{"ocid":"a","tender":{"value":{"amount":NaN}}}"#, "mended_json", 1),
        (r#"{"ocid":"a","tender":{"title":"\ud800"}}"#, "mended_json", 1),
        (r#"{"ocid":"a","ocid":"b","tender":{}}"#, "duplicate_name", 1),
        (r#"{"releases":[{"ocid":"a","tender":{}},{"ocid":"b","tend"#, "broken_json", 1),
        (r#"{"ocid":"a","awards":[1,"x",[]],"tender":{}}"#, "not_an_object", 1),
        ("", "empty_file", 0),
        ("<html>", "broken_json", 0),
    ];
    for (text, code, processes) in cases {
        let loaded = load_text(text);
        assert!(!loaded.problems(code).is_empty(), "{code} in {}", &text[..text.len().min(80)]);
        assert_eq!(loaded.rows("processes").len(), processes, "{}", &text[..text.len().min(80)]);
    }
    assert_eq!(load_text(&huge).rows("processes").len(), 1);
    let mut latin = release(r#","tender":{"title":"Per?"}"#).into_bytes();
    let place = latin.iter().position(|byte| *byte == b'?').expect("the mark");
    latin[place] = 0xfa;
    let loaded = load_bytes(&latin);
    assert_eq!(loaded.rows("processes")[0]["title"], "Perú");
    assert_eq!(loaded.problems("mended_json").len(), 1);
}

#[test]
fn ocds_is_told_by_its_first_bytes() {
    for text in [r#"{"ocid":"a"}"#, "\u{feff}[{\"releases\":[],\"version\":\"1.1\"}]", r#"{"uri":"x","publishedDate":"","releases":["#] {
        assert!(looks_like(text.as_bytes()), "{text}");
    }
    for text in ["ocid,title\n", r#"{"data":[]}"#, r#"{"records":[{"a":1}]}"#, "<a href=\"ocid\">"] {
        assert!(!looks_like(text.as_bytes()), "{text}");
    }
}
