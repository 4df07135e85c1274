//! `pantau query 'SQL'`: a user's own question over the portal's relations.

use std::io::{IsTerminal, Write};

use anyhow::{Context, Result};
use arrow::array::RecordBatch;
use arrow::util::pretty::pretty_format_batches;
use parquet::arrow::ArrowWriter;

use super::pipeline::{self, Workspace};
use crate::cli::{OutputFormat, QueryArgs};
use crate::export::{csv_rows, json_rows};
use crate::problem::{Failed, Place, Problem};
use crate::query::{Engine, Plan};
use crate::terminal::{Report, Terminal};

/// Rows of a printed table; more is for the other formats.
const MOST_ROWS: usize = 1_000;

pub fn query(args: &QueryArgs, terminal: &Terminal) -> Result<Report> {
    if args.format == OutputFormat::Parquet && std::io::stdout().is_terminal() {
        let place = Place::file("--format");
        let problem = Problem::error("binary_output", place, "Parquet is not for a terminal")
            .hint("pantau query '…' --format parquet > rows.parquet");
        return Err(Failed::from(problem).into());
    }
    let portal = pipeline::portal(&args.portal)?;
    let workspace = Workspace::open(&portal, &args.portal)?;
    let mut plan = Plan::new(&portal)?;
    plan.only_for(&args.sql, &portal.tables);
    let pulled = workspace.pull(&portal, terminal)?;
    super::build::stop_on_errors(&pulled.problems)?;
    let data = workspace.compute_from(&portal, plan, pulled, terminal)?;
    let [refused, ..] = data.tables.problem_counts;
    // None of what was asked about could be read: an answer would say that there is nothing.
    if refused > 0 && data.tables.accounts.iter().all(|account| account.rows_kept == 0) {
        super::build::stop_when_empty(&portal, &data)?;
    }
    let mut report = Report::new("query");
    match answer(&data.engine, args, &mut std::io::stdout().lock()) {
        Ok(rows) => report.fact("rows", rows),
        Err(error) if reader_went_away(&error) => {}
        Err(error) => return Err(error),
    }
    report.problems = data.problems;
    // The answer is on standard output; a report there would mix with it.
    report.problems.retain(|problem| problem.severity == crate::problem::Severity::Error);
    if refused > 0 {
        let message = format!("{refused} values or rows were refused when the data were read");
        let problem = Problem::warning("refused_values", Place::default(), message);
        report
            .problems
            .push(problem.hint("pantau query \"SELECT * FROM problems WHERE severity = 'error'\" lists them"));
    }
    Ok(report)
}

/// `pantau query … | head -1` has what it wanted.
fn reader_went_away(error: &anyhow::Error) -> bool {
    let broken = |cause: &std::io::Error| cause.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref().is_some_and(broken))
}

/// Writes the answer and tells how many rows it has.
fn answer(engine: &Engine, args: &QueryArgs, out: &mut impl Write) -> Result<usize> {
    let mut rows = 0;
    match args.format {
        OutputFormat::Table => rows = print_table(engine, &args.sql, out)?,
        OutputFormat::Csv => {
            let mut header = true;
            engine.query(&args.sql, &mut |batch| {
                rows += batch.num_rows();
                csv_rows(out, batch, std::mem::take(&mut header))
            })?;
        }
        OutputFormat::Json => {
            engine.query(&args.sql, &mut |batch| {
                rows += batch.num_rows();
                json_rows(out, batch)
            })?;
        }
        OutputFormat::Parquet => {
            let mut writer: Option<ArrowWriter<Vec<u8>>> = None;
            engine.query(&args.sql, &mut |batch| {
                rows += batch.num_rows();
                if writer.is_none() {
                    writer = Some(ArrowWriter::try_new(Vec::new(), batch.schema(), None)?);
                }
                Ok(writer.as_mut().context("made above")?.write(batch)?)
            })?;
            if let Some(writer) = writer {
                out.write_all(&writer.into_inner()?)?;
            }
        }
    }
    out.flush()?;
    Ok(rows)
}

fn print_table(engine: &Engine, sql: &str, out: &mut impl Write) -> Result<usize> {
    let mut shown: Vec<RecordBatch> = Vec::new();
    let (mut rows, mut kept) = (0, 0);
    engine.query(sql, &mut |batch| {
        rows += batch.num_rows();
        let take = batch.num_rows().min(MOST_ROWS - kept);
        if take > 0 || shown.is_empty() {
            shown.push(batch.slice(0, take));
            kept += take;
        }
        Ok(())
    })?;
    writeln!(out, "{}", pretty_format_batches(&shown)?)?;
    if rows > kept {
        writeln!(out, "{kept} of {rows} rows; --format csv, json or parquet gives all")?;
    }
    Ok(rows)
}
