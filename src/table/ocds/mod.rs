//! Open Contracting Data Standard 1.0 and 1.1, in any container, into the standard tables.
//!
//! In: a source's files, twice. The first pass learns which processes have several releases and which
//! party ids say nothing; the second turns single releases into rows at once, on several threads, and puts
//! the others aside on disk until they can be merged. Out: rows and problems, in the order of the files,
//! whatever the number of threads. Never: following a link, or holding more than a partition in memory.

mod batch;
mod convert;
mod items;
mod merge;
mod names;
mod org;
mod read;
mod record;
mod rows;
mod spool;
mod survey;
mod value;
mod version;

use std::path::Path;

use anyhow::Result;

use super::Sink;
use crate::config::SourceSpec;
use crate::problem::{Place, Problem, Severity};
use crate::source::Snapshot;
use read::Totals;

/// Reads a snapshot of OCDS files into the sink.
///
/// `scratch` is a folder for files that are removed again; `jobs` threads parse (0 counts as 1). What cannot
/// be read is in the sink's problems; an error means that the disk failed.
pub fn read(source: &SourceSpec, snapshot: &Snapshot, sink: &mut Sink, scratch: &Path, jobs: usize) -> Result<()> {
    let encoding = source.encoding.as_deref();
    let survey = survey::run(snapshot, encoding, jobs)?;
    if let Some(date) = survey.as_of() {
        sink.as_of(date);
    }
    sink.imprint(survey.imprint());
    let files: Vec<String> = snapshot.files.iter().map(|file| file.name.clone()).collect();
    let reader = read::Reader { files: &files, survey: &survey };
    let mut spool = spool::Spool::create(scratch, survey.repeated_bytes())?;
    let mut out = read::Out { sink, seen: names::Marks::default() };
    let mut totals = reader.singles(snapshot, encoding, jobs, &mut spool, &mut out)?;
    for partition in spool.close()? {
        totals.add(&reader.partition(&partition, jobs, &mut out)?);
    }
    summarise(&totals, survey.shared.len(), sink)
}

/// One problem for each thing that happened to many records.
fn summarise(totals: &Totals, shared_ids: usize, sink: &mut Sink) -> Result<()> {
    let mut tell = |code, severity, count: u64, message: String| match count {
        0 => Ok(()),
        _ => sink.problem(Problem { code, severity, place: Place::default(), message, hint: None }),
    };
    let mut message =
        format!("{} records have no embedded data: their {} releases are only links", totals.links_only, totals.linked);
    if totals.processes == 0 {
        message.push_str("; nothing else is in this source, so that nothing of it can be shown");
    }
    tell("no_embedded_data", Severity::Warning, totals.links_only, message)?;
    let message = format!("{} releases beside embedded ones are only links and are not followed", totals.not_followed);
    tell("links_not_followed", Severity::Info, totals.not_followed, message)?;
    let message = format!(
        "{} releases were merged into the compiled releases of {} processes",
        totals.merged_releases, totals.merged
    );
    tell("merged", Severity::Info, totals.merged, message)?;
    let message = format!(
        "in {} processes, releases have the same date: the one whose id sorts last counts as the latest",
        totals.same_date
    );
    tell("same_date", Severity::Warning, totals.same_date, message)?;
    let message = format!(
        "{} releases of processes that have several say no readable date: they count as the earliest",
        totals.undated
    );
    tell("undated_release", Severity::Warning, totals.undated, message)?;
    let message = format!(
        "{} compiled releases were replaced, whole, by a later one of the same process: what only they held is not shown",
        totals.replaced
    );
    tell("replaced", Severity::Warning, totals.replaced, message)?;
    let message = format!("{shared_ids} party ids stand beside many names; the names are used instead");
    tell("shared_ids", Severity::Info, shared_ids as u64, message)
}

#[cfg(test)]
mod tests;
