//! Containers, sound and broken, seen from outside.

use super::*;
use std::io::{self, BufReader, Read};

/// What one stream gave: `line:index:under:bytes` for each record, then `code@line#index` for each fault.
/// How the bytes come in pieces must not matter.
fn split(bytes: &[u8], options: &Options) -> Vec<String> {
    let whole = split_by(bytes, options);
    if bytes.len() < 100_000 {
        assert_eq!(split_by(BufReader::with_capacity(1, bytes), options), whole);
        assert_eq!(split_by(BufReader::with_capacity(7, bytes), options), whole);
    }
    whole
}

#[derive(Default)]
struct Found(Vec<String>);

impl Receiver for Found {
    fn item(&mut self, item: Item<'_>) -> Result<()> {
        let under = match item.under {
            Under::Root => "root".to_owned(),
            Under::Element => "element".to_owned(),
            Under::Key(key) => format!("{key}{}", item.envelope),
        };
        self.0.push(format!("{}:{}:{under}:{}", item.line, item.index, String::from_utf8_lossy(item.bytes)));
        Ok(())
    }

    fn envelope(&mut self, envelope: Envelope) -> Result<()> {
        let members: Vec<String> =
            envelope.members.iter().map(|(name, value)| format!("{name}={}", String::from_utf8_lossy(value))).collect();
        self.0.push(format!("envelope {} line {}: {}", envelope.number, envelope.line, members.join(" ")));
        Ok(())
    }
}

fn split_by(reader: impl BufRead, options: &Options) -> Vec<String> {
    let mut found = Found::default();
    let outcome = items(reader, options, &mut found).expect("the receiver does not fail");
    let mut lines = found.0;
    for fault in &outcome.faults {
        let index = fault.index.map(|index| format!("#{index}")).unwrap_or_default();
        lines.push(format!("{}@{}{index}", fault.code, fault.line));
    }
    lines
}

fn plain(text: &str) -> Vec<String> {
    split(text.as_bytes(), &Options::default())
}

fn packages(text: &str) -> Vec<String> {
    split(text.as_bytes(), &Options { packages: true, ..Options::default() })
}

fn below(path: &str, text: &str) -> Vec<String> {
    split(text.as_bytes(), &Options { items: Some(path.to_owned()), ..Options::default() })
}

#[test]
fn documents_by_line_or_one_after_another() {
    assert_eq!(
        plain("{\"a\":1}\n{\"a\":2}\r\n\n{\"a\":3}"),
        ["1:1:root:{\"a\":1}", "2:2:root:{\"a\":2}", "4:3:root:{\"a\":3}"]
    );
    assert_eq!(plain("{\n \"a\": 1\n}{\n \"b\": 2\n}"), ["1:1:root:{\n \"a\": 1\n}", "3:2:root:{\n \"b\": 2\n}"]);
    assert_eq!(plain("\u{feff}{}\n\u{feff}{},\n{},\n"), ["1:1:root:{}", "2:2:root:{}", "3:3:root:{}"]);
}

