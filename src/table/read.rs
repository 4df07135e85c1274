//! All sources into tables: each from the cache if its bytes and declarations are the same, several at once.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};

use super::mapping::{Filler, Plan};
use super::rows::{self, Kind};
use super::sink::{Filled, Sink};
use super::stored::Stored;
use super::{Tables, ocds, summary};
use crate::cache::{Cache, Parts};
use crate::config::{Format, Portal, SourceSpec};
use crate::problem::Failed;
use crate::source::Snapshot;

/// The cache stage of this module.
pub const STAGE: &str = "tables";

/// One source read: where its files are, and what became of it.
pub struct Done {
    pub dir: PathBuf,
    pub key: String,
    pub stored: Stored,
}

/// Reads every source of a portal into standard tables.
///
/// `jobs` sources are read at once; the result does not depend on it. Problems in data become rows; an
/// error means problems in the settings, a failed disk, or accounts that do not agree.
pub fn read(portal: &Portal, snapshots: &[Snapshot], cache: &Cache, jobs: usize) -> Result<Tables> {
    let next = AtomicUsize::new(0);
    let results: Vec<Mutex<Option<Result<Done>>>> = portal.sources.iter().map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, portal.sources.len().max(1)) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(spec) = portal.sources.get(at) else { break };
                    let snapshot = snapshots.iter().find(|snapshot| snapshot.source_id == spec.name);
                    let done = source(portal, spec, snapshot, cache, jobs)
                        .with_context(|| format!("cannot read the source {}", spec.name));
                    *results[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
                }
            });
        }
    });
    let mut tables = Tables::default();
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for (spec, result) in portal.sources.iter().zip(results) {
        let done = result.into_inner().unwrap_or_else(PoisonError::into_inner);
        match done.with_context(|| format!("the source {} was not read", spec.name))? {
            Ok(done) => all.push(done),
            Err(error) => problems.extend(error.downcast::<Failed>()?.0),
        }
    }
    if !problems.is_empty() {
        return Err(Failed(problems).into());
    }
    for done in &all {
        for name in &done.stored.files {
            tables.files.entry(name.clone()).or_default().push(done.dir.join(format!("{name}.parquet")));
        }
        tables.accounts.extend(done.stored.accounts.iter().cloned());
        for (total, count) in tables.problem_counts.iter_mut().zip(done.stored.problem_counts) {
            *total += count;
        }
    }
    for (spec, done) in portal.sources.iter().zip(&all) {
        tables.folders.insert(done.dir.clone(), spec.name.clone());
        let snapshot = snapshots.iter().find(|snapshot| snapshot.source_id == spec.name);
        tables.sources.push(summary::info(spec, snapshot, &done.stored));
    }
    summary::write(portal, &all, cache, &mut tables)?;
    Ok(tables)
}

/// One source, from the cache or from its bytes.
fn source(portal: &Portal, spec: &SourceSpec, snapshot: Option<&Snapshot>, cache: &Cache, jobs: usize) -> Result<Done> {
    let parts = parts(portal, spec, snapshot);
    let key = parts.key(STAGE);
    if let Some(dir) = cache.find(STAGE, &key)
        && let Some(stored) = Stored::load(&dir)
    {
        cache.asked("source", &spec.name, &parts, false);
        return Ok(Done { dir, key, stored });
    }
    cache.asked("source", &spec.name, &parts, true);
    let entry = cache.begin(STAGE, &key)?;
    // Several sources share the threads; a lone one has them all.
    let jobs = (jobs / portal.sources.len().max(1)).max(1);
    let filled = fill(portal, spec, snapshot, entry.dir(), jobs)?;
    let stored = Stored::new(filled);
    stored.save(entry.dir())?;
    let dir = entry.commit()?;
    Ok(Done { dir, key, stored })
}

/// All that the result depends on.
fn parts(portal: &Portal, spec: &SourceSpec, snapshot: Option<&Snapshot>) -> Parts {
    let settings = &portal.settings;
    let mut parts = Parts::default()
        .with("its name", &spec.name)
        .with("its settings", &spec.text)
        .with("region_id", &settings.region_id)
        .with("currency", &settings.currency)
        .with("default_language", &settings.default_language)
        .with("the time zone", settings.utc_offset_minutes.to_le_bytes());
    // Readers of packages fill any table; others only those they name.
    let whole = spec.tables.is_empty();
    for table in portal.tables.iter().filter(|table| whole || spec.tables.iter().any(|fill| fill.table == table.name)) {
        parts.add(format!("datasets/tables/{}.toml", table.name), &table.text);
    }
    for file in snapshot.into_iter().flat_map(|snapshot| &snapshot.files) {
        parts.add(&file.name, format!("{} {}", file.sha256, file.max_bytes));
    }
    parts
}

/// Reads a source's files into a folder.
fn fill(portal: &Portal, spec: &SourceSpec, snapshot: Option<&Snapshot>, dir: &Path, jobs: usize) -> Result<Filled> {
    let mut sink = Sink::open(portal, &spec.name, dir)?;
    let files = snapshot.map_or(&[][..], |snapshot| &snapshot.files);
    if let Some(snapshot) = snapshot
        && is_ocds(spec, snapshot)
    {
        ocds::read(spec, snapshot, &mut sink, dir, jobs)?;
        return sink.finish(spec.as_of, files.len() as u64);
    }
    let plan = Plan::new(spec, &sink)?;
    let mut filler = Filler::new(&plan, &mut sink);
    for file in files {
        rows::read(spec, file, rows::kind_of(spec.format, file), &mut filler)?;
    }
    filler.finish(spec)?;
    sink.finish(spec.as_of, files.len() as u64)
}

/// Whether a source's files are OCDS packages: by its word, or because it names no table and holds JSON.
fn is_ocds(spec: &SourceSpec, snapshot: &Snapshot) -> bool {
    match spec.format {
        Format::Ocds => true,
        Format::Auto | Format::Json | Format::JsonLines => {
            let json = |file| matches!(rows::kind_of(spec.format, file), Kind::Json);
            spec.tables.is_empty() && snapshot.files.iter().any(json)
        }
        Format::Csv | Format::Xlsx => false,
    }
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
