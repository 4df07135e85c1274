//! A problem: something wrong in data or settings, told so that a person can find and mend it.
//!
//! A [`Problem`] is data: it is collected, printed, published. [`Failed`] carries problems up to
//! `main` as an error and means exit status 1; any other error means the program could not run
//! (exit status 2).

use std::fmt;

use serde::Serialize;

/// How much a problem matters: an error stops a release (or refuses a row), a warning is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Info,
    Warning,
    Error,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Where a problem is. Lines, columns and rows count from 1; `value` is already masked where the
/// field is not public.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Place {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Place {
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: Some(file.into()), ..Place::default() }
    }

    pub fn line(file: impl Into<String>, line: u64) -> Place {
        Place { file: Some(file.into()), line: Some(line), ..Place::default() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.file.as_deref().or(self.source.as_deref()).unwrap_or_default())?;
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
            if let Some(column) = self.column {
                write!(out, ":{column}")?;
            }
        }
        if let Some(row) = self.row {
            write!(out, " row {row}")?;
        }
        if let Some(field) = &self.field {
            write!(out, " field {field}")?;
        }
        Ok(())
    }
}

/// One problem: a stable code, how much it matters, where it is, what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub code: &'static str,
    pub severity: Severity,
    pub place: Place,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Problem {
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Problem {
        Problem { code, severity: Severity::Error, place, message: message.into(), hint: None }
    }

    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Problem {
        Problem { code, severity: Severity::Warning, place, message: message.into(), hint: None }
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Problem {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.to_string();
        let between = if place.is_empty() { "" } else { ": " };
        write!(out, "{}: {place}{between}{}", self.severity.as_str(), self.message)?;
        if let Some(hint) = &self.hint {
            write!(out, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

/// Problems in data or settings that stop the run: exit status 1.
#[derive(Debug)]
pub struct Failed(pub Vec<Problem>);

impl fmt::Display for Failed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                out.write_str("\n")?;
            }
            problem.fmt(out)?;
        }
        Ok(())
    }
}

impl std::error::Error for Failed {}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Failed {
        Failed(vec![problem])
    }
}

/// The known name nearest to a mistyped one, when it is near enough to be worth suggesting.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&typed.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 1 + name.len().max(typed.len()) / 4)
        .min()
        .map(|(_, name)| name)
}

/// `1 error`, `2 errors`: a number with its word, in the plural where need be.
pub fn counted(number: u64, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_place_reason_and_hint() {
        let mut place = Place::line("site/config.toml", 4);
        place.column = Some(2);
        let problem = Problem::error("unknown_key", place, "unknown key `titel`").hint("did you mean `title`?");
        assert_eq!(
            problem.to_string(),
            "error: site/config.toml:4:2: unknown key `titel`\n  hint: did you mean `title`?"
        );
    }

    #[test]
    fn one_has_no_plural() {
        assert_eq!([0, 1, 2].map(|number| counted(number, "error")), ["0 errors", "1 error", "2 errors"]);
    }

    #[test]
    fn the_nearest_name_is_near() {
        assert_eq!(nearest("titel", ["title", "region"]), Some("title"));
        assert_eq!(nearest("zzzzzz", ["title", "region"]), None);
    }
}
