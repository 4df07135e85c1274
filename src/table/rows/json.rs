//! JSON records: members by name, names by their place in the record before.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use anyhow::Result;

use crate::config::SourceSpec;
use crate::problem::{Place, Problem};
use crate::source::SnapshotFile;
use crate::table::cast::Note;
use crate::table::json::{Item, Json, Receiver, items, parse};
use crate::table::mapping::{Bound, Filler};
use crate::table::{At, Value};

/// Names remembered of one file; more than any honest file has.
const NAMES: usize = 10_000;

pub fn read(spec: &SourceSpec, file: &SnapshotFile, filler: &mut Filler<'_>) -> Result<()> {
    let reader = match file.open() {
        Ok(reader) => reader,
        Err(error) => {
            return filler.sink.problem(Problem::error("unreadable", Place::file(&file.name), format!("{error:#}")));
        }
    };
    let mut records = Records::new(file, filler);
    let outcome = items(reader, &super::json_options(spec), &mut records)?;
    let parsed = records.parsed;
    for fault in outcome.faults {
        let mut place = Place::line(&file.name, fault.line);
        place.row = fault.index;
        match fault.index {
            Some(_) => filler.lost(Problem::error(fault.code, place, fault.message), 1)?,
            None => filler.sink.problem(Problem::warning(fault.code, place, fault.message))?,
        }
    }
    if parsed == 0 && outcome.items == 0 {
        filler.sink.problem(Problem::warning("no_records", Place::file(&file.name), "the file holds no records"))?;
    }
    Ok(())
}

struct Records<'f, 'p> {
    file: &'f str,
    filler: &'f mut Filler<'p>,
    /// Names of the last record's members in order, and the slots they fill.
    memo: Vec<(String, Vec<Bound>)>,
    known: HashMap<String, Vec<Bound>>,
    /// Names of which wanted columns lie inside: `a` where `a.b` is wanted.
    outer: HashSet<String>,
    /// Slots filled by their very name in this record.
    exact: Vec<bool>,
    repaired: HashSet<&'static str>,
    nested: HashSet<usize>,
    parsed: u64,
}

impl<'f, 'p> Records<'f, 'p> {
    fn new(file: &'f SnapshotFile, filler: &'f mut Filler<'p>) -> Records<'f, 'p> {
        let mut outer = HashSet::new();
        for name in filler.plan.wanted.names() {
            outer.extend(name.match_indices('.').map(|(at, _)| name[..at].to_string()));
        }
        let exact = vec![false; filler.plan.wanted.len()];
        Records {
            file: &file.name,
            filler,
            memo: Vec::new(),
            known: HashMap::new(),
            outer,
            exact,
            repaired: HashSet::new(),
            nested: HashSet::new(),
            parsed: 0,
        }
    }

    fn place(&self, item: &Item<'_>) -> Place {
        Place { row: Some(item.index), ..Place::line(self.file, item.line) }
    }

    fn bind(&mut self, name: &str) -> Vec<Bound> {
        if let Some(bound) = self.known.get(name) {
            return bound.clone();
        }
        let bound = self.filler.plan.wanted.bind(name);
        for bound in &bound {
            self.filler.saw(bound.slot);
        }
        if bound.is_empty() {
            self.filler.saw_stranger(name);
        }
        if self.known.len() < NAMES {
            self.known.insert(name.to_string(), bound.clone());
        }
        bound
    }

    /// Puts the members of a record into their slots.
    fn members<'v>(&mut self, members: &'v [(Cow<'_, str>, Json<'_>)], values: &mut [Value<'v>]) -> Result<()> {
        for (at, (name, value)) in members.iter().enumerate() {
            if self.memo.get(at).is_none_or(|(known, _)| known != name) {
                let entry = (name.to_string(), self.bind(name));
                self.memo.truncate(at);
                if self.memo.len() == at {
                    self.memo.push(entry);
                }
            }
            let bound = std::mem::take(&mut self.memo[at].1);
            for bound in &bound {
                self.put(*bound, value, values)?;
            }
            self.memo[at].1 = bound;
            if let Json::Object(inner) = value
                && self.outer.contains(name.as_ref())
            {
                self.inside(name, inner, values)?;
            }
        }
        Ok(())
    }

