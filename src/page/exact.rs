//! A decimal number kept whole, and the arithmetic that display needs: rounding, and nothing else.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{DynObject, Object, ObjectRepr, Value, ValueKind};

/// `unscaled / 10^scale`, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    pub unscaled: i128,
    pub scale: u32,
}

impl Exact {
    /// The number in a template value: integers, doubles (their shortest decimal form), exact
    /// decimals, and text that is one plain number. `None` for all else, and past 38 digits.
    pub fn of(value: &Value) -> Option<Exact> {
        if let Some(exact) = value.downcast_object_ref::<Exact>() {
            return Some(*exact);
        }
        match value.kind() {
            ValueKind::Number if value.is_integer() => {
                let whole = i128::try_from(value.clone()).ok()?;
                Some(Exact { unscaled: whole, scale: 0 })
            }
            ValueKind::Number => Exact::from_f64(f64::try_from(value.clone()).ok()?),
            ValueKind::String => Exact::parse(value.as_str()?),
            _ => None,
        }
    }

    pub fn from_f64(value: f64) -> Option<Exact> {
        value.is_finite().then(|| value.to_string()).and_then(|text| Exact::parse(&text))
    }

    /// `-12.50`: digits, one point at most, a sign at most.
    pub fn parse(text: &str) -> Option<Exact> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut unscaled = 0i128;
        for byte in whole.bytes().chain(part.bytes()) {
            unscaled = unscaled.checked_mul(10)?.checked_add(i128::from(byte - b'0'))?;
        }
        let scale = u32::try_from(part.len()).ok()?;
        Some(Exact { unscaled: if negative { -unscaled } else { unscaled }, scale })
    }

    /// The same number without zeros at the end of its fraction.
    pub fn trimmed(mut self) -> Exact {
        while self.scale > 0 && self.unscaled % 10 == 0 {
            self.unscaled /= 10;
            self.scale -= 1;
        }
        self
    }

    /// Rounded half away from zero to this many decimals; fewer decimals stay as they are.
    pub fn rounded(self, decimals: u32) -> Exact {
        if self.scale <= decimals {
            return self;
        }
        match 10i128.checked_pow(self.scale - decimals) {
            Some(power) => Exact { unscaled: divide(self.unscaled, power), scale: decimals },
            // More decimals than any number here has digits: nothing but zeros is left.
            None => Exact { unscaled: 0, scale: decimals },
        }
    }

    /// Times ten to the power, where that is exact in 38 digits.
    pub fn shifted(self, power: u32) -> Option<Exact> {
        if power <= self.scale {
            return Some(Exact { unscaled: self.unscaled, scale: self.scale - power });
        }
        let factor = 10i128.checked_pow(power - self.scale)?;
        Some(Exact { unscaled: self.unscaled.checked_mul(factor)?, scale: 0 })
    }

    /// The whole part's size, sign dropped.
    pub fn whole(self) -> u128 {
        10u128.checked_pow(self.scale).map_or(0, |power| self.unscaled.unsigned_abs() / power)
    }

    pub fn is_negative(self) -> bool {
        self.unscaled < 0
    }

    pub fn to_f64(self) -> f64 {
        // Through text: the division of two doubles would round twice.
        self.to_string().parse().unwrap_or(0.0)
    }
}

/// Rounded half away from zero; `by` is a positive power of ten.
fn divide(value: i128, by: i128) -> i128 {
    let (quotient, rest) = (value / by, value % by);
    let up = rest.unsigned_abs() >= by.unsigned_abs() - rest.unsigned_abs();
    if up { quotient + value.signum() } else { quotient }
}

impl fmt::Display for Exact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.unscaled.unsigned_abs().to_string();
        let sign = if self.unscaled < 0 { "-" } else { "" };
        let scale = self.scale as usize;
        if scale == 0 {
            return write!(out, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, part) = padded.split_at(padded.len() - scale);
        write!(out, "{sign}{whole}.{part}")
    }
}

impl Object for Exact {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Exact>()?;
        let scale = self.scale.max(other.scale);
        match (self.shifted(scale), other.shifted(scale)) {
            (Some(one), Some(two)) => Some(one.unscaled.cmp(&two.unscaled)),
            _ => Some(self.to_f64().total_cmp(&other.to_f64())),
        }
    }

    fn render(self: &Arc<Self>, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_ref(), out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).expect("a test number is a number")
    }

    #[test]
    fn numbers_parse_and_print() {
        for text in ["0", "-12.50", "1234567890123456789012345678901234.56", "0.05"] {
            assert_eq!(exact(text).to_string(), text);
        }
        for text in ["", "-", ".5", "1,5", "1e5", "12a", "1.2.3", &"9".repeat(60)] {
            assert_eq!(Exact::parse(text), None, "{text}");
        }
        assert_eq!(Exact::of(&Value::from(0.1)), Some(Exact { unscaled: 1, scale: 1 }));
        assert_eq!(Exact::of(&Value::from(f64::INFINITY)), None);
        assert_eq!(Exact::of(&Value::from(1e300)), None);
    }

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(exact("2.345").rounded(2).to_string(), "2.35");
        assert_eq!(exact("-2.345").rounded(2).to_string(), "-2.35");
        assert_eq!(exact("2.344").rounded(2).to_string(), "2.34");
        assert_eq!(exact("999.5").rounded(0).to_string(), "1000");
        assert_eq!(exact("-0.4").rounded(0).to_string(), "0");
    }
}
