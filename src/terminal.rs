//! What people see while the program runs: progress and problems on standard error, results on
//! standard output. Decides once between words and JSON.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Map, Value, json};

use crate::problem::{Problem, Severity};

/// Progress is shown for what takes longer than this.
const QUIET_FOR: Duration = Duration::from_secs(2);

/// The one printer of a run.
pub struct Terminal {
    json: bool,
    bar: ProgressBar,
    done: Arc<AtomicBool>,
    /// What was begun, and when: told in the JSON report, where benchmarks read it.
    steps: Mutex<Vec<(String, Instant)>>,
}

impl Terminal {
    pub fn new(json: bool) -> Terminal {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        let done = Arc::new(AtomicBool::new(false));
        if std::io::stderr().is_terminal() {
            let (bar, done) = (bar.clone(), done.clone());
            std::thread::spawn(move || {
                std::thread::sleep(QUIET_FOR);
                if !done.load(Ordering::Relaxed) {
                    bar.set_draw_target(ProgressDrawTarget::stderr());
                    bar.enable_steady_tick(Duration::from_millis(200));
                }
            });
        }
        Terminal { json, bar, done, steps: Mutex::default() }
    }

    /// Says what is being done now.
    pub fn step(&self, what: &str) {
        self.bar.set_message(what.to_owned());
        if self.json {
            let mut steps = self.steps.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            steps.push((what.to_owned(), Instant::now()));
        }
    }

    /// Each step and the seconds until the next one began, or the run ended.
    fn steps(&self) -> Value {
        let steps = self.steps.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let ends = steps.iter().skip(1).map(|(_, next)| *next).chain([Instant::now()]);
        let timed = steps.iter().zip(ends).map(|((what, start), end)| {
            let seconds = (end.duration_since(*start).as_secs_f64() * 1000.0).round() / 1000.0;
            json!({ "step": what, "seconds": seconds })
        });
        timed.collect()
    }

    /// A line for people, on standard error; JSON readers get the report instead.
    pub fn say(&self, line: &str) {
        if !self.json {
            self.bar.suspend(|| told(line));
        }
    }

    /// Ends the run: problems and the report.
    pub fn finish(&self, report: &Report) {
        self.done.store(true, Ordering::Relaxed);
        self.bar.finish_and_clear();
        if self.json {
            // A query's answer stands on standard output, and a report would mix with it.
            let mut out: Box<dyn Write> =
                if report.command == "query" { Box::new(std::io::stderr()) } else { Box::new(std::io::stdout()) };
            // A reader that went away is no problem of ours.
            let mut told = report.to_json();
            told["steps"] = self.steps();
            let _ = writeln!(out, "{told}");
            return;
        }
        report.problems.iter().for_each(told);
        if let Some(error) = &report.error {
            told(format_args!("error: {error}"));
        }
        report.lines.iter().for_each(told);
    }
}

/// A line on standard error. A reader that went away (`2>&1 | head -1`) is no problem of ours.
fn told(line: impl Display) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// What a command came to.
#[derive(Debug, Default)]
pub struct Report {
    pub command: &'static str,
    pub problems: Vec<Problem>,
    /// Why the program could not run, with its causes.
    pub error: Option<String>,
    /// Machine-readable results.
    pub facts: Map<String, Value>,
    /// The same in words.
    pub lines: Vec<String>,
}

impl Report {
    pub fn new(command: &'static str) -> Report {
        Report { command, ..Report::default() }
    }

    /// 0 good, 1 problems in data or settings, 2 could not run.
    pub fn exit_code(&self) -> u8 {
        match () {
            () if self.error.is_some() => 2,
            () if self.problems.iter().any(|problem| problem.severity == Severity::Error) => 1,
            () => 0,
        }
    }

    pub fn fact(&mut self, name: &str, value: impl Into<Value>) {
        self.facts.insert(name.to_owned(), value.into());
    }

    fn to_json(&self) -> Value {
        json!({
            "command": self.command,
            "exit_status": self.exit_code(),
            "error": self.error,
            "problems": self.problems,
            "result": self.facts,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Place;

    #[test]
    fn the_exit_status_tells_the_kinds_apart() {
        let mut report = Report::new("check");
        assert_eq!(report.exit_code(), 0);
        report.problems.push(Problem::warning("w", Place::default(), "a warning"));
        assert_eq!(report.exit_code(), 0);
        report.problems.push(Problem::error("e", Place::default(), "an error"));
        assert_eq!(report.exit_code(), 1);
        report.error = Some("no disk".into());
        assert_eq!(report.exit_code(), 2);
    }
}
