//! TOML with every problem at once: an unknown key or a wrong type is reported with its place and
//! the nearest known key, set aside, and reading goes on.

use serde::de::DeserializeOwned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::problem::{Place, Problem, nearest};

/// More problems than this in one file are not looked for.
const MOST: usize = 50;

/// Reads one TOML text. `first_line` is the line of the file on which the text starts (from 1).
///
/// The value is `None` when the text cannot be read even without the entries that were set aside.
pub fn parse<T: DeserializeOwned>(file: &str, text: &str, first_line: u64) -> (Option<T>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut set_aside: Vec<std::ops::Range<usize>> = Vec::new();
    let place = |at: usize| place_of(file, text, first_line, at);
    loop {
        let mut table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(error) => {
                let deep = error.message().contains("recurs");
                let at = error.span().map_or_else(|| if deep { longest_line(text) } else { 0 }, |span| span.start);
                let message = if deep { "keys or lists are nested too deeply to be read" } else { error.message() };
                problems.push(Problem::error("toml_syntax", place(at), message));
                return (None, problems);
            }
        };
        for span in &set_aside {
            remove(table.get_mut(), span);
        }
        let error = match T::deserialize(toml::de::Deserializer::from(table)) {
            Ok(value) => return (Some(value), problems),
            Err(error) => error,
        };
        let span = error.span().unwrap_or(0..0);
        problems.push(explain(error.message(), place(span.start)));
        let known = set_aside.contains(&span);
        if known || problems.len() >= MOST || error.message().starts_with("missing field") {
            return (None, problems);
        }
        set_aside.push(span);
    }
}

/// Where the longest line starts: too many keys in one name are told without a place.
fn longest_line(text: &str) -> usize {
    text.lines().max_by_key(|line| line.len()).map_or(0, |line| line.as_ptr() as usize - text.as_ptr() as usize)
}

/// The place of a dotted path of keys in a TOML text, as near as it can be found.
pub fn locate(file: &str, text: &str, path: &[&str]) -> Place {
    let Ok(table) = DeTable::parse(text) else { return Place::file(file) };
    let mut at = None;
    let mut here: Option<&DeTable<'_>> = Some(table.get_ref());
    let mut list: Option<&DeArray<'_>> = None;
    for key in path {
        let item = list.and_then(|list| list.get(key.parse::<usize>().ok()?));
        let field = here.and_then(|table| table.iter().find(|(name, _)| name.get_ref() == key));
        let (start, value) = match (item, field) {
            (Some(item), _) => (item.span().start, item.get_ref()),
            (None, Some((found, value))) => (found.span().start, value.get_ref()),
            (None, None) => break,
        };
        at = Some(start);
        (here, list) = match value {
            DeValue::Table(table) => (Some(table), None),
            DeValue::Array(list) => (None, Some(list)),
            _ => (None, None),
        };
    }
    match at {
        Some(at) => place_of(file, text, 1, at),
        None => Place::file(file),
    }
}

fn place_of(file: &str, text: &str, first_line: u64, at: usize) -> Place {
    let before = text.get(..at).unwrap_or("");
    let line = before.matches('\n').count() as u64 + first_line;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() as u64 + 1;
    Place { file: Some(file.to_owned()), line: Some(line), column: Some(column), ..Place::default() }
}

/// Serde's words, in ours: an unknown key gets the nearest known one.
fn explain(message: &str, place: Place) -> Problem {
    let mut quoted = message.split('`').skip(1).step_by(2);
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let typed = quoted.next().unwrap_or(rest);
        let known: Vec<&str> = quoted.collect();
        let problem = Problem::error("unknown_key", place, format!("unknown key `{typed}`"));
        return match nearest(typed, known.iter().copied()) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None if known.is_empty() => problem,
            None => problem.hint(format!("known keys here: {}", known.join(", "))),
        };
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let typed = quoted.next().unwrap_or(rest);
        let known: Vec<&str> = quoted.collect();
        let problem = Problem::error("unknown_value", place, format!("unknown value `{typed}`"));
        return match nearest(typed, known.iter().copied()) {
            Some(near) => problem.hint(format!("did you mean `{near}`? Allowed: {}", known.join(", "))),
            None => problem.hint(format!("allowed: {}", known.join(", "))),
        };
    }
    if let Some(rest) = message.strip_prefix("missing field ") {
        return Problem::error("missing_key", place, format!("the key {rest} is missing"));
    }
    Problem::error("wrong_value", place, message.to_owned())
}

