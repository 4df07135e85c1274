//! `serve`: the portal on this machine, with byte ranges and correct types, reloading the browser
//! when a new release is in place.
//!
//! The reloading script is added to pages on their way out; it never stands in a file.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use futures::stream;
use tokio::sync::watch;
use tower_http::services::ServeDir;

use crate::export::media_type;
use crate::publish::find_packed;

const EVENTS: &str = "/__reload";
const SCRIPT_PATH: &str = "/__reload.js";
/// Reconnects by itself after a rebuild of the program; reloads on every message after the first.
const SCRIPT: &str = "new EventSource('/__reload').addEventListener('reload',function(){location.reload()});\n";
/// Pages larger than this go out without the script.
const LARGEST: usize = 16 << 20;
/// Bytes of a file's name that systems allow.
const LONGEST_NAME: usize = 255;

/// Serves a published folder on the loopback address until the process is told to stop.
///
/// `base_path` (`/` or `/sub/`) is where its links begin. `release` changes with every new release;
/// without it pages go out as they are. `ready` gets the address (useful with port 0).
pub async fn serve(
    dir: &Path,
    port: u16,
    base_path: &str,
    release: Option<watch::Receiver<u64>>,
    ready: impl FnOnce(SocketAddr),
) -> Result<()> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .with_context(|| format!("cannot listen on 127.0.0.1:{port}; choose another --port"))?;
    ready(listener.local_addr()?);
    // Not a graceful end: a browser that waits for reloads would hold it up for ever.
    tokio::select! {
        ended = axum::serve(listener, routes(dir, base_path, release)).into_future() => ended?,
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(())
}

/// Calls `rebuild` whenever `stamp` (a hash of what the portal is made from) has changed, and tells
/// the browsers when that went well. Returns when told to stop.
pub fn watch(
    every: Duration,
    mut last: u64,
    mut stamp: impl FnMut() -> u64,
    mut rebuild: impl FnMut() -> bool,
    tell: &watch::Sender<u64>,
    stop: &AtomicBool,
) {
    while !stop.load(Ordering::Relaxed) {
        std::thread::sleep(every);
        let now = stamp();
        if now != last {
            last = now;
            if rebuild() {
                tell.send_modify(|number| *number += 1);
            }
        }
    }
}

fn routes(dir: &Path, base_path: &str, release: Option<watch::Receiver<u64>>) -> Router {
    let dir = dir.to_path_buf();
    let files = ServeDir::new(&dir)
        .redirect_path_prefix(base_path.trim_end_matches('/'))
        .append_index_html_on_directories(true);
    let files = Router::new().fallback_service(files);
    let below = base_path.trim_end_matches('/').to_string();
    let reloads = release.is_some();
    let router = release.map_or_else(Router::new, |release| {
        Router::new()
            .route(EVENTS, get(move || events(release.clone())))
            .route(SCRIPT_PATH, get(|| async { ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT) }))
    });
    let router = if below.is_empty() {
        router.fallback_service(files)
    } else {
        let home = base_path.to_string();
        let to_home = Redirect::temporary(&home);
        router.nest_service(&below, files).route("/", get(move || async move { to_home }))
    };
    let packs = Packs { dir: dir.clone(), base_path: base_path.to_string(), reloads };
    router.layer(from_fn(move |request: Request, next: Next| answer(request, next, packs.clone())))
}

/// A line at once, so that the browser knows the stream is open, and one for every release.
async fn events(release: watch::Receiver<u64>) -> Response {
    let lines = stream::unfold((release, true), |(mut release, first)| async move {
        if first {
            release.mark_unchanged();
            return Some((Ok::<Bytes, Infallible>(Bytes::from_static(b"retry: 500\n\n")), (release, false)));
        }
        release.changed().await.ok()?;
        Some((Ok(Bytes::from_static(b"event: reload\ndata: 1\n\n")), (release, false)))
    });
    let head = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    (head, Body::from_stream(lines)).into_response()
}

/// The release's packed pages, as this server answers with them.
#[derive(Clone)]
struct Packs {
    dir: PathBuf,
    base_path: String,
    /// Whether pages get the reloading script.
    reloads: bool,
}

impl Packs {
    /// The packed page at this path, with or without `/` or `index.html` at its end.
    async fn page(&self, path: &str) -> Option<Response> {
        let address = path.strip_prefix(&self.base_path)?;
        let address = address.strip_suffix("index.html").unwrap_or(address).trim_end_matches('/');
        let (dir, address) = (self.dir.clone(), format!("{address}/"));
        let page = tokio::task::spawn_blocking(move || find_packed(&dir, &address)).await.ok()??;
        Some(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response())
    }

