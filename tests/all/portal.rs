//! The default portal, small: the same bytes every time, nothing personal, nothing from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use pantau::testing::Scratch;
use serde_json::Value;

use crate::support::{assert_same, expect, files, receipts, rows, small_portal};

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let scratch = Scratch::new("bytes");
    let portal = small_portal(&scratch, "0.02");
    let dir = portal.to_string_lossy().into_owned();
    let out = |name: &str| scratch.path().join(name);
    let path = |name: &str| out(name).to_string_lossy().into_owned();
    expect(0, &["build", &dir, "--jobs", "1", "--out", &path("one")]);
    expect(0, &["build", &dir, "--jobs", "2", "--no-cache", "--out", &path("two")]);
    expect(0, &["build", &dir, "--jobs", "2", "--memory", "64M", "--out", &path("three")]);
    let one = files(&out("one"));
    assert_same(&one, &files(&out("two")), "one thread with a cache, two without");
    assert_same(&one, &files(&out("three")), "nothing kept, all kept");
    let told = expect(0, &["build", &dir, "--out", &path("one"), "--json"]);
    assert!(told.contains("\"unchanged\":true"), "{told}");
    assert_same(&one, &files(&out("one")), "built again");
    // A page that someone changed is put right again.
    fs::write(out("one").join("index.html"), "x").expect("writable");
    let told = expect(0, &["build", &dir, "--out", &path("one"), "--json"]);
    assert!(told.contains("\"unchanged\":false"), "{told}");
    assert_same(&one, &files(&out("one")), "mended");
    // Other words are other pages, whatever was kept.
    let settings = portal.join("site/config.toml");
    let text = fs::read_to_string(&settings).expect("settings");
    let changed = text.replace("source_check = \"Periksa sendiri:\"", "source_check = \"Hitung sendiri:\"");
    assert_ne!(text, changed);
    fs::write(&settings, changed).expect("writable");
    let told = expect(0, &["build", &dir, "--out", &path("one"), "--json"]);
    assert!(told.contains("\"pages_reused\":0"), "{told}");
    let page = fs::read_to_string(out("one").join("index.html")).expect("a page");
    assert!(page.contains("Hitung sendiri:"), "{page}");
    // Other titles of columns are other figures, on pages whose rows stayed as they were.
    let titles =
        include_str!("../../queries/fields.toml").replace("title = { id = \"", "title = { id = \"Judul baru: ");
    scratch.write("portal/queries/fields.toml", titles);
    expect(0, &["build", &dir, "--out", &path("one")]);
    expect(0, &["build", &dir, "--no-cache", "--out", &path("two")]);
    let one = files(&out("one"));
    assert!(String::from_utf8_lossy(&one["index.html"]).contains("Judul baru: "), "no figure shows a common title");
    assert_same(&one, &files(&out("two")), "figures with other titles, kept and not");
}

#[test]
fn little_memory_gives_the_same_bytes_and_too_little_a_clear_word() {
    let scratch = Scratch::new("memory");
    let portal = small_portal(&scratch, "0.3");
    let dir = portal.to_string_lossy().into_owned();
    let out = |name: &str| scratch.path().join(name);
    let path = |name: &str| out(name).to_string_lossy().into_owned();
    expect(0, &["build", &dir, "--no-cache", "--out", &path("much")]);
    let told = expect(0, &["build", &dir, "--no-cache", "--memory", "24M", "--json", "--out", &path("little")]);
    let told: Value = serde_json::from_str(told.lines().next().expect("a report")).expect("JSON");
    assert!(told["result"]["made_alone"].as_u64() > Some(0), "all fitted at once: the second try was not needed");
    assert_same(&files(&out("much")), &files(&out("little")), "much memory, little memory");
    // One long text is a thing that cannot be put aside.
    let all = "/*\n+++\ntitle = { en = \"All\" }\nkey = [\"n\"]\n+++\n*/\nSELECT 1 AS n, char_length(string_agg(p.title, ' ')) AS letters\nFROM planned_packages p CROSS JOIN (SELECT plan_id FROM planned_packages ORDER BY plan_id LIMIT 200) o\nORDER BY n\n";
    fs::create_dir_all(portal.join("queries/marts")).expect("a folder");
    fs::write(portal.join("queries/marts/all_titles.sql"), all).expect("a query");
    let told = expect(2, &["build", &dir, "--memory", "16M", "--out", &path("none")]);
    assert!(told.contains("does not fit into the 16 MiB") && told.contains("--memory 2G"), "{told}");
    assert!(!out("none").exists(), "a build that failed left something behind");
}

