//! `truth.json`: what was planted and what was written, for tests to hold a whole pipeline against.
//! Cases stream out while rows are drawn; counts follow at the end.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use super::amount;
use super::out::{Layout, Table, push_json};
use crate::config::SampleSettings;

pub struct Truth {
    table: Table,
    first: bool,
    pub cases: BTreeMap<&'static str, u64>,
    facts: BTreeMap<String, i128>,
    money_facts: BTreeMap<String, i128>,
}

impl Truth {
    pub fn create(dir: &Path, options: &SampleSettings) -> Result<Truth> {
        let mut table = Table::create(dir, "truth.json", Layout::Text, true)?;
        let head = format!(
            "{{\n\"fictional\": true,\n\"region_id\": \"99.01\",\n\"region\": \"{}\",\n\"year\": {},\n\
             \"as_of\": \"{}\",\n\"scale\": {},\n\"seed\": {},\n\"cases\": [",
            super::words::REGENCY,
            super::YEAR,
            super::AS_OF.iso(),
            options.scale,
            options.seed
        );
        table.raw(head.as_bytes());
        let empty = BTreeMap::new();
        Ok(Truth { table, first: true, cases: BTreeMap::new(), facts: empty.clone(), money_facts: empty })
    }

    /// One planted case: its kind, the file that shows it, the id of its row there, and its numbers.
    pub fn case(&mut self, kind: &'static str, file: &str, id: impl ToString, details: &[(&str, String)]) {
        *self.cases.entry(kind).or_default() += 1;
        let mut line = Vec::from(if self.first { "\n{\"case\": " } else { ",\n{\"case\": " });
        self.first = false;
        push_json(&mut line, kind);
        let id = ("id", id.to_string());
        for (key, value) in [("file", file.to_string()), id].iter().chain(details) {
            line.extend_from_slice(b", ");
            push_json(&mut line, key);
            line.extend_from_slice(b": ");
            push_json(&mut line, value);
        }
        line.push(b'}');
        self.table.raw(&line);
    }

    /// Adds to a count that no single file holds.
    pub fn count(&mut self, name: impl Into<String>, by: impl Into<i128>) {
        *self.facts.entry(name.into()).or_default() += by.into();
    }

    /// Adds cents to a sum that no single file holds.
    pub fn sum(&mut self, name: impl Into<String>, cents: i64) {
        *self.money_facts.entry(name.into()).or_default() += i128::from(cents);
    }

    pub fn total(&self, name: &str) -> i128 {
        self.money_facts.get(name).copied().unwrap_or_default()
    }

    /// Closes the file with the counts. Sums of money are text: they may pass what a double holds.
    pub fn finish(mut self, files: &[Table]) -> Result<u64> {
        let mut out = Vec::from("\n],\n\"case_counts\": ");
        push_counts(&mut out, self.cases.iter().map(|(name, count)| (*name, count.to_string())));
        out.extend_from_slice(b",\n\"facts\": ");
        push_counts(&mut out, self.facts.iter().map(|(name, count)| (name.as_str(), count.to_string())));
        out.extend_from_slice(b",\n\"money\": ");
        let money = self.money_facts.iter().map(|(name, cents)| (name.as_str(), quoted(*cents)));
        push_counts(&mut out, money);
        let mut quirks: BTreeMap<&str, u64> = BTreeMap::new();
        out.extend_from_slice(b",\n\"files\": {");
        for (index, table) in files.iter().filter(|table| table.wanted()).enumerate() {
            out.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
            push_json(&mut out, table.path);
            out.extend_from_slice(
                format!(": {{\"rows\": {}, \"bytes\": {}, \"money\": ", table.rows, table.bytes).as_bytes(),
            );
            push_counts(&mut out, table.money.iter().map(|(name, cents)| (*name, quoted(*cents))));
            out.extend_from_slice(b", \"quirks\": ");
            push_counts(&mut out, table.quirks.iter().map(|(name, count)| (*name, count.to_string())));
            out.push(b'}');
            for (name, count) in &table.quirks {
                *quirks.entry(name).or_default() += count;
            }
        }
        out.extend_from_slice(b"\n},\n\"quirk_counts\": ");
        push_counts(&mut out, quirks.iter().map(|(name, count)| (*name, count.to_string())));
        out.extend_from_slice(b"\n}\n");
        self.table.raw(&out);
        self.table.finish()?;
        Ok(self.cases.values().sum())
    }
}

fn quoted(cents: i128) -> String {
    format!("\"{}\"", amount::number(cents))
}

fn push_counts<'a>(out: &mut Vec<u8>, counts: impl Iterator<Item = (&'a str, String)>) {
    out.push(b'{');
    for (index, (name, json)) in counts.enumerate() {
        out.extend_from_slice(if index == 0 { b"" } else { b", " });
        push_json(out, name);
        out.extend_from_slice(b": ");
        out.extend_from_slice(json.as_bytes());
    }
    out.push(b'}');
}
