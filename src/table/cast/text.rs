//! Text as people should read it.

use std::borrow::Cow;

use super::{Note, Read, empty::is_empty, markup, mojibake};
use crate::privacy::is_invisible;

/// Characters that are kept of one text.
pub const TEXT_LIMIT: usize = 20_000;

/// A text without markup, control characters and doubled spaces, its encoding repaired where that is
/// certain. Empty forms give no value. Clean text is borrowed.
pub fn clean(raw: &str) -> Read<Cow<'_, str>> {
    let text = raw.trim();
    if is_empty(text) {
        return Read::nothing();
    }
    let found = Found::in_text(text);
    if found == Found::default() && text.len() <= TEXT_LIMIT {
        return Read::good(Cow::Borrowed(text));
    }
    // Work on a few times the limit at most: a field may hold millions of characters.
    let (text, mut note) = cut(text, TEXT_LIMIT * 4);
    let mut text = Cow::Borrowed(text);
    if found.mojibake
        && let Some(better) = mojibake::repair(&text)
    {
        text = Cow::Owned(better);
        note = note.or(Some(Note::info("encoding_repaired", "letters garbled by a wrong encoding were restored")));
    }
    if found.markup {
        text = Cow::Owned(markup::strip_tags(&text));
        text = Cow::Owned(markup::decode_entities(&text));
    }
    if found.escapes {
        text = Cow::Owned(decode_sheet_escapes(&text));
    }
    if found.space || found.markup || found.escapes || found.control || found.mojibake {
        text = Cow::Owned(fold_space(&text));
    }
    if found.damaged {
        note = note.or(Some(Note::info("damaged_text", "letters were lost before the text came here")));
    }
    if is_empty(&text) {
        return Read::nothing();
    }
    let (_, cut_note) = cut(&text, TEXT_LIMIT);
    if cut_note.is_some() {
        text = Cow::Owned(cut(&text, TEXT_LIMIT).0.to_string());
    }
    Read::noted(text, cut_note.or(note))
}

fn cut(text: &str, limit: usize) -> (&str, Option<Note>) {
    if text.len() <= limit {
        return (text, None);
    }
    match text.char_indices().nth(limit) {
        None => (text, None),
        Some((at, _)) => {
            (&text[..at], Some(Note::warning("text_cut", "longer than 20000 characters: the rest was cut")))
        }
    }
}

/// What a text holds that needs work: one pass over its bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Found {
    markup: bool,
    escapes: bool,
    control: bool,
    space: bool,
    mojibake: bool,
    damaged: bool,
}

impl Found {
    fn in_text(text: &str) -> Found {
        let mut found = Found::default();
        let bytes = text.as_bytes();
        let mut before = 0u8;
        for (at, byte) in bytes.iter().copied().enumerate() {
            match byte {
                b'<' | b'&' => found.markup = true,
                b'_' => found.escapes |= is_escape(&bytes[at..]),
                b' ' => found.space |= before == b' ',
                0..0x20 | 0x7f => found.control = true,
                // U+0080 to U+00BF: control characters, the no-break space, the soft hyphen.
                0xc2 => found.control |= bytes.get(at + 1).is_some_and(|next| *next <= 0xa0 || *next == 0xad),
                // U+034F; U+061C; U+115F, U+17B4, U+180B; U+2000 to U+206F, odd spaces and marks of direction; U+3000 and
                // U+3164; U+E0000: a text with such a beginning is looked at sign by sign.
                0xcd => found.control |= bytes.get(at + 1) == Some(&0x8f),
                0xd8 => found.control |= bytes.get(at + 1) == Some(&0x9c),
                0xe1 => found.control |= bytes.get(at + 1).is_some_and(|next| matches!(next, 0x85 | 0x9e | 0xa0)),
                0xe2 => found.control |= bytes.get(at + 1).is_some_and(|next| matches!(next, 0x80 | 0x81)),
                0xe3 => found.control |= bytes.get(at + 1).is_some_and(|next| matches!(next, 0x80 | 0x85)),
                0xf3 => found.control |= bytes.get(at + 1) == Some(&0xa0),
                // U+FE00 to U+FE0F, U+FEFF, U+FFA0, and U+FFFD.
                0xef => {
                    found.control |= bytes.get(at + 1).is_some_and(|next| matches!(next, 0xb8 | 0xbb | 0xbe | 0xbf));
                    found.damaged |= bytes.get(at + 1..at + 3) == Some(&[0xbf, 0xbd]);
                }
                _ => {}
            }
            // Two letters beyond ASCII in a row, the first of which could be the lead byte of UTF-8.
            found.mojibake |= byte == 0xc3 && bytes.get(at + 2).is_some_and(|next| *next >= 0x80);
            before = byte;
        }
        found
    }
}

