//! What identifies a person, and how it is kept out: of tables, problems, names of files, the terminal.
//!
//! Sixteen digits that do not start with 0 are a person's national id: they never pass, in no table,
//! id, problem or log. A firm's tax number has fifteen digits, or sixteen of which the first is 0.
//! Lies below all stages, since names of files are shown before any value is read.

mod contact;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

pub use contact::conceal_contacts;

/// What stands where a national id stood.
pub const HIDDEN: &str = "(hidden)";

/// Text with every bare national id hidden. `strict` hides any sixteen digits that do not start with 0
/// (fields that hold parties, values shown in problems); otherwise only those that are built like a
/// national id, so that other long numbers stay.
pub fn conceal(text: &str, strict: bool) -> Option<String> {
    let whole = conceal_bare(text, strict);
    let grouped = conceal_grouped(whole.as_deref().unwrap_or(text)).or(whole);
    conceal_exponent(grouped.as_deref().unwrap_or(text)).or(grouped)
}

/// The name of a file or an address as people may see it: people name files after people.
pub fn shown_name(name: &str) -> Cow<'_, str> {
    let hidden = conceal(name, true).map_or(Cow::Borrowed(name), Cow::Owned);
    match conceal_contacts(&hidden) {
        Some(hidden) => Cow::Owned(hidden),
        None => hidden,
    }
}

/// Hides national ids that a spreadsheet wrote with an exponent: `3.204112505900001E15`.
fn conceal_exponent(text: &str) -> Option<String> {
    if !text.bytes().any(|byte| byte == b'E' || byte == b'e') || !text.contains("15") {
        return None;
    }
    let written = EXPONENT.as_ref()?;
    let digits = |found: &regex::Captures<'_>| -> Vec<u8> {
        let mut digits: Vec<u8> = found[1].bytes().chain(found[2].bytes()).collect();
        digits.resize(16, b'0');
        digits
    };
    let hidden = written.replace_all(text, |found: &regex::Captures<'_>| match is_built_like_one(&digits(found)) {
        true => HIDDEN.to_string(),
        false => found[0].to_string(),
    });
    (hidden != text).then(|| hidden.into_owned())
}

static EXPONENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b([1-9])[.,]([0-9]{9,15})[eE]\+?15\b").ok());

/// Hides national ids written in groups (`320411-250590-0001`, `3204 1125 0590 0001`) or in full-width digits.
fn conceal_grouped(text: &str) -> Option<String> {
    let digit = |sign: char| match sign {
        '0'..='9' => Some(sign as u8),
        '\u{ff10}'..='\u{ff19}' => Some(b'0' + (sign as u32 - 0xff10) as u8),
        '\u{660}'..='\u{669}' => Some(b'0' + (sign as u32 - 0x660) as u8),
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
            } else if matches!(sign, '.' | '-' | ' ' | '/' | '_' | ',' | ':' | '\u{2010}'..='\u{2014}' | '\u{a0}')
                && signs.get(end + 1).is_some_and(|(_, next)| digit(*next).is_some())
                && digits.len() < 16
            {
                groups.push(0);
            } else {
                break;
            }
            end += 1;
        }
        let forms: [&[usize]; 12] = [
            &[16],
            &[4, 4, 4, 4],
            &[6, 6, 4],
            &[2, 2, 2, 6, 4],
            &[6, 2, 2, 2, 4],
            &[2, 2, 2, 2, 2, 2, 4],
            &[4, 2, 6, 4],
            &[4, 2, 2, 2, 2, 4],
            &[6, 10],
            &[8, 8],
            &[12, 4],
            &[4, 12],
        ];
        // Bare digits were judged before; only full-width ones are left of those.
        let bare = groups.len() == 1 && signs[at].1.is_ascii_digit();
        if !bare && forms.contains(&groups.as_slice()) && digits[0] != b'0' && is_built_like_one(&digits) {
            out.push_str(&text[copied..signs[at].0]);
            out.push_str(HIDDEN);
            copied = signs.get(end).map_or(text.len(), |(place, _)| *place);
            at = end;
        } else {
            at += groups[0]; // another number may stand before it: `RT 2 3204 1125 0590 0001`
        }
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

/// Province, day of birth (women's plus 40), month. Only codes that provinces have: else every stamp that
/// begins with the year 2025 would do.
fn is_built_like_one(digits: &[u8]) -> bool {
    let pair = |at: usize| (digits[at] - b'0') * 10 + (digits[at + 1] - b'0');
    let province = matches!(
        pair(0),
        11..=19 | 21 | 31..=36 | 51..=53 | 61..=65 | 71..=76 | 81 | 82 | 91..=97
    );
    province && matches!(pair(6), 1..=31 | 41..=71) && matches!(pair(8), 1..=12)
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
            "3204.11.250590.0001",
            "320411 2505900001",
            "3204–1125–0590–0001",
            "3204_1125_0590_0001",
            "3204\u{2011}1125\u{2011}0590\u{2011}0001",
            "3204-11-25-05-90-0001",
            "3.204112505900001E15",
        ] {
            assert_eq!(conceal(&format!("NIK {written}, Bandung"), false).as_deref(), Some("NIK (hidden), Bandung"));
        }
        for before in ["Tahap 2 3204.1125.0590.0001", "RT 02/3204-1125-0590-0001", "Dinas 1 320411 250590 0001"] {
            assert!(conceal(before, false).is_some_and(|shown| shown.ends_with(HIDDEN)), "{before}");
        }
        for other in [
            "Rp 3.204.112.505.900.001",
            "5.1.02.01.01.0024",
            "1.01.0.00.0.00.01.0000",
            "021-5550123 ext 4455 66",
            "2025123101010001",
        ] {
            assert_eq!(conceal(other, false), None, "{other}");
        }
    }

    #[test]
    fn names_of_files_lose_national_ids() {
        assert_eq!(shown_name("kontrak/3204112505900001.pdf.csv"), "kontrak/(hidden).pdf.csv");
        assert_eq!(shown_name("tender-2025-10-03.json"), "tender-2025-10-03.json");
    }
}
