//! Every source in turn: fresh when it can be, its last good snapshot when it cannot, told either way.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::address::{is_web, without_login};
use super::api::pages;
use super::fetch::{fetch, members, now};
use super::http::{Client, Hosts, agent};
use super::local;
use super::open::Container;
use super::secret::Secrets;
use super::store::{Answer, Record, Store, StoredFile};
use super::trouble::Trouble;
use super::{Receipt, Snapshot, Status};
use crate::config::{SourceKind, SourceSpec};
use crate::privacy::shown_name;
use crate::problem::{Place, Problem, Severity, nearest};

/// How to pull.
pub struct PullOptions<'a> {
    /// Use the last good snapshots of network sources; ask nobody.
    pub offline: bool,
    /// Only these sources; all when absent.
    pub only: Option<Vec<String>>,
    /// The folder of the generator's files, when a source names one.
    pub sample_dir: Option<PathBuf>,
    /// Whether copies of local files are kept, for when they are gone.
    pub keep: bool,
    /// The pause before a first retry; each further one is twice as long.
    pub retry_pause: Duration,
    /// Looks up `${NAME}`: the environment, unless a test says otherwise.
    pub variables: &'a dyn Fn(&str) -> Option<String>,
    /// Told what is being done, without secrets.
    pub progress: &'a dyn Fn(&str),
}

impl Default for PullOptions<'_> {
    fn default() -> Self {
        PullOptions {
            offline: false,
            only: None,
            sample_dir: None,
            keep: true,
            retry_pause: Duration::from_secs(1),
            variables: &|name| std::env::var(name).ok(),
            progress: &|_| {},
        }
    }
}

/// All snapshots in the order of the sources' names, and what is to be told about them.
///
/// A source that fails and has an earlier good snapshot gives that one and a warning; without one it
/// gives an error, and a snapshot with the files of those of its addresses that could be read.
#[derive(Clone, Debug, Default)]
pub struct Pulled {
    pub snapshots: Vec<Snapshot>,
    pub problems: Vec<Problem>,
}

/// What a source's addresses gave in this run.
#[derive(Default)]
struct Gathered {
    answers: Vec<Answer>,
    troubles: Vec<Trouble>,
    /// Worth telling though the data are good.
    notes: Vec<Trouble>,
}

pub(super) fn pull_sources(
    dir: &Path,
    sources: &[SourceSpec],
    store: &Store,
    options: &PullOptions<'_>,
) -> Result<Pulled> {
    let mut sorted: Vec<&SourceSpec> = sources.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let mut pulled = Pulled::default();
    if let Some(only) = &options.only {
        for name in only.iter().filter(|name| !sources.iter().any(|spec| spec.name == **name)) {
            let place = Place { source: Some(name.clone()), ..Place::default() };
            let mut problem = Problem::error("source_unknown", place, format!("there is no source `{name}`"));
            if let Some(near) = nearest(name, sources.iter().map(|spec| spec.name.as_str())) {
                problem = problem.hint(format!("did you mean `{near}`?"));
            }
            pulled.problems.push(problem);
        }
        sorted.retain(|spec| only.contains(&spec.name));
    }
    let hosts = Hosts::default();
    for spec in sorted {
        (options.progress)(&spec.name);
        let tell = |text: &str| (options.progress)(&shown_name(text));
        let options = &PullOptions { progress: &tell, sample_dir: options.sample_dir.clone(), only: None, ..*options };
        let one = One { dir, spec, store, options, hosts: &hosts };
        pulled.snapshots.push(one.pull(&mut pulled.problems)?);
    }
    Ok(pulled)
}

/// One source in one run.
struct One<'a> {
    dir: &'a Path,
    spec: &'a SourceSpec,
    store: &'a Store,
    options: &'a PullOptions<'a>,
    hosts: &'a Hosts,
}

