//! Every way of paging, and every way that it ends.

use std::time::{Duration, Instant};

use super::*;

/// Pages of a list of `total` records, two at a time, starting at the record that `start` gives.
fn records(total: usize, start: usize) -> String {
    let items: Vec<String> = (start..total.min(start + 2)).map(|number| number.to_string()).collect();
    format!("[{}]", items.join(","))
}

fn parameter(target: &str, name: &str) -> Option<String> {
    let query = target.split_once('?')?.1;
    query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}=")).map(str::to_string))
}

#[test]
fn cursors_are_followed_until_no_more() {
    let server = Server::start(|request, _| {
        let start = parameter(&request.target, "cursor").and_then(|cursor| cursor.strip_prefix("c%2F")?.parse().ok());
        let (start, more) = (start.unwrap_or(0), start.unwrap_or(0) < 4);
        let data = records(5, start);
        ok(format!(
            "{{\"success\":true,\"data\":{data},\"meta\":{{\"cursor\":\"c/{}\",\"has_more\":{more}}}}}",
            start + 2
        ))
    });
    let paging = "kind = \"cursor\"\nnext = \"meta.cursor\"\nmore = \"meta.has_more\"\nsize = 2";
    let place = Place::new();
    let pulled = place.pull(&api(&server.url("/v1?tahun=2025"), paging));
    let snapshot = good(&pulled);
    assert_eq!(
        server.targets(),
        ["/v1?tahun=2025&limit=2", "/v1?tahun=2025&limit=2&cursor=c%2F2", "/v1?tahun=2025&limit=2&cursor=c%2F4"]
    );
    let names: Vec<&str> = snapshot.files.iter().map(|file| file.name.as_str()).collect();
    let url = server.url("/v1?tahun=2025");
    assert_eq!(names, [1, 2, 3].map(|number| format!("{url} (page {number})")));
    assert!(texts(snapshot)[2].contains("[4]"));
}

#[test]
fn offsets_count_what_came_and_stop_at_an_empty_page() {
    // The server never gives more than two, whatever is asked.
    let server = Server::start(|request, _| {
        let start = parameter(&request.target, "offset").and_then(|start| start.parse().ok()).unwrap_or(0);
        ok(format!("{{\"data\":{}}}", records(5, start)))
    });
    let place = Place::new();
    let pulled = place.pull(&api(&server.url("/"), "kind = \"offset\"\nsize = 100"));
    let offsets: Vec<_> = server.targets().iter().map(|target| parameter(target, "offset")).collect();
    assert_eq!(offsets, ["0", "2", "4", "5"].map(|offset| Some(offset.to_string())));
    assert_eq!(texts(good(&pulled)), ["{\"data\":[0,1]}", "{\"data\":[2,3]}", "{\"data\":[4]}"]);
}

#[test]
fn page_numbers_count_up_to_an_empty_page_or_the_limit() {
    let serve = |request: &Request, _: usize| {
        let page: usize = parameter(&request.target, "p").and_then(|page| page.parse().ok()).unwrap_or(9);
        ok(format!("{{\"data\":{}}}", records(5, page * 2)))
    };
    let server = Server::start(serve);
    let paging = "kind = \"page\"\nparameter = \"p\"\nfirst = 0";
    assert_eq!(texts(good(&Place::new().pull(&api(&server.url("/"), paging)))).len(), 3);
    assert_eq!(server.targets(), ["/?p=0", "/?p=1", "/?p=2", "/?p=3"]);
    let mut spec = api(&server.url("/"), paging);
    spec.limits.max_pages = 2;
    let pulled = Place::new().pull(&spec);
    assert_eq!((pulled.snapshots[0].receipt.status, pulled.snapshots[0].files.len()), (Status::Fresh, 2));
    assert_eq!((pulled.problems[0].code, pulled.problems[0].severity), ("paging_stopped", Severity::Warning));
    // An empty first page is a good answer with no records.
    let server = Server::start(|_, _| ok("{\"data\":[]}"));
    assert_eq!(texts(good(&Place::new().pull(&api(&server.url("/"), paging)))), ["{\"data\":[]}"]);
}

