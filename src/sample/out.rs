//! The written files: one buffered writer each, which counts what it writes. Rows stream out;
//! only the counts stay in memory.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use super::amount::{self, Cents, Form};

/// How rows are laid out in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// `[`, one field a line, `]`: what the national interface answers.
    JsonArray,
    /// One document a line.
    JsonLines,
    /// Written by hand, whole lines at a time.
    Text,
}

const BUFFER: usize = 1 << 16;

/// One file being written, and the account of it.
pub struct Table {
    pub path: &'static str,
    layout: Layout,
    file: Option<File>,
    buffer: Vec<u8>,
    failed: Option<std::io::Error>,
    pub bytes: u64,
    pub rows: u64,
    /// Sums of the amounts by field, whatever form they were written in.
    pub money: BTreeMap<&'static str, i128>,
    /// How many rows carry each planted quirk.
    pub quirks: BTreeMap<&'static str, u64>,
}

impl Table {
    /// A file below `dir`, or none at all when it is not wanted.
    pub fn create(dir: &Path, path: &'static str, layout: Layout, wanted: bool) -> Result<Table> {
        let file = if wanted {
            let full = dir.join(path);
            Some(File::create(&full).with_context(|| format!("cannot write {}", full.display()))?)
        } else {
            None
        };
        let mut table = Table {
            path,
            layout,
            file,
            buffer: Vec::with_capacity(BUFFER + (BUFFER >> 2)),
            failed: None,
            bytes: 0,
            rows: 0,
            money: BTreeMap::new(),
            quirks: BTreeMap::new(),
        };
        if layout == Layout::JsonArray {
            table.raw(b"[");
        }
        Ok(table)
    }

    pub fn wanted(&self) -> bool {
        self.file.is_some()
    }

    /// Bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BUFFER {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if let (Some(file), None) = (&mut self.file, &self.failed) {
            self.bytes += self.buffer.len() as u64;
            self.failed = file.write_all(&self.buffer).err();
        }
        self.buffer.clear();
    }

    pub fn quirk(&mut self, name: &'static str) {
        *self.quirks.entry(name).or_default() += 1;
    }

    pub fn add_money(&mut self, field: &'static str, cents: Cents) {
        *self.money.entry(field).or_default() += i128::from(cents);
    }

    /// A new row; `Row::end` closes it.
    pub fn row(&mut self) -> Row<'_> {
        let start: &[u8] = match (self.layout, self.rows) {
            (Layout::JsonArray, 0) => b"\n{\n",
            (Layout::JsonArray, _) => b",\n{\n",
            _ => b"{",
        };
        self.rows += 1;
        self.raw(start);
        Row { table: self, first: true }
    }

    /// Writes what is left and tells the first failure, if any.
    pub fn finish(&mut self) -> Result<()> {
        if self.layout == Layout::JsonArray {
            self.raw(b"\n]");
        }
        self.flush();
        match self.failed.take() {
            Some(error) => Err(error).with_context(|| format!("cannot write {}", self.path)),
            None => Ok(()),
        }
    }
}

/// One JSON object, field by field, in the order of the real export.
pub struct Row<'t> {
    table: &'t mut Table,
    first: bool,
}

impl Row<'_> {
    fn key(&mut self, key: &str) {
        let lines = self.table.layout == Layout::JsonArray;
        if !self.first {
            self.table.buffer.extend_from_slice(if lines { b",\n" } else { b"," });
        }
        self.first = false;
        self.table.buffer.push(b'"');
        self.table.buffer.extend_from_slice(key.as_bytes());
        self.table.buffer.extend_from_slice(if lines { b"\": " } else { b"\":" });
    }

    pub fn text(&mut self, key: &str, value: &str) -> &mut Self {
        self.key(key);
        push_json(&mut self.table.buffer, value);
        self
    }

    pub fn maybe(&mut self, key: &str, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(key, value),
            None => self.null(key),
        }
    }

    pub fn null(&mut self, key: &str) -> &mut Self {
        self.raw(key, b"null")
    }

    pub fn truth(&mut self, key: &str, value: bool) -> &mut Self {
        self.raw(key, if value { b"true" } else { b"false" })
    }

    pub fn int(&mut self, key: &str, value: impl Into<i128>) -> &mut Self {
        self.key(key);
        amount::push_integer(&mut self.table.buffer, value.into());
        self
    }

    /// JSON already written.
    pub fn raw(&mut self, key: &str, json: &[u8]) -> &mut Self {
        self.key(key);
        self.table.buffer.extend_from_slice(json);
        self
    }

    pub fn money(&mut self, key: &'static str, cents: Cents) -> &mut Self {
        self.table.add_money(key, cents);
        self.key(key);
        amount::push_number(&mut self.table.buffer, i128::from(cents));
        self
    }

    pub fn maybe_money(&mut self, key: &'static str, cents: Option<Cents>) -> &mut Self {
        match cents {
            Some(cents) => self.money(key, cents),
            None => self.null(key),
        }
    }

    /// An amount in another form: counted as a quirk.
    pub fn money_as(&mut self, key: &'static str, cents: Cents, form: Form) -> &mut Self {
        if form == Form::Number {
            return self.money(key, cents);
        }
        self.table.add_money(key, cents);
        self.quirk("money_as_text");
        self.text(key, &amount::text(cents, form))
    }

    pub fn quirk(&mut self, name: &'static str) -> &mut Self {
        self.table.quirk(name);
        self
    }

    /// The row's number in its file, from 1.
    pub fn end(&mut self) -> u64 {
        self.table.raw(if self.table.layout == Layout::JsonArray { b"\n}" } else { b"}\n" });
        self.table.rows
    }
}

/// Text as a JSON string.
pub fn push_json(out: &mut Vec<u8>, value: &str) {
    out.push(b'"');
    let bytes = value.as_bytes();
    let mut start = 0;
    for (index, &byte) in bytes.iter().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.extend_from_slice(&bytes[start..index]);
        start = index + 1;
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        }
    }
    out.extend_from_slice(&bytes[start..]);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn rows_are_json_and_counted() {
        let scratch = Scratch::new("out");
        let mut table = Table::create(scratch.path(), "a.json", Layout::JsonArray, true).expect("a scratch file");
        table.row().text("t", "a\"\\\r\n\u{1}é").null("n").money("m", 150).end();
        table.row().text("t", "").truth("n", true).money_as("m", -300, Form::Rupiah).end();
        table.finish().expect("a small file");
        let read: serde_json::Value =
            serde_json::from_slice(&std::fs::read(scratch.path().join("a.json")).expect("just written"))
                .expect("valid JSON");
        assert_eq!(read[0]["t"], "a\"\\\r\n\u{1}é");
        assert_eq!(read[0]["m"], 1.5);
        assert_eq!(read[1]["m"], "Rp. -3,00");
        assert_eq!((table.rows, table.money["m"], table.quirks["money_as_text"]), (2, -150, 1));
    }

    #[test]
    fn an_unwanted_file_is_not_made() {
        let scratch = Scratch::new("out");
        let mut table = Table::create(scratch.path(), "b.json", Layout::JsonArray, false).expect("no file");
        table.row().text("t", "x").end();
        table.finish().expect("nothing to write");
        assert!(!scratch.path().join("b.json").exists());
        assert_eq!(table.bytes, 0);
    }
}
