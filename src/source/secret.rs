//! Secrets: `${NAME}` from the environment, put in only at the request and taken out of everything
//! that is stored or shown.

use std::io::{self, Write};

use regex::bytes::{Captures, Regex, RegexBuilder};

use super::address::encode;
use super::trouble::Trouble;

/// Shorter values (a year, a region's code) are hidden in what is shown, but not in stored bytes: they
/// could stand anywhere in the data by chance.
const LONG: usize = 8;

/// The variables one source names, with their values. Has no `Debug`, so that it cannot be printed.
pub(super) struct Secrets {
    known: Vec<(String, String)>,
    shown: Option<Finder>,
    stored: Option<Finder>,
}

/// Every way a secret may be written: one group of the pattern for each secret and encoding, each with the
/// name that replaces it.
struct Finder {
    search: Regex,
    names: Vec<Vec<u8>>,
    longest: usize,
}

impl Secrets {
    /// For bytes that no request brought.
    pub(super) fn none() -> Secrets {
        Secrets { known: Vec::new(), shown: None, stored: None }
    }

    /// Looks up every variable that the templates name; all missing ones are told at once.
    pub(super) fn gather<'a>(
        templates: impl IntoIterator<Item = &'a str>,
        look_up: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Secrets, Trouble> {
        let mut known: Vec<(String, String)> = Vec::new();
        let mut missing: Vec<String> = Vec::new();
        for name in templates.into_iter().flat_map(names) {
            if known.iter().any(|(other, _)| *other == name) || missing.contains(&name) {
                continue;
            }
            // A variable filled from a file often ends with a line break.
            match look_up(&name).map(|value| value.trim().to_string()).filter(|value| !value.is_empty()) {
                Some(value) => known.push((name, value)),
                None => missing.push(name),
            }
        }
        if !missing.is_empty() {
            let list = missing.join("`, `");
            let message = format!("the environment variable `{list}` is not set or empty");
            let hint = format!("set it where pantau runs, such as `export {}=…`", missing[0]);
            return Err(Trouble { code: "variable_missing", message, hint: Some(hint), file: None });
        }
        let shown = Finder::new(&known, 1)?;
        let stored = Finder::new(&known, LONG)?;
        Ok(Secrets { known, shown, stored })
    }

    /// A header's value: the variables' values as they are.
    pub(super) fn fill(&self, template: &str) -> String {
        self.replace(template, |value, _| value.to_string())
    }

    /// An address: values are percent-encoded after the `?`, and as they are before it (there they may
    /// be a host or a path). Only names that the source itself declares are ever filled in.
    pub(super) fn fill_address(&self, template: &str) -> String {
        let query = template.find('?').unwrap_or(template.len());
        self.replace(template, |value, at| if at > query { encode(value) } else { value.to_string() })
    }

    fn replace(&self, template: &str, value_at: impl Fn(&str, usize) -> String) -> String {
        let (mut text, mut at) = (String::new(), 0);
        while let Some(start) = template[at..].find("${").map(|found| found + at) {
            let known = template[start + 2..].split_once('}').and_then(|(name, _)| {
                self.known.iter().find(|(other, _)| other == name).map(|(name, value)| (name.len(), value))
            });
            text.push_str(&template[at..start]);
            at = match known {
                Some((length, value)) => {
                    text.push_str(&value_at(value, start));
                    start + length + 3
                }
                None => {
                    text.push_str("${");
                    start + 2
                }
            };
        }
        text + &template[at..]
    }

    /// The text with every secret, however it is written, replaced by `${NAME}`.
    pub(super) fn redact(&self, text: &str) -> String {
        let Some(finder) = &self.shown else { return text.to_string() };
        let shown = finder.search.replace_all(text.as_bytes(), |found: &Captures<'_>| finder.name(found).to_vec());
        String::from_utf8_lossy(&shown).into_owned()
    }

    /// Bytes of the longest written form: a cut nearer to a text's end could leave half a secret.
    pub(super) fn longest(&self) -> usize {
        self.shown.as_ref().map_or(0, |finder| finder.longest)
    }

    /// Whether anything is to be kept out of what is stored.
    pub(super) fn are_kept_out(&self) -> bool {
        self.stored.is_some()
    }

    /// A writer that keeps long secrets out of what is stored.
    pub(super) fn filter<W: Write>(&self, out: W) -> Filter<'_, W> {
        Filter { out, finder: self.stored.as_ref(), waiting: Vec::new(), replaced: 0 }
    }
}

/// The names in `${NAME}`: letters, digits and underscores.
fn names(template: &str) -> Vec<String> {
    let candidates = template.split("${").skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name));
    let valid = |name: &&str| {
        !name.is_empty()
            && !name.starts_with(|first: char| first.is_ascii_digit())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    candidates.filter(valid).map(str::to_string).collect()
}

