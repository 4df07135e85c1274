//! Templates' errors as problems: where, what, and the nearest right name.

use minijinja::{Error, ErrorKind};

use crate::problem::{Place, Problem, nearest};

/// An error for a template: its text goes to the person who wrote it.
pub fn refuse(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.into())
}

/// A template's error as a problem, with the file and line of the innermost template.
///
/// `folder` is where templates lie (`templates/`), `source` gives a template's text, and `columns`
/// are the names that `row` has.
pub fn problem(error: &Error, folder: &str, source: Option<&str>, columns: &[String]) -> Problem {
    let innermost = innermost(error);
    let mut place = Place::default();
    if let Some(name) = innermost.name() {
        place.file = Some(format!("{folder}{name}"));
    }
    place.line = innermost.line().map(|line| line as u64);
    let mut message = innermost.kind().to_string();
    if let Some(detail) = innermost.detail() {
        message = if innermost.kind() == ErrorKind::InvalidOperation {
            detail.into()
        } else {
            format!("{message}: {detail}")
        };
    }
    let problem = Problem::error("template", place, message);
    let line = innermost.line().and_then(|line| source?.lines().nth(line.checked_sub(1)?));
    match line.and_then(|line| unknown_column(line, columns)) {
        Some((name, near)) if innermost.kind() == ErrorKind::UndefinedError => problem.hint(match near {
            Some(near) => format!("`row` has no column `{name}`; did you mean `{near}`?"),
            None => format!("`row` has no column `{name}`"),
        }),
        _ => problem,
    }
}

/// Errors of included templates and macros are wrapped: the innermost names the true line.
fn innermost(error: &Error) -> &Error {
    let mut found = error;
    while let Some(source) = std::error::Error::source(found).and_then(|source| source.downcast_ref::<Error>()) {
        found = source;
    }
    found
}

/// The first `row.name` on the line whose name is no column.
fn unknown_column<'a>(line: &str, columns: &'a [String]) -> Option<(String, Option<&'a str>)> {
    line.split("row.").skip(1).find_map(|rest| {
        let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
        let name = &rest[..end];
        let unknown = !name.is_empty() && !columns.iter().any(|column| column == name);
        unknown.then(|| (name.to_string(), nearest(name, columns.iter().map(String::as_str))))
    })
}
