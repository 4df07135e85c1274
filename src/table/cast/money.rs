//! Amounts: every written form into exact hundredths, never by way of a float.

use super::number::{Decimal, Reading, grouped, is_not_finite, not_finite, plain};
use super::{Hints, Note, Read, empty::is_empty};
use crate::table::Value;

/// Amounts must stay below this, in hundredths: decimal(20,2).
pub const MONEY_LIMIT: i128 = 100_000_000_000_000_000_000;

/// An amount in hundredths. It may be beyond [`MONEY_LIMIT`]: the caller refuses it then, and counts it.
pub fn money(value: &Value<'_>, hints: &Hints) -> Read<i128> {
    match value {
        Value::Empty => Read::nothing(),
        Value::Int(number) => hundredths(Decimal { digits: *number, exponent: 0 }, hints, None),
        Value::Number(text) => match plain(text) {
            Some(exact) => hundredths(exact, hints, None),
            None => too_large(),
        },
        Value::Float(number) if !number.is_finite() => not_finite(),
        // The shortest text that gives this float back is what the publisher wrote.
        Value::Float(number) => match plain(&number.to_string()) {
            Some(exact) => hundredths(exact, hints, None),
            None => too_large(),
        },
        Value::Text(text) => from_text(text, hints),
        Value::Bool(_) | Value::Date(_) | Value::Moment(_) => not_money(),
    }
}

fn from_text(text: &str, hints: &Hints) -> Read<i128> {
    if let Some(whole) = short_digits(text) {
        return hundredths(Decimal { digits: whole, exponent: 0 }, hints, None);
    }
    if is_empty(text) {
        return Read::nothing();
    }
    if is_not_finite(text) {
        return not_finite();
    }
    let Some(parts) = Parts::of(text) else { return not_money() };
    if parts.percent {
        return Read::bad("percent_as_money", "a percentage stands where an amount is meant");
    }
    if is_empty(parts.digits) {
        // `Rp. -` says nothing; a currency alone says nothing either.
        return Read::nothing();
    }
    let exact = match grouped(parts.digits, hints.decimal) {
        Some(found) => Some(found),
        None => plain(parts.digits).map(|exact| (exact, Reading::Certain)),
    };
    let Some((exact, reading)) = exact else { return not_money() };
    let note = (reading == Reading::Grouped && !parts.currency)
        .then(|| Note::info("ambiguous_number", "one separator before three digits was read as thousands"));
    let exact = Decimal {
        digits: if parts.signs == 1 { -exact.digits } else { exact.digits },
        exponent: exact.exponent + parts.power,
    };
    hundredths(exact, hints, note)
}

/// The common case: nothing but digits, few enough not to overflow.
fn short_digits(text: &str) -> Option<i128> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut whole: i64 = 0;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        whole = whole * 10 + i64::from(byte - b'0');
    }
    Some(i128::from(whole))
}

fn hundredths(exact: Decimal, hints: &Hints, note: Option<Note>) -> Read<i128> {
    match exact.times(hints.scale).and_then(|exact| exact.shifted(2)) {
        None => too_large(),
        Some((amount, false)) => Read::noted(amount, note),
        Some((amount, true)) => {
            Read::noted(amount, Some(Note::info("rounded", "more than two decimals: rounded half to even")))
        }
    }
}

fn too_large() -> Read<i128> {
    Read::bad("too_large", "the amount is beyond 18 digits before the decimal sign")
}

fn not_money() -> Read<i128> {
    Read::bad("not_money", "cannot be read as an amount")
}

