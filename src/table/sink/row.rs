//! One row being filled, checked and handed over.

use std::borrow::Cow;

use anyhow::Result;

use super::cell::constraint;
use super::target::Sighting;
use super::{At, Outcome, Pending, Sink};
use crate::config::Privacy;
use crate::problem::Severity;
use crate::table::cast::{Hints, Note};
use crate::table::columns::Cell;
use crate::table::log::Entry;
use crate::table::{Value, party};

/// One row being filled. Dropped without [`Row::finish`], it never was.
pub struct Row<'s> {
    pub(super) sink: &'s mut Sink,
    /// `None`: the portal does not declare the table.
    table: Option<usize>,
    at: At<'s>,
    /// Where the next field's name is looked for first: fields are mostly set in order.
    next: usize,
}

impl<'s> Row<'s> {
    pub(super) fn begin(sink: &'s mut Sink, table: Option<usize>, at: At<'s>) -> Row<'s> {
        let width = table.map_or(0, |table| sink.targets[table].spec.fields.len());
        let scratch = &mut sink.scratch;
        scratch.cells.clear();
        scratch.cells.resize(width, Cell::Empty);
        scratch.text.clear();
        scratch.notes.clear();
        scratch.lost.clear();
        Row { sink, table, at, next: 0 }
    }

    /// Sets a field; unknown names are ignored, a later value replaces an earlier one.
    /// Amounts need no currency when the row has none: the portal's own is then meant.
    pub fn set<'v>(&mut self, field: &str, value: impl Into<Value<'v>>) -> &mut Self {
        let Some(table) = self.table else { return self };
        let spec = &self.sink.targets[table].spec;
        let at = match spec.fields.get(self.next) {
            Some(next) if next.name == field => Some(self.next),
            _ => spec.by_name.get(field).copied(),
        };
        if let Some(at) = at {
            self.next = at + 1;
            let hints = self.sink.hints;
            self.set_at(at, &value.into(), &hints);
        }
        self
    }

    /// Sets a field by its position.
    pub(in crate::table) fn set_at(&mut self, at: usize, value: &Value<'_>, hints: &Hints) {
        let Some(table) = self.table else { return };
        self.sink.scratch.lost.retain(|(field, _)| *field != at);
        let field = &self.sink.targets[table].spec.fields[at];
        if field.privacy == Privacy::Private {
            return;
        }
        let (mut cell, note) = self.cast(table, at, value, hints);
        let field = &self.sink.targets[table].spec.fields[at];
        let broken = constraint(field, cell, &self.sink.scratch.text);
        let lost = cell == Cell::Empty || broken.as_ref().is_some_and(|(_, lost)| *lost);
        if lost {
            cell = Cell::Empty;
        }
        let notes = [note, broken.map(|(note, _)| note)];
        self.sink.scratch.cells[at] = cell;
        for note in notes.into_iter().flatten() {
            let value = Some(self.value_shown(table, at, value));
            self.sink.scratch.notes.push(Pending { field: Some(at), note, value, lost });
        }
    }

    /// Notes something odd about a field's value that the reader saw itself.
    pub(in crate::table) fn note(&mut self, at: Option<usize>, note: Note, value: Option<&Value<'_>>) {
        let Some(table) = self.table else { return };
        let value = match (at, value) {
            (Some(at), Some(value)) => Some(self.value_shown(table, at, value)),
            _ => None,
        };
        self.sink.scratch.notes.push(Pending { field: at, note, value, lost: false });
    }

    /// Leaves a field empty because of a note on the value that was meant for it.
    pub(in crate::table) fn lose(&mut self, at: usize, note: Note, value: &Value<'_>) {
        let Some(table) = self.table else { return };
        self.sink.scratch.cells[at] = Cell::Empty;
        let value = Some(self.value_shown(table, at, value));
        self.sink.scratch.notes.push(Pending { field: Some(at), note, value, lost: true });
    }

    /// Counts the row as left out by a declared condition; its problems are nobody's.
    pub fn skip(mut self) {
        if let Some(table) = self.table {
            self.fill_currency(table);
            let scratch = &self.sink.scratch;
            self.sink.targets[table].count(Outcome::Skipped, &scratch.cells, &scratch.lost, &scratch.text);
        }
    }

    /// Checks the row, counts it and writes it. An error means that the disk failed.
    pub fn finish(mut self) -> Result<Outcome> {
        let Some(table) = self.table else { return Ok(Outcome::Skipped) };
        self.fill_currency(table);
        let outcome = self.judge(table);
        if outcome == Outcome::Kept {
            // Most sightings of a party fold into an earlier one: only the first needs the rest.
            self.derive_party(table);
            self.derive_order(table);
        }
        let Sink { scratch, targets, dir, .. } = &mut *self.sink;
        let target = &mut targets[table];
        target.count(outcome, &scratch.cells, &scratch.lost, &scratch.text);
        if outcome == Outcome::Kept {
            let row = i64::try_from(self.at.row).map_or(Cell::Empty, Cell::Int);
            scratch.cells.push(row);
            target.write(&scratch.cells, &scratch.text, dir)?;
        }
        if outcome != Outcome::Skipped {
            self.log_notes(table)?;
        }
        Ok(outcome)
    }

    /// What becomes of the row; every reason against it is noted.
    fn judge(&mut self, table: usize) -> Outcome {
        let Sink { scratch, targets, .. } = &mut *self.sink;
        let target = &mut targets[table];
        let mut refused = false;
        for (at, field) in target.spec.fields.iter().enumerate() {
            if !field.required || scratch.cells[at] != Cell::Empty {
                continue;
            }
            refused = true;
            let reason = scratch.notes.iter_mut().find(|pending| pending.field == Some(at) && pending.lost);
            match reason {
                Some(pending) => pending.note.severity = Severity::Error,
                None => {
                    let reason = format!("`{}` is required and empty: the row is refused", field.name);
                    let note = Note { code: "required_missing", severity: Severity::Error, reason: reason.into() };
                    scratch.notes.push(Pending { field: Some(at), note, value: None, lost: false });
                }
            }
        }
        if refused {
            return Outcome::Refused;
        }
        let sighting = target.sighting(&scratch.cells, &scratch.text);
        if sighting == Sighting::First {
            return Outcome::Kept;
        }
        if target.spec.fold {
            return Outcome::Skipped;
        }
        let key = target.spec.key.first().copied();
        let note = match sighting {
            Sighting::Repeat => Note::warning("duplicate_row", "the same row came before: it is counted once"),
            _ => {
                let reason = "another row with the same primary key came before: this one is refused";
                Note { code: "duplicate_key", severity: Severity::Error, reason: Cow::Borrowed(reason) }
            }
        };
        let value = self.key_shown(table);
        self.sink.scratch.notes.push(Pending { field: key, note, value: Some(value), lost: false });
        Outcome::Refused
    }

    fn key_shown(&self, table: usize) -> String {
        let scratch = &self.sink.scratch;
        let part = |at: &usize| match scratch.cells[*at] {
            Cell::Text(start, end) => scratch.text.get(start..end).unwrap_or("").to_string(),
            Cell::Int(value) => value.to_string(),
            other => format!("{other:?}"),
        };
        self.sink.targets[table].spec.key.iter().map(part).collect::<Vec<_>>().join(" / ")
    }

    fn log_notes(&mut self, table: usize) -> Result<()> {
        let Sink { scratch, targets, log, .. } = &mut *self.sink;
        let spec = &targets[table].spec;
        for pending in &scratch.notes {
            log.add(Entry {
                code: pending.note.code,
                severity: pending.note.severity,
                file: Some(self.at.file),
                row: Some(self.at.row),
                line: self.at.line,
                table: Some(&spec.name),
                field: pending.field.map(|at| spec.fields[at].name.as_str()),
                value: pending.value.as_deref(),
                reason: &pending.note.reason,
            })?;
        }
        Ok(())
    }

    /// Amounts without a currency are in the portal's own.
    fn fill_currency(&mut self, table: usize) {
        let Sink { scratch, targets, currency, .. } = &mut *self.sink;
        let spec = &targets[table].spec;
        let Some(at) = spec.currency else { return };
        let has_money = spec.money.iter().any(|at| scratch.cells[*at] != Cell::Empty) || !scratch.lost.is_empty();
        if scratch.cells[at] == Cell::Empty && has_money && !currency.is_empty() {
            scratch.cells[at] = put(&mut scratch.text, currency);
        }
    }

    /// Where a name stands in the alphabet, for tables that ask for it.
    fn derive_order(&mut self, table: usize) {
        let Sink { scratch, targets, alphabet, .. } = &mut *self.sink;
        let target = &targets[table];
        let (Some(at), Some(name)) = (target.field("name_order"), target.field("name")) else { return };
        let text_of = |cell: Cell| match cell {
            Cell::Text(start, end) => scratch.text.get(start..end),
            _ => None,
        };
        let Some(name) = text_of(scratch.cells[name]) else { return };
        let order = match target.field("name_key").and_then(|key| text_of(scratch.cells[key])) {
            Some(key) => alphabet.key(&party::without_form(name, key)),
            None => alphabet.key(name),
        };
        if !order.is_empty() && scratch.cells[at] == Cell::Empty {
            scratch.cells[at] = put(&mut scratch.text, &order);
        }
    }

    /// What follows from a party's name and id, where it was not set.
    fn derive_party(&mut self, table: usize) {
        let Sink { scratch, targets, .. } = &mut *self.sink;
        let target = &targets[table];
        let (Some(name_key), Some(name)) = (target.field("name_key"), target.field("name")) else { return };
        let text_of = |cell: Cell, text: &str| match cell {
            Cell::Text(start, end) => text.get(start..end).map(str::to_string),
            _ => None,
        };
        let Some(name) = text_of(scratch.cells[name], &scratch.text) else { return };
        let id = target.field("party_id").and_then(|at| text_of(scratch.cells[at], &scratch.text));
        let form = party::legal_form(&name);
        let scheme = id.as_deref().and_then(|id| id.split_once('-')).map(|(scheme, _)| scheme.to_string());
        let tax = id.as_deref().and_then(|id| id.strip_prefix("npwp-")).map(str::to_string);
        let derived = [
            (Some(name_key), Some(party::name_key(&name)).filter(|key| !key.is_empty())),
            (target.field("legal_form"), form.map(str::to_string)),
            (target.field("kind"), Some(party::kind(&name).to_string())),
            (target.field("scheme"), scheme),
            (target.field("tax_id"), tax),
        ];
        for (at, value) in derived {
            if let (Some(at), Some(value)) = (at, value)
                && scratch.cells[at] == Cell::Empty
            {
                scratch.cells[at] = put(&mut scratch.text, &value);
            }
        }
        // A person's tax number is no firm's: it does not pass, whoever said that this is a person.
        let kind = target.field("kind").and_then(|at| text_of(scratch.cells[at], &scratch.text));
        if let (Some("person"), Some(tax)) = (kind.as_deref(), target.field("tax_id")) {
            scratch.cells[tax] = Cell::Empty;
        }
    }
}

/// Adds a text to the row's buffer.
pub fn put(buffer: &mut String, text: &str) -> Cell {
    let start = buffer.len();
    buffer.push_str(text);
    Cell::Text(start, buffer.len())
}
