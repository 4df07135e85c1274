//! Yes and no.

use super::{Read, empty::is_empty};
use crate::table::Value;

/// `true`, `1`, `ya`, `yes`, `y`, `t`, `aktif` and their opposites, in any case.
pub fn boolean(value: &Value<'_>) -> Read<bool> {
    let found = match value {
        Value::Empty => return Read::nothing(),
        Value::Bool(flag) => Some(*flag),
        Value::Int(number) => from_number(*number as f64),
        Value::Float(number) => from_number(*number),
        Value::Number(text) => text.parse().ok().and_then(from_number),
        Value::Text(text) if is_empty(text) => return Read::nothing(),
        Value::Text(text) => from_word(text.trim()),
        Value::Date(_) | Value::Moment(_) => None,
    };
    found.map_or_else(|| Read::bad("not_a_boolean", "is neither yes nor no"), Read::good)
}

fn from_number(number: f64) -> Option<bool> {
    if number == 1.0 {
        Some(true)
    } else if number == 0.0 {
        Some(false)
    } else {
        None
    }
}

fn from_word(word: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    if is(&["true", "1", "1.0", "ya", "yes", "y", "t", "benar", "aktif"]) {
        Some(true)
    } else if is(&["false", "0", "0.0", "tidak", "no", "n", "f", "salah", "tidak aktif"]) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_no_and_neither() {
        assert_eq!(boolean(&Value::from(" Ya ")).value, Some(true));
        assert_eq!(boolean(&Value::from("Tidak")).value, Some(false));
        assert_eq!(boolean(&Value::Number("1")).value, Some(true));
        assert_eq!(boolean(&Value::Float(0.0)).value, Some(false));
        assert_eq!(boolean(&Value::from("-")).note, None);
        assert_eq!(boolean(&Value::from("2")).note.map(|note| note.code), Some("not_a_boolean"));
    }
}
