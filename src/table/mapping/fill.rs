//! Records into rows.

use std::borrow::Cow;

use anyhow::Result;
use chrono::NaiveDate;

use super::plan::{FieldPlan, FillPlan, From, Keep, Plan, Shape, fold_value};
use crate::config::SourceSpec;
use crate::problem::{Failed, Problem, Severity, nearest};
use crate::table::cast::{self, Hints, Note};
use crate::table::party::{self, Clues};
use crate::table::{At, Row, Sink, Value};

/// Fills a sink from the records of one source.
pub struct Filler<'p> {
    pub plan: &'p Plan,
    pub sink: &'p mut Sink,
    /// Slots that some record had.
    seen: Vec<bool>,
    /// Tables of which some record was to make a row.
    tried: Vec<bool>,
    /// Names of columns that nobody asked for: suggestions for those that are missing.
    strangers: Vec<String>,
    records: u64,
    /// The last text of the data date's column and what it gave: mostly the same in every record.
    last_date: (String, Option<NaiveDate>),
    buffer: String,
}

impl<'p> Filler<'p> {
    pub fn new(plan: &'p Plan, sink: &'p mut Sink) -> Filler<'p> {
        let seen = vec![false; plan.wanted.len()];
        let tried = vec![false; plan.fills.len()];
        Filler {
            plan,
            sink,
            seen,
            tried,
            strangers: Vec::new(),
            records: 0,
            last_date: Default::default(),
            buffer: String::new(),
        }
    }

    /// Notes that the files have a slot's column.
    pub fn saw(&mut self, slot: usize) {
        self.seen[slot] = true;
    }

    /// Notes a column that the declaration does not name.
    pub fn saw_stranger(&mut self, name: &str) {
        if self.strangers.len() < 500 && !self.strangers.iter().any(|known| known == name) {
            self.strangers.push(name.to_string());
        }
    }

    /// Makes the rows of one record; `values` has one value a slot.
    pub fn record(&mut self, at: At<'_>, values: &mut [Value<'_>]) -> Result<()> {
        self.records += 1;
        if let Some(slot) = self.plan.as_of {
            self.note_date(&values[slot]);
        }
        for (index, fill) in self.plan.fills.iter().enumerate() {
            if !fill.keep.iter().all(|keep| self.meets(keep, &values[keep.slot])) {
                self.row(fill, at, values, true)?;
                continue;
            }
            self.tried[index] = true;
            match &fill.split {
                None => self.row(fill, at, values, false)?,
                Some((slot, separator)) => self.parts(fill, at, values, *slot, separator)?,
            }
        }
        Ok(())
    }

    /// Records that cannot be read: refused by every table they were meant for, with one problem.
    pub fn lost(&mut self, problem: Problem, records: u64) -> Result<()> {
        self.records += records;
        for fill in &self.plan.fills {
            self.sink.count_refused(fill.table, records);
        }
        self.sink.problem(problem)
    }

    /// One row for each part of a list; a record without any part is left out.
    fn parts(
        &mut self,
        fill: &FillPlan,
        at: At<'_>,
        values: &mut [Value<'_>],
        slot: usize,
        separator: &str,
    ) -> Result<()> {
        let list = std::mem::take(&mut values[slot]);
        let text = list.text();
        let mut parts = text.split(separator).map(str::trim).filter(|part| !cast::is_empty(part)).peekable();
        if parts.peek().is_none() {
            self.row(fill, at, values, true)?;
        }
        for part in parts {
            // The part lives shorter than the record's other values.
            let mut own: Vec<Value<'_>> = values.iter().map(borrowed).collect();
            own[slot] = Value::from(part);
            self.row(fill, at, &own, false)?;
        }
        drop(text);
        values[slot] = list;
        Ok(())
    }

    fn row(&mut self, fill: &FillPlan, at: At<'_>, values: &[Value<'_>], skip: bool) -> Result<()> {
        let mut row = self.sink.row_of(fill.table, at);
        for field in &fill.fields {
            // Of a row that is left out only the money is wanted, for the account.
            if !skip || field.money || field.currency {
                set(&mut row, field, at, values, &mut self.buffer);
            }
        }
        if skip {
            row.skip();
            return Ok(());
        }
        row.finish().map(drop)
    }

    fn meets(&mut self, keep: &Keep, value: &Value<'_>) -> bool {
        let text = value.text();
        let found = if keep.one_of.is_empty() {
            !cast::is_empty(&text)
        } else {
            fold_value(&text, &mut self.buffer);
            keep.one_of.contains(&self.buffer)
        };
        found != keep.not
    }

    fn note_date(&mut self, value: &Value<'_>) {
        let text = value.text();
        if text != self.last_date.0 {
            let date = cast::date(value, &Hints::default()).value;
            self.last_date = (text.into_owned(), date);
            if let Some(date) = date {
                self.sink.as_of(date);
            }
        }
    }

    /// Says which columns no file had, one problem each.
    ///
    /// # Errors
    /// [`Failed`] where a required field stays empty for want of one: the declaration is wrong, or the source
    /// has changed, and every row would be refused.
    pub fn finish(self, spec: &SourceSpec) -> Result<()> {
        if self.records == 0 {
            return Ok(());
        }
        let absent = |slots: &[usize]| !slots.iter().any(|slot| self.seen[*slot]);
        let tried = self.plan.fills.iter().zip(&self.tried).filter(|(_, tried)| **tried);
        let required: Vec<_> = tried.flat_map(|(fill, _)| &fill.required).collect();
        let mut stop = Vec::new();
        for group in self.plan.needed.iter().filter(|group| absent(group)) {
            let problem = self.missing(spec, group);
            match required.iter().find(|required| required.slots == *group) {
                Some(required) => {
                    let message = format!("{}, and `{}` needs it", problem.message, required.field);
                    stop.push(Problem { message, severity: Severity::Error, ..problem });
                }
                None => self.sink.problem(problem)?,
            }
        }
        if stop.is_empty() { Ok(()) } else { Err(Failed(stop).into()) }
    }

    /// A column, or all of a group, that no record had.
    fn missing(&self, spec: &SourceSpec, group: &[usize]) -> Problem {
        let names: Vec<&str> = group.iter().map(|slot| self.plan.wanted.name(*slot)).collect();
        let mut place = spec.place_of_column(names[0]);
        place.source = Some(spec.name.clone());
        place.field = Some(names[0].to_string());
        let message = format!("no record has the column `{}`", names.join("` or `"));
        let problem = Problem::warning("missing_column", place, message);
        match nearest(names[0], self.strangers.iter().map(String::as_str)) {
            Some(near) => problem.hint(format!("there is `{near}`")),
            None if self.strangers.is_empty() => problem,
            None => {
                let some: Vec<&str> = self.strangers.iter().take(20).map(String::as_str).collect();
                problem.hint(format!("columns that no field takes: {}", some.join(", ")))
            }
        }
    }
}