    /// The portal's own page for what is missing, in the language of the path.
    async fn not_found(&self, path: &str) -> Option<Vec<u8>> {
        let first = path.strip_prefix(&self.base_path).and_then(|below| below.split('/').next()).unwrap_or("");
        let is_name = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
        let own = if is_name { tokio::fs::read(self.dir.join(first).join("404.html")).await.ok() } else { None };
        match own {
            Some(page) => Some(page),
            None => tokio::fs::read(self.dir.join("404.html")).await.ok(),
        }
    }
}

/// Types that tables of types do not know, packed pages, the portal's own page for what is missing, and
/// the script.
async fn answer(request: Request, next: Next, packs: Packs) -> Response {
    let path = request.uri().path().to_string();
    let whole = packs.reloads && request.method() == Method::GET && !request.headers().contains_key(header::RANGE);
    let again = past_the_start(&request).then(|| without_range(&request));
    let mut response = next.clone().run(request).await;
    if response.status() == StatusCode::RANGE_NOT_SATISFIABLE
        && let Some(request) = again
    {
        response = next.run(request).await;
    }
    // A name longer than any file's is an error of the system's, and still only a page that is not there.
    let too_long = response.status() == StatusCode::INTERNAL_SERVER_ERROR && path.len() > LONGEST_NAME;
    let missing = too_long || response.status() == StatusCode::NOT_FOUND;
    if missing && let Some(page) = packs.page(&path).await {
        response = page;
    } else if missing && let Some(page) = packs.not_found(&path).await {
        response = (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response();
    } else if response.status().is_success()
        && let Some(kind) = kind(&path)
    {
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if whole && is_html(&response) { with_script(response).await } else { response }
}

/// Whether the last so many bytes are asked for: of a shorter file that is all of it (RFC 9110, 14.1.2).
fn past_the_start(request: &Request) -> bool {
    let range = request.headers().get(header::RANGE).and_then(|range| range.to_str().ok());
    let last = range.and_then(|range| range.trim().strip_prefix("bytes=-"));
    last.is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()) && last.bytes().any(|byte| byte != b'0'))
}

fn without_range(request: &Request) -> Request {
    let mut whole = Request::new(Body::empty());
    *whole.method_mut() = request.method().clone();
    *whole.uri_mut() = request.uri().clone();
    *whole.headers_mut() = request.headers().clone();
    whole.headers_mut().remove(header::RANGE);
    whole
}

fn is_html(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

async fn with_script(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let mut page = bytes.to_vec();
    let script = format!("<script src=\"{SCRIPT_PATH}\" defer></script>");
    let end = page.windows(7).rposition(|window| window == b"</body>").unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, Body::from(page))
}

