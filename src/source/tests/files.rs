//! Local files, archives, and lists of sources.

use std::io::Write;

use super::*;
use crate::source::prune;
use crate::testing::shared;

#[test]
fn compressed_and_packed_answers_are_recognised_by_their_bytes() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(b"[1]").expect("memory");
    let gzip = gzip.finish().expect("memory");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in ["b.json", "a.json"] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("memory");
        zip.write_all(format!("[\"{name}\"]").as_bytes()).expect("memory");
    }
    let zip = zip.finish().expect("memory").into_inner();
    let server = Server::start(move |request, _| match request.target.as_str() {
        "/plain.json" => answer("200 OK", "Content-Encoding: gzip\r\n", &gzip),
        "/named.json" => ok(&gzip),
        _ => answer("200 OK", "ETag: \"z\"\r\n", &zip),
    });
    for target in ["/plain.json", "/named.json"] {
        assert_eq!(texts(good(&Place::new().pull(&http(&server.url(target))))), ["[1]"]);
    }
    let place = Place::new();
    let pulled = place.pull(&http(&server.url("/all")));
    let names: Vec<&str> = good(&pulled).files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, [server.url("/all/a.json"), server.url("/all/b.json")]);
    assert_eq!(texts(good(&pulled)), ["[\"a.json\"]", "[\"b.json\"]"]);
    // Pruning removes the archive itself; its members and the next pull do without it.
    assert!(prune(&place.cache()).expect("scratch") > 100);
    assert_eq!(texts(good(&place.offline(&http(&server.url("/all"))))), ["[\"a.json\"]", "[\"b.json\"]"]);
}

fn file(lines: &str) -> SourceSpec {
    source(&format!("kind = \"file\"\n{lines}"))
}

#[test]
fn local_files_are_read_in_place_and_in_order() {
    let place = Place::new();
    for name in ["portal/data/b.json", "portal/data/a.json"] {
        place.0.write(name, format!("[\"{name}\"]"));
    }
    let pulled = place.pull(&file("address = [\"data/b.json\", \"data/*.json\"]"));
    let snapshot = good(&pulled);
    let names: Vec<&str> = snapshot.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["data/b.json", "data/a.json"]);
    assert_eq!(snapshot.files[1].path, place.0.path().join("portal/data/a.json"));
    assert_eq!((snapshot.receipt.fetched, snapshot.receipt.address.len()), (None, 2));
    // A copy is kept for the day when they are gone; the generator's files can be made again.
    assert_eq!(place.cached().iter().filter(|(name, _)| name.contains("/store/")).count(), 2);
}

#[test]
fn a_local_file_that_is_gone_keeps_the_last_good_snapshot() {
    let place = Place::new();
    let gone = place.0.path().join("portal/b.json");
    place.0.write("portal/a.json", "[1]");
    place.0.write("portal/b.json", "[2]");
    let spec = file("address = [\"a.json\", \"b.json\"]");
    let first = place.pull(&spec);
    assert_eq!(good(&first).files[1].path, gone, "read where it lies");
    std::fs::remove_file(&gone).expect("scratch");
    prune(&place.cache()).expect("scratch");
    // What is there may have changed since: the snapshot is one of all files together.
    place.0.write("portal/a.json", "[9]");
    let pulled = place.pull(&spec);
    let snapshot = &pulled.snapshots[0];
    assert_eq!((snapshot.receipt.status, texts(snapshot)), (Status::Kept, vec!["[1]".to_string(), "[2]".to_string()]));
    let fetched = snapshot.receipt.fetched.expect("the portal says how old it is");
    let problem = &pulled.problems[0];
    assert_eq!((problem.code, problem.severity), ("file_missing", Severity::Warning));
    let date = fetched.format("the snapshot of %Y-%m-%dT").to_string();
    assert!(problem.message.contains(&date), "{problem}");
    // Once more the same, and fresh again when the file is back.
    assert_eq!(texts(&place.pull(&spec).snapshots[0]), ["[1]", "[2]"]);
    place.0.write("portal/b.json", "[3]");
    assert_eq!(texts(good(&place.pull(&spec))), ["[9]", "[3]"]);
}

