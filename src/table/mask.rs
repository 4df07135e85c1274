//! What a masked field may show.

use std::borrow::Cow;

use super::party;

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
        // `S.Pd`, `M.AB`: a degree after a name, not the legal form its letters spell.
        _ if has_degree(text) => Some(Cow::Owned(initials(text))),
        "company" | "government" => Some(Cow::Borrowed(text)),
        _ => Some(Cow::Owned(initials(text))),
    }
}

/// Whether a word after a comma is built like a degree: letters, a point, letters.
fn has_degree(name: &str) -> bool {
    let after = name.split_once(',').map_or("", |(_, after)| after);
    after.split([',', ' ']).any(|word| {
        let mut parts = word.trim_end_matches('.').split('.');
        let letters =
            |part: &str| !part.is_empty() && part.len() <= 5 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
        parts.next().is_some_and(letters) && parts.next().is_some_and(letters)
    })
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
    fn masks_leave_firms_and_initials() {
        assert_eq!(mask("04.107.539.5-844.500").as_deref(), Some("0041075395844500"));
        assert_eq!(mask("3204112505900001"), None);
        assert_eq!(mask("PT. MARGA BHUANA").as_deref(), Some("PT. MARGA BHUANA"));
        assert_eq!(mask("siti aminah").as_deref(), Some("S. A."));
        assert_eq!(mask("Siti Aminah, S.Pd").as_deref(), Some("S. A. S."));
        assert_eq!(mask("Drs. Budi Santoso, M.AB.").as_deref(), Some("D. B. S. M."));
        assert_eq!(mask("Marga Bhuana, PT.").as_deref(), Some("Marga Bhuana, PT."));
    }
}
