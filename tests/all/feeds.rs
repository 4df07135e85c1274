//! What programs fetch from a portal: Atom feeds and calendars.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use pantau::testing::Scratch;
use regex::Regex;

use crate::support::{expect, files, rows, small_portal};

/// The texts of an element, in order; the feeds' own templates give them no attributes.
fn texts(xml: &str, element: &str) -> Vec<String> {
    let pattern = Regex::new(&format!(r"<{element}>([^<]*)</{element}>")).expect("a pattern");
    pattern.captures_iter(xml).map(|found| found[1].to_owned()).collect()
}

fn read(public: &Path, file: &str) -> String {
    fs::read_to_string(public.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn feeds_hold_the_latest_events_and_lead_to_pages_of_the_portal() {
    let scratch = Scratch::new("feeds");
    let portal = small_portal(&scratch, "0.05");
    expect(0, &["build", &portal.to_string_lossy()]);
    let public = portal.join("public");
    let all = files(&public);
    let feeds: Vec<&String> = all.keys().filter(|file| file.ends_with("pembaruan.xml")).collect();
    for below in ["instansi/", "penyedia/", "risiko/", "en/instansi/", "en/penyedia/", "en/risiko/"] {
        assert!(feeds.iter().any(|file| file.starts_with(below)), "no feed below {below}");
    }
    let mut entries = 0;
    for file in &feeds {
        let xml = read(&public, file);
        assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed "), "{file}: {xml}");
        let (ids, dates) = (texts(&xml, "id"), texts(&xml, "updated"));
        assert_eq!(ids.len(), dates.len(), "{file}");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{file}: two entries of one id");
        assert_eq!(ids[0], format!("https://pantau.example/{file}"), "a feed is named by its address");
        assert!(dates.len() > 1 && dates[0] == dates[1], "{file}: {dates:?}");
        assert!(dates.is_sorted_by(|one, other| one >= other), "{file}: {dates:?}");
        assert!(dates.iter().all(|date| date.ends_with("T00:00:00+07:00")), "{file}: {dates:?}");
        for id in &ids[1..] {
            let page = id.strip_prefix("https://pantau.example/").expect("whole addresses");
            let page = page.split('#').next().unwrap_or_default();
            assert!(all.contains_key(&format!("{page}index.html")), "{file} leads to {page}");
        }
        entries += ids.len() - 1;
    }
    assert!(entries > 100, "{entries} entries");
    // The newest of all is the newest signature, award, payment or announcement in the tables.
    let newest = |relation: &str, column: &str| {
        let dates = rows(&public, relation).into_iter().filter_map(|row| Some(row[column].as_str()?[..10].to_owned()));
        dates.max()
    };
    let columns = [
        ("process_facts", "announced"),
        ("process_facts", "awarded"),
        ("contract_summary", "signed"),
        ("payments", "paid"),
    ];
    let expected = columns.iter().filter_map(|(relation, column)| newest(relation, column)).max();
    let told = texts(&read(&public, "pembaruan.xml"), "updated")[0][..10].to_owned();
    assert_eq!(Some(told), expected);
    // Pages say where their feed is.
    let buyer = feeds.iter().find(|file| file.starts_with("instansi/")).expect("a buyer's feed");
    let page = read(&public, &buyer.replace("pembaruan.xml", "index.html"));
    assert!(page.contains(&format!("href=\"/{buyer}\"")), "{buyer}");
    // So do the heads of the pages that have one, and of no others.
    let head = |page: &str| format!(r#"<link rel="alternate" type="application/atom+xml" href="/{page}pembaruan.xml""#);
    let pages = all.iter().filter(|(file, _)| file.ends_with("index.html"));
    let mut told: Vec<String> = Vec::new();
    for (file, bytes) in pages {
        let page = file.trim_end_matches("index.html");
        let html = String::from_utf8_lossy(bytes);
        if html.contains("application/atom+xml\" href") {
            assert!(html.contains(&head(page)), "{file}");
            told.push(format!("{page}pembaruan.xml"));
        }
    }
    told.sort();
    assert_eq!(told.iter().collect::<Vec<_>>(), feeds, "feeds that pages name, and feeds");
    // A figure's page is shared with its picture, another with the portal's card.
    let picture = |page: &str, name: &str| {
        let told = format!(r#"<meta property="og:image" content="https://pantau.example/gambar/{name}.png">"#);
        assert!(read(&public, page).contains(&told) && all.contains_key(&format!("gambar/{name}.png")), "{page}");
    };
    picture("data/fig_chain/index.html", "id/fig_chain");
    picture("en/data/fig_chain/index.html", "en/fig_chain");
    picture("data/processes/index.html", "id/portal");
    // Neither is a page of the sitemap.
    let maps: Vec<String> =
        all.keys().filter(|file| file.starts_with("sitemap")).map(|file| read(&public, file)).collect();
    assert!(!maps.is_empty() && maps.iter().all(|map| !map.contains("pembaruan.xml")));
}

#[test]
fn hostile_words_stay_words_in_feeds_and_calendars() {
    let scratch = Scratch::new("feeds-hostile");
    let portal = small_portal(&scratch, "0.02");
    let hostile = "]]></title><script>x</script>, a; b\\\r\nEND:VCALENDAR\u{b}\u{1f600}";
    let sql = |name: &str, text: &str| scratch.write(&format!("portal/queries/feeds/{name}.sql"), text);
    // The portal's calendar with one row of ours.
    sql(
        "list_calendar_portal",
        &format!(
            "/*\n+++\ntitle = {{ en = \"x\" }}\nkey = [\"row_no\"]\n[list]\n+++\n*/\nSELECT 1 AS row_no, 'deadline' AS event, 'a,b' AS id, (SELECT min(ocid) FROM processes) AS ocid, cast(NULL AS varchar) AS plan_unit, '{hostile}' AS title, cast('2025-03-01T02:00:00' AS timestamp) AS starts, cast(NULL AS decimal(20,2)) AS amount, cast(NULL AS varchar) AS currency, 'B' AS buyer_name\nORDER BY row_no\n"
        ),
    );
    sql(
        "list_feed_portal",
        &format!(
            "/*\n+++\ntitle = {{ en = \"x\" }}\nkey = [\"row_no\"]\n[list]\n+++\n*/\nSELECT 1 AS row_no, min(ocid) AS ocid, cast('2025-03-01' AS date) AS happened, 'paid' AS event, cast(NULL AS decimal(20,2)) AS amount, cast(NULL AS varchar) AS currency, '{hostile}' AS title, 'B' AS buyer_name, cast(NULL AS varchar) AS supplier_names\nFROM processes\nORDER BY row_no\n"
        ),
    );
    expect(0, &["build", &portal.to_string_lossy()]);
    let public = portal.join("public");
    let calendar = read(&public, "kalender.ics");
    assert_eq!(calendar.matches("END:VCALENDAR\r\n").count(), 1, "{calendar}");
    assert!(
        calendar.replace("\r\n ", "").contains(r"]]></title><script>x</script>\, a\; b\\\nEND:VCALENDAR😀"),
        "{calendar}"
    );
    assert!(
        calendar.contains("DTSTART:20250301T020000Z\r\n") && calendar.lines().all(|line| line.len() <= 76),
        "{calendar}"
    );
    let feed = read(&public, "pembaruan.xml");
    assert!(!feed.contains("<script>") && !feed.contains('\u{b}') && feed.contains("&lt;script&gt;"), "{feed}");
}

#[test]
fn a_portal_without_an_address_has_no_feeds_and_leads_to_none() {
    let scratch = Scratch::new("feeds-none");
    let release = r#"{"ocid":"ocds-a-1","id":"1","date":"2025-03-01T00:00:00Z","tag":["award"],"buyer":{"id":"b","name":"Buyer"},"tender":{"id":"t","title":"Works","tenderPeriod":{"startDate":"2025-01-02T00:00:00Z"}},"awards":[{"id":"a","date":"2025-02-01T00:00:00Z","value":{"amount":5,"currency":"IDR"},"suppliers":[{"id":"s","name":"Firm"}]}]}"#;
    scratch.write("releases.jsonl", release);
    let path = |name: &str| scratch.path().join(name).to_string_lossy().into_owned();
    expect(0, &["build", &path(""), "--from", &path("releases.jsonl"), "--out", &path("public")]);
    let all = files(&scratch.path().join("public"));
    assert!(all.keys().all(|file| !file.ends_with(".ics") && !file.ends_with("pembaruan.xml")));
    let home = String::from_utf8_lossy(&all["index.html"]).into_owned();
    assert!(
        !home.contains("pembaruan.xml") && !home.contains("ld+json") && !home.contains("rel=\"canonical\""),
        "{home}"
    );
    let build = |status, address: &str| {
        let out = path("public");
        expect(status, &["build", &path(""), "--out", &out, "--base-url", address, "--from", &path("releases.jsonl")])
    };
    build(0, "https://kota.example/kontrak/");
    let all = files(&scratch.path().join("public"));
    assert!(all.contains_key("pembaruan.xml") && all.contains_key("sitemap.xml"), "{:?}", all.keys());
    let home = String::from_utf8_lossy(&all["index.html"]).into_owned();
    assert!(home.contains("rel=\"canonical\" href=\"https://kota.example/kontrak/\""), "{home}");
    assert!(home.contains("href=\"/kontrak/paket/\""), "{home}");
    let process = String::from_utf8_lossy(&all["paket/ocds-a-1/index.html"]).into_owned();
    assert!(process.contains("ld+json") && process.contains("/kontrak/instansi/b/pembaruan.xml"), "{process}");
    assert!(build(2, "kota.example").contains("not an address"));
}
