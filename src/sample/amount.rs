//! Money in whole cents of rupiah, and the forms in which exports write it.

/// Hundredths of a rupiah.
pub type Cents = i64;

/// How an export writes an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A JSON number: `3800000` or `1269963504.15`.
    Number,
    /// `Rp. 3.800.000,00`
    Rupiah,
    /// ` 99,305,000 `
    Commas,
    /// `3,8 Jt`: millions; the amount must be a multiple of 100,000.
    Million,
    /// ` -   `: zero as a ledger writes it.
    Dash,
}

/// Whole rupiah as cents.
pub const fn rupiah(whole: i64) -> Cents {
    whole * 100
}

/// Rounds an estimate to a step in rupiah; amounts stay far below 2^53 cents, where doubles are exact.
pub fn round(value: f64, step: i64) -> Cents {
    rupiah((value / step as f64).round() as i64 * step)
}

/// A share of an amount, rounded to cents.
pub fn share(amount: Cents, ratio: f64) -> Cents {
    (amount as f64 * ratio).round() as Cents
}

/// A share of an amount, rounded down to a step in rupiah.
pub fn share_to(amount: Cents, ratio: f64, step: i64) -> Cents {
    share(amount, ratio) / rupiah(step) * rupiah(step)
}

pub fn push_integer(out: &mut Vec<u8>, number: i128) {
    let mut digits = [0u8; 40];
    let mut at = digits.len();
    let mut left = number.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    if number < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(&digits[at..]);
}

/// A plain decimal: no decimals when there are no cents, no trailing zero.
pub fn push_number(out: &mut Vec<u8>, cents: i128) {
    if cents < 0 {
        out.push(b'-');
    }
    let cents = cents.abs();
    push_integer(out, cents / 100);
    let rest = (cents % 100) as u8;
    if rest > 0 {
        out.push(b'.');
        out.push(b'0' + rest / 10);
        if !rest.is_multiple_of(10) {
            out.push(b'0' + rest % 10);
        }
    }
}

pub fn number(cents: i128) -> String {
    let mut out = Vec::new();
    push_number(&mut out, cents);
    String::from_utf8_lossy(&out).into_owned()
}

/// Digits in groups of three: `grouped(1234567, '.')` is `1.234.567`.
pub fn grouped(whole: i64, separator: char) -> String {
    let digits = whole.unsigned_abs().to_string();
    let mut out = String::from(if whole < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// The text of an amount in a form other than a number.
pub fn text(cents: Cents, form: Form) -> String {
    let whole = cents / 100;
    match form {
        Form::Number => number(i128::from(cents)),
        Form::Rupiah => format!("Rp. {},{:02}", grouped(whole, '.'), (cents % 100).abs()),
        Form::Commas => format!(" {} ", grouped(whole, ',')),
        Form::Million => format!("{},{} Jt", whole / 1_000_000, whole / 100_000 % 10),
        Form::Dash => " -   ".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_json_writes_them() {
        for (cents, expected) in [(0, "0"), (123_400, "1234"), (123_450, "1234.5"), (5, "0.05"), (-105, "-1.05")] {
            assert_eq!(number(cents), expected);
        }
    }

    #[test]
    fn texts_as_offices_write_them() {
        assert_eq!(text(rupiah(3_800_000), Form::Rupiah), "Rp. 3.800.000,00");
        assert_eq!(text(rupiah(99_305_000), Form::Commas), " 99,305,000 ");
        assert_eq!(text(rupiah(3_800_000), Form::Million), "3,8 Jt");
        assert_eq!(text(0, Form::Dash), " -   ");
        assert_eq!(grouped(-1234, '.'), "-1.234");
    }
}
