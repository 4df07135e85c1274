//! What identifies a person, and how it is kept out: of tables, problems, names of files, the terminal.
//!
//! Sixteen digits that do not start with 0 are a person's national id: they never pass, in no table,
//! id, problem or log. A firm's tax number has fifteen digits, or sixteen of which the first is 0.
//! Lies below all stages, since names of files are shown before any value is read.

mod contact;
mod plain;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

pub use contact::conceal_contacts;
use plain::hide;
pub use plain::is_invisible;

/// What stands where a national id stood.
pub const HIDDEN: &str = "(hidden)";

/// Text with every national id hidden. `strict` hides any sixteen digits that do not start with 0
/// (fields that hold parties, values shown in problems); otherwise only those that are built like a
/// national id, so that other long numbers stay.
pub fn conceal(text: &str, strict: bool) -> Option<String> {
    // Most texts hold fewer digits, of whatever script: this is asked of every cell.
    if text.bytes().filter(|byte| byte.is_ascii_digit() || *byte >= 0x80).count() < 10 {
        return None;
    }
    hide(text, |plain| {
        let mut found = bare(plain, strict);
        found.extend(grouped(plain));
        found.extend(with_exponent(plain));
        found
    })
}

/// The name of a file or an address as people may see it: people name files after people.
pub fn shown_name(name: &str) -> Cow<'_, str> {
    let hidden = conceal(name, true).map_or(Cow::Borrowed(name), Cow::Owned);
    match conceal_contacts(&hidden) {
        Some(hidden) => Cow::Owned(hidden),
        None => hidden,
    }
}

/// National ids that a spreadsheet wrote with an exponent: `3.204112505900001E15`.
fn with_exponent(text: &str) -> Vec<Range<usize>> {
    if !text.bytes().any(|byte| byte == b'E' || byte == b'e') || !text.contains("15") {
        return Vec::new();
    }
    let Some(written) = EXPONENT.as_ref() else { return Vec::new() };
    let is_id = |found: &regex::Captures<'_>| {
        let mut digits: Vec<u8> = found[1].bytes().chain(found[2].bytes()).collect();
        digits.resize(16, b'0');
        is_built_like_one(&digits)
    };
    let found = written.captures_iter(text).filter(is_id);
    found.filter_map(|found| found.get(0).map(|whole| whole.range())).collect()
}

static EXPONENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b([1-9])[.,]([0-9]{9,15})[eE]\+?15\b").ok());

/// How sixteen digits are cut into groups.
const FORMS: [&[usize]; 17] = [
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
    &[4, 6, 6],
    &[2, 4, 6, 4],
    &[5, 5, 5, 1],
    &[4, 4, 4, 3, 1],
    &[4, 4, 8],
    THOUSANDS,
];

/// As a spreadsheet writes a number; an amount says its currency.
const THOUSANDS: &[usize] = &[1, 3, 3, 3, 3, 3];

/// National ids written in groups: `320411-250590-0001`, `3204 1125 0590 0001`.
fn grouped(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Most texts hold fewer digits.
    if text.bytes().filter(u8::is_ascii_digit).take(16).count() < 16 {
        return found;
    }
    let signs: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    while at < signs.len() {
        if !signs[at].1.is_ascii_digit() || (at > 0 && signs[at - 1].1.is_ascii_digit()) {
            at += 1;
            continue;
        }
        let (mut digits, mut groups, mut end) = (Vec::new(), vec![0_usize], at);
        while let Some((_, sign)) = signs.get(end) {
            if sign.is_ascii_digit() {
                digits.push(*sign as u8);
                if let Some(last) = groups.last_mut() {
                    *last += 1;
                }
            } else if matches!(sign, '.' | '-' | ' ' | '+' | '/' | '_' | ',' | ':' | '|' | '\u{2010}'..='\u{2014}')
                && signs.get(end + 1).is_some_and(|(_, next)| next.is_ascii_digit())
                && digits.len() < 16
            {
                groups.push(0);
            } else {
                break;
            }
            end += 1;
        }
        let is_amount = groups == THOUSANDS && after_currency(&text[..signs[at].0]);
        if FORMS.contains(&groups.as_slice()) && !is_amount && digits[0] != b'0' && is_built_like_one(&digits) {
            found.push(signs[at].0..signs.get(end).map_or(text.len(), |(place, _)| *place));
            at = end;
        } else {
            at += groups[0]; // another number may stand before it: `RT 2 3204 1125 0590 0001`
        }
    }
    found
}

/// Whether an amount is announced: `Rp 3.204…`.
fn after_currency(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches('.').to_ascii_lowercase();
    before.ends_with("rp") || before.ends_with("idr")
}

fn bare(text: &str, strict: bool) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let run = &bytes[at..at + length];
        // A zero before it is how some keep spreadsheets from rounding.
        let is_id = match run {
            [b'0', rest @ ..] => rest.len() == 16 && is_built_like_one(rest),
            run => run.len() == 16 && (strict || is_built_like_one(run)),
        };
        if is_id {
            found.push(at..at + length);
        }
        at += length.max(1);
    }
    found
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
            "3204\u{ad}1125\u{200b}0590\u{fe0f}0001",
            "3204\u{3000}1125\u{2009}0590 0001",
            "३२०४११२५०५९००००१",
            "۳۲۰۴۱۱۲۵۰۵۹۰۰۰۰۱",
            "³²⁰⁴¹¹²⁵⁰⁵⁹⁰⁰⁰⁰¹",
            "3204-112505-900001",
            "32041 12505 90000 1",
            "3204 1125 0590 000 1",
            "32.0411.250590.0001",
            "3204|1125|0590|0001",
            "3,204,112,505,900,001",
            "03204112505900001",
            "3204+1125+0590+0001",
            "3204%201125%200590%200001",
            "%33204112505900001",
        ] {
            assert_eq!(conceal(&format!("NIK {written}, Bandung"), false).as_deref(), Some("NIK (hidden), Bandung"));
        }
        let address = "https://x.example/KTP%203204112505900001.pdf";
        assert_eq!(conceal(address, false).as_deref(), Some("https://x.example/KTP%20(hidden).pdf"));
        for before in ["Tahap 2 3204.1125.0590.0001", "RT 02/3204-1125-0590-0001", "Dinas 1 320411 250590 0001"] {
            assert!(conceal(before, false).is_some_and(|shown| shown.ends_with(HIDDEN)), "{before}");
        }
        for other in [
            "Rp 3.204.112.505.900.001",
            "5.1.02.01.01.0024",
            "1.01.0.00.0.00.01.0000",
            "021-5550123 ext 4455 66",
            "2025123101010001",
            "31-12-2024 01-01-2025",
            "03204112505900001234",
            "Rp3.204.112.505.900.001,00",
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