fn is_escape(bytes: &[u8]) -> bool {
    bytes.len() >= 7
        && matches!(bytes[1], b'x' | b'X')
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
        && bytes[6] == b'_'
}

/// `_x000d_` and its kind, as spreadsheets escape control characters.
fn decode_sheet_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('_') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if is_escape(rest.as_bytes()) {
            let sign = u32::from_str_radix(&rest[2..6], 16).ok().and_then(char::from_u32);
            out.push(sign.unwrap_or(' '));
            rest = &rest[7..];
        } else {
            out.push('_');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// One space where there was any white space; no control characters or invisible marks.
fn fold_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        if sign.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !sign.is_control() && !is_invisible(sign) {
            out.push(sign);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Option<String>, Option<&'static str>) {
        let read = clean(text);
        (read.value.map(Cow::into_owned), read.note.map(|note| note.code))
    }

    #[test]
    fn text_as_people_read_it() {
        assert_eq!(of("<p>Pengawasan Gedung\r\n</p><p><br></p>"), (Some("Pengawasan Gedung".into()), None));
        assert_eq!(of("Baris_x000d_\nDua"), (Some("Baris Dua".into()), None));
        assert_eq!(of("ganda  spasi\u{a0}di sini "), (Some("ganda spasi di sini".into()), None));
        assert_eq!(of("nol\u{0}\u{200b}kontrol\u{7}"), (Some("nolkontrol".into()), None));
        assert_eq!(of("a_x_b dan _x00zz_"), (Some("a_x_b dan _x00zz_".into()), None));
        assert_eq!(of("SECRETARÃ\u{8d}A"), (Some("SECRETARÍA".into()), Some("encoding_repaired")));
        assert_eq!(of("rus\u{fffd}k"), (Some("rus\u{fffd}k".into()), Some("damaged_text")));
        assert_eq!(of("<p> </p>"), (None, None));
        assert_eq!(of("-"), (None, None));
    }

    #[test]
    fn clean_text_is_not_copied() {
        assert!(matches!(clean(" Pekerjaan Jalan 5 ").value, Some(Cow::Borrowed("Pekerjaan Jalan 5"))));
    }

    #[test]
    fn a_million_characters_are_cut() {
        let long = "é".repeat(1_000_000);
        let read = clean(&long);
        assert_eq!(read.value.map(|text| text.chars().count()), Some(TEXT_LIMIT));
        assert_eq!(read.note.map(|note| note.code), Some("text_cut"));
    }

    #[test]
    fn real_descriptions_lose_their_markup() {
        let Some(path) = crate::testing::shared("indonesia/isb-kab-bandung-2025/SPSE-PencatatanNonTender.json") else {
            return;
        };
        let text = std::fs::read_to_string(path).expect("the file is text");
        let rows: Vec<serde_json::Value> = serde_json::from_str(&text).expect("the file is JSON");
        let mut seen = 0;
        for row in &rows {
            let Some(raw) = row["uraian_pekerjaan"].as_str() else { continue };
            let Some(text) = clean(raw).value else { continue };
            seen += usize::from(raw.contains("<p"));
            assert!(!text.contains("<p") && !text.contains("  ") && !text.contains('\n'), "{text}");
        }
        assert!(seen > 50, "{seen}");
    }
}
