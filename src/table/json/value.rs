//! A JSON value that borrows its text from the input.

use std::borrow::Cow;

use crate::table::Value;

/// One value. Objects keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'a> {
    Null,
    Bool(bool),
    /// A number as it was written, so that no digit is lost: `18446744073709551616`, `-0.10`, `1e9`.
    Number(&'a str),
    Str(Cow<'a, str>),
    Array(Vec<Json<'a>>),
    Object(Object<'a>),
}

/// Names (outer space trimmed) and values, in the order of the input; names do not repeat.
pub type Object<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

impl<'a> Json<'a> {
    /// The member of an object; `None` for other values, absent members and null ones.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        self.members().iter().find(|(key, _)| key == name).map(|(_, value)| value).filter(|value| !value.is_null())
    }

    /// The member below several names.
    pub fn path(&self, names: &[&str]) -> Option<&Json<'a>> {
        names.iter().try_fold(self, |value, name| value.get(name))
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Json::Null)
    }

    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::Str(text) => Some(text),
            _ => None,
        }
    }

    /// The elements of an array; none for other values.
    pub fn elements(&self) -> &[Json<'a>] {
        match self {
            Json::Array(values) => values,
            _ => &[],
        }
    }

    /// The members of an object; none for other values.
    pub fn members(&self) -> &[(Cow<'a, str>, Json<'a>)] {
        match self {
            Json::Object(members) => members,
            _ => &[],
        }
    }

    /// A string, number or boolean as text, a number as it was written.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Str(text) => Some(text),
            Json::Number(number) => Some(number),
            Json::Bool(truth) => Some(if *truth { "true" } else { "false" }),
            Json::Null | Json::Array(_) | Json::Object(_) => None,
        }
    }

    /// What kind of value this is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Bool(_) => "a boolean",
            Json::Number(_) => "a number",
            Json::Str(_) => "a string",
            Json::Array(_) => "an array",
            Json::Object(_) => "an object",
        }
    }
}

/// Scalars as they are; arrays and objects are no cell's value and become empty.
impl<'v> From<&'v Json<'_>> for Value<'v> {
    fn from(json: &'v Json<'_>) -> Value<'v> {
        match json {
            Json::Str(text) => Value::Text(Cow::Borrowed(text)),
            Json::Number(number) => Value::Number(number),
            Json::Bool(truth) => Value::Bool(*truth),
            Json::Null | Json::Array(_) | Json::Object(_) => Value::Empty,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_and_null_ones_are_not() {
        let inner = Json::Object(vec![("b".into(), Json::Number("1")), ("n".into(), Json::Null)]);
        let value = Json::Object(vec![("a".into(), inner)]);
        assert_eq!(value.path(&["a", "b"]), Some(&Json::Number("1")));
        assert_eq!(value.path(&["a", "n"]), None);
        assert_eq!(value.path(&["a", "b", "c"]), None);
    }

    #[test]
    fn scalars_become_cells_as_written() {
        assert_eq!(Value::from(&Json::Number("0.10")), Value::Number("0.10"));
        assert_eq!(Value::from(&Json::Array(Vec::new())), Value::Empty);
    }
}
