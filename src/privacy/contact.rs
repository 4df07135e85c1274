//! Ways to reach a person that stand in free text: e-mail addresses, logins in web addresses, telephone
//! numbers of mobiles or with a country's code. Landlines of offices stay.

use std::ops::Range;

use super::plain::hide;

/// No telephone number has fewer digits.
const FEWEST: usize = 9;
/// No telephone number has more.
const MOST: usize = 15;

/// The text with every such address and number hidden; `None` when it holds none.
pub fn conceal_contacts(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    // Most texts hold neither an address nor so many digits: this is asked of every cell. What is not ASCII
    // may look like either.
    let may_call = bytes.iter().filter(|byte| byte.is_ascii_digit() || **byte >= 0x80).count() >= FEWEST;
    if !may_call && !may_mail(text) {
        return None;
    }
    hide(text, |plain| {
        let mut found = Vec::new();
        if may_mail(plain) {
            mails(plain, &mut found);
        }
        if plain.bytes().filter(u8::is_ascii_digit).count() >= FEWEST {
            phones(plain, &mut found);
        }
        found
    })
}

/// How `@` is written, also by those who want it not to be found.
const AT: [&str; 5] = ["@", "%40", "\u{ff20}", "(at)", "[at]"];

fn may_mail(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'@' | b'%' | 0xef)) || text.contains("(at)") || text.contains("[at]")
}

fn mails(text: &str, found: &mut Vec<Range<usize>>) {
    for (at, sign) in AT.iter().flat_map(|sign| text.match_indices(sign)) {
        if let Some(login) = login(&text[..at]).filter(|_| sign == "@") {
            found.push(login..at);
            continue;
        }
        let is_name = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '_' | '%' | '+' | '-' | '\'');
        let start = text[..at].trim_end_matches(is_name).len();
        let after = at + sign.len();
        let Some(domain) = domain(&text[after..]) else { continue };
        let ending = text[after..after + domain].rsplit('.').next().unwrap_or("");
        let is_file = ["html", "htm", "php", "aspx", "jsp", "pdf", "png", "jpg"].contains(&ending);
        if start < at && !(is_file && in_path(text, start)) {
            found.push(start..after + domain);
        }
    }
}

/// Where the login begins, when what comes before the `@` is a web address that has not reached its path.
fn login(before: &str) -> Option<usize> {
    let start = before.rfind("://")? + 3;
    let plain = |sign: char| !sign.is_whitespace() && !matches!(sign, '/' | '?' | '#');
    (start < before.len() && before[start..].chars().all(plain)).then_some(start)
}

/// Length of the domain that a text begins with: labels with points between, of which the last begins with
/// two letters.
fn domain(text: &str) -> Option<usize> {
    let sign = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-');
    let run = text.find(|other| !sign(other)).map_or(text, |end| &text[..end]);
    let run = run.find("..").map_or(run, |end| &run[..end]).trim_end_matches(['.', '-']);
    let (before, last) = run.rsplit_once('.')?;
    let letters = last.chars().take_while(|sign| sign.is_alphabetic()).count();
    (letters >= 2 && before.starts_with(char::is_alphanumeric)).then_some(run.len())
}

/// Whether a place lies in a web address, before its query: what stands there names pages. Links to a
/// messenger name people.
fn in_path(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or("");
    let is_web = word.contains("://") || word.starts_with("www.");
    let known = ["wa.me/", "wa.link/", "t.me/", "whatsapp", "mailto:", "mail="];
    is_web && !word.contains(['?', '#']) && !known.iter().any(|mark| word.contains(mark))
}

fn phones(text: &str, found: &mut Vec<Range<usize>>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    // Where the last number ended: another may follow after a slash.
    let mut ended = usize::MAX;
    while at < bytes.len() {
        let is_digit = bytes[at].is_ascii_digit();
        if !is_digit && bytes[at] != b'+' {
            at += 1;
            continue;
        }
        if let Some(end) = phone(bytes, at, ended).filter(|_| !in_path(text, at)) {
            found.push(at..end);
            (at, ended) = (end, end);
        } else if is_digit {
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        } else {
            at += 1;
        }
    }
}

