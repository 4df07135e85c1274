//! Sources over HTTPS: an authority that nobody knows is refused, and an office's own may be named.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use pantau::testing::Scratch;

use crate::support::rows;

const CONFIG: &str = "title = \"Uji\"\nbase_url = \"https://example.net\"\ndefault_language = \"id\"\n[languages.en]\n[extra.portal]\nregion_id = \"99.01\"\nregion_name = \"Uji\"\n";

/// A web server of OpenSSL's that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs OpenSSL in a folder; `false` where it is not installed, or older than 3.
fn openssl(folder: &Path, arguments: &[&str]) -> bool {
    let done = Command::new("openssl").args(arguments).current_dir(folder).output();
    done.is_ok_and(|done| done.status.success())
}

/// A certificate for 127.0.0.1 from an authority of the test's own, and its key.
fn certificate(folder: &Path) -> bool {
    let new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"];
    let authority = [&new[..], &["-subj", "/CN=Office", "-keyout", "ca.key", "-out", "ca.pem"]].concat();
    let names = ["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE"];
    let signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-subj", "/CN=Files", "-keyout", "web.key", "-out", "web.pem"];
    openssl(folder, &authority) && openssl(folder, &[&new[..], &names, &signed].concat())
}

fn serve(folder: &Path) -> (Server, u16) {
    // Free a moment ago, and asked for at once.
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
    let child = Command::new("openssl")
        .args(["s_server", "-accept", &format!("127.0.0.1:{port}"), "-cert", "web.pem", "-key", "web.key", "-WWW"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("OpenSSL starts");
    let server = Server(child);
    let end = Instant::now() + Duration::from_secs(30);
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < end, "OpenSSL does not listen");
        std::thread::sleep(Duration::from_millis(20));
    }
    (server, port)
}

fn build(dir: &str, authority: Option<&Path>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pantau"));
    command.args(["build", dir]).env_remove("SSL_CERT_FILE").env_remove("HTTPS_PROXY").env_remove("ALL_PROXY");
    command.envs(authority.map(|file| ("SSL_CERT_FILE", file)));
    command.output().expect("the program starts")
}

#[test]
fn an_unknown_authority_is_refused_and_an_offices_own_may_be_named() {
    let scratch = Scratch::new("https");
    let web = scratch.path().join("web");
    scratch.write("web/a.csv", "kode,nomor\nt-1,1\nt-2,2\n");
    if !certificate(&web) {
        eprintln!("skipped: OpenSSL 3 is not installed");
        return;
    }
    let (_server, port) = serve(&web);
    scratch.write("p/site/config.toml", CONFIG);
    let address = format!("https://127.0.0.1:{port}/a.csv");
    let source = "[[table]]\nname = \"contracts\"\n[table.fields]\nocid = \"kode\"\ncontract_id = \"nomor\"\n";
    let head = "title = { id = \"Kontrak\", en = \"Contracts\" }\nkind = \"http\"\nas_of = \"2025-10-03\"";
    let source = format!("{head}\naddress = [\"{address}\"]\n[limits]\nretries = 0\n{source}");
    scratch.write("p/datasets/sources/web.toml", source);
    let dir = scratch.path().join("p");
    let told = build(&dir.to_string_lossy(), None);
    let text = String::from_utf8_lossy(&told.stderr);
    assert_eq!(told.status.code(), Some(1), "{text}");
    assert!(text.contains(&address) && text.contains("name its certificate file in SSL_CERT_FILE"), "{text}");
    let told = build(&dir.to_string_lossy(), Some(&web.join("ca.pem")));
    assert_eq!(told.status.code(), Some(0), "{}", String::from_utf8_lossy(&told.stderr));
    assert_eq!(rows(&dir.join("public"), "contracts").len(), 2);
}