impl One<'_> {
    fn pull(&self, problems: &mut Vec<Problem>) -> Result<Snapshot> {
        let declared = self.declared();
        let earlier = self.store.record(&self.spec.name).filter(|record| record.declared == declared);
        if self.options.offline && self.spec.address.iter().any(|address| self.is_network(address)) {
            return self.offline(earlier, problems);
        }
        let gathered = self.gather(earlier.as_ref())?;
        if !gathered.troubles.is_empty() {
            return self.fall_back(gathered, earlier, problems);
        }
        let message = joined(&gathered.notes);
        problems.extend(gathered.notes.into_iter().map(|note| note.problem(&self.spec.name, Severity::Warning)));
        let record = Record { declared, checked: now(), failed: None, answers: gathered.answers };
        self.store.save(&self.spec.name, &record)?;
        Ok(self.snapshot(&record.answers, Status::Fresh, message))
    }

    /// What is asked for. A record of anything else must not stand in for this source.
    fn declared(&self) -> String {
        format!("{:?} {:?} {:?}", self.spec.kind, self.spec.address, self.spec.paging)
    }

    fn is_network(&self, address: &str) -> bool {
        match self.spec.kind {
            SourceKind::Http | SourceKind::Api => true,
            SourceKind::File => is_web(address),
            SourceKind::Sample => false,
        }
    }

    fn gather(&self, earlier: Option<&Record>) -> Result<Gathered> {
        let mut gathered = Gathered::default();
        let network = |address: &&String| self.is_network(address);
        let templates = self.spec.address.iter().filter(network).chain(self.spec.headers.values());
        let needed = self.spec.address.iter().any(|address| self.is_network(address));
        let secrets = match Secrets::gather(templates.map(String::as_str).filter(|_| needed), self.options.variables) {
            Ok(secrets) => secrets,
            Err(trouble) => {
                gathered.troubles.push(trouble);
                return Ok(gathered);
            }
        };
        if self.spec.address.is_empty() {
            let message = "the source names no address";
            gathered.troubles.push(Trouble {
                code: "address_invalid",
                message: message.into(),
                hint: None,
                file: None,
            });
        }
        let networked = self.spec.address.iter().any(|address| self.is_network(address));
        let client = Client {
            spec: self.spec,
            secrets: &secrets,
            store: self.store,
            progress: self.options.progress,
            hosts: self.hosts,
            retry_pause: self.options.retry_pause,
            agent: if networked { agent(self.spec)? } else { ureq::Agent::new_with_defaults() },
        };
        for address in &self.spec.address {
            let outcome = match self.is_network(address) {
                true => self.network(&client, address, earlier, &mut gathered.notes),
                false => self.local(address, &mut gathered.troubles),
            };
            match outcome {
                Ok(answers) => gathered.answers.extend(answers),
                // A trouble is the source's; anything else (a full disk) is the run's.
                Err(error) => gathered.troubles.push(error.downcast::<Trouble>()?),
            }
        }
        Ok(gathered)
    }

    fn network(
        &self,
        client: &Client<'_>,
        address: &str,
        earlier: Option<&Record>,
        notes: &mut Vec<Trouble>,
    ) -> Result<Vec<Answer>> {
        if let (SourceKind::Api, Some(paging)) = (self.spec.kind, &self.spec.paging) {
            let pages = pages(client, address, paging, earlier)?;
            notes.extend(pages.notes);
            return Ok(pages.answers);
        }
        let name = without_login(address);
        (self.options.progress)(&name);
        let page = fetch(client, address, &name, earlier)?;
        notes.extend(page.notes);
        Ok(vec![page.answer])
    }

    /// Files where they lie; only archives' members are copied. One bad file does not hide the others.
    fn local(&self, address: &str, troubles: &mut Vec<Trouble>) -> Result<Vec<Answer>> {
        let base = match self.spec.kind {
            SourceKind::Sample => match &self.options.sample_dir {
                Some(folder) => folder,
                None => return Err(Trouble::new("file_missing", address, "the sample files were not made").into()),
            },
            _ => self.dir,
        };
        let mut answers = Vec::new();
        for found in local::find(address, base)? {
            match self.file(&found) {
                Ok(answer) => answers.push(answer),
                Err(error) => troubles.push(error.downcast::<Trouble>()?),
            }
        }
        Ok(answers)
    }

    fn file(&self, found: &local::Found) -> Result<Answer> {
        let max_bytes = self.spec.limits.max_bytes;
        if found.path.to_str().is_none() {
            let message = "the file's name, or that of a folder above it, is not UTF-8";
            return Err(Trouble::new("file_unreadable", &found.name, message).hint("give it another name").into());
        }
        let (container, sha256, size) = self
            .store
            .measure(&found.path)
            .map_err(|error| Trouble::new("file_unreadable", &found.name, format!("cannot be read: {error}")))?;
        if size > max_bytes {
            let message = format!("the file has {size} bytes, more than `max_bytes` = {max_bytes}");
            return Err(Trouble::new("file_too_large", &found.name, message).into());
        }
        let path = std::path::absolute(&found.path)?;
        let whole = StoredFile::new(&found.name, Some(path), container.compression(), sha256, size);
        let (archives, files) = match container {
            Container::Zip => members(whole, &found.name, max_bytes, self.store)?,
            _ => (Vec::new(), vec![whole]),
        };
        // The generator's files can be made again; any other may be gone tomorrow.
        if self.spec.kind != SourceKind::Sample && self.options.keep {
            files.iter().try_for_each(|file| self.store.keep_copy(file))?;
        }
        Ok(Answer { request: found.name.clone(), archives, files, ..Answer::default() })
    }

    /// After a failure: the last good snapshot if its bytes are still there, else what could be read.
    fn fall_back(&self, gathered: Gathered, earlier: Option<Record>, problems: &mut Vec<Problem>) -> Result<Snapshot> {
        let reason = joined(&gathered.troubles).unwrap_or_default();
        let good = earlier.filter(|record| !record.answers.is_empty()).and_then(|record| self.store.last_good(record));
        let Some(mut record) = good else {
            for trouble in gathered.troubles {
                let mut problem = trouble.problem(&self.spec.name, Severity::Error);
                // One address may stand in several sources.
                if !self.spec.file.is_empty() {
                    problem.message += &format!(" ({} names it)", self.spec.file);
                }
                problems.push(problem);
            }
            return Ok(self.snapshot(&gathered.answers, Status::Failed, Some(reason)));
        };
        for trouble in gathered.troubles {
            let mut problem = trouble.problem(&self.spec.name, Severity::Warning);
            problem.message = format!("{}; the snapshot of {} is used instead", problem.message, record.checked);
            problems.push(problem);
        }
        record.failed = Some(reason);
        self.store.save(&self.spec.name, &record)?;
        let mut snapshot = self.snapshot(&record.answers, Status::Kept, record.failed.clone());
        // Files that lay here have no date of fetching: what counts is when they were last there.
        let checked = DateTime::parse_from_rfc3339(&record.checked).ok();
        snapshot.receipt.fetched = snapshot.receipt.fetched.or(checked.map(|moment| moment.with_timezone(&Utc)));
        Ok(snapshot)
    }

    fn offline(&self, earlier: Option<Record>, problems: &mut Vec<Problem>) -> Result<Snapshot> {
        match earlier.and_then(|record| self.store.last_good(record)) {
            Some(record) => {
                let status = if record.failed.is_some() { Status::Kept } else { Status::Fresh };
                Ok(self.snapshot(&record.answers, status, record.failed.clone()))
            }
            None => {
                let message = "offline, and the source was never fetched with these addresses";
                let place = Place { source: Some(self.spec.name.clone()), ..Place::default() };
                let problem =
                    Problem::error("never_fetched", place, message).hint("run `pantau pull` once with a network");
                problems.push(problem);
                Ok(self.snapshot(&[], Status::Failed, Some(message.to_string())))
            }
        }
    }

    fn snapshot(&self, answers: &[Answer], status: Status, message: Option<String>) -> Snapshot {
        let max_bytes = self.spec.limits.max_bytes;
        let mut times_seen: HashMap<String, u64> = HashMap::new();
        let mut files: Vec<super::SnapshotFile> = Vec::new();
        for stored in answers.iter().flat_map(|answer| &answer.files) {
            let mut file = self.store.file(stored, max_bytes);
            // Two addresses may mean one file; two files of one shown name must stay apart.
            if stored.path.is_some() && files.iter().any(|other| other.path == file.path) {
                continue;
            }
            let count = times_seen.entry(file.name.clone()).or_default();
            *count += 1;
            if *count > 1 {
                file.name = format!("{} ({count})", file.name);
            }
            files.push(file);
        }
        let fetched = answers.iter().filter_map(|answer| answer.fetched.as_deref()).max();
        let fetched = fetched.and_then(|text| DateTime::parse_from_rfc3339(text).ok());
        let address = self.spec.address.iter().map(|address| match self.is_network(address) {
            true => shown_name(&without_login(address)).into_owned(),
            false => shown_name(&local::shown(address, self.dir)).into_owned(),
        });
        let receipt = Receipt {
            address: address.collect(),
            status,
            fetched: fetched.map(|moment| moment.with_timezone(&Utc)),
            message,
        };
        Snapshot { source_id: self.spec.name.clone(), files, receipt }
    }
}

/// Reasons as one text, each with the address it is about.
fn joined(troubles: &[Trouble]) -> Option<String> {
    let told = troubles.iter().map(|trouble| match &trouble.file {
        Some(file) => format!("{file}: {}", trouble.message),
        None => trouble.message.clone(),
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| shown_name(&told.join("; ")).into_owned())
}