#[test]
fn a_local_file_that_was_never_there_is_an_error() {
    let place = Place::new();
    place.0.write("portal/a.json", "[1]");
    let spec = file("address = [\"a.json\", \"b.json\"]");
    let pulled = place.pull(&spec);
    assert_eq!(
        (pulled.snapshots[0].receipt.status, texts(&pulled.snapshots[0])),
        (Status::Failed, vec!["[1]".to_string()])
    );
    let problem = &pulled.problems[0];
    assert_eq!((problem.code, problem.severity), ("file_missing", Severity::Error));
    assert_eq!(problem.place.file.as_deref(), Some("b.json"));
    let whole = format!("{pulled:?}").replace(&format!("path: {:?}", place.0.path().join("portal/a.json")), "");
    assert!(!whole.contains(&*place.0.path().to_string_lossy()), "{whole}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf_8_is_told() {
    use std::os::unix::ffi::OsStrExt;
    let place = Place::new();
    place.0.write("portal/data/a.json", "[1]");
    let odd = place.0.path().join("portal/data").join(std::ffi::OsStr::from_bytes(b"\xff.json"));
    std::fs::write(odd, "[2]").expect("scratch");
    for address in ["data", "data/*.json"] {
        let pulled = place.pull(&file(&format!("address = [\"{address}\"]")));
        assert_eq!(texts(&pulled.snapshots[0]), ["[1]"]);
        let problem = &pulled.problems[0];
        assert_eq!((problem.code, problem.place.file.as_deref()), ("file_unreadable", Some("data/\u{fffd}.json")));
        assert!(problem.message.contains("not UTF-8"), "{problem}");
    }
}

#[test]
fn an_unpacked_archive_outlives_its_file() {
    let place = Place::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a.json", zip::write::SimpleFileOptions::default()).expect("memory");
    zip.write_all(b"[1]").expect("memory");
    let path = place.0.write("portal/data.zip", zip.finish().expect("memory").into_inner());
    let spec = file("address = [\"data.zip\"]");
    assert_eq!(good(&place.pull(&spec)).files[0].name, "data.zip/a.json");
    std::fs::remove_file(path).expect("scratch");
    let pulled = place.pull(&spec);
    assert_eq!(
        (pulled.snapshots[0].receipt.status, texts(&pulled.snapshots[0])),
        (Status::Kept, vec!["[1]".to_string()])
    );
    assert_eq!(pulled.problems[0].severity, Severity::Warning);
}

#[test]
fn a_national_id_in_a_name_is_never_shown() {
    const NIK: &str = "3204112505900001";
    let place = Place::new();
    let told = std::sync::Mutex::new(String::new());
    let progress = |text: &str| told.lock().expect("one thread").push_str(text);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(format!("{NIK}.json"), zip::write::SimpleFileOptions::default()).expect("memory");
    zip.write_all(b"[1]").expect("memory");
    place.0.write("portal/data/a.zip", zip.finish().expect("memory").into_inner());
    place.0.write(&format!("portal/data/{NIK}.json"), "[2]");
    place.0.write(&format!("portal/data/{NIK}.zip"), "PK\u{3}\u{4} cut short");
    let server = Server::start(|_, _| answer("404 Not Found", "", format!("no file {NIK}")));
    let url = server.url(&format!("/{NIK}.json"));
    let spec = file(&format!("address = [\"data/*\", \"data/{NIK}.csv\", \"{url}\"]"));
    let pulled = place.pull_with(&[spec], &PullOptions { progress: &progress, ..quick() });
    let snapshot = &pulled.snapshots[0];
    let names: Vec<&str> = snapshot.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["data/(hidden).json", "data/a.zip/(hidden).json"]);
    assert_eq!(pulled.problems.len(), 3, "{:?}", pulled.problems);
    let shown =
        format!("{names:?} {:?} {:?} {:?}", pulled.problems, snapshot.receipt, told.lock().expect("one thread"));
    assert!(!shown.contains(NIK), "{shown}");
}

#[test]
fn a_mixed_list_of_files_and_addresses_is_one_source() {
    let server = Server::start(|_, _| ok("{\"releases\":[]}"));
    let place = Place::new();
    place.0.write("portal/a.json", "[1]");
    let url = server.url("/ocds.json");
    let pulled = place.pull(&file(&format!("format = \"ocds\"\naddress = [\"a.json\", \"{url}\"]")));
    assert_eq!(texts(good(&pulled)), ["[1]", "{\"releases\":[]}"]);
}

#[test]
fn sources_come_in_the_order_of_their_names_and_can_be_chosen() {
    let place = Place::new();
    place.0.write("samples/x.json", "[1]");
    let spec = source("kind = \"sample\"\naddress = [\"x.json\"]");
    let named = |name: &str| SourceSpec { name: name.to_string(), ..spec.clone() };
    let sources = [named("tender"), named("budget")];
    let samples = Some(place.0.path().join("samples"));
    let all = place.pull_with(&sources, &PullOptions { sample_dir: samples.clone(), ..quick() });
    assert_eq!(all.snapshots.iter().map(|one| one.source_id.as_str()).collect::<Vec<_>>(), ["budget", "tender"]);
    assert_eq!(all.problems, []);
    let only = Some(vec!["tendr".to_string(), "budget".to_string()]);
    let some = place.pull_with(&sources, &PullOptions { sample_dir: samples, only, ..quick() });
    assert_eq!(some.snapshots.len(), 1);
    assert_eq!(
        (some.problems[0].code, some.problems[0].hint.as_deref()),
        ("source_unknown", Some("did you mean `tender`?"))
    );
    assert_eq!(place.pull_with(&sources, &quick()).problems[0].code, "file_missing");
}

#[test]
fn a_file_larger_than_allowed_or_no_file_at_all_is_told() {
    let place = Place::new();
    place.0.write("portal/a.json", "[1,2,3]");
    let large = file("address = [\"a.json\"]\n[limits]\nmax_bytes = 6");
    assert_eq!(failure(&place.pull(&large)).0, "file_too_large");
    assert_eq!(failure(&place.pull(&file("address = []"))).0, "address_invalid");
    assert_eq!(failure(&place.pull(&http("ftp://x.example/a"))).0, "address_invalid");
    assert_eq!(failure(&place.pull(&http("http://user:secret@127.0.0.1:1/a"))).0, "address_invalid");
    let shown = format!("{:?}", place.pull(&http("http://user:secret@127.0.0.1:1/a")));
    assert!(!shown.contains("secret@"), "{shown}");
}

#[test]
fn real_sets_are_found_whole() {
    let Some(folder) = shared("ocds") else { return };
    let address = toml::Value::String(folder.display().to_string());
    let pulled = Place::new().pull(&file(&format!("format = \"ocds\"\naddress = [{address}]")));
    let snapshot = good(&pulled);
    assert!(snapshot.files.len() >= 5, "{}", snapshot.files.len());
    for file in &snapshot.files {
        assert!(file.name.starts_with("ocds/"), "{file:?}");
    }
}