    /// The same for a record that is a list: its columns are called `0`, `1`, `2`.
    fn elements<'v>(&mut self, elements: &'v [Json<'_>], values: &mut [Value<'v>]) -> Result<()> {
        for (at, value) in elements.iter().enumerate() {
            for bound in self.bind(&at.to_string()) {
                self.put(bound, value, values)?;
            }
        }
        Ok(())
    }

    /// The same for the members of a member, by dotted names.
    fn inside<'v>(
        &mut self,
        outer: &str,
        members: &'v [(Cow<'_, str>, Json<'_>)],
        values: &mut [Value<'v>],
    ) -> Result<()> {
        for (name, value) in members {
            let path = format!("{outer}.{name}");
            for bound in self.bind(&path) {
                self.put(bound, value, values)?;
            }
            if let Json::Object(inner) = value
                && self.outer.contains(&path)
            {
                self.inside(&path, inner, values)?;
            }
        }
        Ok(())
    }

    fn put<'v>(&mut self, bound: Bound, value: &'v Json<'_>, values: &mut [Value<'v>]) -> Result<()> {
        let slot = bound.slot;
        if self.exact[slot] {
            return Ok(());
        }
        self.exact[slot] = bound.exact;
        let shape = matches!(value, Json::Object(_)) && self.filler.plan.shapes.contains(&slot);
        values[slot] = match value {
            Json::Array(elements) => list(elements),
            Json::Object(_) if shape => Value::from(written(value)),
            Json::Object(_) => Value::Empty,
            scalar => Value::from(scalar),
        };
        let lost = match value {
            Json::Object(_) if shape => false,
            Json::Object(_) => true,
            Json::Array(elements) => elements.iter().any(|element| matches!(element, Json::Object(_) | Json::Array(_))),
            _ => false,
        };
        if lost && self.nested.insert(slot) {
            let place = Place { field: Some(self.filler.plan.wanted.name(slot).to_string()), ..Place::file(self.file) };
            let problem =
                Problem::warning("nested_value", place, "holds an object where one value is meant: it is left out");
            return self.filler.sink.problem(problem.hint("name a member of it, such as `penyedia.nama`"));
        }
        Ok(())
    }
}

/// A GeoJSON geometry as text again: the numbers as they were.
fn written(value: &Json<'_>) -> String {
    let joined = |parts: Vec<String>| parts.join(",");
    match value {
        Json::Null => "null".to_string(),
        Json::Str(text) => serde_json::Value::from(text.as_ref()).to_string(),
        Json::Number(_) | Json::Bool(_) => value.text().unwrap_or_default().to_string(),
        Json::Array(elements) => format!("[{}]", joined(elements.iter().map(written).collect())),
        Json::Object(members) => {
            let member = |(name, value): &(Cow<'_, str>, Json<'_>)| {
                format!("{}:{}", serde_json::Value::from(name.as_ref()), written(value))
            };
            format!("{{{}}}", joined(members.iter().map(member).collect()))
        }
    }
}

/// A list of scalars as text: one element is itself, several have `;` between them.
fn list<'v>(elements: &'v [Json<'_>]) -> Value<'v> {
    let mut present = elements.iter().filter(|element| element.text().is_some());
    match (present.next(), present.next()) {
        (None, _) => Value::Empty,
        (Some(only), None) => Value::from(only),
        _ => Value::from(elements.iter().filter_map(Json::text).collect::<Vec<_>>().join(";")),
    }
}

impl Receiver for Records<'_, '_> {
    fn item(&mut self, item: Item<'_>) -> Result<()> {
        let mut scratch = String::new();
        let parsed = match parse(item.bytes, &mut scratch) {
            Ok(parsed) => parsed,
            Err(fault) => {
                let place = Place { line: Some(item.line + fault.line), ..self.place(&item) };
                return self.filler.lost(Problem::error("bad_json", place, fault.message), 1);
            }
        };
        self.parsed += 1;
        for repair in &parsed.repairs {
            self.repair(&item, repair)?;
        }
        for name in &parsed.duplicates {
            let place = Place { field: Some(name.clone()), ..self.place(&item) };
            self.filler.sink.problem(Problem::warning(
                "duplicate_name",
                place,
                "the record has this name twice: the last one counts",
            ))?;
        }
        let mut values: Vec<Value<'_>> = Vec::with_capacity(self.exact.len());
        values.resize_with(self.exact.len(), Value::default);
        self.exact.fill(false);
        match &parsed.value {
            Json::Object(members) => self.members(members, &mut values)?,
            Json::Array(elements) => self.elements(elements, &mut values)?,
            other => {
                let message = format!("{} where a record is meant", other.kind());
                return self.filler.lost(Problem::error("not_a_record", self.place(&item), message), 1);
            }
        }
        let at = At { file: self.file, row: item.index, line: Some(item.line) };
        self.filler.record(at, &mut values)
    }
}

impl Records<'_, '_> {
    /// What had to be mended: not a number is told each time, an encoding once a file.
    fn repair(&mut self, item: &Item<'_>, repair: &'static str) -> Result<()> {
        let every_time = repair == "NaN";
        if !every_time && !self.repaired.insert(repair) {
            return Ok(());
        }
        let note = match repair {
            "NaN" => Note::warning("not_finite", "NaN or infinity stands for a value: it is left out"),
            "latin-1" => Note::info("encoding_guessed", "the text is not UTF-8: read as Windows-1252"),
            "invalid UTF-8" => Note::info("damaged_text", "bytes that are no text were replaced"),
            _ => Note::info("json_mended", "the record is not quite JSON and was mended"),
        };
        let message = if every_time { note.reason.into_owned() } else { format!("{} ({repair})", note.reason) };
        let mut problem = Problem::warning(note.code, self.place(item), message);
        problem.severity = note.severity;
        self.filler.sink.problem(problem)
    }
}
