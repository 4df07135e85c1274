//! `pantau sample DIR`: a fictional regency's source files.

use anyhow::Result;

use super::init::ensure_empty;
use crate::cli::SampleArgs;
use crate::config::SampleSettings;
use crate::problem::{Failed, Place, Problem};
use crate::terminal::Report;

pub fn sample(args: &SampleArgs) -> Result<Report> {
    if !(args.scale > 0.0 && args.scale <= 10_000.0) {
        let place = Place::file("--scale");
        let problem = Problem::error("wrong_value", place, format!("the scale is {}", args.scale));
        return Err(Failed::from(problem.hint("1 is one regency-year; more than 0, at most 10000")).into());
    }
    ensure_empty(&args.dir)?;
    let written = crate::sample::write(&args.dir, &SampleSettings { scale: args.scale, seed: args.seed })?;
    let mut report = Report::new("sample");
    report.fact("dir", args.dir.display().to_string());
    report.lines.push(format!("{written:?}"));
    Ok(report)
}
