//! Packed pages and what hosts take: the same pages whatever they are kept in, and no release that a
//! host would refuse.

use std::fs;
use std::path::Path;

use pantau::testing::Scratch;
use serde_json::Value;

use crate::support::{assert_same, expect, files, small_portal};

/// Adds lines under `[extra.portal]`.
fn set(portal: &Path, lines: &str) {
    let file = portal.join("site/config.toml");
    let text = fs::read_to_string(&file).expect("a portal has settings");
    let changed = text.replacen("\n[extra.portal]\n", &format!("\n[extra.portal]\n{lines}\n"), 1);
    assert_ne!(text, changed);
    fs::write(file, changed).expect("writable");
}

#[test]
fn most_pages_can_be_packed_with_the_same_bytes_on_any_number_of_threads() {
    let scratch = Scratch::new("packs");
    let portal = small_portal(&scratch, "0.05");
    let dir = portal.to_string_lossy().into_owned();
    let out = |name: &str| scratch.path().join(name);
    let path = |name: &str| out(name).to_string_lossy().into_owned();
    let facts = |arguments: &[&str]| -> Value {
        let told = expect(0, arguments);
        let told: Value = serde_json::from_str(told.lines().next().expect("a report")).expect("JSON");
        told["result"].clone()
    };
    let loose = facts(&["build", &dir, "--json", "--out", &path("loose")]);
    set(&portal, "page_files = 120");
    let one = facts(&["build", &dir, "--json", "--jobs", "1", "--out", &path("one")]);
    expect(0, &["build", &dir, "--jobs", "2", "--no-cache", "--out", &path("two")]);
    assert_same(&files(&out("one")), &files(&out("two")), "packed by one thread, by two");
    assert_eq!(loose["pages"], one["pages"]);
    let pages = one["pages"].as_u64().expect("a number of pages");
    let written = files(&out("one"));
    let kept = written.keys().filter(|name| name.ends_with("index.html")).count() as u64;
    assert!(kept <= 140 && pages > 400, "{kept} of {pages} pages are files");
    // Programs fetch feeds and calendars: they are always files.
    let bare = written.keys().filter(|name| name.ends_with("pembaruan.xml") || name.ends_with(".ics")).count() as u64;
    assert!(bare > 20, "{bare} feeds and calendars");
    assert_eq!(one["files"].as_u64(), Some(written.len() as u64));
    let manifest: Value = serde_json::from_slice(&written["packs/packs.json"]).expect("JSON");
    assert_eq!(manifest["pages"].as_u64(), Some(pages - kept), "feeds are no pages");
    // Pages that lead to others are files, however few there may be.
    let file = portal.join("site/config.toml");
    let text = fs::read_to_string(&file).expect("settings").replace("page_files = 120", "page_files = 0");
    fs::write(file, text).expect("writable");
    expect(0, &["build", &dir, "--out", &path("none")]);
    for page in ["index.html", "en/index.html", "penyedia/index.html", "data/index.html"] {
        assert!(out("none").join(page).is_file(), "{page} is packed");
    }
}

#[test]
fn a_row_that_goes_changes_its_own_pack_and_no_other() {
    let scratch = Scratch::new("packs");
    let file = |count: usize, left_out: usize| {
        let release = |number: usize| {
            format!(
                "{{\"ocid\":\"ocds-x-{number:05}\",\"id\":\"1\",\"date\":\"2025-01-01T00:00:00Z\",\"tag\":[\"tender\"],\
                 \"tender\":{{\"id\":\"{number}\",\"title\":\"Paket {number}\",\"status\":\"active\"}}}}\n"
            )
        };
        (0..count).filter(|number| *number != left_out).map(release).collect::<String>()
    };
    let portal = small_portal(&scratch, "0.02");
    fs::remove_dir_all(portal.join("datasets/sources")).expect("there");
    let source = "title = { id = \"Data\", en = \"Data\" }\nkind = \"file\"\naddress = [\"releases.jsonl\"]\nformat = \"ocds\"\n";
    scratch.write("portal/datasets/sources/releases.toml", source);
    set(&portal, "page_files = 20");
    let packs = |text: String, out: &str| {
        fs::write(portal.join("releases.jsonl"), text).expect("writable");
        let place = scratch.path().join(out);
        expect(0, &["build", &portal.to_string_lossy(), "--out", &place.to_string_lossy()]);
        let mut all = files(&place);
        all.retain(|name, _| name.ends_with(".pack"));
        all
    };
    let (before, after) = (packs(file(1500, usize::MAX), "before"), packs(file(1500, 700), "after"));
    let names = |packs: &std::collections::BTreeMap<String, Vec<u8>>| packs.keys().cloned().collect::<Vec<_>>();
    let same = names(&before).iter().filter(|name| after.contains_key(*name)).count();
    assert!(before.len() > 20, "{} packs", before.len());
    assert!(same + 6 >= before.len(), "{same} of {} packs keep their place", before.len());
}

#[test]
fn what_a_host_would_refuse_is_told_before_it_is_published() {
    let scratch = Scratch::new("host");
    let portal = small_portal(&scratch, "0.02");
    let dir = portal.to_string_lossy().into_owned();
    expect(0, &["build", &dir]);
    let before = files(&portal.join("public"));
    set(&portal, "host = \"cloudflare\"");
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("`host` is `cloudflare`") && told.contains("`cloudflare-pages`"), "{told}");
    let file = portal.join("site/config.toml");
    let text = fs::read_to_string(&file).expect("settings").replace("\"cloudflare\"", "\"cloudflare-pages\"");
    fs::write(&file, text).expect("writable");
    fs::create_dir_all(portal.join("site/static")).expect("writable");
    fs::write(portal.join("site/static/film.bin"), vec![0; (25 << 20) + 1]).expect("writable");
    let told = expect(1, &["build", &dir]);
    assert!(told.contains("film.bin") && told.contains("at most 26214400"), "{told}");
    assert_same(&before, &files(&portal.join("public")), "refused by its host");
    fs::remove_file(portal.join("site/static/film.bin")).expect("there");
    expect(0, &["build", &dir]);
}
