//! SQL errors that point at the source: file, line, column, the line itself, and the nearest name.

use datafusion::error::DataFusionError;

use super::bounds;
use crate::problem::{Place, Problem, nearest};

/// A SQL text and where it stands.
pub(super) struct SqlText<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl SqlText<'_> {
    fn place(&self, line: u64, column: u64) -> Place {
        Place { file: Some(self.file.to_owned()), line: Some(line), column: Some(column), ..Place::default() }
    }

    /// The message with the line it is about below it.
    fn show(&self, message: &str, line: u64, column: u64) -> String {
        let text = self.text.lines().nth(line.saturating_sub(1) as usize).unwrap_or("");
        format!("{message}\n  {line:>4} | {text}\n       | {:>width$}", "^", width = column.max(1) as usize)
    }

    fn problem(&self, message: &str, line: u64, column: u64) -> Problem {
        Problem::error("sql_error", self.place(line, column), self.show(message, line, column))
    }

    /// Line and column (from 1) of a word outside the header, if it stands there.
    pub fn find_word(&self, word: &str) -> Option<(u64, u64)> {
        let start = self.text.find("*/").map_or(0, |at| at + 2);
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        let mut from = start;
        while let Some(at) = self.text[from..].find(word).map(|at| at + from) {
            let before = self.text[..at].chars().next_back().is_some_and(is_word);
            let after = self.text[at + word.len()..].chars().next().is_some_and(is_word);
            if !before && !after {
                let line = self.text[..at].matches('\n').count() as u64 + 1;
                let column = self.text[..at].rsplit('\n').next().unwrap_or("").chars().count() as u64 + 1;
                return Some((line, column));
            }
            from = at + word.len();
        }
        None
    }

    /// More than the parser and the planner may be given.
    pub fn too_large(&self) -> Option<Problem> {
        let (line, column) = bounds::too_large(self.text)?;
        let problem = Problem::error("query_too_large", self.place(line, column), bounds::too_large_message());
        Some(problem.hint("make parts of it relations of their own; long lists of values belong into a dataset"))
    }

    /// A name that no relation has.
    pub fn unknown_relation<'k>(&self, name: &str, known: impl IntoIterator<Item = &'k str>) -> Problem {
        let message = format!("there is no relation `{name}`");
        let problem = match self.find_word(name) {
            Some((line, column)) => self.problem(&message, line, column),
            None => Problem::error("sql_error", Place::file(self.file), message),
        };
        match nearest(name, known) {
            Some(near) => problem.hint(format!("did you mean `{near}`?")),
            None => problem,
        }
    }
}

/// A parser's message ends in `at Line: 3, Column: 5`.
pub(super) fn from_parser(sql: &SqlText<'_>, message: &str) -> Problem {
    if message.contains("RecursionLimitExceeded") {
        let place = bounds::deepest(sql.text).map_or(Place::file(sql.file), |(line, column)| sql.place(line, column));
        let problem = Problem::error("query_too_large", place, "the query is nested too deeply to be read");
        return problem.hint("write inner parts as WITH names of their own");
    }
    let message =
        message.trim_start_matches("SQL error: ").trim_start_matches("ParserError(\"").trim_end_matches("\")");
    let number = |label: &str| -> Option<u64> {
        let rest = &message[message.rfind(label)? + label.len()..];
        rest.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
    };
    match (number("Line:"), number("Column:")) {
        (Some(line), Some(column)) => {
            let short = message.rsplit_once(" at Line:").map_or(message, |(short, _)| short);
            sql.problem(short, line, column)
        }
        _ => Problem::error("sql_error", Place::file(sql.file), message.to_owned()),
    }
}

/// An error of planning or running, with its place when the engine tells it.
pub(super) fn from_engine(sql: &SqlText<'_>, error: &DataFusionError) -> Problem {
    let root = error.find_root();
    let plain = root.strip_backtrace();
    if let DataFusionError::SQL(..) = root {
        return from_parser(sql, &plain);
    }
    let message = match error.diagnostic() {
        Some(diagnostic) => diagnostic.message.clone(),
        None => plain.lines().next().unwrap_or_default().to_owned(),
    };
    let span = error.diagnostic().and_then(|diagnostic| diagnostic.span);
    let (column, known) = names_in(root);
    let place = span.map(|span| (span.start.line, span.start.column)).or_else(|| sql.find_word(column.as_deref()?));
    let problem = match place {
        Some((line, column)) => sql.problem(&message, line, column),
        None => Problem::error("sql_error", Place::file(sql.file), message),
    };
    if let DataFusionError::ResourcesExhausted(_) = root {
        return problem.hint("give it more memory: --memory 2G");
    }
    let near = column.as_deref().and_then(|column| nearest(column, known.iter().map(String::as_str)));
    match near {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None if known.is_empty() => problem,
        None => problem.hint(format!("columns here: {}", known.join(", "))),
    }
}

/// The column that was not found, and those that are there.
fn names_in(error: &DataFusionError) -> (Option<String>, Vec<String>) {
    use datafusion::common::SchemaError;
    let DataFusionError::SchemaError(schema_error, _) = error else { return (None, Vec::new()) };
    match schema_error.as_ref() {
        SchemaError::FieldNotFound { field, valid_fields } => {
            let mut known: Vec<String> = valid_fields.iter().map(|field| field.name.clone()).collect();
            known.sort();
            known.dedup();
            (Some(field.name.clone()), known)
        }
        SchemaError::AmbiguousReference { field } => (Some(field.name.clone()), Vec::new()),
        _ => (None, Vec::new()),
    }
}
