//! Puts the default portal's files into the program, so that one binary can build a portal from
//! nothing but data. A list of `include_bytes!` needs no crate.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets this"));
    let mut files = Vec::new();
    for top in ["site", "datasets", "queries", "templates"] {
        println!("cargo::rerun-if-changed={top}");
        if root.join(top).is_dir() {
            collect(&root.join(top), &mut files)?;
        }
    }
    let name = |path: &PathBuf| path.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/");
    // As text, which is how they are looked up: paths sort by their parts.
    let mut names: Vec<String> = files.iter().map(name).collect();
    names.sort();
    let mut code = String::from("pub static FILES: &[(&str, &[u8])] = &[\n");
    for name in &names {
        // Below the package's folder as the compiler is told it, so that a clone that was moved or
        // copied with its compiled files still finds them.
        let place = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?})", format!("/{name}"));
        writeln!(code, "    ({name:?}, include_bytes!({place})),").expect("a string grows");
    }
    code.push_str("];\n");
    println!("cargo::rustc-env=PANTAU_BUILD={:016x}", fingerprint(&root)?);
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets this")).join("embedded.rs");
    fs::write(out, code)
}

/// A hash of the program's own text: what an older program kept is never taken for this one's.
fn fingerprint(root: &Path) -> io::Result<u64> {
    let mut files = vec![root.join("Cargo.lock"), root.join("build.rs")];
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-changed=build.rs");
    collect(&root.join("src"), &mut files)?;
    files.sort();
    // FNV-1a: the same on every machine, unlike the standard library's hashers.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for path in files.iter().filter(|path| path.is_file()) {
        for byte in fs::read(path)? {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    Ok(hash)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        // Stories, replies and photographs are of the default portal alone.
        let is_story = ["site/content/cerita", "site/content/tanggapan", "site/static/foto", "queries/stories"]
            .iter()
            .any(|folder| path.ends_with(folder));
        if hidden || is_story {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
