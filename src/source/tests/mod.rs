//! The whole of pulling against a small server of our own, with its requests written down.

mod files;
mod paging;
mod secrets;
mod web;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use super::pull::pull_sources;
use super::store::Store;
use super::{PullOptions, Pulled, Snapshot, Status};
use crate::cache::Cache;
use crate::config::SourceSpec;
use crate::problem::Severity;
use crate::testing::Scratch;

/// What came in: the request's target and its headers in lower case.
#[derive(Clone, Debug)]
struct Request {
    target: String,
    headers: HashMap<String, String>,
}

type Answer = Box<dyn Fn(&Request, usize) -> Vec<u8> + Send + Sync>;

/// A server on this machine. The answer to a request depends on it and on how many came before.
struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    fn start(answer: impl Fn(&Request, usize) -> Vec<u8> + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("bound");
        let (requests, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (log, stopped, answer): (_, _, Answer) = (requests.clone(), stop.clone(), Box::new(answer));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                serve(stream, &log, &answer);
            }
        });
        Server { address, requests, stop, thread: Some(thread) }
    }

    fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }

    fn requests(&self) -> Vec<Request> {
        self.requests.lock().expect("no test panics while it holds the log").clone()
    }

    fn targets(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.target).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // Wakes the thread from waiting.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn serve(stream: TcpStream, log: &Mutex<Vec<Request>>, answer: &Answer) {
    let mut reader = BufReader::new(&stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        match reader.read_line(&mut line) {
            Ok(count) if count > 0 && !line.trim().is_empty() => lines.push(line.trim().to_string()),
            _ => break,
        }
    }
    let Some(target) = lines.first().and_then(|line| line.split(' ').nth(1)) else { return };
    let header = |line: &String| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_string()));
    let request = Request { target: target.to_string(), headers: lines.iter().skip(1).filter_map(header).collect() };
    let before = {
        let mut log = log.lock().expect("no test panics while it holds the log");
        log.push(request.clone());
        log.len() - 1
    };
    let bytes = answer(&request, before);
    let _ = (&stream).write_all(&bytes);
    let _ = (&stream).flush();
    let _ = stream.shutdown(std::net::Shutdown::Write);
    // Reading to the end keeps the answer from being cut off by a reset.
    let _ = stream.set_read_timeout(Some(Duration::from_millis(200)));
    let _ = reader.read_to_end(&mut Vec::new());
}

/// A whole answer.
fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn ok(body: impl AsRef<[u8]>) -> Vec<u8> {
    answer("200 OK", "", body)
}

const TOKEN: &str = "T0ken/with+signs==";
const ENCODED: &str = "T0ken%2Fwith%2Bsigns%3D%3D";

fn variable(name: &str) -> Option<String> {
    match name {
        "TOKEN" => Some(format!("{TOKEN}\n")),
        "YEAR" => Some("2025".to_string()),
        _ => None,
    }
}

/// A portal's folder with its cache.
struct Place(Scratch);

impl Place {
    fn new() -> Place {
        Place(Scratch::new("pull"))
    }

    fn cache(&self) -> Cache {
        Cache::open(&self.0.path().join("cache")).expect("scratch")
    }

    fn pull_with(&self, sources: &[SourceSpec], options: &PullOptions<'_>) -> Pulled {
        let store = Store::open(&self.cache()).expect("scratch");
        pull_sources(&self.0.path().join("portal"), sources, &store, options).expect("the cache can be written")
    }

    fn pull(&self, source: &SourceSpec) -> Pulled {
        self.pull_with(std::slice::from_ref(source), &quick())
    }

    fn offline(&self, source: &SourceSpec) -> Pulled {
        self.pull_with(std::slice::from_ref(source), &PullOptions { offline: true, ..quick() })
    }

    /// Names and bytes of all files below the cache.
    fn cached(&self) -> Vec<(String, Vec<u8>)> {
        let files = walkdir::WalkDir::new(self.0.path().join("cache")).into_iter().filter_map(Result::ok);
        let files = files.filter(|entry| entry.file_type().is_file() && entry.file_name() != "in-use");
        files.map(|entry| (entry.path().display().to_string(), std::fs::read(entry.path()).expect("scratch"))).collect()
    }
}

fn quick() -> PullOptions<'static> {
    PullOptions { retry_pause: Duration::from_millis(1), variables: &variable, ..PullOptions::default() }
}

/// A source named `s`: these lines, and no pacing.
fn source(lines: &str) -> SourceSpec {
    let text = format!("title = {{ en = \"S\" }}\n{lines}\n");
    let text = match text.contains("[limits]") {
        true => text.replace("[limits]", "[limits]\nrequests_per_second = 0.0"),
        false => format!("{text}\n[limits]\nrequests_per_second = 0.0\nretries = 2\n"),
    };
    let spec: SourceSpec = toml::from_str(&text).expect("the test's own settings");
    SourceSpec { name: "s".to_string(), ..spec }
}

fn http(url: &str) -> SourceSpec {
    source(&format!("kind = \"http\"\nformat = \"json\"\naddress = [\"{url}\"]"))
}

fn api(url: &str, paging: &str) -> SourceSpec {
    source(&format!("kind = \"api\"\nformat = \"json\"\nitems = \"data\"\naddress = [\"{url}\"]\n[paging]\n{paging}"))
}

/// The one snapshot, which must be good and without problems.
fn good(pulled: &Pulled) -> &Snapshot {
    assert_eq!(pulled.problems, []);
    let [snapshot] = pulled.snapshots.as_slice() else { panic!("one source, one snapshot") };
    assert_eq!((snapshot.receipt.status, &snapshot.receipt.message), (Status::Fresh, &None));
    snapshot
}

fn texts(snapshot: &Snapshot) -> Vec<String> {
    let text = |file: &super::SnapshotFile| {
        let mut text = String::new();
        file.open().expect("in the store").read_to_string(&mut text).expect("whole");
        text
    };
    snapshot.files.iter().map(text).collect()
}

/// The one failure: its code, its message (the same in the receipt), and no files.
fn failure(pulled: &Pulled) -> (&'static str, String) {
    let ([snapshot], [problem]) = (pulled.snapshots.as_slice(), pulled.problems.as_slice()) else {
        panic!("one source, one problem: {:?}", pulled.problems)
    };
    assert_eq!((snapshot.receipt.status, snapshot.files.len()), (Status::Failed, 0), "{problem}");
    assert_eq!((problem.severity, problem.place.source.as_deref()), (Severity::Error, Some("s")));
    let receipt = snapshot.receipt.message.clone().expect("the receipt says why");
    assert!(receipt.contains(&problem.message), "{receipt}");
    (problem.code, problem.message.clone())
}
