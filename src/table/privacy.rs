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
    let whole = conceal_bare(text, strict);
    let grouped = conceal_grouped(whole.as_deref().unwrap_or(text));
    grouped.or(whole)
}

/// Hides national ids written in groups (`320411-250590-0001`, `3204 1125 0590 0001`) or in full-width digits.
fn conceal_grouped(text: &str) -> Option<String> {
    let digit = |sign: char| match sign {
        '0'..='9' => Some(sign as u8),
        '\u{ff10}'..='\u{ff19}' => Some(b'0' + (sign as u32 - 0xff10) as u8),
        _ => None,
    };
    // Most texts hold fewer digits.
    if text.chars().filter_map(digit).take(16).count() < 16 {
        return None;
    }
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    while at < signs.len() {
        if digit(signs[at].1).is_none() || (at > 0 && digit(signs[at - 1].1).is_some()) {
            at += 1;
            continue;
        }
        let (mut digits, mut groups, mut end) = (Vec::new(), vec![0_usize], at);
        while let Some((_, sign)) = signs.get(end) {
            if let Some(value) = digit(*sign) {
                digits.push(value);
                if let Some(last) = groups.last_mut() {
                    *last += 1;
                }
            } else if matches!(sign, '.' | '-' | ' ' | '/')
                && signs.get(end + 1).is_some_and(|(_, next)| digit(*next).is_some())
                && digits.len() < 16
            {
                groups.push(0);
            } else {
                break;
            }
            end += 1;
        }
        let forms: [&[usize]; 6] =
            [&[16], &[4, 4, 4, 4], &[6, 6, 4], &[2, 2, 2, 6, 4], &[6, 2, 2, 2, 4], &[2, 2, 2, 2, 2, 2, 4]];
        // Bare digits were judged before; only full-width ones are left of those.
        let bare = groups.len() == 1 && signs[at].1.is_ascii_digit();
        if !bare && forms.contains(&groups.as_slice()) && digits[0] != b'0' && is_built_like_one(&digits) {
            out.push_str(&text[copied..signs[at].0]);
            out.push_str(HIDDEN);
            copied = signs.get(end).map_or(text.len(), |(place, _)| *place);
        }
        at = end.max(at + 1);
    }
    if copied == 0 {
        return None;
    }
    out.push_str(&text[copied..]);
    Some(out)
}

fn conceal_bare(text: &str, strict: bool) -> Option<String> {
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
    fn national_ids_are_hidden() {
        let text = "a.n. Budi (3204112505900001), faktur 9999999999999999 tgl 2025";
        assert_eq!(conceal(text, false).as_deref(), Some("a.n. Budi ((hidden)), faktur 9999999999999999 tgl 2025"));
        assert_eq!(conceal(text, true).as_deref(), Some("a.n. Budi ((hidden)), faktur (hidden) tgl 2025"));
        assert_eq!(conceal("0410753958445000", true), None);
        assert_eq!(conceal("32041125059000011", true), None);
        assert_eq!(conceal("", true), None);
        for written in [
            "3204.1125.0590.0001",
            "320411-250590-0001",
            "32.04.11.250590.0001",
            "3204 1125 0590 0001",
            "３２０４１１２５０５９００００１",
        ] {
            assert_eq!(conceal(&format!("NIK {written}, Bandung"), false).as_deref(), Some("NIK (hidden), Bandung"));
        }
        for other in
            ["Rp 3.204.112.505.900.001", "5.1.02.01.01.0024", "1.01.0.00.0.00.01.0000", "021-5550123 ext 4455 66"]
        {
            assert_eq!(conceal(other, false), None, "{other}");
        }
    }

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