impl Finder {
    fn new(known: &[(String, String)], shortest: usize) -> Result<Option<Finder>, Trouble> {
        let mut known: Vec<&(String, String)> = known.iter().filter(|(_, value)| value.len() >= shortest).collect();
        if known.is_empty() {
            return Ok(None);
        }
        // The first alternative wins: the longest, so that nothing of a secret is left when another is its beginning.
        known.sort_by_key(|(_, value)| std::cmp::Reverse(value.len()));
        let (mut groups, mut names, mut longest) = (Vec::new(), Vec::new(), 0);
        for (name, value) in known {
            for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
                let (pattern, length) = written(value, encoding);
                groups.push(format!("({pattern})"));
                names.push(encoding.bytes(&format!("${{{name}}}")));
                longest = longest.max(length);
            }
        }
        let search = RegexBuilder::new(&groups.join("|")).unicode(false).size_limit(1 << 30).build();
        let search = search.map_err(|_| {
            let message = "a secret is too long to be kept out of what is stored".to_string();
            Trouble { code: "variable_unusable", message, hint: None, file: None }
        })?;
        Ok(Some(Finder { search, names, longest }))
    }

    /// The name of the secret that was found, in the encoding in which it stood.
    fn name(&self, found: &Captures<'_>) -> &[u8] {
        let group = (0..self.names.len()).find(|group| found.get(group + 1).is_some());
        group.map_or(&[], |group| &self.names[group])
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    fn bytes(self, text: &str) -> Vec<u8> {
        match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// A pattern of all ways to write a value, and the length of the longest: each letter plain, percent-encoded,
/// or escaped as JSON allows, in any mixture, since programs do not agree on what needs an escape.
fn written(value: &str, encoding: Encoding) -> (String, usize) {
    let (mut pattern, mut longest) = (String::new(), 0);
    for letter in value.chars() {
        let forms: Vec<Vec<u8>> = forms(letter).iter().map(|form| encoding.bytes(form)).collect();
        longest += forms.iter().map(Vec::len).max().unwrap_or(0);
        let forms: Vec<String> =
            forms.iter().map(|form| form.iter().map(|byte| format!("\\x{byte:02x}")).collect()).collect();
        pattern.push_str(&format!("(?:{})", forms.join("|")));
    }
    (pattern, longest)
}

fn forms(letter: char) -> Vec<String> {
    let plain = letter.to_string();
    // Nobody escapes these, and long tokens hold little else.
    if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_' | '~') {
        return vec![plain];
    }
    let percent = encode(&plain);
    let units = |upper: bool| -> String {
        let mut units = [0; 2];
        letter.encode_utf16(&mut units).iter().fold(String::new(), |text, unit| match upper {
            true => format!("{text}\\u{unit:04X}"),
            false => format!("{text}\\u{unit:04x}"),
        })
    };
    let quoted = |text: &str| {
        let json = serde_json::to_string(text).unwrap_or_default();
        json.get(1..json.len().saturating_sub(1)).unwrap_or_default().to_string()
    };
    let in_json = quoted(&plain);
    let mut forms = vec![plain, percent.to_ascii_lowercase(), percent, units(false), units(true), in_json];
    match letter {
        ' ' => forms.push("+".to_string()),
        '/' => forms.push("\\/".to_string()),
        _ => {}
    }
    // JSON within a text of JSON.
    let twice: Vec<String> = forms.iter().filter(|form| form.contains('\\')).map(|form| quoted(form)).collect();
    forms.extend(twice);
    // Longest first: of `\` and `\\` the whole is taken.
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.dedup();
    forms
}

/// Holds back as many bytes as a secret may be long, so that one cut by a buffer's end is found too.
pub(super) struct Filter<'a, W: Write> {
    out: W,
    finder: Option<&'a Finder>,
    waiting: Vec<u8>,
    replaced: u64,
}

impl<W: Write> Filter<'_, W> {
    /// Writes what was held back; gives the writer below and how many secrets were replaced.
    pub(super) fn finish(mut self) -> io::Result<(W, u64)> {
        self.pass(true)?;
        Ok((self.out, self.replaced))
    }

    fn pass(&mut self, last: bool) -> io::Result<()> {
        let Some(finder) = self.finder else { return Ok(()) };
        // A match that starts before this place lies wholly in `waiting`.
        let safe = if last { self.waiting.len() } else { (self.waiting.len() + 1).saturating_sub(finder.longest) };
        let mut at = 0;
        for found in finder.search.captures_iter(&self.waiting) {
            let Some(place) = found.get(0).filter(|place| place.start() < safe) else { break };
            self.out.write_all(&self.waiting[at..place.start()])?;
            self.out.write_all(finder.name(&found))?;
            self.replaced += 1;
            at = place.end();
        }
        let end = safe.max(at);
        self.out.write_all(&self.waiting[at..end])?;
        self.waiting.drain(..end);
        Ok(())
    }
}

