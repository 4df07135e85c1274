//! The second pass: items to rows, those of repeated processes by way of the spool.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;

use anyhow::Result;

use super::batch::in_order;
use super::convert::Maker;
use super::items::{self, Batch, BatchItem, Job};
use super::merge::{self, Piece};
use super::names::{Marks, hash};
use super::record::{self, Reading};
use super::rows::{Origin, Rows, problem};
use super::spool::{self, Spool, Spooled};
use super::survey::Survey;
use super::version::{self, Version};
use crate::problem::{Place, Problem, Severity};
use crate::source::Snapshot;
use crate::table::Sink;
use crate::table::json::{self, Json, ParseFault, Parsed};

/// What happened to records, for the closing summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Processes that became rows.
    pub processes: u64,
    /// Records whose releases are only links, and those links.
    pub links_only: u64,
    pub linked: u64,
    /// Links beside embedded releases.
    pub not_followed: u64,
    /// Processes merged from several releases, and those releases.
    pub merged: u64,
    pub merged_releases: u64,
    /// Of those: processes whose releases' order their dates do not tell; releases without a readable date; and
    /// compiled releases that a later one replaced.
    pub same_date: u64,
    pub undated: u64,
    pub replaced: u64,
}

impl Totals {
    pub fn add(&mut self, other: &Totals) {
        self.processes += other.processes;
        self.links_only += other.links_only;
        self.linked += other.linked;
        self.not_followed += other.not_followed;
        self.merged += other.merged;
        self.merged_releases += other.merged_releases;
        self.same_date += other.same_date;
        self.undated += other.undated;
        self.replaced += other.replaced;
    }
}

/// What every thread needs to know.
pub struct Reader<'c> {
    pub files: &'c [String],
    pub survey: &'c Survey,
}

/// Where rows go, and the marks of those that are written once.
pub struct Out<'s> {
    pub sink: &'s mut Sink,
    pub seen: Marks,
}

impl Out<'_> {
    fn write(&mut self, rows: Rows, files: &[String]) -> Result<()> {
        rows.write(files, &mut self.seen, self.sink)?;
        // A process comes whole and once: its keys need not be known any longer.
        self.sink.forget_keys_of("ocid");
        Ok(())
    }
}

/// What one batch became.
struct Made {
    rows: Rows,
    totals: Totals,
    batch: Batch,
    /// Items of the batch to put aside: process and place.
    aside: Vec<(u64, usize)>,
}

