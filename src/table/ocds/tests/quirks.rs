//! What publishers do that the standard does not say, and hostile input.

use super::*;

/// A release with this in it.
fn release(more: &str) -> String {
    format!(
        r#"{{"ocid":"ocds-x-1","id":"1","date":"2024-05-06","tag":["tender"],"buyer":{{"id":"B-77","name":"Dinas Fiktif"}}{more}}}"#
    )
}

#[test]
fn lists_amounts_and_tags_in_wrong_forms_are_read() {
    let loaded = load_text(&release(
        r#","tag":"award","tender":{"id":7,"title":["a","b"],"value":"Rp 1.500.000,00","status":"Canceled","procurementMethod":"Tender"},
        "awards":{"1":{"value":{"amount":"2000","currency":"mdl"},"suppliers":{"name":"PT Satu"}},"2":{"id":"z","value":3,"suppliers":[null,{"name":"CV Dua"}]}}"#,
    ));
    let process = &loaded.rows("processes")[0];
    assert_eq!(
        (process["estimate"].as_str(), process["status"].as_str(), process["title"].as_str()),
        ("1500000.00", "cancelled", "a, b")
    );
    assert_eq!((process["method"].as_str(), process["method_details"].as_str()), ("", "Tender"));
    let awards: Vec<(&str, &str, &str)> = loaded
        .rows("awards")
        .iter()
        .map(|row| (row["award_id"].as_str(), row["value"].as_str(), row["currency"].as_str()))
        .collect();
    assert_eq!(awards, [("1", "2000.00", "MDL"), ("z", "3.00", "MDL")]);
    let suppliers: Vec<&str> = loaded.rows("award_suppliers").iter().map(|row| row["supplier_id"].as_str()).collect();
    assert_eq!(suppliers, ["name-satu", "name-dua"]);
    assert_eq!(loaded.problems("duplicate_name").len(), 1, "`tag` stands twice");
}

