//! From one record's bytes to a tree, mending only what has one possible meaning.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use super::Json;
use super::scan::find_quote;

/// Values nested deeper are refused, whatever the splitter let through: a guard for the stack.
pub const MAX_DEPTH: usize = 200;

/// A record as a tree, and what had to be overlooked or mended to read it.
#[derive(Debug)]
pub struct Parsed<'a> {
    pub value: Json<'a>,
    /// Names that an object held twice (the last value counts), in the order met.
    pub duplicates: Vec<String>,
    /// What was mended, in words: `latin-1`, `invalid UTF-8`, `NaN`, `lone surrogates`, `control characters`.
    pub repairs: Vec<&'static str>,
}

/// Why a record could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFault {
    /// Line within the record, from 0: add it to the record's own line.
    pub line: u64,
    /// Column in bytes, from 1.
    pub column: u64,
    pub message: &'static str,
}

impl fmt::Display for ParseFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} (line {} of the record, column {})", self.message, self.line + 1, self.column)
    }
}

impl std::error::Error for ParseFault {}

/// Parses one record. Bytes that are not UTF-8 are read as Latin-1 when that is likelier, literals such
/// as `NaN` become null, lone surrogates become U+FFFD and raw line breaks in strings are taken as written;
/// each is named in `repairs`. `scratch` holds decoded text and is otherwise untouched.
pub fn parse<'a>(bytes: &'a [u8], scratch: &'a mut String) -> Result<Parsed<'a>, ParseFault> {
    let mut repairs = Vec::new();
    let text: &'a str = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => {
            let (text, what) = decode(bytes);
            repairs.push(what);
            *scratch = text.into_owned();
            scratch
        }
    };
    let mut parser = Parser { text, at: 0, duplicates: Vec::new(), repairs };
    let read = parser.value(0).and_then(|value| {
        parser.space();
        if parser.at < text.len() { Err("text follows the value") } else { Ok(value) }
    });
    match read {
        Ok(value) => Ok(Parsed { value, duplicates: parser.duplicates, repairs: parser.repairs }),
        Err(message) => Err(parser.fault(message)),
    }
}

/// Decodes bytes that are not UTF-8: as Latin-1 (Windows-1252) when they hold more stray bytes than
/// valid UTF-8 sequences, else as UTF-8 with U+FFFD in place of what is broken.
fn decode(bytes: &[u8]) -> (Cow<'_, str>, &'static str) {
    let (mut stray, mut valid) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        stray += usize::from(!chunk.invalid().is_empty());
    }
    if stray > valid {
        (encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0, "latin-1")
    } else {
        (String::from_utf8_lossy(bytes), "invalid UTF-8")
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    duplicates: Vec<String>,
    repairs: Vec<&'static str>,
}

impl<'a> Parser<'a> {
    fn fault(&self, message: &'static str) -> ParseFault {
        let before = &self.text.as_bytes()[..self.at.min(self.text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() as u64;
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        ParseFault { line, column: (before.len() - start + 1) as u64, message }
    }

    fn note(&mut self, repair: &'static str) {
        if !self.repairs.contains(&repair) {
            self.repairs.push(repair);
        }
    }

    fn byte(&self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        if self.at < bytes.len() { Some(bytes[self.at]) } else { None }
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Result<Json<'a>, &'static str> {
        self.space();
        match self.byte() {
            Some(b'"') => self.string().map(Json::Str),
            Some(b'{') if depth < MAX_DEPTH => self.object(depth + 1),
            Some(b'[') if depth < MAX_DEPTH => self.array(depth + 1),
            Some(b'{' | b'[') => Err("the value is nested too deep"),
            Some(b'0'..=b'9') => self.number(),
            Some(b'-') if !self.text[self.at..].starts_with("-I") && !self.text[self.at..].starts_with("-N") => {
                self.number()
            }
            Some(_) => self.word(),
            None => Err("the record ends where a value was expected"),
        }
    }

    fn word(&mut self) -> Result<Json<'a>, &'static str> {
        let rest = &self.text[self.at..];
        for (word, value) in [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))] {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        // Python writes these; only "no value" can be meant in data that are added up.
        for word in ["NaN", "-NaN", "Infinity", "-Infinity"] {
            if rest.starts_with(word) {
                self.at += word.len();
                self.note("NaN");
                return Ok(Json::Null);
            }
        }
        Err("a value was expected")
    }

    fn number(&mut self) -> Result<Json<'a>, &'static str> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        let whole = self.digits();
        if whole == 0 || (whole > 1 && self.text.as_bytes()[self.at - whole] == b'0') {
            return Err("a number is not written as JSON writes numbers");
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return Err("a number ends in its decimal point");
            }
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            if self.digits() == 0 {
                return Err("a number ends in its exponent sign");
            }
        }
        Ok(Json::Number(&self.text[start..self.at]))
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        self.at - start
    }

