//! Numbers: exact decimals from text, then whole numbers and floats.

use super::{Hints, Note, Read, empty::is_empty};
use crate::table::Value;

/// `digits * 10^exponent`, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    pub digits: i128,
    pub exponent: i32,
}

impl Decimal {
    /// Times `10^places`, cut to a whole number by rounding half to even; the flag says that digits were lost.
    /// `None` when it does not fit.
    pub fn shifted(self, places: i32) -> Option<(i128, bool)> {
        let shift = self.exponent.checked_add(places)?;
        if self.digits == 0 {
            return Some((0, false));
        }
        if shift >= 0 {
            let factor = 10i128.checked_pow(shift.try_into().ok()?)?;
            return Some((self.digits.checked_mul(factor)?, false));
        }
        let Some(divisor) = 10i128.checked_pow(shift.unsigned_abs()) else { return Some((0, true)) };
        let (whole, rest) = (self.digits / divisor, self.digits % divisor);
        let twice = rest.unsigned_abs() * 2;
        let up = twice > divisor.unsigned_abs() || (twice == divisor.unsigned_abs() && whole % 2 != 0);
        Some((whole + if up { self.digits.signum() } else { 0 }, rest != 0))
    }

    pub fn times(self, scale: Option<super::Scale>) -> Option<Decimal> {
        let Some(scale) = scale else { return Some(self) };
        let digits = self.digits.checked_mul(scale.digits)?;
        Some(Decimal { digits, exponent: self.exponent + scale.exponent })
    }

    pub fn to_f64(self) -> f64 {
        // The standard parser rounds once; computing with powers of ten would round twice.
        format!("{}e{}", self.digits, self.exponent).parse().unwrap_or(f64::NAN)
    }
}

/// A number in the grammar of JSON and programs: `-12.5e3`. `None` when it is anything else or too long.
pub fn plain(text: &str) -> Option<Decimal> {
    let (body, power) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok().filter(|power| power.unsigned_abs() <= 400)?),
        None => (text, 0),
    };
    let (negative, body) = match body.as_bytes().first()? {
        b'-' => (true, &body[1..]),
        b'+' => (false, &body[1..]),
        _ => (false, body),
    };
    let mut digits: i128 = 0;
    let (mut seen, mut point, mut exponent) = (false, false, power);
    for byte in body.bytes() {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                let digit = i128::from(byte - b'0');
                digits = digits.checked_mul(10)?.checked_add(digit)?;
                exponent -= i32::from(point);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    seen.then_some(Decimal { digits: if negative { -digits } else { digits }, exponent })
}

/// How a text's separators were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Only one reading is possible, or the caller said which.
    Certain,
    /// One separator before three digits: read as a thousands separator, could be a decimal sign.
    Grouped,
}

/// Digits with thousands separators and a decimal sign in any convention: `3.800.000,00`, `99,305,000`,
/// `1 234,5`, `1'234.50`, `1,00,000`. `None` when the groups make no sense.
pub fn grouped(text: &str, decimal: Option<u8>) -> Option<(Decimal, Reading)> {
    let bytes = text.as_bytes();
    let count = |sign: u8| bytes.iter().filter(|byte| **byte == sign).count();
    let (dots, commas) = (count(b'.'), count(b','));
    let last = bytes.iter().rposition(|byte| matches!(byte, b'.' | b','));
    let mut reading = Reading::Certain;
    let point = match (decimal, last) {
        (_, None) => None,
        (Some(sign), _) => bytes.iter().rposition(|byte| *byte == sign),
        (None, Some(at)) if dots > 0 && commas > 0 => Some(at),
        (None, Some(at)) if dots + commas == 1 => {
            let head = text[..at].trim_start_matches(['-', '+']);
            let thousands = bytes.len() - at == 4 && (1..=3).contains(&head.len()) && !head.starts_with('0');
            if thousands {
                reading = Reading::Grouped;
                None
            } else {
                Some(at)
            }
        }
        (None, Some(_)) => None,
    };
    let whole = &text[..point.unwrap_or(text.len())];
    let fraction = point.map_or("", |at| &text[at + 1..]);
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || !groups_make_sense(whole) {
        return None;
    }
    let mut clean = String::with_capacity(text.len());
    clean.extend(whole.chars().filter(|sign| sign.is_ascii_digit()));
    clean.push('.');
    clean.push_str(fraction);
    plain(&clean).map(|decimal| (decimal, reading))
}

