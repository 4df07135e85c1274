//! What identifies a person, and how it is kept out.
//!
//! Sixteen digits that do not start with 0 are a person's national id: they never pass, in no table,
//! id, problem or log. A firm's tax number has fifteen digits, or sixteen of which the first is 0.

use std::borrow::Cow;

use super::party;

/// What stands where a national id stood.
pub const HIDDEN: &str = "(hidden)";

/// Text with every bare national id hidden. `strict` hides any sixteen digits that do not start with 0
/// (fields that hold parties, values shown in problems); otherwise only those that are built like a
/// national id, so that other long numbers stay.
pub fn conceal(text: &str, strict: bool) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out: Option<String> = None;
    let (mut at, mut copied) = (0, 0);
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if length == 16 && bytes[at] != b'0' && (strict || is_built_like_one(&bytes[at..at + 16])) {
            let out = out.get_or_insert_with(|| String::with_capacity(text.len()));
            out.push_str(&text[copied..at]);
            out.push_str(HIDDEN);
            copied = at + length;
        }
        at += length;
    }
    out.map(|mut out| {
        out.push_str(&text[copied..]);
        out
    })
}

/// Province (11 to 94), day of birth (women's plus 40), month.
fn is_built_like_one(digits: &[u8]) -> bool {
    let pair = |at: usize| u32::from(digits[at] - b'0') * 10 + u32::from(digits[at + 1] - b'0');
    let day = pair(6);
    (11..=97).contains(&pair(0)) && ((1..=31).contains(&day) || (41..=71).contains(&day)) && (1..=12).contains(&pair(8))
}

/// What a masked field may show: a firm's number or name as it is; of a person's name the initials, of a
/// person's number nothing.
pub fn mask(text: &str) -> Option<Cow<'_, str>> {
    if text.bytes().filter(u8::is_ascii_digit).count() >= 9 {
        return match party::tax_number(text) {
            party::Tax::Firm(number) => Some(Cow::Owned(number)),
            party::Tax::Person | party::Tax::None => None,
        };
    }
    match party::kind(text) {
        "company" | "government" => Some(Cow::Borrowed(text)),
        _ => Some(Cow::Owned(initials(text))),
    }
}

fn initials(name: &str) -> String {
    let mut out = String::new();
    for word in name.split_whitespace() {
        if let Some(first) = word.chars().find(|sign| sign.is_alphanumeric()) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.extend(first.to_uppercase());
            out.push('.');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn national_ids_are_hidden() {
        let text = "a.n. Budi (3204112505900001), faktur 9999999999999999 tgl 2025";
        assert_eq!(conceal(text, false).as_deref(), Some("a.n. Budi ((hidden)), faktur 9999999999999999 tgl 2025"));
        assert_eq!(conceal(text, true).as_deref(), Some("a.n. Budi ((hidden)), faktur (hidden) tgl 2025"));
        assert_eq!(conceal("0410753958445000", true), None);
        assert_eq!(conceal("32041125059000011", true), None);
        assert_eq!(conceal("", true), None);
    }

    #[test]
    fn masks_leave_firms_and_initials() {
        assert_eq!(mask("04.107.539.5-844.500").as_deref(), Some("0041075395844500"));
        assert_eq!(mask("3204112505900001"), None);
        assert_eq!(mask("PT. MARGA BHUANA").as_deref(), Some("PT. MARGA BHUANA"));
        assert_eq!(mask("siti aminah").as_deref(), Some("S. A."));
    }
}