/// The type of a file by its name, where it matters and is not commonly known.
fn kind(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next()?;
    let kind = match name.rsplit_once('.')?.1 {
        "parquet" | "jsonl" | "json" => media_type(name),
        "csv" => "text/csv; charset=utf-8",
        "sql" | "md" | "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "xml" => "application/xml",
        "ics" => "text/calendar; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ if name == "SHA256SUMS" => "text/plain; charset=utf-8",
        _ => return None,
    };
    Some(kind)
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    use super::*;
    use crate::testing::Scratch;

    /// Starts a server over a small release and gives its address and the sender of reloads.
    async fn start(scratch: &Scratch, base_path: &str) -> Result<(SocketAddr, watch::Sender<u64>)> {
        scratch.write("index.html", "<body>beranda</body>");
        scratch.write("404.html", "<body>tidak ada</body>");
        scratch.write("en/404.html", "<body>not there</body>");
        scratch.write("data/x.parquet", "0123456789");
        scratch.write("data/x.csv", "a\n");
        scratch.write("data/q.sql", "SELECT 1");
        scratch.write("penyedia/a/index.html", "<p>a");
        let (tell, release) = watch::channel(0);
        let (address, wait) = tokio::sync::oneshot::channel();
        let (dir, base_path) = (scratch.path().to_path_buf(), base_path.to_string());
        tokio::spawn(async move { serve(&dir, 0, &base_path, Some(release), |at| _ = address.send(at)).await });
        Ok((wait.await?, tell))
    }

    async fn ask(at: SocketAddr, request: &str) -> Result<String> {
        let mut stream = TcpStream::connect(at).await?;
        stream.write_all(format!("{request}\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    #[tokio::test]
    async fn files_have_types_ranges_and_a_script_only_in_pages() -> Result<()> {
        let scratch = Scratch::new("serve");
        let (at, _tell) = start(&scratch, "/").await?;
        let home = ask(at, "GET / HTTP/1.1").await?;
        assert!(
            home.starts_with("HTTP/1.1 200")
                && home.ends_with("beranda<script src=\"/__reload.js\" defer></script></body>"),
            "{home}"
        );
        let range = ask(at, "GET /data/x.parquet HTTP/1.1\r\nRange: bytes=2-4").await?;
        assert!(
            range.starts_with("HTTP/1.1 206") && range.contains("content-type: application/vnd.apache.parquet"),
            "{range}"
        );
        assert!(range.contains("content-range: bytes 2-4/10") && range.ends_with("\r\n\r\n234"), "{range}");
        let last = ask(at, "GET /data/x.parquet HTTP/1.1\r\nRange: bytes=-3").await?;
        assert!(last.starts_with("HTTP/1.1 206") && last.ends_with("\r\n\r\n789"), "{last}");
        for more in ["bytes=-99999999999", "bytes=-99999999999999999999999999", "bytes=-11"] {
            let all = ask(at, &format!("GET /data/x.parquet HTTP/1.1\r\nRange: {more}")).await?;
            assert!(all.starts_with("HTTP/1.1 20") && all.ends_with("\r\n\r\n0123456789"), "{more}: {all}");
        }
        for none in ["bytes=-0", "bytes=10-", "bytes=-x"] {
            let none = ask(at, &format!("GET /data/x.parquet HTTP/1.1\r\nRange: {none}")).await?;
            assert!(!none.ends_with("0123456789"), "{none}");
        }
        for length in [300, 5_000, 30_000] {
            let long = ask(at, &format!("GET /{} HTTP/1.1", "a".repeat(length))).await?;
            assert!(long.starts_with("HTTP/1.1 404") && long.contains("tidak ada"), "{length}: {long}");
        }
        let sql = ask(at, "GET /data/q.sql HTTP/1.1").await?;
        assert!(sql.contains("content-type: text/plain; charset=utf-8") && sql.ends_with("SELECT 1"), "{sql}");
        assert!(ask(at, "GET /data/x.csv HTTP/1.1").await?.contains("content-type: text/csv; charset=utf-8"));
        let missing = ask(at, "GET /tidak HTTP/1.1").await?;
        assert!(missing.starts_with("HTTP/1.1 404") && missing.contains("tidak ada"), "{missing}");
        assert!(ask(at, "GET /en/missing/ HTTP/1.1").await?.contains("not there"));
        assert!(ask(at, "GET /penyedia/a HTTP/1.1").await?.contains("location: /penyedia/a/"));
        assert!(ask(at, "GET /../Cargo.toml HTTP/1.1").await?.starts_with("HTTP/1.1 404"));
        assert_eq!(std::fs::read_to_string(scratch.path().join("index.html"))?, "<body>beranda</body>");
        Ok(())
    }

    #[tokio::test]
    async fn a_portal_below_a_path_is_served_there() -> Result<()> {
        let scratch = Scratch::new("serve");
        let (at, _tell) = start(&scratch, "/sub/").await?;
        assert!(ask(at, "GET / HTTP/1.1").await?.contains("location: /sub/"));
        assert!(ask(at, "GET /sub/ HTTP/1.1").await?.contains("beranda"));
        assert!(ask(at, "GET /sub/penyedia/a/ HTTP/1.1").await?.contains("<p>a"));
        assert!(ask(at, "GET /sub/penyedia/a HTTP/1.1").await?.contains("location: /sub/penyedia/a/"));
        assert!(ask(at, "GET /sub/data/x.csv HTTP/1.1").await?.contains("text/csv"));
        assert!(ask(at, "GET /penyedia/a/ HTTP/1.1").await?.starts_with("HTTP/1.1 404"));
        Ok(())
    }

    #[tokio::test]
    async fn browsers_are_told_of_a_new_release() -> Result<()> {
        let scratch = Scratch::new("serve");
        let (at, tell) = start(&scratch, "/").await?;
        let mut stream = TcpStream::connect(at).await?;
        stream.write_all(b"GET /__reload HTTP/1.1\r\nHost: x\r\n\r\n").await?;
        let mut seen = String::new();
        let mut buffer = [0; 1024];
        let mut told = false;
        while !seen.contains("event: reload") {
            let length = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut buffer)).await??;
            assert!(length > 0, "the stream ended: {seen}");
            seen.push_str(&String::from_utf8_lossy(&buffer[..length]));
            if seen.contains("retry: 500") && !told {
                told = true;
                let mut stamps = [1, 1, 2].into_iter();
                let tell = tell.clone();
                std::thread::spawn(move || {
                    static STOP: AtomicBool = AtomicBool::new(false);
                    let rebuild = || {
                        STOP.store(true, Ordering::Relaxed);
                        true
                    };
                    watch(Duration::from_millis(1), 0, || stamps.next().unwrap_or(2), rebuild, &tell, &STOP)
                });
            }
        }
        assert!(told && seen.contains("text/event-stream"), "{seen}");
        Ok(())
    }
}
