//! A raw value into a field's cell: typed, checked against the declaration, without what identifies a person.

use std::borrow::Cow;

use super::days;
use super::row::{Row, put};
use super::target::{Field, Role};
use crate::config::{FieldType, Privacy};
use crate::privacy::{self, HIDDEN};
use crate::table::cast::{self, Hints, MONEY_LIMIT, Note, Read};
use crate::table::columns::Cell;
use crate::table::{Value, mask, party};

impl Row<'_> {
    /// A value as a problem may show it.
    pub(super) fn value_shown(&self, table: usize, at: usize, value: &Value<'_>) -> String {
        match self.sink.targets[table].spec.fields[at].privacy {
            Privacy::Public => crate::table::log::shown(&value.text()),
            Privacy::Mask | Privacy::Private => HIDDEN.to_string(),
        }
    }

    pub(super) fn cast(&mut self, table: usize, at: usize, value: &Value<'_>, hints: &Hints) -> (Cell, Option<Note>) {
        let spec = &self.sink.targets[table].spec;
        let field = &spec.fields[at];
        // `NaN` is among the values that often mean nothing; as a number it must be told.
        let missing = match value {
            Value::Text(text) => spec.is_missing(text.trim()) && !text.trim().eq_ignore_ascii_case("nan"),
            _ => false,
        };
        if missing {
            return (Cell::Empty, None);
        }
        if let Value::Text(text) = value
            && cast::is_formula_error(text.trim())
        {
            let reason = "the formula in this cell failed: it holds no value";
            return (Cell::Empty, Some(Note::warning("formula_error", reason)));
        }
        fn plain<T>(read: Read<T>, cell: impl Fn(T) -> Cell) -> (Cell, Option<Note>) {
            (read.value.map_or(Cell::Empty, cell), read.note)
        }
        match field.kind {
            FieldType::String => self.text(table, at, value),
            FieldType::Integer => match plain(cast::integer(value, hints), Cell::Int) {
                (Cell::Int(number), _)
                    if number >= SIXTEEN && privacy::conceal(&number.to_string(), false).is_some() =>
                {
                    (Cell::Empty, Some(Note::warning("personal_id", ID_HIDDEN)))
                }
                read => read,
            },
            FieldType::Number => plain(cast::number(value, hints), Cell::Number),
            FieldType::Boolean => plain(cast::boolean(value), Cell::Bool),
            FieldType::Date => plain(cast::date(value, hints), |date| Cell::Date(days(date))),
            FieldType::DateTime => plain(cast::moment(value, hints), Cell::Moment),
            FieldType::Money => self.money(at, value, hints),
            FieldType::Geometry => {
                let read = cast::geometry(value);
                (read.value.map_or(Cell::Empty, |text| put(&mut self.sink.scratch.text, &text)), read.note)
            }
        }
    }

    fn money(&mut self, at: usize, value: &Value<'_>, hints: &Hints) -> (Cell, Option<Note>) {
        let read = cast::money(value, hints);
        let Some(amount) = read.value else { return (Cell::Empty, read.note) };
        if amount.abs() >= MONEY_LIMIT {
            self.sink.scratch.lost.push((at, amount));
            let note = Note::warning("too_large", "the amount is beyond 18 digits before the decimal sign");
            return (Cell::Empty, Some(note));
        }
        let odd = if amount < 0 {
            Some(Note::warning("negative_amount", "the amount is negative; it is kept"))
        } else if is_placeholder(amount) {
            Some(Note::info("placeholder_amount", "the amount looks like a placeholder; it is kept"))
        } else {
            None
        };
        (Cell::Money(amount), odd.or(read.note))
    }

    fn text(&mut self, table: usize, at: usize, value: &Value<'_>) -> (Cell, Option<Note>) {
        let field = &self.sink.targets[table].spec.fields[at];
        let whole = value.text();
        let mut read = match field.role {
            Role::Currency => cast::currency(value),
            Role::Id | Role::Party | Role::Tax => cast::id(value),
            Role::Text => match value {
                Value::Float(number) if !number.is_finite() => Read::bad("not_finite", "NaN and infinity are no text"),
                _ => cast::clean(&whole),
            },
        };
        let Some(text) = read.value.take() else { return (Cell::Empty, read.note) };
        let (text, reason) = protect(field, text, self.sink.ids_are_not_personal);
        let note = reason.map_or(read.note, |reason| Some(Note::warning("personal_id", reason)));
        let Some(mut text) = text else { return (Cell::Empty, note) };
        if field.role == Role::Text
            && let Some(hidden) = privacy::conceal_contacts(&text)
        {
            text = Cow::Owned(hidden);
            let note = Note::info("personal_contact", "an e-mail address or telephone number was hidden");
            self.note(Some(at), note, Some(value));
        }
        (put(&mut self.sink.scratch.text, &text), note)
    }
}