/// One kind of separator, groups of three (the Indian convention has twos before the last three).
fn groups_make_sense(whole: &str) -> bool {
    let Some(separator) = whole.chars().find(|sign| !sign.is_ascii_digit()) else { return true };
    if !matches!(separator, '.' | ',' | ' ' | '\'' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '’') {
        return false;
    }
    let groups: Vec<&str> = whole.split(separator).collect();
    let digits = |group: &&str| group.bytes().all(|byte| byte.is_ascii_digit());
    let Some((last, rest)) = groups.split_last() else { return false };
    let Some((first, middle)) = rest.split_first() else { return false };
    groups.iter().all(|group| digits(&group))
        && last.len() == 3
        && (1..=3).contains(&first.len())
        && (middle.iter().all(|group| group.len() == 3)
            || (first.len() <= 2 && middle.iter().all(|group| group.len() == 2)))
}

/// A float: percent signs are dropped, a single `.` is a decimal sign, a single `,` before three digits is
/// refused as ambiguous unless the mapping names the decimal sign.
pub fn number(value: &Value<'_>, hints: &Hints) -> Read<f64> {
    let exact = match value {
        Value::Empty => return Read::nothing(),
        Value::Float(number) if !number.is_finite() => return not_finite(),
        Value::Float(number) => plain(&number.to_string()),
        Value::Int(number) => Some(Decimal { digits: *number, exponent: 0 }),
        Value::Number(text) => plain(text),
        Value::Text(text) => return from_text(text, hints),
        Value::Bool(_) | Value::Date(_) | Value::Moment(_) => None,
    };
    finish(exact, hints)
}

fn from_text(text: &str, hints: &Hints) -> Read<f64> {
    if is_empty(text) {
        return Read::nothing();
    }
    if is_not_finite(text) {
        return not_finite();
    }
    let text = text.trim().trim_end_matches('%').trim_end();
    let (negative, body) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    // A lone dot is a decimal sign: coordinates and shares are written so.
    let lone_dot = body.matches('.').count() == 1 && !body.contains(',');
    let decimal = hints.decimal.or(lone_dot.then_some(b'.'));
    let exact = match grouped(body, decimal) {
        Some((_, Reading::Grouped)) => {
            return Read::bad(
                "ambiguous_number",
                "`,` may be a decimal sign or a thousands separator: say `decimal` in the mapping",
            );
        }
        Some((exact, _)) => Some(exact),
        None => plain(body),
    };
    let sign = if negative { -1 } else { 1 };
    finish(exact.map(|exact| Decimal { digits: sign * exact.digits, ..exact }), hints)
}

fn finish(exact: Option<Decimal>, hints: &Hints) -> Read<f64> {
    match exact.and_then(|exact| exact.times(hints.scale)) {
        None => Read::bad("not_a_number", "cannot be read as a number"),
        Some(exact) => match exact.to_f64() {
            float if float.is_finite() => Read::good(float),
            _ => Read::bad("too_large", "the number is beyond any that can be kept"),
        },
    }
}

/// A whole number: `1.0` and `2,022` are; `1.5` and lists such as `2024, 2025` are not.
pub fn integer(value: &Value<'_>, hints: &Hints) -> Read<i64> {
    let exact = match value {
        Value::Empty => return Read::nothing(),
        Value::Bool(flag) => Some(Decimal { digits: i128::from(*flag), exponent: 0 }),
        Value::Int(number) => Some(Decimal { digits: *number, exponent: 0 }),
        Value::Float(number) if !number.is_finite() => return not_finite(),
        Value::Float(number) => plain(&number.to_string()),
        Value::Number(text) => plain(text),
        Value::Text(text) if is_empty(text) => return Read::nothing(),
        Value::Text(text) if is_not_finite(text) => return not_finite(),
        Value::Text(text) => {
            let text = text.trim();
            let (sign, body) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
            grouped(body, hints.decimal).map(|(exact, _)| Decimal { digits: sign * exact.digits, ..exact })
        }
        Value::Date(_) | Value::Moment(_) => None,
    };
    let Some(exact) = exact.and_then(|exact| exact.times(hints.scale)) else {
        return match value {
            Value::Text(text) if is_list(text) => Read::bad("list_for_one", "a list where one number is meant"),
            _ => Read::bad("not_a_number", "cannot be read as a whole number"),
        };
    };
    match exact.shifted(0).map(|(whole, lost)| (i64::try_from(whole), lost)) {
        Some((_, true)) => Read::bad("not_whole", "has a fraction where a whole number is meant"),
        Some((Ok(2_147_483_647), _)) => Read {
            value: None,
            note: Some(Note::warning("overflow", "2147483647 is what a 32-bit field keeps of any larger number")),
        },
        Some((Ok(whole), _)) => Read::good(whole),
        _ => Read::bad("too_large", "the number is beyond 64 bits"),
    }
}