impl Reader<'_> {
    /// Turns the items of processes that occur once into rows, and puts the others aside.
    pub fn singles(
        &self,
        snapshot: &Snapshot,
        encoding: Option<&str>,
        jobs: usize,
        spool: &mut Spool,
        out: &mut Out<'_>,
    ) -> Result<Totals> {
        let mut totals = Totals::default();
        in_order(jobs, |job| self.make(job), |submit| items::feed(snapshot, encoding, submit), &mut |made: Made| {
            totals.add(&made.totals);
            for (process, place) in &made.aside {
                let item = &made.batch.items[*place];
                spool.put(*process, origin(&made.batch, item), &made.batch.bytes[item.bytes.clone()])?;
            }
            out.write(made.rows, self.files)
        })?;
        Ok(totals)
    }

    fn make(&self, job: Job) -> Made {
        let mut maker = Maker::new(self.files, &self.survey.shared);
        let mut made =
            Made { rows: Rows::default(), totals: Totals::default(), batch: Batch::default(), aside: Vec::new() };
        match job {
            Job::Envelope(..) => {}
            Job::Faults(file, faults) => {
                for fault in faults {
                    let place = Place {
                        file: self.files.get(file).cloned(),
                        line: Some(fault.line),
                        row: fault.index,
                        ..Place::default()
                    };
                    let problem = Problem::error(fault.code, place, fault.message);
                    // A fault with a number is a record that was lost.
                    match fault.index {
                        Some(_) => maker.rows.refuse("processes", problem),
                        None => maker.rows.problem(problem),
                    }
                }
            }
            Job::Items(batch) => {
                for (place, item) in batch.items.iter().enumerate() {
                    if let Some(process) = self.item(&batch, item, &mut maker, &mut made.totals) {
                        made.aside.push((process, place));
                    }
                }
                made.batch = batch;
            }
        }
        made.rows = maker.rows;
        made
    }

    /// Writes one item's rows, or gives the process for which it has to wait.
    fn item(&self, batch: &Batch, item: &BatchItem, maker: &mut Maker<'_>, totals: &mut Totals) -> Option<u64> {
        let origin = origin(batch, item);
        let mut scratch = String::new();
        let parsed = match json::parse(&batch.bytes[item.bytes.clone()], &mut scratch) {
            Ok(parsed) => parsed,
            Err(fault) => {
                self.unreadable(origin, &fault, maker);
                return None;
            }
        };
        self.oddities(origin, &parsed, maker);
        let value = parsed.value;
        if !self.is_readable_version(origin, self.survey.version(batch.file, item.envelope), &value, maker) {
            return None;
        }
        let process = record::ocid(&value).map(|ocid| hash(&ocid));
        if let Some(process) = process.filter(|process| self.survey.is_repeated(*process)) {
            return Some(process);
        }
        match record::read(value) {
            Reading::Refused { ocid, code, reason } => self.refuse(origin, code, ocid.as_deref(), reason, maker),
            Reading::LinksOnly { ocid, linked } => self.links_only(origin, &ocid, linked, maker, totals),
            Reading::Releases { ocid, pieces, linked } => {
                totals.not_followed += linked;
                self.process(origin, &ocid, pieces, maker, totals);
            }
        }
        None
    }

    fn unreadable(&self, mut origin: Origin, fault: &ParseFault, maker: &mut Maker<'_>) {
        origin.line += fault.line;
        let mut problem = problem("broken_json", Severity::Error, origin, self.files, None, fault.message);
        problem.place.column = Some(fault.column);
        maker.rows.refuse("processes", problem);
    }

    /// Names held twice and text that was mended.
    fn oddities(&self, origin: Origin, parsed: &Parsed<'_>, maker: &mut Maker<'_>) {
        for name in parsed.duplicates.iter().take(20) {
            let message = "an object holds this name twice; the last value counts";
            maker.rows.problem(problem("duplicate_name", Severity::Warning, origin, self.files, Some(name), message));
        }
        for repair in &parsed.repairs {
            let message = match *repair {
                "latin-1" => "the text is not UTF-8; it was read as Latin-1",
                "invalid UTF-8" => "the text holds bytes that are not UTF-8; U+FFFD stands for them",
                "NaN" => "NaN or Infinity stands where JSON has no such number; it counts as no value",
                "lone surrogates" => "half a character pair is escaped in a text; U+FFFD stands for it",
                _ => "a text holds raw control characters; they are kept as spaces",
            };
            maker.rows.problem(problem("mended_json", Severity::Warning, origin, self.files, None, message));
        }
    }

    fn is_readable_version(&self, origin: Origin, package: Version, value: &Json<'_>, maker: &mut Maker<'_>) -> bool {
        let own = version::of(value.get("version").and_then(Json::text));
        if package == Version::TooOld || own == Version::TooOld || version::looks_too_old(value) {
            let reason = "the release follows a version of the standard before 1.0, which is not read";
            self.refuse(origin, "old_version", record::ocid(value).as_deref(), reason, maker);
            return false;
        }
        if package == Version::Unknown {
            let message = "the package says a version of the standard that is not known; it is read as 1.1";
            maker.rows.problem(problem(
                "unknown_version",
                Severity::Warning,
                origin,
                self.files,
                Some("version"),
                message,
            ));
        }
        true
    }

    fn refuse(&self, origin: Origin, code: &'static str, ocid: Option<&str>, reason: &str, maker: &mut Maker<'_>) {
        let message = match ocid {
            Some(ocid) => format!("{reason} (process {ocid})"),
            None => reason.to_owned(),
        };
        maker.rows.refuse("processes", problem(code, Severity::Error, origin, self.files, None, message));
    }

    fn links_only(&self, origin: Origin, ocid: &str, linked: u64, maker: &mut Maker<'_>, totals: &mut Totals) {
        totals.links_only += 1;
        totals.linked += linked;
        let reason = "the record has no embedded data: its releases are only links, which are not followed";
        self.refuse(origin, "no_embedded_data", Some(ocid), reason, maker);
    }

    fn process(&self, origin: Origin, ocid: &str, pieces: Vec<Piece<'_>>, maker: &mut Maker<'_>, totals: &mut Totals) {
        let count = pieces.len() as u64;
        let doubts = if count > 1 { merge::doubts(&pieces) } else { merge::Doubts::default() };
        let Some(release) = merge::merge(pieces) else { return };
        totals.processes += 1;
        if count > 1 {
            totals.merged += 1;
            totals.merged_releases += count;
            totals.same_date += u64::from(doubts.same_date);
            totals.undated += doubts.undated;
            totals.replaced += doubts.replaced;
        }
        maker.process(ocid, &release, origin);
    }

    /// Merges and writes the processes of one partition, in the order in which they first occur.
    pub fn partition(&self, path: &Path, jobs: usize, out: &mut Out<'_>) -> Result<Totals> {
        /// Items given to a thread at a time.
        const TOGETHER: usize = 200;
        let (bytes, items) = spool::load(path)?;
        let groups = self.groups(&bytes, items);
        let mut totals = Totals::default();
        in_order(
            jobs,
            |range: Range<usize>| {
                let mut maker = Maker::new(self.files, &self.survey.shared);
                let mut totals = Totals::default();
                for group in &groups[range] {
                    self.group(&bytes, group, &mut maker, &mut totals);
                }
                (maker.rows, totals)
            },
            |submit| {
                let mut start = 0;
                while start < groups.len() {
                    let mut items = 0;
                    let end = groups[start..].iter().position(|group| {
                        items += group.len();
                        items >= TOGETHER
                    });
                    let end = end.map_or(groups.len(), |more| start + more + 1);
                    submit(start..end)?;
                    start = end;
                }
                Ok(())
            },
            &mut |(rows, more): (Rows, Totals)| {
                totals.add(&more);
                out.write(rows, self.files)
            },
        )?;
        Ok(totals)
    }

    /// Items by process.
    fn groups(&self, bytes: &[u8], items: Vec<Spooled>) -> Vec<Vec<Spooled>> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<Vec<Spooled>> = Vec::new();
        for item in items {
            let mut scratch = String::new();
            let parsed = json::parse(&bytes[item.bytes.clone()], &mut scratch).ok();
            let ocid = parsed.and_then(|parsed| record::ocid(&parsed.value)).unwrap_or_default();
            let place = *places.entry(ocid).or_insert(groups.len());
            if place == groups.len() {
                groups.push(Vec::new());
            }
            groups[place].push(item);
        }
        groups
    }

    fn group(&self, bytes: &[u8], group: &[Spooled], maker: &mut Maker<'_>, totals: &mut Totals) {
        let mut scratches = vec![String::new(); group.len()];
        let mut all = Vec::new();
        let mut process = String::new();
        let mut links = Vec::new();
        let mut latest = Origin::default();
        for (item, scratch) in group.iter().zip(&mut scratches) {
            let Ok(parsed) = json::parse(&bytes[item.bytes.clone()], scratch) else { continue };
            match record::read(parsed.value) {
                Reading::Refused { ocid, code, reason } => {
                    self.refuse(item.origin, code, ocid.as_deref(), reason, maker)
                }
                Reading::LinksOnly { ocid, linked } => links.push((item.origin, ocid, linked)),
                Reading::Releases { ocid, pieces, linked } => {
                    totals.not_followed += linked;
                    process = ocid;
                    latest = item.origin;
                    all.extend(pieces);
                }
            }
        }
        if all.is_empty() {
            for (origin, ocid, linked) in links {
                self.links_only(origin, &ocid, linked, maker, totals);
            }
            return;
        }
        // What the links lead to may be what stands elsewhere in the source: they are counted, not refused.
        totals.not_followed += links.iter().map(|(.., linked)| linked).sum::<u64>();
        self.process(latest, &process, all, maker, totals);
    }
}

fn origin(batch: &Batch, item: &BatchItem) -> Origin {
    Origin { file: batch.file, row: item.row, line: item.line }
}