    fn array(&mut self, depth: usize) -> Result<Json<'a>, &'static str> {
        self.at += 1;
        let mut values = Vec::new();
        self.space();
        if self.byte() == Some(b']') {
            self.at += 1;
            return Ok(Json::Array(values));
        }
        loop {
            values.push(self.value(depth)?);
            self.space();
            match self.byte() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Json::Array(values));
                }
                _ => return Err("a comma or the end of an array was expected"),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Json<'a>, &'static str> {
        self.at += 1;
        let mut members: Vec<(Cow<'a, str>, Json<'a>)> = Vec::new();
        let mut places = HashMap::new();
        self.space();
        if self.byte() == Some(b'}') {
            self.at += 1;
            return Ok(Json::Object(members));
        }
        loop {
            self.space();
            if self.byte() != Some(b'"') {
                return Err("a name in quotes was expected");
            }
            let name = trimmed(self.string()?);
            self.space();
            if self.byte() != Some(b':') {
                return Err("a colon was expected after a name");
            }
            self.at += 1;
            let value = self.value(depth)?;
            match place(&name, &members, &mut places) {
                None => members.push((name, value)),
                Some(place) => {
                    self.duplicates.push(name.into_owned());
                    members[place].1 = value;
                }
            }
            self.space();
            match self.byte() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Json::Object(members));
                }
                _ => return Err("a comma or the end of an object was expected"),
            }
        }
    }

    /// A string whose opening quote stands here: borrowed unless it holds escapes.
    fn string(&mut self) -> Result<Cow<'a, str>, &'static str> {
        let start = self.at + 1;
        let rest = &self.text.as_bytes()[start..];
        let Some(length) = find_quote(rest) else { return Err("a string does not end") };
        if rest[..length].iter().any(|byte| *byte < b' ') {
            self.note("control characters");
        }
        if rest[length] == b'"' {
            self.at = start + length + 1;
            return Ok(Cow::Borrowed(&self.text[start..start + length]));
        }
        let mut out = String::with_capacity(length + 32);
        self.at = start;
        loop {
            let rest = &self.text[self.at..];
            let Some(length) = find_quote(rest.as_bytes()) else { return Err("a string does not end") };
            if rest.as_bytes()[..length].iter().any(|byte| *byte < b' ') {
                self.note("control characters");
            }
            out.push_str(&rest[..length]);
            self.at += length + 1;
            if rest.as_bytes()[length] == b'"' {
                return Ok(Cow::Owned(out));
            }
            self.escape(&mut out)?;
        }
    }

    /// One escape sequence, its backslash already behind.
    fn escape(&mut self, out: &mut String) -> Result<(), &'static str> {
        let byte = self.byte().ok_or("a string does not end")?;
        self.at += 1;
        out.push(match byte {
            b'"' | b'\\' | b'/' => byte as char,
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(out),
            _ => {
                self.at -= 1;
                return Err("an unknown escape stands in a string");
            }
        });
        Ok(())
    }

    fn unicode(&mut self, out: &mut String) -> Result<(), &'static str> {
        let first = self.unit(self.at).ok_or("four hexadecimal digits were expected")?;
        self.at += 4;
        if let 0xd800..=0xdbff = first
            && self.text[self.at..].starts_with("\\u")
            && let Some(second @ 0xdc00..=0xdfff) = self.unit(self.at + 2)
        {
            self.at += 6;
            let code = 0x10000 + ((u32::from(first) - 0xd800) << 10) + (u32::from(second) - 0xdc00);
            out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            return Ok(());
        }
        out.push(char::from_u32(u32::from(first)).unwrap_or_else(|| {
            self.note("lone surrogates");
            char::REPLACEMENT_CHARACTER
        }));
        Ok(())
    }

    fn unit(&self, at: usize) -> Option<u16> {
        let digits = self.text.as_bytes().get(at..at + 4)?;
        digits.iter().try_fold(0u16, |unit, digit| Some(unit << 4 | (*digit as char).to_digit(16)? as u16))
    }
}

