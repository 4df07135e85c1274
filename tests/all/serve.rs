//! `serve` as people use it: what is edited while it runs is taken up.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use pantau::testing::Scratch;

const CONFIG: &str = "title = \"Lama\"\nbase_url = \"https://example.net\"\ndefault_language = \"id\"\n[languages.en]\n[extra.portal]\nregion_id = \"99.01\"\nregion_name = \"Uji\"\n";

const SOURCE: &str = "title = { id = \"Kontrak\" }\naddress = [\"data/*\"]\nas_of = \"2025-10-03\"\n[[table]]\nname = \"contracts\"\n[table.fields]\nocid = \"kode\"\ncontract_id = \"nomor\"\n";

/// Longer than any build of two rows takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// A server that ends with the test.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve(dir: &Path) -> (Served, Receiver<String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pantau"))
        .args(["serve", &dir.to_string_lossy(), "--port", "0"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let lines = BufReader::new(child.stderr.take().expect("its messages"));
    let (send, told) = channel();
    std::thread::spawn(move || lines.lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
    (Served(child), told)
}

/// Waits for a line that holds this text.
fn wait_for(told: &Receiver<String>, text: &str) {
    let end = Instant::now() + PATIENCE;
    let mut seen = Vec::new();
    while let Ok(line) = told.recv_timeout(end.saturating_duration_since(Instant::now())) {
        if line.contains(text) {
            return;
        }
        seen.push(line);
    }
    panic!("`{text}` was not told: {seen:#?}");
}

#[test]
fn what_is_edited_during_the_first_build_is_taken_up_and_another_path_is_told() {
    let scratch = Scratch::new("served");
    let dir = scratch.path().join("p");
    let config = scratch.write("p/site/config.toml", CONFIG);
    scratch.write("p/datasets/sources/kontrak.toml", SOURCE);
    scratch.write("p/data/a.csv", "kode,nomor\nt-1,1\nt-2,2\n");
    let (_served, told) = serve(&dir);
    // The first build makes its cache once it has read the settings: what is written now is no part of it.
    let end = Instant::now() + PATIENCE;
    while !dir.join(".pantau").exists() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(1));
    }
    std::fs::write(&config, CONFIG.replace("Lama", "Baru sekali")).expect("an edit");
    wait_for(&told, "Open http://127.0.0.1:");
    wait_for(&told, "published");
    let page = std::fs::read_to_string(dir.join("public/index.html")).expect("a page");
    assert!(page.contains("Baru sekali") && !page.contains("Lama"), "{page}");
    std::fs::write(&config, CONFIG.replace("example.net", "example.net/bawah")).expect("an edit");
    wait_for(&told, "`base_url` now leads to /bawah/, and / is served");
}