#[test]
fn a_year_is_not_that_of_a_deadline_ahead() {
    for (more, year) in [
        (r#","tender":{"tenderPeriod":{"endDate":"2029-02-19"}}"#, "2024"),
        (r#","tender":{"tenderPeriod":{"endDate":"2023-02-19"}}"#, "2023"),
        (
            r#","tender":{"tenderPeriod":{"endDate":"2005-05-20"}},"contracts":[{"id":"1","dateSigned":"2015-06-02"}]"#,
            "2015",
        ),
        (r#","tender":{"tenderPeriod":{"startDate":"2022-12-30","endDate":"2023-01-19"}}"#, "2022"),
    ] {
        assert_eq!(load_text(&release(more)).rows("processes")[0]["year"], year, "{more}");
    }
}

#[test]
fn odd_currencies_are_kept_apart() {
    let loaded = load_text(&release(
        r#","awards":[{"id":"1","value":{"amount":1,"currency":"MNX"}},{"id":"2","value":{"amount":1,"currency":"Naira"}},{"id":"3","value":{"amount":1,"currency":""}}]"#,
    ));
    let currencies: Vec<&str> = loaded.rows("awards").iter().map(|row| row["currency"].as_str()).collect();
    assert_eq!(currencies, ["MNX", "NGN", ""]);
    assert_eq!(loaded.problems("unknown_currency").len(), 1);
    assert_eq!(loaded.problems("assumed_currency").len(), 0, "there are several to choose from");
}

#[test]
fn a_currency_that_is_taken_from_the_process_is_told() {
    let loaded = load_text(&release(
        r#","tender":{"value":{"amount":2,"currency":"IDR"}},"awards":[{"id":"1","value":{"amount":1}},{"id":"2"}],"contracts":[{"id":"c","value":{"amount":3,"currency":"EUR"},"implementation":{"transactions":[{"id":"t","value":{"amount":1}}]}}]"#,
    ));
    assert_eq!(loaded.rows("payments")[0]["currency"], "EUR");
    let told = loaded.problems("assumed_currency");
    let fields: Vec<&str> = told.iter().map(|problem| problem["field"].as_str()).collect();
    assert_eq!(fields, ["contracts[0].implementation.transactions[0]"], "an award beside two currencies has none");

    let loaded = load_text(&release(
        r#","planning":{"budget":{"amount":{"amount":5,"currency":"IDR"}}},"tender":{"value":{"amount":2}},"awards":[{"id":"1","value":{"amount":1}},{"id":"2"}]"#,
    ));
    assert_eq!(loaded.rows("awards")[0]["currency"], "IDR");
    let told = loaded.problems("assumed_currency");
    let fields: Vec<&str> = told.iter().map(|problem| problem["field"].as_str()).collect();
    assert_eq!(fields, ["tender.value", "awards[0].value"]);
}

#[test]
fn missing_and_repeated_ids_are_made_and_told() {
    let loaded = load_text(&release(
        r#","awards":[{"title":"a"},{"id":"7"},{"id":7.0}],"contracts":[{"value":{"amount":5}},{"awardID":"9"}]"#,
    ));
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
    let bids: Vec<(&str, &str, &str)> = loaded
        .rows("bids")
        .iter()
        .map(|row| (row["bidder_id"].as_str(), row["status"].as_str(), row["winner"].as_str()))
        .collect();
    assert_eq!(bids, [("S-900", "registered", "true"), ("name-dua", "registered", "false")]);
    assert_eq!(loaded.account("bids").rows_refused, 1);
    let loaded = load_text(&release(&format!(
        r#","bids":{{"details":[{{"id":"b1","status":"valid","date":"2024-05-01T03:00:00+07:00","tenderers":[{{"id":"S-900","name":"PT Satu"}}],"value":{{"amount":10,"currency":"IDR"}}}},{{"id":"b2","status":"pending"}}]}},{awards}"#
    )));
    let first = loaded.row("bids", "bid_id", "b1");
    assert_eq!(
        (first["price"].as_str(), first["winner"].as_str(), first["status"].as_str()),
        ("10.00", "true", "valid")
    );
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
    let cases: [(&str, &str, usize); 9] = [
        (&deep, "too_deep", 0),
        (r#"{"ocid":"a","tender":{"value":{"amount":NaN}}}"#, "mended_json", 1),
        (r#"{"ocid":"a","tender":{"title":"\ud800"}}"#, "mended_json", 1),
        (r#"{"ocid":"a","ocid":"b","tender":{}}"#, "duplicate_name", 1),
        (r#"{"releases":[{"ocid":"a","tender":{}},{"ocid":"b","tend"#, "broken_json", 1),
        (r#"{"ocid":"a","awards":[1,"x",[]],"tender":{}}"#, "not_an_object", 1),
        ("", "empty_file", 0),
        ("<html>", "broken_json", 0),
        ("PK\u{3}\u{4}a workbook", "not_json", 0),
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
fn parts_of_a_wrong_shape_are_told() {
    let loaded = load_text(&release(r#","tender":[1,2],"awards":[7,{"id":"a","value":{"amount":5}}],"parties":null"#));
    let told: Vec<&str> = loaded.problems("wrong_shape").iter().map(|row| row["field"].as_str()).collect();
    assert_eq!(told, ["tender", "awards"]);
    assert_eq!(loaded.rows("awards").len(), 1);
}

#[test]
fn packages_name_their_publisher_and_licence() {
    let package = |publisher: &str, licence: &str| {
        let release = release(r#","tender":{}"#);
        format!(r#"{{"releases":[{release}],"publisher":{{"name":"{publisher}","uid":1}},"license":"{licence}"}}"#)
    };
    let text = [package("Kantor B", "https://x.example/by"), package("Kantor A", ""), package("Kantor B", "")].concat();
    let imprint = load_text(&text).filled.imprint;
    assert_eq!(imprint.publishers, ["Kantor A", "Kantor B"]);
    assert_eq!(imprint.licences, ["https://x.example/by"]);
    let many: String = (1..8).map(|number| package(&format!("Kantor {number}"), "")).collect();
    let publishers = load_text(&many).filled.imprint.publishers;
    assert_eq!((publishers.len(), publishers[5].as_str()), (6, "+2"), "those that are not named are counted");
    let imprint = load_text(&package("budi@contoh.id", "")).filled.imprint;
    assert_eq!(imprint.publishers, [crate::privacy::HIDDEN]);
}

#[test]
fn what_dates_do_not_tell_of_the_order_of_releases_is_told() {
    let of = |id: &str, date: &str, amount: u32, tag: &str| {
        format!(
            r#"{{"ocid":"a","id":"{id}","date":"{date}","tag":["{tag}"],"tender":{{"id":"t","value":{{"amount":{amount},"currency":"IDR"}}}}}}"#
        )
    };
    let estimate = |lines: &[String]| {
        let loaded = load_text(&lines.join("\n"));
        let codes = ["same_date", "undated_release", "replaced"].map(|code| loaded.problems(code).len());
        (loaded.rows("processes")[0]["estimate"].clone(), codes)
    };
    let (one, two) = (of("1", "2024-05-01T00:00:00Z", 100, "tender"), of("2", "2024-05-01T00:00:00Z", 200, "tender"));
    assert_eq!(estimate(&[one.clone(), two.clone()]), ("200.00".into(), [1, 0, 0]));
    assert_eq!(estimate(&[two.clone(), one.clone()]), ("200.00".into(), [1, 0, 0]));
    assert_eq!(estimate(&[one.clone(), one.clone()]), ("100.00".into(), [0, 0, 0]), "the same twice is no doubt");
    let undated = of("3", "garbage", 300, "tender");
    assert_eq!(estimate(&[undated, one.clone()]), ("100.00".into(), [0, 1, 0]));
    let whole = of("4", "2024-06-01T00:00:00Z", 400, "compiled");
    let newer = of("5", "2024-07-01T00:00:00Z", 500, "compiled");
    assert_eq!(estimate(&[newer, whole, one]), ("500.00".into(), [0, 0, 1]));
}

#[test]
fn ids_that_look_the_same_are_one_process() {
    let release = |ocid: &str, id: u32, title: &str| {
        format!(
            r#"{{"ocid":"{ocid}","id":"{id}","date":"2025-01-0{id}T00:00:00Z","tag":["tender"],"tender":{{"id":"1","title":"{title}"}}}}"#
        )
    };
    // A sign that nobody sees, and spaces.
    let text = [release("ocds-a-1", 1, "Lama"), release("ocds-a\\u200b-1 ", 2, "Baru"), release("ocds-a-2", 3, "Lain")]
        .join("\n");
    let loaded = load_text(&text);
    assert_eq!(loaded.rows("processes").len(), 2);
    assert_eq!(loaded.row("processes", "ocid", "ocds-a-1")["title"], "Baru");
    let account = loaded.account("processes");
    assert_eq!((account.rows_kept, account.rows_refused), (2, 0));
}

#[test]
fn documents_belong_to_their_stage_and_are_told_apart() {
    let loaded = load_text(&release(
        r#","planning":{"documents":[{"id":"1","documentType":"Procurement Plan","url":"https://x.example/1.pdf"}]},
        "tender":{"documents":[{"id":"1","title":"Aviso","description":"Aviso","datePublished":"2024-05-01T10:00:00Z","format":"application/pdf","language":"es"},{"id":"1","title":"b"},"x",{"title":"c"}],
            "amendments":[{"documents":{"id":"9","documentType":"Adenda"}}]},
        "awards":[7,{"id":"a","documents":[{"id":"1","documentType":"awardNotice"}]}],
        "contracts":[{"id":"k","documents":[{"id":"1"}],"implementation":{"documents":[{"id":"1","url":"javascript:x"}]}}]"#,
    ));
    let told: Vec<(&str, &str, &str)> = loaded
        .rows("documents")
        .iter()
        .map(|row| (row["document_id"].as_str(), row["stage"].as_str(), row["kind"].as_str()))
        .collect();
    let expected = [
        ("planning/1", "planning", "procurementPlan"),
        ("tender/1", "tender", ""),
        ("tender/1-2", "tender", ""),
        ("tender/document-4", "tender", ""),
        ("tender/amendment-1/9", "tender", ""),
        ("award/a/1", "award", "awardNotice"),
        ("contract/k/1", "contract", ""),
        ("implementation/k/1", "implementation", ""),
    ];
    assert_eq!(told, expected);
    let notice = loaded.row("documents", "document_id", "tender/1");
    assert_eq!(
        (notice["title"].as_str(), notice["description"].as_str(), notice["published"].as_str()),
        ("Aviso", "", "2024-05-01")
    );
    assert_eq!(loaded.row("documents", "document_id", "tender/amendment-1/9")["kind_details"], "Adenda");
    let owners = |id: &str| {
        let row = loaded.row("documents", "document_id", id);
        (row["award_id"].clone(), row["contract_id"].clone())
    };
    assert_eq!(owners("award/a/1"), ("a".to_owned(), String::new()));
    assert_eq!(owners("implementation/k/1"), (String::new(), "k".to_owned()));
    assert_eq!(loaded.account("documents").rows_refused, 1, "a text is no document");
    assert_eq!((loaded.problems("missing_id").len(), loaded.problems("repeated_id").len()), (1, 1));
}

#[test]
fn a_procedure_by_its_name_has_a_method_where_none_is_given() {
    let of = |fields: &str| {
        let loaded = load_text(&release(&format!(r#","tender":{{"id":"1",{fields}}}"#)));
        let process = &loaded.rows("processes")[0];
        (process["method"].clone(), process["method_details"].clone())
    };
    let open = of(r#""procurementMethodDetails":"Open procedure""#);
    assert_eq!((open.0.as_str(), open.1.as_str()), ("open", "Open procedure"));
    // What the publisher says of the method itself goes before, known or not.
    let said = of(r#""procurementMethod":"limited","procurementMethodDetails":"Open procedure""#);
    assert_eq!((said.0.as_str(), said.1.as_str()), ("limited", "Open procedure"));
    let unknown = of(r#""procurementMethod":"Tender","procurementMethodDetails":"Open procedure""#);
    assert_eq!((unknown.0.as_str(), unknown.1.as_str()), ("", "Open procedure"));
    let other = of(r#""procurementMethodDetails":"Other - Direct Award""#);
    assert_eq!((other.0.as_str(), other.1.as_str()), ("", "Other - Direct Award"));
}

#[test]
fn what_only_extends_a_contract_is_its_amendment() {
    let loaded = load_text(&release(
        r#","contracts":[
            {"id":"k","value":{"amount":9,"currency":"PYG"},"dateSigned":"2024-01-01"},
            {"id":"k-more-time","extendsContractID":"k","title":"More time","value":{"amount":null,"currency":"PYG"}},
            {"id":"k-more-money","extendsContractID":"k","value":{"amount":2,"currency":"PYG"}},
            {"id":"of-nothing","extendsContractID":"elsewhere"},
            {"id":"of-itself","extendsContractID":"of-itself"}]"#,
    ));
    let ids =
        |table: &str, field: &str| -> Vec<String> { loaded.rows(table).iter().map(|row| row[field].clone()).collect() };
    assert_eq!(ids("contracts", "contract_id"), ["k", "k-more-money", "of-nothing", "of-itself"]);
    assert_eq!(ids("amendments", "contract_id"), ["k"]);
    assert_eq!(ids("amendments", "amendment_id"), ["k-more-time"]);
    assert_eq!(ids("amendments", "reason"), ["More time"]);
}
