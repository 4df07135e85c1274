//! Secrets: `${NAME}` from the environment, put in only at the request and taken out of everything
//! that is stored or shown.

use std::io::{self, Write};

use aho_corasick::{AhoCorasick, MatchKind};

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

/// Every way a secret may be written, each with the name that replaces it.
struct Finder {
    search: AhoCorasick,
    names: Vec<String>,
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
        let shown = Finder::new(&known, 1);
        let stored = Finder::new(&known, LONG);
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
        finder.search.replace_all(text, &finder.names)
    }

    /// Bytes of the longest written form: a cut nearer to a text's end could leave half a secret.
    pub(super) fn longest(&self) -> usize {
        self.shown.as_ref().map_or(0, |finder| finder.longest)
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
    fn new(known: &[(String, String)], shortest: usize) -> Option<Finder> {
        let (mut forms, mut names) = (Vec::new(), Vec::new());
        for (name, value) in known.iter().filter(|(_, value)| value.len() >= shortest) {
            let encoded = encode(value);
            let json = serde_json::to_string(value).unwrap_or_default();
            let json = json.trim_matches('"').to_string();
            let escapes_lower = lower_escapes(&encoded);
            let plus = encoded.replace("%20", "+");
            for form in [value.clone(), encoded, escapes_lower, plus, json.replace('/', "\\/"), json] {
                if !forms.contains(&form) {
                    forms.push(form);
                    names.push(format!("${{{name}}}"));
                }
            }
        }
        let longest = forms.iter().map(String::len).max()?;
        // The longest form wins, so that nothing of a secret is left when another is its beginning.
        let search = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&forms).ok()?;
        Some(Finder { search, names, longest })
    }
}

/// `%2F` as `%2f`.
fn lower_escapes(encoded: &str) -> String {
    let mut parts = encoded.split('%');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |text, part| {
        let (escape, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        text + "%" + &escape.to_ascii_lowercase() + rest
    })
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
        for found in finder.search.find_iter(&self.waiting) {
            if found.start() >= safe {
                break;
            }
            self.out.write_all(&self.waiting[at..found.start()])?;
            self.out.write_all(finder.names[found.pattern().as_usize()].as_bytes())?;
            self.replaced += 1;
            at = found.end();
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
        for text in ["ab/cd\"ef gh", "ab%2Fcd%22ef%20gh", "ab%2fcd%22ef%20gh", "ab%2Fcd%22ef+gh", "ab\\/cd\\\"ef gh"] {
            assert_eq!(secrets.redact(&format!("<{text}>")), "<${KEY}>");
        }
        assert_eq!(secrets.redact("ab/cd\"ef gh-and-more"), "${LONGER}");
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
