//! One scalar as a source gave it, before it is known what it should be.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};

/// A raw scalar. Text and numbers borrow from the record where they can.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value<'a> {
    #[default]
    Empty,
    Bool(bool),
    Int(i128),
    Float(f64),
    /// A number as its source spelled it (JSON), so that no digit is lost on the way.
    Number(&'a str),
    Text(Cow<'a, str>),
    Date(NaiveDate),
    /// A moment without a zone: the portal's own time is meant.
    Moment(NaiveDateTime),
}

impl Value<'_> {
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty) || matches!(self, Value::Text(text) if text.is_empty())
    }

    /// The value as text: whole floats without `.0`, dates as ISO 8601, nothing as the empty text.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Value::Empty => Cow::Borrowed(""),
            Value::Bool(true) => Cow::Borrowed("true"),
            Value::Bool(false) => Cow::Borrowed("false"),
            Value::Int(number) => Cow::Owned(number.to_string()),
            Value::Float(number) => Cow::Owned(number.to_string()),
            Value::Number(text) => Cow::Borrowed(text),
            Value::Text(text) => Cow::Borrowed(text),
            Value::Date(date) => Cow::Owned(date.to_string()),
            Value::Moment(moment) => Cow::Owned(moment.format("%Y-%m-%dT%H:%M:%S%.f").to_string()),
        }
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Value<'a> {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Value<'a> {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Value<'a> {
        Value::Text(text)
    }
}

impl<'a> From<&'a Cow<'_, str>> for Value<'a> {
    fn from(text: &'a Cow<'_, str>) -> Value<'a> {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<f64> for Value<'_> {
    fn from(value: f64) -> Self {
        Value::Float(value)
    }
}

impl From<NaiveDate> for Value<'_> {
    fn from(value: NaiveDate) -> Self {
        Value::Date(value)
    }
}

macro_rules! from_integers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Value<'_> {
            fn from(value: $kind) -> Self {
                Value::Int(value as i128)
            }
        }
    )*};
}
from_integers!(i32, i64, i128, u32, u64, usize);

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Value<'a> {
        value.map_or(Value::Empty, Into::into)
    }
}