/// Removes the innermost entry whose key or value has this span.
fn remove(table: &mut DeTable<'_>, span: &std::ops::Range<usize>) -> bool {
    let found =
        table.iter().find(|(key, value)| key.span() == *span || value.span() == *span).map(|(key, _)| key.clone());
    if let Some(key) = found {
        table.remove(&key);
        return true;
    }
    for (_, value) in table.iter_mut() {
        if remove_below(value.get_mut(), span) {
            return true;
        }
    }
    false
}

fn remove_below(value: &mut DeValue<'_>, span: &std::ops::Range<usize>) -> bool {
    match value {
        DeValue::Table(table) => remove(table, span),
        DeValue::Array(array) => array.iter_mut().any(|item| remove_below(item.get_mut(), span)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    #[derive(Default)]
    struct Sample {
        title: String,
        count: u64,
        inner: Inner,
    }

    #[derive(Debug, Deserialize, Default)]
    #[serde(deny_unknown_fields, default)]
    struct Inner {
        region: String,
    }

    #[test]
    fn every_problem_is_told_at_once_with_line_and_nearest_key() {
        let text = "titel = 'x'\ncount = 'many'\n[inner]\nregoin = 'y'\nregion = 'z'\n";
        let (value, problems) = parse::<Sample>("a.toml", text, 1);
        let told: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems.len(), 3, "{told:?}");
        assert!(told.iter().any(|told| told.contains("a.toml:1:1: unknown key `titel`") && told.contains("`title`")));
        assert!(told.iter().any(|told| told.contains("a.toml:2:9")), "{told:?}");
        assert!(told.iter().any(|told| told.contains("a.toml:4:1: unknown key `regoin`")), "{told:?}");
        let value = value.expect("the rest is read");
        assert_eq!((value.title.as_str(), value.count, value.inner.region.as_str()), ("", 0, "z"));
    }

    #[test]
    fn broken_syntax_names_its_line() {
        let (value, problems) = parse::<Sample>("a.toml", "title = 'x'\ncount = \n", 10);
        assert!(value.is_none());
        assert_eq!(problems[0].place.line, Some(11));
    }

    #[test]
    fn deep_nesting_is_told_with_its_line() {
        let deep =
            |open: &str, close: &str| format!("title = 'x'\ncount = {}1{}", open.repeat(50_000), close.repeat(50_000));
        let head = format!("title = 'x'\n[{}a]\n", "a.".repeat(50_000));
        for text in [deep("[", "]"), deep("{a=", "}"), head] {
            let (value, problems) = parse::<Sample>("a.toml", &text, 1);
            assert!(value.is_none());
            assert!(problems[0].to_string().contains("a.toml:2:") && problems[0].message.contains("too deeply"));
        }
    }

    #[test]
    fn a_key_is_located() {
        let place = locate("a.toml", "x = 1\n[table.fields]\nprice = 'harga'\n", &["table", "fields", "price"]);
        assert_eq!(place.line, Some(3));
        let second = "[[table]]\nname = 'a'\n[[table]]\nname = 'b'\n[table.fields]\nprice = 'harga'\n";
        let line = |path: &[&str]| locate("a.toml", second, path).line;
        assert_eq!(line(&["table", "1", "name"]), Some(4));
        assert_eq!(line(&["table", "1", "fields", "price"]), Some(6));
        assert_eq!(line(&["table", "0", "fields", "price"]), Some(1));
    }
}