/// A written amount taken apart: sign, currency, digits, unit.
struct Parts<'a> {
    /// Signs of a negative amount: two make no sense.
    signs: u8,
    currency: bool,
    digits: &'a str,
    /// Power of ten that the unit stands for.
    power: i32,
    percent: bool,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Parts<'a>> {
        let mut parts = Parts { signs: 0, currency: false, digits: text.trim(), power: 0, percent: false };
        if let Some(inside) = parts.digits.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            parts.signs += 1;
            parts.digits = inside.trim();
        }
        parts.take_sign();
        parts.take_currency_before()?;
        parts.take_sign();
        parts.take_after()?;
        (parts.signs < 2).then_some(parts)
    }

    fn take_sign(&mut self) {
        if self.digits.len() > 1
            && let Some(rest) = self.digits.strip_prefix(['-', '\u{2212}'])
        {
            self.signs += 1;
            self.digits = rest.trim_start();
        } else if let Some(rest) = self.digits.strip_prefix('+') {
            self.digits = rest.trim_start();
        }
    }

    /// `Rp. `, `IDR`, `$`, `US$`, `€`.
    fn take_currency_before(&mut self) -> Option<()> {
        let end = self.digits.find(|sign: char| sign.is_ascii_digit() || matches!(sign, '-' | '(' | '+'));
        let end = end.unwrap_or(self.digits.len());
        let (before, rest) = self.digits.split_at(end);
        let word = before.trim().trim_end_matches(['.', ':']).trim();
        if word.is_empty() {
            // `.50` begins with its decimal sign.
            return Some(());
        }
        is_currency(word).then(|| {
            self.currency = true;
            self.digits = rest.trim();
        })
    }

    /// `,-`, a trailing minus, a unit (`Jt`, `M`, `miliar`), a currency, a percent sign.
    fn take_after(&mut self) -> Option<()> {
        if let Some(rest) = self.digits.strip_suffix(",-").or_else(|| self.digits.strip_suffix(".-")) {
            self.digits = rest.trim_end();
        } else if self.digits.len() > 1
            && let Some(rest) = self.digits.strip_suffix('-')
        {
            self.signs += 1;
            self.digits = rest.trim_end();
        }
        while let Some(last) = self.digits.chars().next_back()
            && !last.is_ascii_digit()
            && !(self.digits.len() == 1 && last == '-')
        {
            let start = self.digits.rfind(|sign: char| sign.is_ascii_digit()).map_or(0, |at| at + 1);
            let after = self.digits[start..].trim();
            let word = after.rsplit(' ').next().unwrap_or(after);
            let bare = word.trim_end_matches('.');
            if bare.is_empty() {
                self.digits = self.digits.trim_end_matches('.').trim_end();
            } else if bare == "%" {
                self.percent = true;
                self.digits = self.digits[..self.digits.len() - word.len()].trim_end();
            } else if let Some(power) = unit(bare) {
                self.power += power;
                self.digits = self.digits[..self.digits.len() - word.len()].trim_end();
            } else if is_currency(bare) {
                self.currency = true;
                self.digits = self.digits[..self.digits.len() - word.len()].trim_end();
            } else {
                return None;
            }
        }
        Some(())
    }
}

fn is_currency(word: &str) -> bool {
    matches!(word, "$" | "€" | "£" | "¥" | "₹" | "₱" | "฿" | "US$" | "A$" | "R$" | "S/" | "Rs" | "Gs")
        || word.eq_ignore_ascii_case("rp")
        || super::currency::is_code(word)
}

