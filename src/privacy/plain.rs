//! Text as it looks, in which what identifies a person is looked for: without the signs that nobody sees,
//! digits of every script as 0 to 9, odd spaces as a space, `%20` and its like as what they stand for.

use std::borrow::Cow;
use std::ops::Range;

use super::HIDDEN;

/// Hides what `find` finds in the text as it looks; `None` when it finds nothing. Ranges may overlap.
pub fn hide(text: &str, find: impl FnOnce(&str) -> Vec<Range<usize>>) -> Option<String> {
    let plain = Plain::of(text);
    let mut found = find(&plain.text);
    if found.is_empty() {
        return None;
    }
    found.sort_by_key(|range| (range.start, range.end));
    let (mut out, mut copied) = (String::with_capacity(text.len()), 0);
    for range in found {
        let range = plain.range(range);
        if range.start >= copied {
            out.push_str(&text[copied..range.start]);
            out.push_str(HIDDEN);
        }
        copied = copied.max(range.end);
    }
    out.push_str(&text[copied..]);
    Some(out)
}

struct Plain<'t> {
    text: Cow<'t, str>,
    /// For each byte, where its sign begins and ends in the text that was given; empty where they are the same.
    places: Vec<(usize, usize)>,
}

impl Plain<'_> {
    fn of(text: &str) -> Plain<'_> {
        let has_escapes = text.bytes().enumerate().any(|(at, byte)| byte == b'%' && escaped(&text[at..]).is_some());
        if !has_escapes && (text.is_ascii() || !text.chars().any(is_odd)) {
            return Plain { text: Cow::Borrowed(text), places: Vec::new() };
        }
        let (mut plain, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
        let mut at = 0;
        while let Some(sign) = text[at..].chars().next() {
            let (place, written) = (at, escaped(&text[at..]));
            at += written.map_or(sign.len_utf8(), |_| ESCAPE);
            let sign = written.unwrap_or(sign);
            if is_invisible(sign) {
                continue;
            }
            plain.push(match digit(sign) {
                Some(digit) => char::from(b'0' + digit),
                None if sign.is_whitespace() => ' ',
                None => sign,
            });
            places.resize(plain.len(), (place, at));
        }
        Plain { text: Cow::Owned(plain), places }
    }

    fn range(&self, range: Range<usize>) -> Range<usize> {
        let place = |at: usize| self.places.get(at).copied();
        match (place(range.start), range.end.checked_sub(1).and_then(place)) {
            (Some((start, _)), Some((_, end))) => start..end,
            _ => range,
        }
    }
}

/// Bytes of `%20`.
const ESCAPE: usize = 3;

/// What the escape of a web address that a text begins with stands for: printable ASCII only.
fn escaped(text: &str) -> Option<char> {
    let digits = text.strip_prefix('%')?.as_bytes().get(..2)?;
    let value = |digit: u8| char::from(digit).to_digit(16);
    let code = u8::try_from(value(digits[0])? * 16 + value(digits[1])?).ok()?;
    (0x20..0x7f).contains(&code).then(|| char::from(code))
}

fn is_odd(sign: char) -> bool {
    !sign.is_ascii() && (is_invisible(sign) || digit(sign).is_some() || sign.is_whitespace())
}

/// Signs that take no room on a page: soft hyphens, marks of direction, joiners, selectors.
pub fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Where the ten digits of a script begin (Unicode's general category Nd).
#[rustfmt::skip]
const ZEROS: [u32; 36] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040,
    0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0,
    0xaa50, 0xff10,
];

/// The digit that a sign is, also raised, lowered, or as mathematics has it.
fn digit(sign: char) -> Option<u8> {
    let code = sign as u32;
    let within = |zero: u32| code.checked_sub(zero).filter(|digit| *digit < 10).map(|digit| digit as u8);
    match code {
        0xb9 => Some(1),
        0xb2 | 0xb3 => Some((code - 0xb0) as u8),
        0x2070 | 0x2074..=0x2079 => Some((code - 0x2070) as u8),
        0x2080..=0x2089 => Some((code - 0x2080) as u8),
        0x1d7ce..=0x1d7ff => Some(((code - 0x1d7ce) % 10) as u8),
        _ => ZEROS.iter().find_map(|zero| within(*zero)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hides every run of three digits.
    fn shown(text: &str) -> Option<String> {
        hide(text, |plain| {
            let starts = plain.match_indices(|sign: char| sign.is_ascii_digit()).map(|(at, _)| at);
            let starts = starts.filter(|at| plain[*at..].bytes().take(3).filter(u8::is_ascii_digit).count() == 3);
            starts.map(|at| at..at + 3).collect()
        })
    }

    #[test]
    fn what_is_found_in_the_look_is_hidden_in_the_text() {
        assert_eq!(shown("é 1\u{200b}2\u{ad}3\u{200b} ü").as_deref(), Some("é (hidden)\u{200b} ü"));
        assert_eq!(shown("a१२३b").as_deref(), Some("a(hidden)b"));
        assert_eq!(shown("𝟏𝟚𝟯").as_deref(), Some("(hidden)"));
        assert_eq!(shown("¹²³ ₄₅₆").as_deref(), Some("(hidden) (hidden)"));
        assert_eq!(shown("1234").as_deref(), Some("(hidden)"), "ranges that meet are one");
        assert_eq!(shown("https://x/a%20%31%32%33%20b").as_deref(), Some("https://x/a%20(hidden)%20b"));
        assert_eq!((shown("10% 2%zz 3%C3%A9"), shown("%2"), shown("%")), (None, None, None));
        assert_eq!(shown("é%20123ü").as_deref(), Some("é%20(hidden)ü"));
        assert_eq!(shown("12 ü \u{3000}3"), None);
    }
}
