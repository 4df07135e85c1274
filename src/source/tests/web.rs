//! Single addresses: tries, limits, conditional requests, error texts, and the last good snapshot.

use std::time::{Duration, Instant};

use super::*;

#[test]
fn a_server_that_is_busy_is_asked_again() {
    let server = Server::start(|_, before| match before {
        0 => answer("503 Service Unavailable", "", "busy"),
        1 => answer("429 Too Many Requests", "Retry-After: 0\r\n", "slow down"),
        _ => ok("[1]"),
    });
    let place = Place::new();
    let spec = http(&server.url("/a.json"));
    let begun = Instant::now();
    let pulled = place
        .pull_with(std::slice::from_ref(&spec), &PullOptions { retry_pause: Duration::from_millis(100), ..quick() });
    let snapshot = good(&pulled);
    assert_eq!(texts(snapshot), ["[1]"]);
    assert_eq!(server.requests().len(), 3);
    // One pause of ours, none after `Retry-After: 0` (ours would have been twice as long).
    assert!(begun.elapsed() >= Duration::from_millis(100));
    assert!(begun.elapsed() < Duration::from_millis(290), "{:?}", begun.elapsed());
    assert_eq!(snapshot.files[0].name, server.url("/a.json"));
    assert!(snapshot.receipt.fetched.is_some());
}

#[test]
fn tries_end_and_the_last_answer_is_told() {
    let server = Server::start(|_, _| answer("503 Service Unavailable", "", "down for\n  repair"));
    let (code, message) = failure(&Place::new().pull(&http(&server.url("/"))));
    assert_eq!(code, "fetch_failed");
    assert_eq!(message, "the server answered 503 Service Unavailable: down for repair (after 3 tries)");
    assert_eq!(server.requests().len(), 3);
    let server = Server::start(|_, _| answer("404 Not Found", "", ""));
    assert_eq!(failure(&Place::new().pull(&http(&server.url("/")))).1, "the server answered 404 Not Found");
    assert_eq!(server.requests().len(), 1);
    let server = Server::start(|_, _| answer("429 Too Many Requests", "Retry-After: 7200\r\n", ""));
    assert!(failure(&Place::new().pull(&http(&server.url("/")))).1.contains("in 120 minutes"));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn unchanged_bytes_are_not_sent_again() {
    let server = Server::start(|request, _| match request.headers.get("if-none-match").map(String::as_str) {
        Some("\"v1\"") => answer("304 Not Modified", "", ""),
        _ => answer("200 OK", "ETag: \"v1\"\r\nLast-Modified: Wed, 21 Oct 2015 07:28:00 GMT\r\n", "[1]"),
    });
    let place = Place::new();
    let spec = http(&server.url("/"));
    let first = place.pull(&spec);
    let second = place.pull(&spec);
    assert_eq!(texts(good(&first)), texts(good(&second)));
    assert_eq!(good(&first).receipt, good(&second).receipt);
    let requests = server.requests();
    assert!(!requests[0].headers.contains_key("if-none-match"));
    assert_eq!(requests[1].headers["if-modified-since"], "Wed, 21 Oct 2015 07:28:00 GMT");
    // Without the stored bytes the question would make no sense.
    std::fs::remove_file(&good(&first).files[0].path).expect("in the store");
    assert_eq!(texts(good(&place.pull(&spec))), ["[1]"]);
    assert!(!server.requests()[2].headers.contains_key("if-none-match"));
}

#[test]
fn a_broken_off_answer_is_no_answer() {
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n[1,2,3]";
    let server = Server::start(|_, _| cut.to_vec());
    let (code, message) = failure(&Place::new().pull(&http(&server.url("/"))));
    assert_eq!(code, "fetch_failed");
    assert!(message.starts_with("the answer broke off after 7 of 100 bytes"), "{message}");
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn an_answer_larger_than_allowed_is_refused() {
    let body = format!("[{}]", "1,".repeat(5000));
    let announced = body.clone();
    let lines = |url: String| {
        source(&format!("kind = \"http\"\naddress = [\"{url}\"]\n[limits]\nmax_bytes = 5000\nretries = 2"))
    };
    let server = Server::start(move |_, _| ok(&announced));
    assert_eq!(failure(&Place::new().pull(&lines(server.url("/")))).0, "file_too_large");
    assert_eq!(server.requests().len(), 1);
    // No length is announced: the bytes themselves are counted, and nothing stays behind.
    let server = Server::start(move |_, _| format!("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{body}").into_bytes());
    let place = Place::new();
    assert_eq!(failure(&place.pull(&lines(server.url("/")))).0, "file_too_large");
    assert_eq!(place.cached(), []);
}

#[test]
fn a_server_that_falls_silent_is_given_up() {
    let server = Server::start(|_, _| {
        std::thread::sleep(Duration::from_millis(1500));
        ok("[1]")
    });
    let url = server.url("/");
    let spec = source(&format!("kind = \"http\"\naddress = [\"{url}\"]\n[limits]\ntimeout_seconds = 1\nretries = 0"));
    let (code, message) = failure(&Place::new().pull(&spec));
    assert_eq!(code, "fetch_failed");
    assert!(message.contains("timeout"), "{message}");
}

#[test]
fn a_server_that_drips_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("bound"));
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("one request");
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        // Never silent for as long as `timeout_seconds`.
        for _ in 0..100 {
            std::thread::sleep(Duration::from_millis(100));
            if stream.write_all(b"1").and_then(|()| stream.flush()).is_err() {
                break;
            }
        }
    });
    let limits = "[limits]\ntimeout_seconds = 60\nrequest_seconds = 1\nretries = 0";
    let begun = Instant::now();
    let (code, message) =
        failure(&Place::new().pull(&source(&format!("kind = \"http\"\naddress = [\"{url}\"]\n{limits}"))));
    assert_eq!(code, "fetch_failed");
    assert!(message.contains("timeout: longer than `request_seconds` = 1"), "{message}");
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    server.join().expect("the server ends");
}

