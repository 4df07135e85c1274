//! The arrows in `src/` go down only, files stay small, and nothing is left open.

use std::fs;
use std::path::{Path, PathBuf};

/// From the top down. A module may use those after it, never those before it.
const LAYERS: [&str; 15] = [
    "main", "commands", "cli", "terminal", "publish", "page", "export", "query", "table", "source", "sample", "config",
    "cache", "privacy", "problem",
];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src can be listed") {
            let path = entry.expect("src can be listed").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    assert!(found.len() > 30, "src holds {} files", found.len());
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("sources are text");
            (path.strip_prefix(&root).expect("below src").to_path_buf(), text)
        })
        .collect()
}

fn layer_of(path: &Path) -> Option<usize> {
    let first = path.components().next()?.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
    LAYERS.iter().position(|layer| *layer == first)
}

#[test]
fn arrows_go_down_only() {
    let mut seen = 0;
    for (path, text) in sources() {
        let Some(own) = layer_of(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            for used in line.split("crate::").skip(1) {
                let name: String =
                    used.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect();
                let Some(other) = LAYERS.iter().position(|layer| *layer == name) else { continue };
                seen += 1;
                assert!(other >= own, "{}:{}: `{}` reaches up to `{name}`", path.display(), number + 1, LAYERS[own]);
            }
        }
    }
    assert!(seen > 50, "only {seen} arrows were seen: the test reads the wrong thing");
}

#[test]
fn every_layer_of_the_map_is_there() {
    let files = sources();
    for layer in LAYERS {
        assert!(
            files.iter().any(|(path, _)| layer_of(path) == LAYERS.iter().position(|name| *name == layer)),
            "no `{layer}` in src"
        );
    }
}

#[test]
fn every_file_says_what_it_is_and_leaves_nothing_open() {
    for (path, text) in sources() {
        let is_test = path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests"));
        if path != Path::new("main.rs") && !is_test {
            assert!(text.starts_with("//!"), "{} does not say what it is", path.display());
        }
        for open in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!("), concat!("unimplemented", "!(")] {
            assert!(!text.contains(open), "{} leaves something open: {open}", path.display());
        }
    }
}

/// The kinds of problems that reach the public table are told in the reader's language.
#[test]
fn every_kind_of_problem_has_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let words = fs::read_to_string(root.join("templates/problem_words.html")).expect("the words are there");
    let told = regex::Regex::new(
        r#"(?:(?:Problem|Note)::\w+|Read::bad|Trouble::new|fault|tell|refuse|problem)\(\s*(?:origin,\s*)?"(\w+)"(?:,\s*"(\w+)")?|code: "(\w+)""#,
    )
    .expect("a pattern");
    let mut seen = 0;
    for (path, text) in sources() {
        let door = ["table", "source"].iter().any(|layer| path.starts_with(layer));
        let of_tests = path.iter().any(|part| part.to_string_lossy().starts_with("tests"));
        if !door || of_tests {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for found in told.captures_iter(code) {
            let mut names = [1, 2, 3].into_iter().filter_map(|group| found.get(group)).map(|name| name.as_str());
            // A table may be named before the kind.
            let Some(kind) = names.find(|name| !root.join(format!("datasets/tables/{name}.toml")).is_file()) else {
                continue;
            };
            // Settings are judged before any data are read: that one reaches a terminal only.
            if kind == "bad_mapping" {
                continue;
            }
            seen += 1;
            assert!(words.contains(&format!("code == '{kind}'")), "{}: `{kind}` has no words", path.display());
        }
    }
    assert!(seen > 80, "only {seen} kinds were seen: the test reads the wrong thing");
}
