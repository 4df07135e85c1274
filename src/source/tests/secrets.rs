//! A secret is sent to its own host, and nowhere else, and never kept.

use std::io::Write;
use std::sync::Mutex;

use super::*;

#[test]
fn a_secret_is_sent_and_nowhere_kept_or_told() {
    // The server echoes the secret in every way it can: in links, in texts, in headers.
    let server = Server::start(|_, before| match before {
        0 => answer(
            "200 OK",
            &format!("ETag: \"{TOKEN}\"\r\n"),
            format!("{{\"data\":[1],\"you\":\"{TOKEN}\",\"links\":{{\"next\":\"?key={ENCODED}&year=2025&page=2\"}}}}"),
        ),
        1 => ok("{\"data\":[2]}"),
        2 => answer("403 Forbidden", "", format!("wrong key {TOKEN} or {ENCODED}")),
        3 => ok(format!("URL-NOT-DEFINED {TOKEN}")),
        _ => answer("302 Found", &format!("Location: http://localhost:1/?key={ENCODED}\r\n"), ""),
    });
    let mut spec = api(&server.url("/list?key=${TOKEN}&year=${YEAR}"), "kind = \"link\"");
    spec.headers.insert("X-Key".into(), "${TOKEN}".into());
    let place = Place::new();
    let told = Mutex::new(Vec::new());
    let progress = |text: &str| told.lock().expect("one thread").push(text.to_string());
    let options = PullOptions { progress: &progress, ..quick() };
    let mut everything = Vec::new();
    for _ in 0..4 {
        everything.push(place.pull_with(std::slice::from_ref(&spec), &options));
    }
    let requests = server.requests();
    assert_eq!(requests[0].target, format!("/list?key={ENCODED}&year=2025"));
    assert_eq!(requests[1].target, format!("/list?key={ENCODED}&year=2025&page=2"));
    assert!(requests.iter().all(|request| request.headers["x-key"] == TOKEN));
    assert_eq!(everything[0].snapshots[0].receipt.address, [server.url("/list?key=${TOKEN}&year=${YEAR}")]);
    assert_eq!(everything[0].problems[0].code, "secret_echoed");
    assert!(texts(&everything[0].snapshots[0])[0].contains("\"you\":\"${TOKEN}\""));
    for (pulled, expected) in
        everything[1..].iter().zip(["wrong key ${TOKEN} or ${TOKEN}", "URL-NOT-DEFINED ${TOKEN}", "another host"])
    {
        assert_eq!(pulled.snapshots[0].receipt.status, Status::Kept);
        assert!(pulled.problems[0].message.contains(expected), "{}", pulled.problems[0]);
    }
    let shown =
        format!("{everything:?} {:?} {:?}", told.lock().expect("one thread"), everything[1].problems[0].to_string());
    let cached = place.cached();
    assert!(cached.len() >= 3);
    for secret in [TOKEN, ENCODED] {
        assert!(!shown.contains(secret), "{shown}");
        for (name, bytes) in &cached {
            assert!(!name.contains(secret));
            assert!(!String::from_utf8_lossy(bytes).contains(secret), "{name}");
        }
    }
}

#[test]
fn a_compressed_answer_that_holds_a_secret_is_refused() {
    use flate2::write::GzEncoder;
    fn zip(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
            writer.write_all(bytes).expect("memory");
        }
        writer.finish().expect("memory").into_inner()
    }
    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }
    let types = ("[Content_Types].xml", b"<Types/>".to_vec());
    for (text, refused) in [(format!("[\"{TOKEN}\"]"), true), ("[\"T0ken\"]".to_string(), false)] {
        let text = text.into_bytes();
        let workbook = zip(&[types.clone(), ("xl/sharedStrings.xml", text.clone())]);
        for body in [
            gzip(&text),
            zstd::encode_all(text.as_slice(), 1).expect("memory"),
            zip(&[("a.json", b"[1]".to_vec()), ("b.json", text.clone())]),
            zip(&[("a.json.gz", gzip(&text))]),
            zip(&[("book.xlsx", workbook.clone())]),
            workbook.clone(),
        ] {
            let server = Server::start(move |_, _| ok(&body));
            let url = server.url("/a?key=${TOKEN}");
            let place = Place::new();
            let pulled = place.pull(&source(&format!("kind = \"http\"\naddress = [\"{url}\"]")));
            if refused {
                let (code, message) = failure(&pulled);
                assert_eq!(code, "secret_echoed", "{message}");
                assert_eq!(place.cached(), [], "nothing of it is kept");
            } else {
                good(&pulled);
            }
        }
    }
    // Bounded like all other opening.
    let bomb = gzip(&vec![b'1'; 5000]);
    let server = Server::start(move |_, _| ok(&bomb));
    let url = server.url("/a?key=${TOKEN}");
    let spec = source(&format!("kind = \"http\"\naddress = [\"{url}\"]\n[limits]\nmax_bytes = 1000\nretries = 0"));
    assert_eq!(failure(&Place::new().pull(&spec)).0, "archive_too_large");
}

#[test]
fn escaped_and_wide_answers_lose_the_secret() {
    let wide: Vec<u8> = format!("\u{feff}[\"{TOKEN}\"]").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let escaped = "[\"T0ken\\u002Fwith\\u002bsigns\\u003d=\"]".as_bytes().to_vec();
    for body in [wide, escaped] {
        let server = Server::start(move |_, _| ok(&body));
        let place = Place::new();
        let pulled = place.pull(&http(&server.url("/a?key=${TOKEN}")));
        assert_eq!(pulled.problems[0].code, "secret_echoed");
        let file = &pulled.snapshots[0].files[0];
        let bytes: Vec<u8> = std::fs::read(&file.path).expect("kept").into_iter().filter(|byte| *byte != 0).collect();
        assert!(String::from_utf8_lossy(&bytes).contains("[\"${TOKEN}\"]"));
    }
}

#[test]
fn a_missing_variable_is_named_before_anything_is_asked() {
    let server = Server::start(|_, _| ok("[1]"));
    let mut spec = http(&server.url("/?key=${NOWHERE_SET}"));
    spec.headers.insert("X-Key".into(), "${TOKEN}".into());
    let (code, message) = failure(&Place::new().pull(&spec));
    assert_eq!(
        (code, message.as_str()),
        ("variable_missing", "the environment variable `NOWHERE_SET` is not set or empty")
    );
    assert!(server.requests().is_empty());
}

#[test]
fn redirects_are_followed_without_taking_the_token_elsewhere() {
    let other = Server::start(|_, _| ok("[2]"));
    let away = format!("Location: {}\r\n", other.url("/there").replace("127.0.0.1", "localhost"));
    let server = Server::start(move |request, _| match request.target.as_str() {
        "/a" => answer("301 Moved Permanently", "Location: b?x=1\r\n", ""),
        "/b?x=1" => ok("[1]"),
        "/away" => answer("302 Found", &away, ""),
        _ => answer("302 Found", "Location: /loop\r\n", ""),
    });
    let with_token = |target: &str| {
        let mut spec = http(&server.url(target));
        spec.headers.insert("Authorization".into(), "Bearer ${TOKEN}".into());
        spec
    };
    let place = Place::new();
    assert_eq!(texts(good(&place.pull(&with_token("/a")))), ["[1]"]);
    assert!(server.requests()[1].headers.contains_key("authorization"));
    assert_eq!(texts(good(&Place::new().pull(&with_token("/away")))), ["[2]"]);
    assert!(!other.requests()[0].headers.contains_key("authorization"));
    assert!(failure(&Place::new().pull(&with_token("/loop"))).1.contains("more than 10 times"));
}