/// Indonesian units: `M` is a thousand million.
fn unit(word: &str) -> Option<i32> {
    const UNITS: [(&str, i32); 11] = [
        ("rb", 3),
        ("ribu", 3),
        ("jt", 6),
        ("juta", 6),
        ("m", 9),
        ("miliar", 9),
        ("milyar", 9),
        ("mlyr", 9),
        ("t", 12),
        ("triliun", 12),
        ("trilyun", 12),
    ];
    UNITS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, power)| *power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::cast::Scale;

    fn of(text: &str) -> Option<i128> {
        money(&Value::from(text), &Hints::default()).value
    }

    fn code(value: Value<'_>) -> Option<&'static str> {
        money(&value, &Hints::default()).note.map(|note| note.code)
    }

    #[test]
    fn written_amounts_are_exact() {
        assert_eq!(of("Rp. 3.800.000,00"), Some(380_000_000));
        assert_eq!(of("3,8 Jt"), Some(380_000_000));
        assert_eq!(of("5.509,68 M"), Some(550_968_000_000_000));
        assert_eq!(of(" 99,305,000 "), Some(9_930_500_000));
        assert_eq!(of("Rp. 0,00"), Some(0));
        assert_eq!(of("Rp 1.000.000,-"), Some(100_000_000));
        assert_eq!(of("Rp1,27 miliar"), Some(127_000_000_000));
        assert_eq!(of("-2431.16"), Some(-243_116));
        assert_eq!(of("(1.500)"), Some(-150_000));
        assert_eq!(of("USD 1,234.50"), Some(123_450));
        assert_eq!(of("1.234,5 IDR"), Some(123_450));
        assert_eq!(of("3788.74"), Some(378_874));
        assert_eq!(of("1269963504.15"), Some(126_996_350_415));
        assert_eq!(of("28578060"), Some(2_857_806_000));
    }

    #[test]
    fn nothing_is_not_zero() {
        for form in ["-", " -   ", "", "Rp. -", "N/A", "Rp"] {
            let read = money(&Value::from(form), &Hints::default());
            assert_eq!((read.value, read.note), (None, None), "{form:?}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        assert_eq!(code(Value::from("12,5 %")), Some("percent_as_money"));
        assert_eq!(code(Value::from("sekitar 5 juta")), Some("not_money"));
        assert_eq!(code(Value::from("1.2.3")), Some("not_money"));
        for twice in ["(-5)", "-5-", "--5", "--1.000.000,00", "-(5)", "5--", "Rp -(5)"] {
            assert_eq!((of(twice), code(Value::from(twice))), (None, Some("not_money")), "{twice}");
        }
        assert_eq!(code(Value::from("2024-01-01")), Some("not_money"));
        assert_eq!(code(Value::Bool(true)), Some("not_money"));
        assert_eq!(code(Value::Float(f64::NAN)), Some("not_finite"));
        assert_eq!(code(Value::Float(1e300)), Some("too_large"));
        assert_eq!(code(Value::Number("1e39")), Some("too_large"));
    }

    #[test]
    fn scale_and_decimal_sign_come_from_the_mapping() {
        let billions = Hints { scale: Scale::new(1e9), decimal: Some(b'.'), ..Hints::default() };
        assert_eq!(money(&Value::from("3788.74"), &billions).value, Some(378_874_000_000_000));
        assert_eq!(money(&Value::from("3788.740"), &billions).value, Some(378_874_000_000_000));
        assert_eq!(money(&Value::from("144.612"), &billions).value, Some(14_461_200_000_000));
        let thousandths = Hints { scale: Scale::new(0.001), ..Hints::default() };
        assert_eq!(money(&Value::Int(1500), &thousandths).value, Some(150));
    }

    #[test]
    fn numbers_keep_the_digits_their_source_wrote() {
        let of = |value: Value<'_>| money(&value, &Hints::default());
        assert_eq!(of(Value::Float(1_269_963_504.15)).value, Some(126_996_350_415));
        assert_eq!(of(Value::Number("1499321187.61")).value, Some(149_932_118_761));
        assert_eq!(of(Value::Number("1.5e3")).value, Some(150_000));
        assert_eq!(of(Value::Float(0.125)).value, Some(12));
        assert_eq!(code(Value::Float(0.125)), Some("rounded"));
    }

    #[test]
    fn a_lone_thousands_separator_is_told() {
        assert_eq!(of("99,305"), Some(9_930_500));
        assert_eq!(code(Value::from("99,305")), Some("ambiguous_number"));
        assert_eq!(code(Value::from("Rp 99.305")), None);
    }

    #[test]
    fn the_real_budget_files_read_whole() {
        let Some(folder) = crate::testing::shared("indonesia/djpk-apbd") else { return };
        let text = std::fs::read_to_string(folder.join("2024-Bojonegoro.csv")).expect("the file is text");
        let amounts: Vec<i128> = text.lines().skip(1).filter_map(|line| of(line.split('"').nth(3)?)).collect();
        assert_eq!(amounts.len(), 32);
        assert_eq!(amounts[0], 550_968_000_000_000);
        assert_eq!(amounts[11], 820_622_000_000_000);
    }
}
