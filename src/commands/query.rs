//! `pantau query 'SQL'`: a user's own question over the portal's relations.

use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};

use anyhow::{Context, Result};
use arrow::array::RecordBatch;
use arrow::util::pretty::pretty_format_batches;
use parquet::arrow::ArrowWriter;

use super::pipeline::{self, Data, Workspace};
use crate::cli::{OutputFormat, QueryArgs};
use crate::config::{Portal, SourceSpec};
use crate::export::{csv_rows, json_rows};
use crate::problem::{Failed, Place, Problem, Severity};
use crate::query::{Engine, Plan};
use crate::terminal::{Report, Terminal};

/// Problems that are told beside an answer.
const TOLD: usize = 5;

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
    let asked = plan.only_for(&args.sql, &portal.tables);
    let pulled = workspace.pull(&portal, terminal)?;
    super::build::stop_on_errors(&pulled.problems)?;
    let data = workspace.compute_from(&portal, plan, pulled, terminal)?;
    let [refused, ..] = data.tables.problem_counts;
    if refused > 0 {
        super::build::stop_when_empty(&portal, &data)?;
        stop_where_nothing_was_read(&portal, &data, &asked)?;
    }
    let mut report = Report::new("query");
    match answer(&data.engine, args, &mut std::io::stdout().lock()) {
        Ok(rows) => report.fact("rows", rows),
        Err(error) if reader_went_away(&error) => {}
        Err(error) => return Err(error),
    }
    // The answer is on standard output; a report there would mix with it. What it rests on is said: what could not be
    // read, and what was read some other day.
    report.problems = if refused > 0 { errors(&data)? } else { Vec::new() };
    report.problems.iter_mut().for_each(|problem| problem.severity = Severity::Warning);
    if refused > 0 {
        let refused = match refused {
            1 => "a value, row or file was refused".to_owned(),
            many => format!("{many} values, rows or files were refused"),
        };
        let message = format!("{refused} when the data were read");
        let problem = Problem::warning("refused_values", Place::default(), message);
        let all = "pantau query \"SELECT * FROM problems WHERE severity = 'error'\" lists them";
        report.problems.push(problem.hint(all));
    }
    let own = data.problems.into_iter();
    report.problems.extend(own.filter(|one| one.severity == Severity::Error || one.code == "source_kept"));
    Ok(report)
}

/// A table of which nothing could be read, though its sources were refused something, has no answer: it would be that
/// there is nothing.
fn stop_where_nothing_was_read(portal: &Portal, data: &Data, asked: &BTreeSet<String>) -> Result<()> {
    for table in asked {
        let fills = |source: &&SourceSpec| source.tables.iter().any(|fill| fill.table == *table);
        let text = |source: &SourceSpec| format!("'{}'", source.name.replace('\'', "''"));
        let sources: Vec<String> = portal.sources.iter().filter(fills).map(text).collect();
        let kept = data.tables.accounts.iter().any(|account| account.table == *table && account.rows_kept > 0);
        if kept || sources.is_empty() {
            continue;
        }
        let sources = sources.join(", ");
        let sql =
            format!("SELECT source_id FROM problems WHERE severity = 'error' AND source_id IN ({sources}) LIMIT 1");
        let mut failed = false;
        data.engine.query(&sql, &mut |batch| {
            failed |= batch.num_rows() > 0;
            Ok(())
        })?;
        if failed {
            let mut problems = errors(data)?;
            let problem = Problem::error("no_data", Place::default(), format!("no row of `{table}` could be read"));
            problems.push(problem.hint("the problems above say why"));
            return Err(Failed(problems).into());
        }
    }
    Ok(())
}

/// The first rows and files that were refused.
fn errors(data: &Data) -> Result<Vec<Problem>> {
    let mut problems = pipeline::data_problems(&data.engine, TOLD)?;
    problems.retain(|problem| problem.severity == Severity::Error);
    Ok(problems)
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
