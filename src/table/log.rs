//! Problems on their way into the `problems` table: masked, cut, and bounded when they flood.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::cast;
use super::columns::Cell;
use super::writer::TableWriter;
use crate::config::FieldType;
use crate::privacy;
use crate::problem::{Place, Problem, Severity};

/// Problems of one kind (table, code, field) that are listed; the rest are counted.
const LISTED: u64 = 10_000;
/// Characters of a value that are shown.
const SHOWN: usize = 200;

/// Columns of the `problems` table.
pub const FIELDS: [(&str, FieldType); 11] = [
    ("problem_id", FieldType::String),
    ("source_id", FieldType::String),
    ("file", FieldType::String),
    ("row", FieldType::Integer),
    ("line", FieldType::Integer),
    ("table_name", FieldType::String),
    ("field", FieldType::String),
    ("value", FieldType::String),
    ("code", FieldType::String),
    ("severity", FieldType::String),
    ("reason", FieldType::String),
];

/// One source's problems.
pub struct ProblemLog {
    source_id: String,
    writer: TableWriter,
    kinds: HashMap<String, Kind>,
    /// The kinds in order of appearance: the closing rows follow it.
    order: Vec<String>,
    counts: [u64; 3],
    next: u64,
    text: String,
}

struct Kind {
    seen: u64,
    code: &'static str,
    severity: Severity,
    table: Option<String>,
    field: Option<String>,
}

/// A problem without owned parts, as casts give them.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    pub code: &'static str,
    pub severity: Severity,
    pub file: Option<&'a str>,
    pub row: Option<u64>,
    pub line: Option<u64>,
    pub table: Option<&'a str>,
    pub field: Option<&'a str>,
    pub value: Option<&'a str>,
    pub reason: &'a str,
}

impl ProblemLog {
    pub fn create(dir: &Path, source_id: &str) -> Result<ProblemLog> {
        let fields: Vec<(String, FieldType)> = FIELDS.iter().map(|(name, kind)| (name.to_string(), *kind)).collect();
        Ok(ProblemLog {
            source_id: source_id.to_string(),
            writer: TableWriter::create(dir, "problems", &fields)?,
            kinds: HashMap::new(),
            order: Vec::new(),
            counts: [0; 3],
            next: 0,
            text: String::new(),
        })
    }

    /// Notes a problem of this source; its hint follows its message.
    pub fn problem(&mut self, problem: &Problem, table: Option<&str>) -> Result<()> {
        let Place { file, line, row, field, value, .. } = &problem.place;
        let reason = match &problem.hint {
            Some(hint) => format!("{} ({hint})", problem.message),
            None => problem.message.clone(),
        };
        self.add(Entry {
            code: problem.code,
            severity: problem.severity,
            file: file.as_deref(),
            row: *row,
            line: *line,
            table,
            field: field.as_deref(),
            value: value.as_deref(),
            reason: &reason,
        })
    }

