//! Ids are text: no digit is added, none is lost.

use std::borrow::Cow;

use super::{Note, Read, empty::is_empty};
use crate::privacy::is_invisible;
use crate::table::Value;

/// Whether a field of this name holds an id: keys, references, codes.
pub fn is_id_field(name: &str) -> bool {
    name == "ocid" || name == "mak" || name.ends_with("_id") || name.ends_with("_code") || name == "line"
}

/// An id as text: `1.0` and `1` are the same id, leading zeros stay, an overflowed one is lost.
pub fn id<'v>(value: &'v Value<'_>) -> Read<Cow<'v, str>> {
    let text = match value {
        Value::Empty => return Read::nothing(),
        Value::Float(number) if !number.is_finite() => return super::number::not_finite(),
        Value::Number(text) if text.contains(['e', 'E']) => written_out(text),
        Value::Number(text) => Cow::Borrowed(without_point_zero(text)),
        Value::Text(text) => {
            let unseen = |sign: char| sign.is_control() || is_invisible(sign);
            // What nobody sees tells no two ids apart.
            let text: Cow<'v, str> = match text.contains(unseen) {
                true => Cow::Owned(text.chars().filter(|sign| !unseen(*sign)).collect()),
                false => Cow::Borrowed(text),
            };
            if is_empty(text.trim()) {
                return Read::nothing();
            }
            match text {
                Cow::Borrowed(text) => Cow::Borrowed(without_point_zero(text.trim())),
                Cow::Owned(text) => Cow::Owned(without_point_zero(text.trim()).to_owned()),
            }
        }
        other => other.text(),
    };
    if text == "2147483647" {
        return Read {
            value: None,
            note: Some(Note::warning("overflow", "2147483647 is what a 32-bit field keeps of any larger id")),
        };
    }
    Read::good(text)
}

/// `7767093.0` as spreadsheets give it; `5.0.0` and `1.02` stay.
fn without_point_zero(text: &str) -> &str {
    match text.strip_suffix(".0") {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => whole,
        _ => text,
    }
}

/// `1.0011868e10` as the whole number it is.
fn written_out(text: &str) -> Cow<'_, str> {
    match super::number::plain(text).and_then(|exact| exact.shifted(0)) {
        Some((whole, false)) => Cow::Owned(whole.to_string()),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: Value<'_>) -> Option<String> {
        id(&value).value.map(Cow::into_owned)
    }

    #[test]
    fn one_id_in_many_spellings() {
        for value in [Value::from("1"), Value::from("1.0"), Value::Float(1.0), Value::Int(1), Value::Number("1.0")] {
            assert_eq!(of(value).as_deref(), Some("1"));
        }
    }

    #[test]
    fn what_nobody_sees_is_no_part_of_an_id() {
        for text in ["A1", "A\u{200b}1", "\u{feff}A1\0", " A1\u{ad} "] {
            assert_eq!(of(Value::from(text)).as_deref(), Some("A1"), "{text:?}");
        }
        assert_eq!(of(Value::from("\0\0\u{200b}")), None);
    }

    #[test]
    fn digits_stay() {
        assert_eq!(of(Value::from("0021")).as_deref(), Some("0021"));
        assert_eq!(of(Value::from("4.02.0.00.0")).as_deref(), Some("4.02.0.00.0"));
        assert_eq!(of(Value::Int(10_040_319_000)).as_deref(), Some("10040319000"));
        assert_eq!(of(Value::Int(-5)).as_deref(), Some("-5"));
        assert_eq!(of(Value::Number("1.0011868e10")).as_deref(), Some("10011868000"));
        assert_eq!(of(Value::Number("1.5e-1")).as_deref(), Some("1.5e-1"));
    }

    #[test]
    fn an_overflowed_id_is_lost() {
        assert_eq!(id(&Value::Int(2_147_483_647)).note.map(|note| note.code), Some("overflow"));
        assert_eq!(of(Value::from("2147483647")), None);
    }
}