/// Digits in groups, as numbers are written.
struct Groups {
    digits: Vec<u8>,
    /// For each group: how many digits there are up to its end, and where it ends.
    ends: Vec<(usize, usize)>,
    /// Every separator is a single point.
    points: bool,
}

impl Groups {
    fn read(text: &[u8], mut at: usize) -> Groups {
        let mut groups = Groups { digits: Vec::with_capacity(MOST + 1), ends: Vec::new(), points: true };
        loop {
            let run = text[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            groups.digits.extend_from_slice(&text[at..at + run.min(MOST + 1)]);
            at += run;
            groups.ends.push((groups.digits.len(), at));
            // The last ones are the bytes of dashes, of a minus and of a space that does not break.
            let signs = b" .-()_\xe2\x80\x90\x91\x92\x93\x94\x88\xc2\xa0";
            let gap = text[at..].iter().take_while(|byte| signs.contains(byte)).count();
            let goes_on = text.get(at + gap).is_some_and(u8::is_ascii_digit);
            if groups.digits.len() > MOST || !(1..=3).contains(&gap) || !goes_on {
                return groups;
            }
            groups.points &= &text[at..at + gap] == b".";
            at += gap;
        }
    }

    /// How many digits a number that begins like this may have.
    fn range(&self, plus: bool) -> Option<Range<usize>> {
        let first = self.ends[0].0;
        match (self.digits.as_slice(), plus) {
            // Dates and codes begin with shorter groups (`08-12-2025`).
            ([b'0', b'8', b'1'..=b'9', ..], _) if first >= 3 && !self.is_code() => Some(10..14),
            ([b'6', b'2', b'8', b'1'..=b'9', ..], true) => Some(11..15),
            ([b'6', b'2', b'8', b'1'..=b'9', ..], false) if first >= 4 || (first == 2 && !self.is_amount()) => {
                Some(11..15)
            }
            ([b'1'..=b'9', ..], true) if !self.is_amount() => Some(FEWEST..MOST + 1),
            _ => None,
        }
    }

    /// `0812.10.00.00`: codes of goods go on in pairs.
    fn is_code(&self) -> bool {
        self.ends.windows(2).take(2).filter(|pair| pair[1].0 - pair[0].0 == 2).count() == 2
    }

    /// `+106.8272291` is a degree, `+1.234.567.890` an amount.
    fn is_amount(&self) -> bool {
        let thousands = self.ends.windows(2).all(|pair| pair[1].0 - pair[0].0 == 3);
        (self.points && self.ends.len() == 2) || (self.ends.len() > 2 && thousands && self.ends[0].0 <= 3)
    }
}

/// The end of the telephone number that begins here, if one does.
fn phone(text: &[u8], at: usize, ended: usize) -> Option<usize> {
    let plus = text[at] == b'+';
    let start = at + usize::from(plus);
    if !text.get(start).is_some_and(u8::is_ascii_digit) || !begins_freely(text, at, ended) {
        return None;
    }
    let groups = Groups::read(text, start);
    let allowed = groups.range(plus)?;
    let fits = |(digits, end): &&(usize, usize)| allowed.contains(digits) && ends_freely(text, *end);
    groups.ends.iter().rev().find(fits).map(|(_, end)| *end)
}

/// Not within a word, a longer number (`027/0812…`, `1.081…`) or an amount (`Rp 628…`).
fn begins_freely(text: &[u8], at: usize, ended: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|place| text[place]) else { return true };
    let number = at >= 2 && text[at - 2].is_ascii_digit();
    let rest = text[..at].trim_ascii_end();
    let rest = rest.strip_suffix(b".").unwrap_or(rest);
    let money = [&b"rp"[..], b"idr"]
        .iter()
        .any(|sign| rest.len() >= sign.len() && rest[rest.len() - sign.len()..].eq_ignore_ascii_case(sign));
    !before.is_ascii_digit()
        && (!before.is_ascii_alphabetic() || after_label(text, at))
        && !money
        && (!b"/.,-_:".contains(&before) || !number || ended == at - 1)
}

/// `HP0812…`: a word for a telephone, glued to its number.
fn after_label(text: &[u8], at: usize) -> bool {
    let letters = text[..at].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = text[at - letters..at].to_ascii_lowercase();
    let known =
        ["hp", "wa", "tel", "telp", "tlp", "telepon", "telpon", "cp", "sms", "phone", "mobile", "ponsel", "whatsapp"];
    known.iter().any(|label| label.as_bytes() == word)
}

