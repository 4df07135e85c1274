//! Why a source gave nothing: becomes a [`Problem`] once it is known whether an earlier snapshot helps.

use std::fmt;

use crate::privacy::shown_name;
use crate::problem::{Place, Problem, Severity};

/// One reason, in words without secrets or machine paths. Travels as an `anyhow` error up to the
/// source it belongs to; any other error (a full disk) stops the run.
#[derive(Debug)]
pub(super) struct Trouble {
    pub code: &'static str,
    pub message: String,
    pub hint: Option<String>,
    /// The address as people may see it.
    pub file: Option<String>,
}

impl Trouble {
    pub(super) fn new(code: &'static str, file: &str, message: impl Into<String>) -> Trouble {
        Trouble { code, message: message.into(), hint: None, file: Some(file.to_string()) }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Trouble {
        self.hint = Some(hint.into());
        self
    }

    /// Names of files, and what a server answered, may hold a person's national id: here they are first shown.
    pub(super) fn problem(self, source_id: &str, severity: Severity) -> Problem {
        let hidden = |text: String| shown_name(&text).into_owned();
        let place = Place { source: Some(source_id.to_string()), file: self.file.map(hidden), ..Place::default() };
        Problem { code: self.code, severity, place, message: hidden(self.message), hint: self.hint.map(hidden) }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Trouble {}