/// `{2013,2014}`, `2024, 2025`, `1;2`, `[1, 2]`.
fn is_list(text: &str) -> bool {
    text.contains([',', ';', '{', '['])
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b';' | b' ' | b'{' | b'}' | b'[' | b']'))
}

pub fn is_not_finite(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['-', '+']);
    ["nan", "inf", "infinity", "∞"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

pub fn not_finite<T>() -> Read<T> {
    Read::bad("not_finite", "NaN and infinity are not amounts or counts")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<f64> {
        number(&Value::from(text), &Hints::default()).value
    }

    #[test]
    fn numbers_in_both_conventions() {
        assert_eq!(of("1.234.567,5"), Some(1_234_567.5));
        assert_eq!(of("1,234,567.5"), Some(1_234_567.5));
        assert_eq!(of("1,00,000"), Some(100_000.0));
        assert_eq!(of("12,5 %"), Some(12.5));
        assert_eq!(of("-6.917"), Some(-6.917));
        assert_eq!(of("1 234,5"), Some(1234.5));
        assert_eq!(of("1.2.3"), None);
        assert_eq!(of("12,34,5"), None);
    }

    #[test]
    fn a_lone_comma_before_three_digits_is_not_guessed() {
        let read = number(&Value::from("107,609"), &Hints::default());
        assert_eq!(read.note.map(|note| note.code), Some("ambiguous_number"));
        let hints = Hints { decimal: Some(b','), ..Hints::default() };
        assert_eq!(number(&Value::from("107,609"), &hints).value, Some(107.609));
    }

    #[test]
    fn not_finite_is_refused() {
        for value in [Value::Float(f64::NAN), Value::Float(f64::INFINITY), Value::from("NaN"), Value::from("-Infinity")]
        {
            let read = number(&value, &Hints::default());
            assert_eq!((read.value, read.note.map(|note| note.code)), (None, Some("not_finite")));
        }
    }

    #[test]
    fn whole_numbers() {
        let of = |value: Value<'_>| integer(&value, &Hints::default());
        assert_eq!(of(Value::from("1.0")).value, Some(1));
        assert_eq!(of(Value::Float(7_767_093.0)).value, Some(7_767_093));
        assert_eq!(of(Value::from("2,022")).value, Some(2022));
        assert_eq!(of(Value::from("-3")).value, Some(-3));
        assert_eq!(of(Value::from("1.5")).note.map(|note| note.code), Some("not_whole"));
        assert_eq!(of(Value::from("{2013,2014}")).note.map(|note| note.code), Some("list_for_one"));
        assert_eq!(of(Value::from("2024, 2025")).note.map(|note| note.code), Some("list_for_one"));
        assert_eq!(of(Value::Int(2_147_483_647)).note.map(|note| note.code), Some("overflow"));
        assert_eq!(of(Value::Number("99999999999999999999")).note.map(|note| note.code), Some("too_large"));
    }

    #[test]
    fn rounding_is_half_to_even() {
        let cents = |text: &str| plain(text).and_then(|exact| exact.shifted(2));
        assert_eq!(cents("0.125"), Some((12, true)));
        assert_eq!(cents("0.135"), Some((14, true)));
        assert_eq!(cents("-0.125"), Some((-12, true)));
        assert_eq!(cents("-0.1251"), Some((-13, true)));
        assert_eq!(cents("1e3"), Some((100_000, false)));
        assert_eq!(cents("1e-60"), Some((0, true)));
    }
}