/// The least number of sixteen digits.
const SIXTEEN: i64 = 1_000_000_000_000_000;
const ID_CONTACT: &str = "an e-mail address is no id and is not kept";
const ID_HIDDEN: &str = "a person's national id was hidden";
const ID_LOST: &str = "the id is built like a person's national id and is not kept; if this source's ids only look \
                       like that, set `ids_are_not_personal = true` in its source file";

/// Text without what identifies a person, and why something of it was hidden.
fn protect<'t>(
    field: &Field,
    text: Cow<'t, str>,
    ids_are_not_personal: bool,
) -> (Option<Cow<'t, str>>, Option<&'static str>) {
    match field.role {
        Role::Tax => match party::tax_number(&text) {
            party::Tax::Firm(number) => return (Some(Cow::Owned(number)), None),
            party::Tax::Person => return (None, Some(ID_HIDDEN)),
            party::Tax::None if field.privacy == Privacy::Mask => return (None, None),
            party::Tax::None => {}
        },
        // Half an id is no id.
        Role::Party if privacy::conceal(&text, true).is_some() => return (None, Some(ID_HIDDEN)),
        Role::Id | Role::Party if text.contains('@') && privacy::conceal_contacts(&text).is_some() => {
            return (None, Some(ID_CONTACT));
        }
        Role::Id if !ids_are_not_personal && privacy::conceal(&text, false).is_some() => return (None, Some(ID_LOST)),
        _ => {}
    }
    if field.privacy == Privacy::Mask && field.role != Role::Tax {
        let shown = mask::mask(&text).map(|shown| Cow::Owned(shown.into_owned()));
        return (shown, None);
    }
    let hidden = if field.role == Role::Text { privacy::conceal(&text, false) } else { None };
    match hidden {
        Some(hidden) => (Some(Cow::Owned(hidden)), Some(ID_HIDDEN)),
        None => (Some(text), None),
    }
}

/// 1, or nothing but nines: what people type where they must type something.
fn is_placeholder(hundredths: i128) -> bool {
    if hundredths == 100 {
        return true;
    }
    let mut rest = hundredths / 100;
    if rest < 99_999 || !matches!(hundredths % 100, 0 | 99) {
        return false;
    }
    while rest > 0 {
        if rest % 10 != 9 {
            return false;
        }
        rest /= 10;
    }
    true
}

/// What a declared constraint says against a value, and whether the value is lost by it. Amounts stay:
/// they are shown apart, not dropped.
pub fn constraint(field: &Field, cell: Cell, text: &str) -> Option<(Note, bool)> {
    let number = match cell {
        Cell::Int(value) => Some(value as f64),
        Cell::Number(value) => Some(value),
        Cell::Money(value) => Some(value as f64 / 100.0),
        _ => None,
    };
    if let Some(number) = number {
        let low = field.minimum.is_some_and(|minimum| number < minimum);
        let high = field.maximum.is_some_and(|maximum| number > maximum);
        if low || high {
            let reason = if low { "is below the least that makes sense" } else { "is above the most that makes sense" };
            return Some((Note::warning("out_of_range", reason), field.kind != FieldType::Money));
        }
    }
    if let Cell::Text(start, end) = cell {
        let text = text.get(start..end).unwrap_or("");
        if !field.one_of.is_empty() && !field.one_of.contains(text) {
            return Some((Note::warning("not_in_list", "is not one of the values that the field may have"), true));
        }
        if field.pattern.as_ref().is_some_and(|pattern| !pattern.is_match(text)) {
            return Some((Note::warning("bad_form", "does not have the form that the field asks for"), true));
        }
    }
    None
}
