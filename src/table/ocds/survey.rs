//! The first pass: which processes occur more than once, which ids say nothing, and the data's own date.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use chrono::NaiveDate;

use super::batch::in_order;
use super::items::{self, Batch, Job};
use super::names::{ByMark, SharedIds, Sightings, hash};
use super::record;
use super::version::{self, Version};
use crate::source::Snapshot;
use crate::table::json::{self, Envelope, Json};
use crate::table::log::shown;
use crate::table::sink::Imprint;
use crate::table::{Value, cast};

/// The most publishers and licences that are named of one source; the others are counted.
const NAMED: usize = 5;

/// What the first pass learned.
#[derive(Default)]
pub struct Survey {
    /// Items and bytes by process (a hash of its ocid).
    processes: ByMark<(u32, u64)>,
    pub shared: SharedIds,
    /// For each file, the version that each of its packages says, in order.
    versions: Vec<Vec<Version>>,
    /// For each file, the latest date at which a package in it says it was published.
    published: BTreeMap<usize, NaiveDate>,
    /// For each file, the latest date of a release.
    latest: BTreeMap<usize, NaiveDate>,
    /// Names of publishers and licences that packages say.
    publishers: BTreeSet<String>,
    licences: BTreeSet<String>,
}

impl Survey {
    /// Whether a process (by the hash of its ocid) has several items.
    pub fn is_repeated(&self, process: u64) -> bool {
        self.processes.get(&process).is_some_and(|(items, _)| *items > 1)
    }

    /// Bytes of the items of processes that have several.
    pub fn repeated_bytes(&self) -> u64 {
        self.processes.values().filter(|(items, _)| *items > 1).map(|(_, bytes)| bytes).sum()
    }

    /// The date at which the data stood: when the last package was published, and of files that do not
    /// say it, the last release's.
    pub fn as_of(&self) -> Option<NaiveDate> {
        let silent = self.latest.iter().filter(|(file, _)| !self.published.contains_key(file));
        self.published.values().chain(silent.map(|(_, date)| date)).max().copied()
    }

    /// Who published the packages, and under what licences.
    pub fn imprint(&self) -> Imprint {
        let first = |names: &BTreeSet<String>| {
            let more = names.len().checked_sub(NAMED).filter(|more| *more > 0).map(|more| format!("+{more}"));
            names.iter().take(NAMED).cloned().chain(more).collect()
        };
        Imprint { publishers: first(&self.publishers), licences: first(&self.licences) }
    }

    /// The version of the package that an item lay in.
    pub fn version(&self, file: usize, envelope: u64) -> Version {
        let place = envelope.checked_sub(1).map(|place| place as usize);
        place.and_then(|place| self.versions.get(file)?.get(place).copied()).unwrap_or_default()
    }

    fn note_envelope(&mut self, file: usize, envelope: &Envelope) {
        let text_in = |name: &str, inner: Option<&str>| {
            let (_, bytes) = envelope.members.iter().find(|(known, _)| known == name)?;
            let mut scratch = String::new();
            let parsed = json::parse(bytes, &mut scratch).ok()?;
            let value = inner.map_or(Some(&parsed.value), |inner| parsed.value.get(inner));
            value.and_then(Json::text).map(str::to_owned)
        };
        let member = |name: &str| text_in(name, None);
        let names =
            [(&mut self.publishers, text_in("publisher", Some("name"))), (&mut self.licences, member("license"))];
        for (known, name) in names {
            if let Some(name) = name.as_deref().and_then(public_text) {
                known.insert(name);
            }
        }
        self.versions.resize(self.versions.len().max(file + 1), Vec::new());
        self.versions[file].push(version::of(member("version").as_deref()));
        keep_latest(&mut self.published, file, day(member("publishedDate").as_deref()));
    }
}

/// A name as it may be published: clean, and without ways to reach a person.
fn public_text(text: &str) -> Option<String> {
    cast::clean(text).value.map(|text| shown(&text))
}

fn keep_latest(dates: &mut BTreeMap<usize, NaiveDate>, file: usize, date: Option<NaiveDate>) {
    if let Some(date) = date {
        let latest = dates.entry(file).or_insert(date);
        *latest = date.max(*latest);
    }
}

/// What one batch gave.
#[derive(Default)]
struct Seen {
    file: usize,
    processes: Vec<(u64, u64)>,
    sightings: Sightings,
    latest: Option<NaiveDate>,
    envelopes: Vec<(usize, Envelope)>,
}

/// Reads every file once. Faults are left for the second pass to tell.
pub fn run(snapshot: &Snapshot, encoding: Option<&str>, jobs: usize) -> Result<Survey> {
    let mut survey = Survey::default();
    let mut sightings = Sightings::default();
    in_order(jobs, look, |submit| items::feed(snapshot, encoding, submit), &mut |seen: Seen| {
        for (process, bytes) in seen.processes {
            let entry = survey.processes.entry(process).or_default();
            entry.0 = entry.0.saturating_add(1);
            entry.1 += bytes;
        }
        sightings.join(seen.sightings);
        keep_latest(&mut survey.latest, seen.file, seen.latest);
        for (file, envelope) in seen.envelopes {
            survey.note_envelope(file, &envelope);
        }
        Ok(())
    })?;
    survey.shared = sightings.shared();
    Ok(survey)
}

fn look(job: Job) -> Seen {
    match job {
        Job::Items(batch) => look_at(&batch),
        Job::Envelope(file, envelope) => Seen { envelopes: vec![(file, envelope)], ..Seen::default() },
        Job::Faults(..) => Seen::default(),
    }
}

fn look_at(batch: &Batch) -> Seen {
    let mut seen = Seen { file: batch.file, ..Seen::default() };
    let mut scratch = String::new();
    for item in &batch.items {
        let bytes = &batch.bytes[item.bytes.clone()];
        scratch.clear();
        let Ok(parsed) = json::parse(bytes, &mut scratch) else { continue };
        let value = parsed.value;
        if let Some(ocid) = record::ocid(&value) {
            seen.processes.push((hash(&ocid), bytes.len() as u64));
        }
        for release in releases(&value) {
            seen.latest = seen.latest.max(day(release.get("date").and_then(Json::as_str)));
            seen.sightings.look(release);
        }
    }
    seen
}

/// The releases of an item: itself, or those of a record.
fn releases<'r, 'a>(item: &'r Json<'a>) -> Vec<&'r Json<'a>> {
    if !record::is_record(item) {
        return vec![item];
    }
    let compiled = item.get("compiledRelease").into_iter();
    compiled.chain(item.get("releases").map(Json::elements).unwrap_or_default()).collect()
}

/// The day of a date as written.
fn day(text: Option<&str>) -> Option<NaiveDate> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    cast::date(&Value::from(text), &cast::Hints::default()).value
}