/// Not within a word or a longer number; another telephone number may follow after a slash or comma.
fn ends_freely(text: &[u8], end: usize) -> bool {
    let after = |offset: usize| text.get(end + offset).copied().unwrap_or(b' ');
    let next = &text[(end + 1).min(text.len())..];
    let another = next.starts_with(b"08") || next.starts_with(b"628") || next.starts_with(b"+");
    match after(0) {
        // `0812345678/SPK/2025`: a document's number.
        b'/' if after(1).is_ascii_alphabetic()
            && next.iter().take_while(|byte| !byte.is_ascii_whitespace()).any(|byte| *byte == b'/') =>
        {
            false
        }
        b'/' | b',' => !after(1).is_ascii_digit() || another,
        b'.' | b'-' | b'_' | b':' => !after(1).is_ascii_digit(),
        sign => !sign.is_ascii_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_mobile_numbers_are_hidden() {
        for (text, shown) in [
            ("hubungi budi.s@dinas.example.id.", "hubungi (hidden)."),
            ("a@b.id, c_d+e@f-g.co.id", "(hidden), (hidden)"),
            ("https://user:pa55@host.example/x", "https://(hidden)@host.example/x"),
            ("HP:081234567890", "HP:(hidden)"),
            ("WA 0812-3456-7890 (Budi)", "WA (hidden) (Budi)"),
            ("Telp.0812.3456.789", "Telp.(hidden)"),
            ("081 234 567 890. 2025 adalah", "(hidden). 2025 adalah"),
            ("0812345678901/0898765432", "(hidden)/(hidden)"),
            ("(0812) 3456-7890", "((hidden)"),
            ("6281234567890", "(hidden)"),
            ("+62 812 3456 7890", "(hidden)"),
            ("+62-812.345.678", "(hidden)"),
            ("+44 20 7946 0958 ext 2", "(hidden) ext 2"),
            ("https://wa.me/6281234567890", "https://wa.me/(hidden)"),
            ("08123456789@gmail.com", "(hidden)"),
            ("HP081234567890", "HP(hidden)"),
            ("62 812 3456 7890", "(hidden)"),
            ("0812–3456–7890", "(hidden)"),
            ("0812_3456_7890", "(hidden)"),
            ("https://x.example/budi@gmail.example", "https://x.example/(hidden)"),
            ("?u=budi%40gmail.example", "?u=(hidden)"),
            ("budi＠gmail.example", "(hidden)"),
            ("https://x.example/a?tel=081110000004", "https://x.example/a?tel=(hidden)"),
            ("https://t.me/+6281110000030", "https://t.me/(hidden)"),
            ("0812\u{2011}3456\u{2011}7890", "(hidden)"),
            ("0812\u{ad}3456\u{200b}7890", "(hidden)"),
            ("０８１２３４５６７８９０", "(hidden)"),
            ("budi@exa\u{ad}mple.com", "(hidden)"),
            ("budi(at)contoh.id", "(hidden)"),
        ] {
            assert_eq!(conceal_contacts(text).as_deref(), Some(shown), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one_stays() {
        for text in [
            "(021) 555 0123",
            "Nomor 0812345678/SPK/2025",
            "HS code 0812.10.00.00",
            "62.812.345.678",
            "SPK0812345678",
            "021-5550123",
            "5.1.02.01.01.0024",
            "027/0812-3456/2025",
            "027/08123456789/2025",
            "Rp 6.281.234.567.890",
            "Rp. 62812345678",
            "Rp62812345678,00",
            "08-11-2024 12:30",
            "2025-08-12T08:30:00+07:00",
            "08.123.456.7-891.000",
            "https://x.example/a/0812345678901/b",
            "https://medium.example/@budi/post",
            "https://x.example/p@ge.html",
            "3 buah @ 5.000",
            "2@Rp.500.000",
            "10062812345",
            "+106.8272291",
            "+1.234.567.890",
            "",
        ] {
            assert_eq!(conceal_contacts(text), None, "{text}");
        }
    }
}