#[test]
fn arrays_bare_and_below_a_key() {
    assert_eq!(plain("[\n{\"a\":1},\n[1,2],\n3\n]"), ["2:1:element:{\"a\":1}", "3:2:element:[1,2]", "4:3:element:3"]);
    assert_eq!(plain("[]"), Vec::<String>::new());
    assert_eq!(
        below("result.rows", r#"{"ok":true,"result":{"n":2,"rows":[{"a":"]"},{"b":1}],"more":false}}"#),
        [
            "1:1:result.rows1:{\"a\":\"]\"}",
            "1:2:result.rows1:{\"b\":1}",
            "envelope 1 line 1: ok=true result.n=2 result.more=false",
        ]
    );
    assert_eq!(
        below("data", "{\"data\":[{}]}\n{\"data\":[]}\n[{\"data\":[{}]},{\"x\":1}]"),
        [
            "1:1:data1:{}",
            "envelope 1 line 1: ",
            "envelope 2 line 2: ",
            "3:2:data3:{}",
            "envelope 3 line 3: ",
            "3:3:element:{\"x\":1}",
        ]
    );
    assert_eq!(below("data", "{\"success\":false,\"message\":\"no\"}"), ["no_items@1#1"]);
    assert_eq!(below("data", "{\"data\":{\"a\":1}}"), ["1:1:data1:{\"a\":1}", "envelope 1 line 1: "]);
}

#[test]
fn packages_alone_in_arrays_and_by_line() {
    let found = packages("{\"version\":\"1.1\",\n\"releases\":[\n{\"ocid\":\"a\"},\n{\"ocid\":\"b\"}],\"uri\":\"u\"}");
    assert_eq!(
        found,
        [
            "3:1:releases1:{\"ocid\":\"a\"}",
            "4:2:releases1:{\"ocid\":\"b\"}",
            "envelope 1 line 1: version=\"1.1\" uri=\"u\""
        ]
    );
    let found = packages("[{\"records\":[{\"ocid\":\"a\",\"releases\":[]}]},\n{\"ocid\":\"b\"}]");
    assert_eq!(
        found,
        ["1:1:records1:{\"ocid\":\"a\",\"releases\":[]}", "envelope 1 line 1: ", "2:2:element:{\"ocid\":\"b\"}"]
    );
}

#[test]
fn a_record_is_no_package_wherever_its_ocid_stands() {
    let first = "{\"ocid\":\"a\",\"releases\":[{\"ocid\":\"a\"}]}";
    let last = "{\"releases\":[{\"ocid\":\"a\"}],\"x\":{},\"ocid\":\"a\"}";
    assert_eq!(packages(first), [format!("1:1:root:{first}")]);
    assert_eq!(packages(last), [format!("1:1:root:{last}")]);
}

#[test]
fn a_broken_line_costs_only_itself() {
    let good = ["1:1:root:{\"a\":1}", "3:3:root:{\"c\":3}"];
    for broken in
        ["{\"b\":", "{\"b\":{\"x\":1}", "{\"b\":\"x", "{\"b\":[1}", "{\"b\":1]", "{b:1}", "{\"b\":1,", "{\"b\" 1"]
    {
        let text = format!("{{\"a\":1}}\n{broken}\n{{\"c\":3}}\n");
        for options in [Options::default(), Options { packages: true, ..Options::default() }] {
            let found = split(text.as_bytes(), &options);
            assert!(found.iter().any(|line| line == good[0]), "{broken}: {found:?}");
            if broken == "{\"b\":" || broken == "{\"b\" 1" {
                // Here the next line fits as the missing value, or parsing must refuse it: nothing is silent.
                assert!(found.len() >= 2, "{broken}: {found:?}");
                continue;
            }
            assert!(found.iter().any(|line| line == good[1]), "{broken}: {found:?}");
            assert!(
                found.iter().any(|line| line.starts_with("broken_json@") && line.ends_with("#2")),
                "{broken}: {found:?}"
            );
            assert_eq!(found.len(), 3, "{broken}: {found:?}");
        }
    }
}

#[test]
fn an_array_goes_on_after_a_broken_element() {
    let found = plain("[\n{\"a\":1},\n{\"b\":[1},\n{\"c\":3}\n]\n{\"d\":4}");
    assert_eq!(found, ["2:1:element:{\"a\":1}", "4:3:element:{\"c\":3}", "6:4:root:{\"d\":4}", "broken_json@3#2"]);
    assert_eq!(plain("[{\"a\":1} {\"b\":2}]").last().map(String::as_str), Some("missing_comma@1"));
}

#[test]
fn truncated_files_say_so() {
    assert_eq!(plain("[{\"a\":1},\n{\"b\":"), ["1:1:element:{\"a\":1}", "broken_json@2#2"]);
    assert_eq!(plain("[{\"a\":1}"), ["1:1:element:{\"a\":1}", "broken_json@1"]);
    assert_eq!(
        packages("{\"version\":\"1.1\",\"releases\":[{\"ocid\":\"a\"},{\"oc"),
        ["1:1:releases1:{\"ocid\":\"a\"}", "envelope 1 line 1: version=\"1.1\"", "broken_json@1#2"]
    );
    assert_eq!(plain(""), ["empty_file@1"]);
    assert_eq!(plain(" \n\u{feff}\n"), ["empty_file@3"]);
}

#[test]
fn what_is_no_document_is_a_fault() {
    assert_eq!(plain("{}\n\"URL-NOT-DEFINED\"\n{}"), ["1:1:root:{}", "3:3:root:{}", "stray_value@2#2"]);
    assert_eq!(plain("{}\nMaaf, terjadi error\n{}"), ["1:1:root:{}", "3:3:root:{}", "broken_json@2#2"]);
    assert_eq!(plain("<html>\n<body>"), ["broken_json@1#1"]);
}

#[test]
fn records_over_the_limits_are_refused_and_the_next_is_read() {
    let options = Options { max_depth: 5, max_item_bytes: 600_000, packages: true, ..Options::default() };
    let deep = format!("{{\"ocid\":{}{}}}", "[".repeat(50), "]".repeat(50));
    let long = format!("{{\"ocid\":\"{}\"}}", "x".repeat(2_000_000));
    let late = format!("{{\"x\":[\"{}\"],\"ocid\":1}}", "x".repeat(2_000_000));
    let text = format!("{deep}\n{long}\n{late}\n{{\"ocid\":\"a\"}}");
    assert_eq!(
        split(text.as_bytes(), &options),
        ["4:4:root:{\"ocid\":\"a\"}", "too_deep@1#1", "too_long@2#2", "too_long@3#3"]
    );
}

#[test]
fn hostile_nesting_neither_overflows_nor_takes_forever() {
    let text = "{\"a\":[\n".repeat(20_000);
    let found = plain(&text);
    assert!(found[0].starts_with("broken_json@"), "{found:?}");
    let found = plain(&"[".repeat(3_000_000));
    assert_eq!(found.len(), 1);
}

#[test]
fn other_encodings_are_decoded() {
    let utf16: Vec<u8> = "\u{feff}{\"a\":\"é\"}".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(split(&utf16, &Options::default()), ["1:1:root:{\"a\":\"é\"}"]);
    let options = Options { encoding: Some("iso-8859-1".to_owned()), ..Options::default() };
    assert_eq!(split(b"{\"a\":\"\xe9\"}", &options), ["1:1:root:{\"a\":\"é\"}"]);
}

#[test]
fn a_stream_that_breaks_keeps_what_came_before() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::new(io::ErrorKind::UnexpectedEof, "gzip ends early"))
        }
    }
    let found = split_by(BufReader::new((&b"{\"a\":1}\n{\"b\":"[..]).chain(Broken)), &Options::default());
    assert_eq!(found, ["1:1:root:{\"a\":1}", "broken_json@2#2", "broken_stream@2"]);
}

#[test]
fn many_faults_are_counted_beyond_the_limit() {
    let text = "\"x\"\n".repeat(MAX_FAULTS + 50);
    let outcome = items(text.as_bytes(), &Options::default(), &mut Found::default()).expect("readable");
    assert_eq!(outcome.faults.len(), MAX_FAULTS);
    assert_eq!(outcome.items, MAX_FAULTS as u64 + 50);
    let last = outcome.faults.last().expect("some");
    assert_eq!(last.message, "51 more faults in this file are not listed");
}