    pub fn add(&mut self, entry: Entry<'_>) -> Result<()> {
        let mut key = std::mem::take(&mut self.text);
        key.clear();
        for part in [entry.code, entry.table.unwrap_or(""), entry.field.unwrap_or("")] {
            key.push_str(part);
            key.push('\n');
        }
        let seen = match self.kinds.get_mut(&key) {
            Some(kind) => {
                kind.seen += 1;
                kind.seen
            }
            None => {
                let owned = |text: Option<&str>| text.map(str::to_string);
                let (table, field) = (owned(entry.table), owned(entry.field));
                let kind = Kind { seen: 1, code: entry.code, severity: entry.severity, table, field };
                self.kinds.insert(key.clone(), kind);
                self.order.push(key.clone());
                1
            }
        };
        self.text = key;
        self.counts[match entry.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        }] += 1;
        if seen <= LISTED { self.write(entry) } else { Ok(()) }
    }

    fn write(&mut self, entry: Entry<'_>) -> Result<()> {
        self.next += 1;
        let id = format!("{}-{:06}", self.source_id, self.next);
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        let mut put = |part: Option<&str>| {
            let Some(part) = part else { return Cell::Empty };
            let start = text.len();
            text.push_str(part);
            Cell::Text(start, text.len())
        };
        let number =
            |number: Option<u64>| number.and_then(|number| i64::try_from(number).ok()).map_or(Cell::Empty, Cell::Int);
        let cells = [
            put(Some(&id)),
            put(Some(&self.source_id)),
            put(entry.file),
            number(entry.row),
            number(entry.line),
            put(entry.table),
            // Names of columns come with the data.
            put(entry.field.map(shown).as_deref()),
            put(entry.value.map(shown).as_deref()),
            put(Some(entry.code)),
            put(Some(entry.severity.as_str())),
            put(Some(&shown(entry.reason))),
        ];
        let result = self.writer.push(&cells, &text);
        self.text = text;
        result
    }

    /// Ends the table: its path, and how many problems there were by severity (error, warning, info), listed or not.
    pub fn finish(mut self) -> Result<(PathBuf, [u64; 3])> {
        for key in std::mem::take(&mut self.order) {
            let Some(kind) = self.kinds.remove(&key) else { continue };
            if kind.seen > LISTED {
                self.write(Entry {
                    code: kind.code,
                    severity: kind.severity,
                    file: None,
                    row: None,
                    line: None,
                    table: kind.table.as_deref(),
                    field: kind.field.as_deref(),
                    value: None,
                    reason: &format!("{} more of this kind are not listed", kind.seen - LISTED),
                })?;
            }
        }
        let (path, _) = self.writer.finish(&[])?;
        Ok((path, self.counts))
    }
}

/// Text as a problem may show it: no national ids, no way to reach a person, no control characters, at most
/// 200 characters.
pub fn shown(text: &str) -> String {
    // Far more than is shown, so that a number is not cut in two before it is recognised.
    let end = text.char_indices().nth(SHOWN * 4).map_or(text.len(), |(at, _)| at);
    let text = hidden(&text[..end]);
    // What only shows without markup and entities is hidden as well; else the value is shown as it came.
    let cleaned = cast::clean(&text).value.unwrap_or_default();
    let text = match hidden(&cleaned) {
        Cow::Owned(hidden) => Cow::Owned(hidden),
        Cow::Borrowed(_) => text,
    };
    let mut out: String = text.chars().take(SHOWN).map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push('…');
    }
    out
}

fn hidden(text: &str) -> Cow<'_, str> {
    let without_ids = privacy::conceal(text, true).map_or(Cow::Borrowed(text), Cow::Owned);
    match privacy::conceal_contacts(&without_ids) {
        Some(hidden) => Cow::Owned(hidden),
        None => without_ids,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Scratch;

    #[test]
    fn values_are_masked_and_cut() {
        assert_eq!(shown("nik 3204112505900001\n"), "nik (hidden) ");
        assert_eq!(shown("budi@contoh.id 0812-3456-7890"), "(hidden) (hidden)");
        assert_eq!(shown("budi&#64;contoh.id, <b>0812</b>34567890"), "(hidden), (hidden)");
        assert_eq!(shown("NIK 32041125<wbr>05900001"), "NIK (hidden)");
        assert_eq!(shown("3204\u{200b}112505900001, <b>Rp</b> 5"), "(hidden), <b>Rp</b> 5");
        assert_eq!(shown(&"a".repeat(1_000_000)).chars().count(), SHOWN + 1);
    }

    #[test]
    fn a_flood_is_listed_up_to_a_bound_and_counted() -> Result<()> {
        let scratch = Scratch::new("log");
        let mut log = ProblemLog::create(scratch.path(), "s")?;
        let mut place = Place::file("f.csv");
        place.field = Some("price".into());
        let problem = Problem::warning("not_money", place, "cannot be read as an amount");
        for _ in 0..LISTED + 25 {
            log.problem(&problem, Some("bids"))?;
        }
        log.problem(&Problem::error("bad_json", Place::file("f.csv"), "cut short"), None)?;
        let (path, counts) = log.finish()?;
        assert_eq!(counts, [1, LISTED + 25, 0]);
        let rows = crate::table::testing::rows(&path)?;
        assert_eq!(rows.len() as u64, LISTED + 2);
        assert_eq!(rows[0]["problem_id"], "s-000001");
        assert_eq!(rows.last().map(|row| row["reason"].as_str()), Some("25 more of this kind are not listed"));
        Ok(())
    }
}
