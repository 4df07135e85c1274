//! How the index is written: lines that become numbered files, and words that wait on disk.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{FOLDER, Sink};

/// Bytes of one first letter's words that wait in memory.
const HELD: usize = 1 << 20;

/// A number in as few letters as may be.
pub fn base36(mut number: u32, out: &mut String) {
    let mut digits = [0; 7];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b"0123456789abcdefghijklmnopqrstuvwxyz"[(number % 36) as usize];
        number /= 36;
        if number == 0 {
            break;
        }
    }
    out.extend(digits[at..].iter().map(|digit| *digit as char));
}

/// Lines, cut into numbered files.
pub struct Files {
    folder: &'static str,
    full: usize,
    number: usize,
    text: String,
}

impl Files {
    pub fn new(folder: &'static str, full: usize) -> Files {
        Files { folder, full, number: 0, text: String::new() }
    }

    /// Adds a line; true where it is the first of a file.
    pub fn line(&mut self, line: &str, sink: &mut dyn Sink) -> Result<bool> {
        if !self.text.is_empty() && self.text.len() + line.len() >= self.full {
            self.end(sink)?;
        }
        let is_first = self.text.is_empty();
        self.text.push_str(line);
        self.text.push('\n');
        Ok(is_first)
    }

    pub fn end(&mut self, sink: &mut dyn Sink) -> Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        sink.file(&format!("{FOLDER}/{}/{}.txt", self.folder, self.number), self.text.as_bytes())?;
        self.number += 1;
        self.text.clear();
        Ok(())
    }
}

/// Pairs of texts by the first byte of the first: what is more than fits waits on disk.
pub struct Bins {
    folder: PathBuf,
    held: BTreeMap<u8, String>,
}

impl Bins {
    pub fn new(folder: PathBuf) -> Bins {
        Bins { folder, held: BTreeMap::new() }
    }

    pub fn add(&mut self, one: &str, other: &str) -> Result<()> {
        let bin = one.bytes().next().unwrap_or_default();
        let held = self.held.entry(bin).or_default();
        let _ = writeln!(held, "{one}\t{other}");
        if held.len() > HELD {
            fs::create_dir_all(&self.folder).context("cannot write the words of the search index")?;
            let path = self.folder.join(bin.to_string());
            let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
            file.write_all(held.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
            held.clear();
        }
        Ok(())
    }

    /// Each first text in order, with its others in the order they came.
    pub fn each(&mut self, take: &mut dyn FnMut(&str, &[&str]) -> Result<()>) -> Result<()> {
        for (bin, held) in std::mem::take(&mut self.held) {
            let path = self.folder.join(bin.to_string());
            let mut text = match path.exists() {
                true => fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?,
                false => String::new(),
            };
            text.push_str(&held);
            let mut pairs: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
            pairs.sort_by_key(|(one, _)| *one);
            for group in pairs.chunk_by(|one, other| one.0 == other.0) {
                let others: Vec<&str> = group.iter().map(|(_, other)| *other).collect();
                take(group[0].0, &others)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn words_that_waited_on_disk_come_in_the_same_order() -> Result<()> {
        let scratch = Scratch::new("search");
        let mut bins = Bins::new(scratch.path().join("bins"));
        let long = "x".repeat(200);
        for number in 0..9000 {
            bins.add(&format!("a{}", number % 7), &format!("{number}{long}"))?;
            bins.add("b", "1")?;
        }
        assert!(bins.folder.join(b'a'.to_string()).exists(), "nothing went to the disk");
        let mut seen = Vec::new();
        bins.each(&mut |word, others| {
            let numbers = others.iter().map(|other| other.trim_end_matches('x').parse::<u32>());
            assert!(numbers.collect::<Result<Vec<_>, _>>()?.is_sorted());
            seen.push((word.to_string(), others.len()));
            Ok(())
        })?;
        assert_eq!(seen.len(), 8);
        assert_eq!((seen[0].1, seen[7].1), (1286, 9000));
        Ok(())
    }

    #[test]
    fn numbers_in_base_36() {
        let text = |number| {
            let mut out = String::new();
            base36(number, &mut out);
            out
        };
        assert_eq!([0, 35, 36, u32::MAX].map(text), ["0", "z", "10", "1z141z3"]);
    }
}