#[test]
fn an_error_text_with_status_200_never_becomes_a_snapshot() {
    let texts: [&str; 5] = [
        "URL-NOT-DEFINED",
        "<invalid_response>Data Kosong",
        "",
        "<html><body>Maaf, terjadi error pada aplikasi SPSE</body></html>",
        "{\"success\":false,\"message\":\"token tidak berlaku\"}",
    ];
    for text in texts {
        let server = Server::start(move |_, before| if before == 0 { ok("[1]") } else { ok(text) });
        let place = Place::new();
        let spec = http(&server.url("/"));
        good(&place.pull(&spec));
        let pulled = place.pull(&spec);
        assert_eq!(pulled.snapshots[0].receipt.status, Status::Kept, "{text}");
        assert_eq!(self::texts(&pulled.snapshots[0]), ["[1]"]);
        assert_eq!((pulled.problems[0].code, pulled.problems[0].severity), ("answer_not_data", Severity::Warning));
        let shown = text.trim_start_matches("<html><body>").trim_end_matches("</body></html>");
        assert!(pulled.problems[0].message.contains(shown), "{}", pulled.problems[0].message);
    }
}

#[test]
fn an_unreachable_host_keeps_the_last_good_snapshot() {
    let place = Place::new();
    let server = Server::start(|_, _| ok("[1]"));
    let spec = http(&server.url("/a"));
    let first = place.pull(&spec);
    let fetched = good(&first).receipt.fetched;
    drop(server);
    let kept = place.pull(&spec);
    assert_eq!((kept.snapshots[0].receipt.status, kept.snapshots[0].receipt.fetched), (Status::Kept, fetched));
    assert_eq!(texts(&kept.snapshots[0]), ["[1]"]);
    let problem = &kept.problems[0];
    assert_eq!((problem.code, problem.severity), ("fetch_failed", Severity::Warning));
    assert!(problem.message.contains("cannot reach 127.0.0.1"), "{problem}");
    let date = fetched.expect("fetched").format("the snapshot of %Y-%m-%dT").to_string();
    assert!(problem.message.contains(&date), "{problem}");
    // Offline tells the same of the same bytes, and asks nobody.
    let offline = place.offline(&spec);
    assert_eq!(offline.snapshots[0].receipt, kept.snapshots[0].receipt);
    assert_eq!(offline.problems, []);
    // Another declaration has no earlier snapshot, nor has an empty store.
    let other = SourceSpec { address: vec![spec.address[0].replace("/a", "/b")], ..spec.clone() };
    assert_eq!(failure(&place.pull(&other)).0, "fetch_failed");
    assert_eq!(failure(&Place::new().pull(&spec)).0, "fetch_failed");
    assert_eq!(failure(&Place::new().offline(&spec)).0, "never_fetched");
}

#[test]
fn offline_after_a_good_pull_is_fresh() {
    let server = Server::start(|_, _| ok("[1]"));
    let (place, spec) = (Place::new(), http(&server.url("/")));
    let online = place.pull(&spec);
    assert_eq!(good(&place.offline(&spec)).receipt, good(&online).receipt);
    assert_eq!(server.requests().len(), 1);
    std::fs::remove_file(&good(&online).files[0].path).expect("in the store");
    assert_eq!(failure(&place.offline(&spec)).0, "never_fetched");
}