fn nameless() -> Note {
    let reason = "the value is taken from the file's name, and this name does not hold it: name the file after its year, such as 2024.csv";
    Note::warning("file_name", reason)
}

fn borrowed<'v>(value: &'v Value<'_>) -> Value<'v> {
    match value {
        Value::Text(text) => Value::Text(Cow::Borrowed(text)),
        Value::Number(text) => Value::Number(text),
        Value::Empty => Value::Empty,
        Value::Bool(flag) => Value::Bool(*flag),
        Value::Int(number) => Value::Int(*number),
        Value::Float(number) => Value::Float(*number),
        Value::Date(date) => Value::Date(*date),
        Value::Moment(moment) => Value::Moment(*moment),
    }
}

fn is_nothing(value: &Value<'_>) -> bool {
    match value {
        Value::Text(text) => cast::is_empty(text),
        other => other.is_empty(),
    }
}

fn is_formula_error(value: &Value<'_>) -> bool {
    matches!(value, Value::Text(text) if cast::is_formula_error(text.trim()))
}

fn set(row: &mut Row<'_>, plan: &FieldPlan, at: At<'_>, values: &[Value<'_>], buffer: &mut String) {
    let joined;
    let start: Value<'_> = match &plan.from {
        From::Column(slot) => borrowed(&values[*slot]),
        From::First(slots) => {
            slots.iter().map(|slot| &values[*slot]).find(|value| !is_nothing(value)).map_or(Value::Empty, borrowed)
        }
        From::Join(slots, with) => {
            let parts: Vec<Cow<'_, str>> = slots
                .iter()
                .map(|slot| &values[*slot])
                .filter(|value| !is_nothing(value))
                .map(|value| id_text(value))
                .collect();
            joined = parts.iter().map(|part| part.trim()).collect::<Vec<_>>().join(with);
            Value::from(&joined)
        }
        From::Constant(text) => Value::from(text),
        From::Party { tax, local, scheme, name } => party_value(row, plan, tax, *local, scheme, *name, values),
        From::Record => Value::from(at.row),
        From::File => Value::from(at.file),
        From::Place => Value::from(format!("{}#{}", at.file, at.row)),
        From::Indent(slot) => {
            let text = values[*slot].text();
            Value::from(text.chars().take_while(|sign| sign.is_whitespace()).count())
        }
    };
    match plan.shape.as_ref().filter(|_| !is_formula_error(&start)) {
        None => row.set_at(plan.field, &start, &plan.hints),
        Some(shape) => match shaped(shape, &start, plan.id, buffer) {
            Ok(Some(text)) => row.set_at(plan.field, &Value::Text(text), &plan.hints),
            Ok(None) if matches!(plan.from, From::File) => row.lose(plan.field, nameless(), &start),
            Ok(None) => row.set_at(plan.field, &Value::Empty, &plan.hints),
            Err(note) => row.lose(plan.field, note, &start),
        },
    }
}