fn trimmed(name: Cow<'_, str>) -> Cow<'_, str> {
    match name {
        Cow::Borrowed(name) => Cow::Borrowed(name.trim()),
        Cow::Owned(name) => Cow::Owned(name.trim().to_owned()),
    }
}

/// The place of an earlier member of this name; notes the name as the next member otherwise.
///
/// Small objects are looked through; large ones are hashed, so that a million names take no million squared steps.
fn place(name: &str, members: &[(Cow<'_, str>, Json<'_>)], hashed: &mut HashMap<String, usize>) -> Option<usize> {
    const SMALL: usize = 32;
    if members.len() < SMALL {
        return members.iter().position(|(earlier, _)| earlier == name);
    }
    if hashed.is_empty() {
        hashed.extend(members.iter().enumerate().map(|(place, (name, _))| (name.to_string(), place)));
    }
    let found = hashed.get(name).copied();
    if found.is_none() {
        hashed.insert(name.to_owned(), members.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Vec<String>, Vec<&'static str>) {
        let mut scratch = String::new();
        let parsed = parse(text.as_bytes(), &mut scratch).expect("readable");
        (format!("{:?}", parsed.value), parsed.duplicates, parsed.repairs)
    }

    fn fault(text: &str) -> ParseFault {
        let mut scratch = String::new();
        parse(text.as_bytes(), &mut scratch).expect_err("broken")
    }

    #[test]
    fn numbers_keep_their_digits() {
        let (value, ..) = read("[18446744073709551616, -0.10, 1e+9, 0]");
        assert_eq!(value, r#"Array([Number("18446744073709551616"), Number("-0.10"), Number("1e+9"), Number("0")])"#);
        for text in ["01", "1.", "-", "1e", ".5", "+1", "1.e5", "0x10"] {
            fault(text);
        }
    }

    #[test]
    fn strings_are_unescaped() {
        assert_eq!(
            read(r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é""#).0,
            format!("{:?}", Json::Str("a\"\\/\u{8}\u{c}\n\r\té😀é".into()))
        );
        for text in [r#""\x""#, r#""\u12""#, r#""abc"#, r#""\"#, r#""\u"#, "\"\\é\"", "\"\\u12é\""] {
            fault(text);
        }
    }

    #[test]
    fn names_are_trimmed_and_repeats_told() {
        let (value, duplicates, repairs) = read(r#"{" ocid":"a","ocid":"b","x":{"y":1,"y":2}}"#);
        assert_eq!(value, r#"Object([("ocid", Str("b")), ("x", Object([("y", Number("2"))]))])"#);
        assert_eq!(duplicates, ["ocid", "y"]);
        assert!(repairs.is_empty());
    }

    #[test]
    fn repeats_in_a_large_object_are_told() {
        let mut text = String::from("{");
        for number in 0..200 {
            text.push_str(&format!("\"k{number}\":{number},"));
        }
        text.push_str("\"k150\":0,\"k3\":0}");
        assert_eq!(read(&text).1, ["k150", "k3"]);
    }

    #[test]
    fn what_is_mended_is_named() {
        let (value, _, repairs) = read(r#"{"a":NaN,"b":-Infinity,"c":"NaN"}"#);
        assert_eq!(value, r#"Object([("a", Null), ("b", Null), ("c", Str("NaN"))])"#);
        assert_eq!(repairs, ["NaN"]);
        let (value, _, repairs) = read(r#"["x\ud800y\udc00\ud83d\u0041"]"#);
        assert_eq!(value, format!("{:?}", Json::Array(vec![Json::Str("x\u{fffd}y\u{fffd}\u{fffd}A".into())])));
        assert_eq!(repairs, ["lone surrogates"]);
        assert_eq!(read("\"x\ny\"").2, ["control characters"]);
        let mut scratch = String::new();
        let parsed = parse(b"{\"a\":\"Per\xfa\"}", &mut scratch).expect("readable");
        assert_eq!(parsed.repairs, ["latin-1"]);
        assert_eq!(parsed.value.get("a"), Some(&Json::Str("Perú".into())));
    }

    #[test]
    fn one_bad_byte_among_good_ones_does_not_make_it_latin() {
        assert_eq!(decode(b"\xc3\xa9\xc3\xa8 \xff"), (Cow::Borrowed("éè \u{fffd}"), "invalid UTF-8"));
        assert_eq!(decode(b"\xe9t\xe9"), (Cow::Borrowed("été"), "latin-1"));
    }

    #[test]
    fn a_fault_has_its_place() {
        let found = fault("{\"a\": 1,\n \"b\": ,\n \"c\": 2}");
        assert_eq!((found.line, found.column, found.message), (1, 7, "a value was expected"));
        assert_eq!(fault("{} x").message, "text follows the value");
        assert_eq!(fault("[1 2]").message, "a comma or the end of an array was expected");
    }

    #[test]
    fn depth_beyond_the_guard_is_a_fault() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(fault(&nested(MAX_DEPTH + 1)).message, "the value is nested too deep");
        read(&nested(MAX_DEPTH));
    }
}
