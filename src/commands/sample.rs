//! `pantau sample DIR`: a fictional regency's source files.

use anyhow::Result;
use serde_json::json;

use super::init::ensure_empty;
use crate::cli::{SampleArgs, SamplePart};
use crate::config::SampleSettings;
use crate::problem::{Failed, Place, Problem};
use crate::sample::{Parts, write_parts};
use crate::terminal::Report;

pub fn sample(args: &SampleArgs) -> Result<Report> {
    if let Some((message, hint)) = SampleSettings::wrong_scale(args.scale) {
        let problem = Problem::error("wrong_value", Place::file("--scale"), message);
        return Err(Failed::from(problem.hint(hint)).into());
    }
    ensure_empty(&args.dir)?;
    let parts = match args.only {
        Some(SamplePart::Ocds) => Parts::OcdsOnly,
        None => Parts::All,
    };
    let written = write_parts(&args.dir, &SampleSettings { scale: args.scale, seed: args.seed }, parts)?;
    let mut report = Report::new("sample");
    report.fact("dir", args.dir.display().to_string());
    report.fact("planted_cases", written.cases);
    for file in &written.files {
        report.fact(file.path, json!({ "rows": file.rows, "bytes": file.bytes, "money": file.money }));
        report.lines.push(format!("{:>9} records  {}", file.rows, file.path));
    }
    report.lines.push(format!("truth.json tells {} planted cases and the exact totals.", written.cases));
    Ok(report)
}