/// A value's text; ids that came as `7767093.0` lose the point.
fn id_text<'v>(value: &'v Value<'_>) -> Cow<'v, str> {
    match cast::id(value).value {
        Some(text) => text,
        None => value.text(),
    }
}

fn shaped<'v>(
    shape: &'v Shape,
    start: &'v Value<'_>,
    id: bool,
    buffer: &mut String,
) -> Result<Option<Cow<'v, str>>, Note> {
    if is_nothing(start) && !shape.map.as_ref().is_some_and(|map| map.contains_key("")) {
        return Ok(None);
    }
    let read = if id { cast::id(start) } else { cast::Read::good(start.text()) };
    let Some(text) = read.value else { return read.note.map_or(Ok(None), Err) };
    let mut text = match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_string()),
    };
    if let Some(prefix) = &shape.strip_prefix
        && let Some(rest) = text.strip_prefix(prefix.as_str())
    {
        text = Cow::Owned(rest.trim_start().to_string());
    }
    if let Some(suffix) = &shape.strip_suffix
        && let Some(rest) = text.strip_suffix(suffix.as_str())
    {
        text = Cow::Owned(rest.trim_end().to_string());
    }
    if let Some(pattern) = &shape.pattern {
        let found = pattern.captures(&text).and_then(|found| found.get(1).or_else(|| found.get(0)));
        let Some(found) = found else { return Ok(None) };
        text = Cow::Owned(found.as_str().to_string());
    }
    if let Some(map) = &shape.map {
        fold_value(&text, buffer);
        text = match (map.get(buffer.as_str()), &shape.otherwise) {
            (Some(to), _) | (None, Some(to)) => Cow::Borrowed(to.as_str()),
            (None, None) => return Err(Note::warning("not_mapped", "the mapping does not know this value")),
        };
    }
    if text.is_empty() {
        return Ok(None);
    }
    if !shape.prefix.is_empty() || !shape.suffix.is_empty() {
        text = Cow::Owned([&shape.prefix, &*text, &shape.suffix].concat());
    }
    Ok(Some(text))
}

fn party_value<'v>(
    row: &mut Row<'_>,
    plan: &FieldPlan,
    tax: &[usize],
    local: Option<usize>,
    scheme: &str,
    name: Option<usize>,
    values: &[Value<'_>],
) -> Value<'v> {
    let text = |slot: Option<usize>| slot.map_or(Cow::Borrowed(""), |slot| id_text(&values[slot]));
    let taxes: [Cow<'_, str>; 4] = std::array::from_fn(|at| text(tax.get(at).copied()));
    let (local, name) = (text(local), text(name));
    let clues = Clues { tax: std::array::from_fn(|at| &*taxes[at]), scheme, local: &local, name: &name };
    let found = party::party_id(&clues);
    if found.personal {
        let reason = "a person's national id stood where a firm's number is meant: it was not kept".into();
        row.note(Some(plan.field), Note { code: "personal_id", severity: Severity::Warning, reason }, None);
    }
    Value::from(found.id)
}