impl<W: Write> Write for Filter<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.finder.is_none() {
            self.out.write_all(bytes)?;
        } else {
            self.waiting.extend_from_slice(bytes);
            self.pass(false)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(pairs: &[(&str, &str)]) -> Secrets {
        let templates: Vec<String> = pairs.iter().map(|(name, _)| format!("${{{name}}}")).collect();
        let look_up = |name: &str| pairs.iter().find(|(other, _)| *other == name).map(|(_, value)| value.to_string());
        match Secrets::gather(templates.iter().map(String::as_str), &look_up) {
            Ok(secrets) => secrets,
            Err(trouble) => panic!("all are set: {trouble}"),
        }
    }

    #[test]
    fn a_missing_variable_is_named() {
        let look_up = |name: &str| (name == "EMPTY").then(|| "  \n".to_string());
        let trouble = Secrets::gather(["Bearer ${TOKEN} ${EMPTY}", "${TOKEN} ${not closed"], &look_up).err();
        let trouble = trouble.expect("two are missing");
        assert_eq!(trouble.message, "the environment variable `TOKEN`, `EMPTY` is not set or empty");
    }

    #[test]
    fn values_are_encoded_in_a_query_only() {
        let secrets = secrets(&[("HOST", "https://x.example/a"), ("KEY", "a b&c=/")]);
        assert_eq!(secrets.fill_address("${HOST}/p?key=${KEY}&x=1"), "https://x.example/a/p?key=a%20b%26c%3D%2F&x=1");
        assert_eq!(secrets.fill("Bearer ${KEY} ${OTHER} ${"), "Bearer a b&c=/ ${OTHER} ${");
    }

    #[test]
    fn every_written_form_is_redacted() {
        let secrets = secrets(&[("KEY", "ab/cd\"ef gh"), ("LONGER", "ab/cd\"ef gh-and-more")]);
        for text in [
            "ab/cd\"ef gh",
            "ab%2Fcd%22ef%20gh",
            "ab%2fcd%22ef%20gh",
            "ab%2Fcd%22ef+gh",
            "ab\\/cd\\\"ef gh",
            "ab\\u002Fcd\\u0022ef gh",
            "ab\\u002fcd\\u0022ef\\u0020gh",
            "ab\\\\/cd\\\\\\\"ef gh",
        ] {
            assert_eq!(secrets.redact(&format!("<{text}>")), "<${KEY}>", "{text}");
        }
        assert_eq!(secrets.redact("ab/cd\"ef gh-and-more"), "${LONGER}");
    }

    #[test]
    fn wide_texts_lose_a_secret_and_stay_readable() {
        let secrets = secrets(&[("TOKEN", "s3cret+token/é=")]);
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
            let text = encoding.bytes("a s3cret+token/é= b s3cret\\u002btoken\\/\\u00E9\\u003d c");
            let mut filter = secrets.filter(Vec::new());
            text.chunks(7).for_each(|part| filter.write_all(part).expect("memory"));
            let (out, replaced) = filter.finish().expect("memory");
            assert_eq!((out, replaced), (encoding.bytes("a ${TOKEN} b ${TOKEN} c"), 2));
        }
    }

    #[test]
    fn a_long_token_is_no_burden() {
        let token = "eyJhbGciOiJIUzI1NiJ9.aZ09-_".repeat(200);
        let secrets = secrets(&[("TOKEN", &token)]);
        assert_eq!(secrets.redact(&format!("<{token}>")), "<${TOKEN}>");
    }

    #[test]
    fn stored_bytes_lose_a_secret_wherever_the_buffers_cut_it() {
        let secrets = secrets(&[("TOKEN", "s3cret-token"), ("YEAR", "2025")]);
        let text = b"{\"year\":2025,\"next\":\"/x?t=s3cret-token\",\"s3cret\":\"s3cret-toke\"}s3cret-token";
        for step in 1..text.len() {
            let mut filter = secrets.filter(Vec::new());
            for part in text.chunks(step) {
                filter.write_all(part).expect("memory");
            }
            let (out, replaced) = filter.finish().expect("memory");
            assert_eq!(replaced, 2);
            let expected = "{\"year\":2025,\"next\":\"/x?t=${TOKEN}\",\"s3cret\":\"s3cret-toke\"}${TOKEN}";
            assert_eq!(String::from_utf8_lossy(&out), expected, "step {step}");
        }
    }
}
