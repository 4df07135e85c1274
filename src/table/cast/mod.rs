//! Raw scalars into typed values: one file a kind.
//!
//! Nothing here stops at a bad value. A [`Read`] without a value says in its note why; a note beside
//! a value says what was odd about it. Codes are stable: they are published in the problems table.

mod boolean;
mod currency;
mod date;
mod empty;
mod geometry;
mod id;
mod markup;
mod mojibake;
mod money;
mod number;
mod text;
mod words;

use std::borrow::Cow;

pub use boolean::boolean;
pub use currency::currency;
pub use date::{date, moment};
pub use empty::{is_empty, is_formula_error};
pub use geometry::geometry;
pub use id::{id, is_id_field};
pub use markup::decode_entities;
pub use money::{MONEY_LIMIT, money};
pub use number::{integer, number};
pub use text::{TEXT_LIMIT, clean};

use crate::problem::Severity;

/// What is odd about a value, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub code: &'static str,
    pub severity: Severity,
    pub reason: Cow<'static, str>,
}

impl Note {
    pub fn warning(code: &'static str, reason: impl Into<Cow<'static, str>>) -> Note {
        Note { code, severity: Severity::Warning, reason: reason.into() }
    }

    pub fn info(code: &'static str, reason: impl Into<Cow<'static, str>>) -> Note {
        Note { code, severity: Severity::Info, reason: reason.into() }
    }
}

/// What a cast gave. No value and no note: the source said nothing there.
#[derive(Clone, Debug, PartialEq)]
pub struct Read<T> {
    pub value: Option<T>,
    pub note: Option<Note>,
}

impl<T> Read<T> {
    pub fn good(value: T) -> Read<T> {
        Read { value: Some(value), note: None }
    }

    pub fn noted(value: T, note: Option<Note>) -> Read<T> {
        Read { value: Some(value), note }
    }

    pub fn nothing() -> Read<T> {
        Read { value: None, note: None }
    }

    /// The value is lost, and this is why.
    pub fn bad(code: &'static str, reason: impl Into<Cow<'static, str>>) -> Read<T> {
        Read { value: None, note: Some(Note::warning(code, reason)) }
    }
}

/// What a mapping knows about a column that its values do not say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Hints {
    /// Multiplies a number, exactly.
    pub scale: Option<Scale>,
    /// The decimal sign: `,` or `.`.
    pub decimal: Option<u8>,
    pub order: Option<Order>,
    /// Minutes east of UTC of moments that name no zone.
    pub offset_minutes: i32,
}

/// Order of a date's three numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

/// An exact decimal factor: `digits * 10^exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    pub digits: i128,
    pub exponent: i32,
}

impl Scale {
    /// From a setting such as `1000000000` or `0.001`; `None` when it is not a finite number above zero.
    pub fn new(factor: f64) -> Option<Scale> {
        if !factor.is_finite() || factor <= 0.0 {
            return None;
        }
        let plain = number::plain(&factor.to_string())?;
        Some(Scale { digits: plain.digits, exponent: plain.exponent })
    }
}
