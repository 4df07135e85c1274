//! One key for the many spellings of a name.

use std::borrow::Cow;

use super::forms;
use crate::privacy::{HIDDEN, conceal_contacts};

/// Capitals, no accents, no punctuation, single spaces, no legal form: `PT. Maju  Jaya`, `maju jaya, PT`
/// and `Maju Jaya` share the key `MAJU JAYA`. Empty when the name holds no letter or digit.
/// An e-mail address or telephone number among it is left out, as it is hidden where the name is shown.
pub fn name_key(name: &str) -> String {
    let hidden = conceal_contacts(name);
    let name = hidden.as_deref().unwrap_or(name);
    let folded = if name.contains(HIDDEN) { fold(&name.replace(HIDDEN, " ")) } else { fold(name) };
    let all = tokens(&folded);
    let mut left: &[&str] = &all;
    // `PT. X (Persero) Tbk` carries three.
    while let Some((_, rest)) = forms::strip(left) {
        left = rest;
    }
    left.join(" ")
}

/// The words of a name that its key holds, as they are written: `PT. Ñandú Jaya` with the key `NANDU JAYA` is
/// `Ñandú Jaya`. The key itself where the words do not follow it one by one (`P.T.`, `Maju-Jaya`).
pub fn without_form<'n>(name: &'n str, key: &'n str) -> Cow<'n, str> {
    if key.is_empty() {
        return Cow::Borrowed(key);
    }
    let mut wanted = key.split(' ').peekable();
    let mut words = Vec::new();
    for word in name.split_whitespace() {
        if wanted.next_if_eq(&fold(word).as_str()).is_some() {
            words.push(word);
        }
    }
    if wanted.peek().is_some() { Cow::Borrowed(key) } else { Cow::Owned(words.join(" ")) }
}

/// Capitals without accents; punctuation becomes spaces; letters that stand alone are joined, so that
/// `P.T.` is `PT`.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for sign in name.chars() {
        match sign {
            // Apostrophes are left out, not turned into a space: MA'MUR is MAMUR.
            '\'' | '’' | '‘' | '`' | '´' => {}
            '\u{ff01}'..='\u{ff5e}' => push(&mut out, char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(' ')),
            _ => push(&mut out, sign),
        }
    }
    join_single_letters(&out)
}

fn push(out: &mut String, sign: char) {
    if sign.is_ascii_alphanumeric() {
        out.push(sign.to_ascii_uppercase());
    } else if sign.is_ascii() || !sign.is_alphanumeric() {
        // Marks that combine with the letter before are not a break between words.
        if !matches!(sign, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}') && !out.ends_with(' ') {
            out.push(' ');
        }
    } else {
        for upper in sign.to_uppercase() {
            match plain(upper) {
                "" => out.push(upper),
                letters => out.push_str(letters),
            }
        }
    }
}

/// The plain letters of an accented capital.
fn plain(sign: char) -> &'static str {
    match sign {
        'À'..='Å' | 'Ā' | 'Ă' | 'Ą' => "A",
        'Æ' => "AE",
        'Ç' | 'Ć' | 'Č' => "C",
        'Ď' | 'Đ' | 'Ð' => "D",
        'È'..='Ë' | 'Ē' | 'Ę' | 'Ě' => "E",
        'Ğ' => "G",
        'Ì'..='Ï' | 'Ī' | 'İ' => "I",
        'Ł' => "L",
        'Ñ' | 'Ń' | 'Ň' => "N",
        'Ò'..='Ö' | 'Ø' | 'Ō' | 'Ő' => "O",
        'Œ' => "OE",
        'Ř' => "R",
        'Ś' | 'Š' | 'Ş' | 'Ș' => "S",
        'Ť' | 'Ţ' | 'Ț' => "T",
        'Ù'..='Ü' | 'Ū' | 'Ů' | 'Ű' => "U",
        'Ý' | 'Ÿ' => "Y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        _ => "",
    }
}

fn join_single_letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last_single = false;
    for word in text.split_ascii_whitespace() {
        let single = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic();
        if !out.is_empty() && !(single && last_single) {
            out.push(' ');
        }
        out.push_str(word);
        last_single = single;
    }
    out
}

pub fn tokens(folded: &str) -> Vec<&str> {
    folded.split_ascii_whitespace().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_firm() {
        for name in [
            "PT. Maju Jaya",
            "PT Maju Jaya",
            "pt.maju  jaya",
            "MAJU JAYA, PT",
            "P.T. Maju Jaya",
            "Maju-Jaya",
            "ＭＡＪＵ Jaya",
        ] {
            assert_eq!(name_key(name), "MAJU JAYA", "{name}");
        }
        assert_eq!(name_key("PT. Adhi (Persero) Tbk."), "ADHI");
        assert_eq!(name_key("Construcciones Ibáñez, S.A. de C.V."), "CONSTRUCCIONES IBANEZ");
        assert_eq!(name_key("KSU Mandiri"), "MANDIRI");
        assert_eq!(name_key("CV Mandiri 0812-3456-7890"), name_key("CV Mandiri (hidden)"));
        assert_eq!(name_key("mandiri@contoh.id"), "");
    }

    #[test]
    fn names_that_must_stay_apart_or_stay() {
        assert_eq!(name_key("PT"), "PT");
        assert_eq!(name_key("Sa Pa Tours"), "SA PA TOURS");
        assert_eq!(name_key(" - "), "");
        assert_eq!(name_key("ООО Ромашка"), "ООО РОМАШКА");
    }

    #[test]
    fn words_without_the_legal_form_keep_their_letters() {
        for (name, words) in [
            ("PT. Ñandú  Jaya", "Ñandú Jaya"),
            ("Ñandú Jaya, S.A.", "Ñandú Jaya,"),
            ("Maju-Jaya", "MAJU JAYA"),
            ("PT A B C Foo", "ABC FOO"),
            ("PT", "PT"),
            (" - ", ""),
        ] {
            assert_eq!(without_form(name, &name_key(name)), words, "{name}");
        }
    }

    #[test]
    fn real_spellings_fold() {
        let Some(path) = crate::testing::shared("indonesia/isb-kab-bandung-2025/SPSE-PesertaTender.json") else {
            return;
        };
        let text = std::fs::read_to_string(path).expect("the file is text");
        let rows: Vec<serde_json::Value> = serde_json::from_str(&text).expect("the file is JSON");
        let names: std::collections::BTreeSet<&str> =
            rows.iter().filter_map(|row| row["nama_penyedia"].as_str()).collect();
        let keys: std::collections::BTreeSet<String> = names.iter().map(|name| name_key(name)).collect();
        assert!(keys.len() < names.len(), "{} keys of {} names", keys.len(), names.len());
        assert!(keys.iter().all(|key| !key.is_empty() && !key.starts_with("CV ") && !key.starts_with("PT ")));
    }
}