/// Releases of 300 tenders, one a line.
fn releases(title_of_70: &str) -> String {
    let release = |number: u32| {
        let title = if number == 70 { title_of_70.to_owned() } else { format!("Works {number}") };
        serde_json::json!({
            "ocid": format!("ocds-a-{number}"), "id": "1", "date": "2025-03-01T00:00:00Z", "tag": ["tender"],
            "initiationType": "tender", "buyer": { "id": "b", "name": "Buyer" },
            "tender": { "id": "t", "title": title, "value": { "amount": 1000 + number, "currency": "IDR" } }
        })
    };
    (1..=300).map(|number| format!("{}\n", release(number))).collect()
}

#[test]
fn a_small_change_renders_its_own_pages_and_gives_the_bytes_of_a_whole_build() {
    let scratch = Scratch::new("refresh");
    let dir = scratch.path().to_string_lossy().into_owned();
    let data = scratch.path().join("releases.ndjson").to_string_lossy().into_owned();
    let out = |name: &str| scratch.path().join(name);
    let path = |name: &str| out(name).to_string_lossy().into_owned();
    let reused = |told: &str| {
        let told: Value = serde_json::from_str(told.lines().next().expect("a report")).expect("JSON");
        told["result"]["pages_reused"].as_u64().expect("a number")
    };
    let build = |name: &str| expect(0, &["build", &dir, "--from", &data, "--json", "--out", &path(name)]);
    scratch.write("releases.ndjson", releases("Bridge before"));
    assert_eq!(reused(&build("public")), 0);
    let before = files(&out("public"));
    let is_process = |path: &&String| path.contains("paket/ocds-a-");
    assert_eq!(before.keys().filter(is_process).count(), 600);

    scratch.write("releases.ndjson", releases("Bridge after"));
    let kept = reused(&build("public"));
    let after = files(&out("public"));
    expect(0, &["build", &dir, "--from", &data, "--no-cache", "--out", &path("whole")]);
    assert_same(&after, &files(&out("whole")), "pages of the last build, none of them");
    let changed: Vec<&String> = after.keys().filter(is_process).filter(|path| after[*path] != before[*path]).collect();
    assert_eq!(changed.len(), 2, "{changed:?}");
    assert!(kept > 400 && kept < after.len() as u64, "{kept} pages were taken from the last build");

    // A kept page that was damaged is made again.
    let pages = scratch.path().join(".pantau/cache/pages");
    for entry in fs::read_dir(&pages).expect("pages are kept").flatten() {
        let mut bytes = fs::read(entry.path()).expect("kept");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(entry.path(), bytes).expect("writable");
    }
    fs::remove_dir_all(out("public")).expect("published");
    assert_eq!(reused(&build("public")), 0);
    assert_same(&after, &files(&out("public")), "damaged pages kept");
}