#[test]
fn next_links_are_followed_on_their_own_host_only() {
    let server = Server::start(|request, before| match (request.target.as_str(), before) {
        ("/list", 0) => ok("{\"data\":[1],\"links\":{\"next\":\"/list?from=1\"}}"),
        ("/list?from=1", 1) => ok("{\"data\":[2],\"links\":{\"next\":null}}"),
        _ => ok("{\"data\":[1],\"links\":{\"next\":\"http://localhost:1/list\"}}"),
    });
    let mut spec = api(&server.url("/list"), "kind = \"link\"");
    spec.headers.insert("Authorization".into(), "Bearer ${TOKEN}".into());
    let place = Place::new();
    assert_eq!(good(&place.pull(&spec)).files.len(), 2);
    assert!(server.requests().iter().all(|request| request.headers["authorization"] == format!("Bearer {TOKEN}")));
    let (code, message) = failure(&Place::new().pull(&spec));
    assert_eq!(code, "paging_stopped");
    assert!(message.contains("another host"), "{message}");
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn paging_that_would_never_end_stops() {
    let server = Server::start(|_, _| ok("{\"data\":[1],\"meta\":{\"cursor\":\"same\"}}"));
    let (code, message) =
        failure(&Place::new().pull(&api(&server.url("/"), "kind = \"cursor\"\nnext = \"meta.cursor\"")));
    assert_eq!(code, "paging_stopped");
    assert!(message.contains("named before"), "{message}");
    assert_eq!(server.requests().len(), 2);
    let (_, message) = failure(&Place::new().pull(&api(&server.url("/"), "kind = \"page\"")));
    assert!(message.contains("does the server know `page`?"), "{message}");
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_failed_page_gives_no_part_of_the_whole() {
    let pages: [(&str, &str); 4] = [
        ("{\"success\":false,\"message\":\"batas\"}", "batas"),
        ("{\"data\":{\"a\":1}}", "no list of records at `data`"),
        ("{\"data\":[1,", "cut short"),
        ("URL-NOT-DEFINED", "URL-NOT-DEFINED"),
    ];
    for (page, expected) in pages {
        let server = Server::start(move |_, before| if before == 0 { ok("{\"data\":[1]}") } else { ok(page) });
        let (code, message) = failure(&Place::new().pull(&api(&server.url("/"), "kind = \"page\"")));
        assert_eq!(code, "answer_not_data");
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn pages_that_did_not_change_come_from_the_store() {
    let server = Server::start(|request, _| {
        if request.headers.contains_key("if-none-match") {
            return answer("304 Not Modified", "", "");
        }
        let page: usize = parameter(&request.target, "page").and_then(|page| page.parse().ok()).unwrap_or(9);
        answer("200 OK", &format!("ETag: \"{page}\"\r\n"), format!("{{\"data\":{}}}", records(3, page * 2 - 2)))
    });
    let (place, spec) = (Place::new(), api(&server.url("/"), "kind = \"page\""));
    let first = place.pull(&spec);
    let second = place.pull(&spec);
    assert_eq!(texts(good(&first)), ["{\"data\":[0,1]}", "{\"data\":[2]}"]);
    assert_eq!(texts(good(&second)), texts(good(&first)));
    let asked: Vec<_> = server.requests().iter().map(|request| request.headers.contains_key("if-none-match")).collect();
    assert_eq!(asked, [false, false, false, true, true, false]);
}

#[test]
fn requests_keep_their_distance() {
    let server = Server::start(|request, _| {
        let page: usize = parameter(&request.target, "page").and_then(|page| page.parse().ok()).unwrap_or(9);
        ok(format!("{{\"data\":{}}}", records(4, page * 2 - 2)))
    });
    let mut spec = api(&server.url("/"), "kind = \"page\"");
    spec.limits.requests_per_second = 10.0;
    let begun = Instant::now();
    good(&Place::new().pull(&spec));
    assert_eq!(server.requests().len(), 3);
    assert!(begun.elapsed() >= Duration::from_millis(200), "{:?}", begun.elapsed());
}