#[test]
fn a_portal_may_be_in_english_first_or_in_one_language() {
    let scratch = Scratch::new("languages");
    scratch.write("data/releases.ndjson", releases("Bridge"));
    scratch.write("datasets/sources/tenders.toml", "format = \"ocds\"\naddress = [\"data/releases.ndjson\"]\n");
    let build = |default: &str, others: &str, about: &str| {
        let config = format!(
            "base_url = \"https://portal.invalid\"\ntitle = \"T\"\ndefault_language = \"{default}\"\n{others}\n[extra.portal]\nregion_id = \"x\"\nregion_name = \"X\"\ncurrency = \"IDR\"\ntime_zone = \"UTC\"\n"
        );
        scratch.write("site/config.toml", config);
        let _ = fs::remove_dir_all(scratch.path().join("site/content"));
        if !about.is_empty() {
            scratch.write(about, "+++\ntitle = \"Ours\"\npath = \"tentang\"\n+++\nOur own words.\n");
        }
        expect(0, &["build", &scratch.path().to_string_lossy(), "--accept-shrink"]);
        files(&scratch.path().join("public"))
    };
    let text = |files: &BTreeMap<String, Vec<u8>>, path: &str| String::from_utf8(files[path].clone()).expect("UTF-8");
    for (default, others, root, other) in [
        ("en", "[languages.id]\ntitle = \"T\"", "About", Some("id/tentang/index.html")),
        ("en", "", "About", None),
        ("id", "", "Tentang", None),
        ("id", "[languages.en]\ntitle = \"T\"", "Tentang", Some("en/tentang/index.html")),
    ] {
        let built = build(default, others, "");
        assert!(text(&built, "index.html").contains(&format!("<html lang=\"{default}\"")), "{default}");
        assert!(text(&built, "tentang/index.html").contains(&format!("<h1>{root}")), "{default}");
        let elsewhere = |path: &&String| path.starts_with("en/") || path.starts_with("id/");
        assert!(built.contains_key(other.unwrap_or("index.html")));
        assert_eq!(built.keys().any(|path| elsewhere(&path)), other.is_some(), "{default} {others}");
    }
    let built = build("en", "", "site/content/tentang.md");
    assert!(text(&built, "tentang/index.html").contains("Our own words."));
}

#[test]
fn a_build_says_what_it_made_again_and_why() {
    let scratch = Scratch::new("explained");
    let portal = small_portal(&scratch, "0.02");
    let dir = portal.to_string_lossy().into_owned();
    let build = || expect(0, &["build", &dir, "--explain"]);
    let told = build();
    for line in
        ["read again: source spse-tender-pengumuman: nothing was kept of it", "computed again: process_summary: "]
    {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
    assert!(build().contains("nothing was made again"));

    fs::create_dir_all(portal.join("queries/marts")).expect("a folder");
    let years = |more: &str| {
        let text = format!(
            "/*\n+++\ntitle = {{ en = \"Years\" }}\nkey = [\"year\"]\n+++\n*/\nSELECT DISTINCT year{more} FROM processes WHERE year IS NOT NULL ORDER BY year\n"
        );
        fs::write(portal.join("queries/marts/years.sql"), text).expect("a query");
    };
    years("");
    let told = build();
    assert!(told.contains("computed again: years: nothing was kept of it"), "{told}");
    assert!(told.contains("rendered again: page_data, 2 of 2 pages: changed: "), "{told}");
    assert!(!told.contains("read again") && !told.contains("sorted again"), "{told}");
    years(", 1 AS one");
    let told = build();
    assert!(told.contains("computed again: years: changed: its SQL"), "{told}");
    assert!(told.contains("written again: data/years.parquet: changed: years"), "{told}");

    fs::create_dir_all(portal.join("templates")).expect("a folder");
    fs::write(portal.join("templates/flags.html"), "{% import \"parts.html\" as p %}<h1>Flags</h1>")
        .expect("a template");
    let told = build();
    let rendered: Vec<&str> = told.lines().filter(|line| line.starts_with("rendered again")).collect();
    assert_eq!(rendered, ["rendered again: page_flags, 2 of 2 pages: changed: templates/flags.html"]);
    assert!(!told.contains("computed again"), "{told}");
    assert!(told.contains("kept: ") && told.contains(" query results"), "{told}");

    fs::create_dir_all(portal.join("site/static")).expect("a folder");
    fs::write(portal.join("site/static/more.css"), "b { color: red }").expect("a style sheet");
    let told = build();
    assert!(!told.contains("rendered again"), "{told}");
    assert!(portal.join("public/more.css").is_file());
}

#[test]
fn edits_of_what_was_published_do_not_reach_the_next_build() {
    let scratch = Scratch::new("edited");
    let portal = small_portal(&scratch, "0.02");
    let dir = portal.to_string_lossy().into_owned();
    expect(0, &["build", &dir]);
    let before = files(&portal.join("public"));
    for name in ["data/contracts.csv", "data/contracts.jsonl", "data/contracts.parquet"] {
        let file = portal.join("public").join(name);
        let mut bytes = fs::read(&file).expect("published");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        // In place, as an editor may: the file keeps its size and its place on the disk.
        fs::write(&file, bytes).expect("writable");
    }
    expect(0, &["build", &dir]);
    assert_same(&before, &files(&portal.join("public")), "published files were edited");
}

/// What the sample says was planted in its files.
fn truth(portal: &Path) -> Value {
    let found = walkdir::WalkDir::new(portal.join(".pantau"))
        .into_iter()
        .flatten()
        .find(|entry| entry.file_name() == "truth.json");
    let text = fs::read_to_string(found.expect("the sample tells its truth").path()).expect("readable");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn pages_say_fictional_hold_no_personal_number_and_load_nothing_from_elsewhere() {
    let scratch = Scratch::new("pages");
    let portal = small_portal(&scratch, "0.05");
    expect(0, &["build", &portal.to_string_lossy()]);
    let truth = truth(&portal);
    let planted = truth["cases"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|case| case["case"] == "national_id_in_tax_field")
        .count();
    assert!(planted > 0, "the sample plants national ids in tax fields");
    let person = regex::bytes::Regex::new(r"(?:^|[^0-9.])99[0-9]{14}(?:[^0-9]|$)").expect("a pattern");
    let mut pages = 0;
    for (name, bytes) in files(&portal.join("public")) {
        if !name.ends_with(".parquet") {
            assert!(!person.is_match(&bytes), "{name} holds a national id");
        }
        if name.ends_with(".html") {
            pages += 1;
            let text = String::from_utf8(bytes).expect("pages are UTF-8");
            let labelled = text.contains("Data rekaan") || text.contains("Made-up data") || text.contains("Fictional");
            assert!(labelled, "{name} does not say that its data are fictional");
            assert!(!text.contains("<script>alert(1)"), "{name} runs hostile text");
            assert!(!text.contains("src=\"http"), "{name} loads something from elsewhere");
        }
    }
    assert!(pages > 300, "only {pages} pages");
}

#[test]
fn permits_that_were_planted_wrong_are_found_and_no_others() {
    let scratch = Scratch::new("permits");
    let portal = small_portal(&scratch, "0.05");
    expect(0, &["build", &portal.to_string_lossy()]);
    let cases = truth(&portal);
    let planted: Vec<&str> = cases["cases"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|case| case["case"] == "permit_decided_before_received")
        .filter_map(|case| case["id"].as_str())
        .collect();
    let public = portal.join("public");
    let found = rows(&public, "check_permit_dates");
    let found: Vec<&str> = found.iter().filter_map(|row| row["permit_id"].as_str()).collect();
    assert_eq!((planted.len(), &found), (1, &planted));
    let kinds = rows(&public, "permit_kinds");
    let received: i64 = kinds.iter().filter_map(|row| row["received_count"].as_i64()).sum();
    assert_eq!(Some(received), cases["facts"]["permits"].as_i64(), "{}", cases["facts"]);
    // Names in capitals are another spelling of the same kind.
    assert!(kinds.iter().all(|row| row["kind_name"].as_str().is_some_and(|name| name != name.to_uppercase())));
}

#[test]
fn sanctions_fire_only_while_in_force_and_by_number() {
    let scratch = Scratch::new("sanctions");
    let portal = small_portal(&scratch, "0.05");
    expect(0, &["build", &portal.to_string_lossy()]);
    let public = portal.join("public");
    let results = rows(&public, "flag_sanctioned");
    let state = |ocid: &str| results.iter().find(|row| row["ocid"] == ocid).map(|row| row["state"].clone());
    let truth = truth(&portal);
    let planted: Vec<&Value> = truth["cases"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|case| case["file"] == "daftar-hitam/sanksi.csv")
        .collect();
    let kinds: BTreeSet<&str> = planted.iter().filter_map(|case| case["case"].as_str()).collect();
    assert_eq!(kinds.len(), 5, "{kinds:?}");
    for case in planted {
        let ocid = case["ocid"].as_str().and_then(|ocid| ocid.strip_prefix("ocds-tk9901-")).expect("an ocid");
        let expected = match case["case"].as_str() {
            Some("winner_under_sanction") => "flagged",
            Some("sanction_by_name_alone") => "not_enough_data",
            _ => "clear",
        };
        let fires = expected == "flagged";
        assert_eq!(state(ocid), Some(Value::from(expected)), "{case}");
        let supplier = case["supplier"].as_str().expect("a supplier");
        let page = fs::read_to_string(public.join("penyedia").join(supplier).join("index.html")).expect("its page");
        let by_name = case["case"] == "sanction_by_name_alone";
        assert_eq!(
            (page.contains("id=\"sanksi\""), page.contains("id=\"sanksi-nama\"")),
            (!by_name, by_name),
            "{case}"
        );
        assert_eq!(page.contains("kali selama berlaku"), fires, "{case}");
    }
    let all = fs::read_to_string(public.join("penyedia/sanksi/index.html")).expect("the page of all");
    assert!(all.contains("memuat 5 sanksi"), "{all}");
}

#[test]
fn accounts_agree_and_what_was_refused_is_told() {
    let scratch = Scratch::new("accounts");
    let portal = small_portal(&scratch, "0.05");
    expect(0, &["build", &portal.to_string_lossy()]);
    let public = portal.join("public");
    let receipts = receipts(&public);
    let accounts = receipts["accounts"].as_array().expect("accounts");
    assert!(accounts.len() > 20);
    let number = |value: &Value| value.as_i64().expect("a count");
    let cents = |value: &Value| value.as_str().expect("an amount").replace('.', "").parse::<i128>().expect("an amount");
    let mut sums = 0;
    for account in accounts {
        let parts = number(&account["rows_kept"]) + number(&account["rows_refused"]) + number(&account["rows_skipped"]);
        assert_eq!(number(&account["rows_read"]), parts, "{account}");
        for money in account["money"].as_array().expect("money") {
            sums += 1;
            let parts = cents(&money["kept"]) + cents(&money["refused"]) + cents(&money["skipped"]);
            assert_eq!(cents(&money["read"]), parts, "{account}");
        }
    }
    assert!(sums > 10, "only {sums} sums of money");
    // Each table holds exactly the rows that its accounts say were kept.
    for table in ["processes", "bids", "contracts", "payments", "planned_packages"] {
        let kept: i64 = accounts
            .iter()
            .filter(|account| account["table"] == table)
            .map(|account| number(&account["rows_kept"]))
            .sum();
        assert_eq!(rows(&public, table).len() as i64, kept, "{table}");
    }
    let refused: i64 = accounts.iter().map(|account| number(&account["rows_refused"])).sum();
    assert!(refused > 0, "the sample plants rows that must be refused");
    assert!(rows(&public, "problems").len() as i64 >= refused);
}

#[test]
fn every_published_column_has_a_title_in_both_languages() {
    let scratch = Scratch::new("titles");
    let portal = small_portal(&scratch, "0.05");
    expect(0, &["build", &portal.to_string_lossy()]);
    let text = fs::read_to_string(portal.join("public/data/datapackage.json")).expect("a catalogue");
    let package: Value = serde_json::from_str(&text).expect("the catalogue is JSON");
    let mut columns = 0;
    let mut untitled = Vec::new();
    for resource in package["resources"].as_array().expect("resources") {
        for field in resource["schema"]["fields"].as_array().expect("fields") {
            columns += 1;
            for key in ["title", "title_en"] {
                if field[key].as_str().is_none_or(str::is_empty) {
                    untitled.push(format!("{} {} {key}", resource["name"], field["name"]));
                }
            }
        }
    }
    assert!(columns > 500, "only {columns} columns");
    assert!(untitled.is_empty(), "{}", untitled.join("\n"));
}
