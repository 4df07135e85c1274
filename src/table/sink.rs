//! Where readers put rows: typed by the table's declaration, checked, counted, written.

mod cell;
mod row;
mod target;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::NaiveDate;

pub use self::row::Row;
use self::target::Target;
use super::account::{Account, verify};
use super::cast::{Hints, Note};
use super::columns::Cell;
use super::log::{Entry, ProblemLog};
use super::order::Alphabet;
use super::writer::Constant;
use crate::config::Portal;
use crate::problem::{Place, Problem, Severity};

/// Where a row comes from: file name as people may see it, record number from 1, line from 1.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    pub file: &'a str,
    pub row: u64,
    pub line: Option<u64>,
}

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Kept,
    /// A required value was missing or unreadable, or its primary key was there already: a problem says so.
    Refused,
    /// A duplicate of a table that folds duplicates, or left out by a declared condition.
    Skipped,
}

/// The rows of one source on their way into Parquet files, one file a table.
///
/// Values are given raw: the table's declaration says what they become. A value that cannot be
/// read becomes empty, and a problem; fields of the declaration that are not set are empty.
/// `region_id`, `source_id`, `source_row` and `as_of` are set by the sink, and so are the fields of
/// `parties` and `regions` that follow from a name and an id.
pub struct Sink {
    source_id: String,
    region_id: String,
    currency: String,
    alphabet: Alphabet,
    hints: Hints,
    dir: PathBuf,
    targets: Vec<Target>,
    by_name: HashMap<String, usize>,
    log: ProblemLog,
    as_of: Option<NaiveDate>,
    imprint: Imprint,
    /// The source says that its ids only look like national ids.
    ids_are_not_personal: bool,
    scratch: Scratch,
}

/// One row's values while it is filled; the buffers serve every row.
#[derive(Default)]
struct Scratch {
    cells: Vec<Cell>,
    text: String,
    notes: Vec<Pending>,
    /// Amounts that were read but cannot be kept in their field.
    lost: Vec<(usize, i128)>,
}

/// What will be a problem if the row is not skipped.
struct Pending {
    field: Option<usize>,
    note: Note,
    value: Option<String>,
    /// The cell is empty because of it.
    lost: bool,
}

/// Who published a source's data, and under what licences, in the data's own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Imprint {
    pub publishers: Vec<String>,
    pub licences: Vec<String>,
}

/// What a source became.
#[derive(Debug, Default)]
pub struct Filled {
    /// Table name and file, in the portal's order; `problems` is always among them.
    pub files: Vec<(String, PathBuf)>,
    pub accounts: Vec<Account>,
    pub as_of: Option<NaiveDate>,
    pub imprint: Imprint,
    /// Rows of `problems` by severity: error, warning, info.
    pub problem_counts: [u64; 3],
}

impl Sink {
    /// A sink that writes one source's files into a folder that is there already.
    pub fn open(portal: &Portal, source_id: &str, dir: &Path) -> Result<Sink> {
        let settings = &portal.settings;
        let targets: Vec<Target> =
            portal.tables.iter().filter(|spec| !spec.made).map(|spec| Target::new(spec, source_id)).collect();
        let by_name = targets.iter().enumerate().map(|(at, target)| (target.name().to_string(), at)).collect();
        Ok(Sink {
            source_id: source_id.to_string(),
            region_id: settings.region_id.clone(),
            currency: settings.currency.clone(),
            alphabet: Alphabet::of(&settings.default_language),
            hints: Hints { offset_minutes: settings.utc_offset_minutes, ..Hints::default() },
            dir: dir.to_path_buf(),
            targets,
            by_name,
            log: ProblemLog::create(dir, source_id)?,
            as_of: None,
            imprint: Imprint::default(),
            ids_are_not_personal: portal
                .sources
                .iter()
                .any(|source| source.name == source_id && source.ids_are_not_personal),
            scratch: Scratch::default(),
        })
    }

    /// Whether the portal declares this table.
    pub fn has(&self, table: &str) -> bool {
        self.by_name.contains_key(table)
    }

    /// The position of a table, for [`Sink::row_of`].
    pub(super) fn table(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The position of a table's field, for [`Row::set_at`].
    pub(super) fn field(&self, table: usize, name: &str) -> Option<usize> {
        self.targets[table].field(name)
    }

    /// Whether a row without this field is refused.
    pub(super) fn is_required(&self, table: usize, field: usize) -> bool {
        self.targets[table].is_required(field)
    }

    pub(super) fn is_geometry(&self, table: usize, field: usize) -> bool {
        self.targets[table].is_geometry(field)
    }

    pub(super) fn is_money(&self, table: usize, field: usize) -> bool {
        self.targets[table].is_money(field)
    }

    /// How moments without a zone are read; mappings add to it.
    pub(super) fn hints(&self) -> Hints {
        self.hints
    }

    /// Begins a row. Rows of a table that the portal does not declare go nowhere and are not counted.
    pub fn row<'s>(&'s mut self, table: &str, at: At<'s>) -> Row<'s> {
        let table = self.table(table);
        Row::begin(self, table, at)
    }

    pub(super) fn row_of<'s>(&'s mut self, table: usize, at: At<'s>) -> Row<'s> {
        Row::begin(self, Some(table), at)
    }

    /// Counts a record that was meant for this table but could not become a row: read and refused.
    pub fn refuse(&mut self, table: &str, problem: Problem) -> Result<()> {
        if let Some(table) = self.table(table) {
            self.targets[table].count_refused(1);
        }
        self.log.problem(&problem, Some(table))
    }

    /// Counts records as refused without a problem of their own (one problem may stand for several tables).
    pub(super) fn count_refused(&mut self, table: usize, records: u64) {
        self.targets[table].count_refused(records);
    }

    /// Forgets the keys of the tables whose key begins with this field: no later row has a value that came before.
    /// Ten million processes' keys would take gigabytes.
    pub(super) fn forget_keys_of(&mut self, field: &str) {
        self.targets.iter_mut().for_each(|target| target.forget_keys_of(field));
    }

    /// Notes a problem that belongs to no row, or to a value that the reader itself judged.
    /// The place's source may be left out.
    pub fn problem(&mut self, problem: Problem) -> Result<()> {
        self.log.problem(&problem, None)
    }

    /// Who published the data, and under what licence, as they say themselves.
    pub fn imprint(&mut self, imprint: Imprint) {
        self.imprint = imprint;
    }

    /// A date at which the source says its data stood; the latest wins. Declarations go before it.
    pub fn as_of(&mut self, date: NaiveDate) {
        self.as_of = self.as_of.max(Some(date));
    }

    /// The date so far.
    pub fn known_as_of(&self) -> Option<NaiveDate> {
        self.as_of
    }

    /// Ends every file and counts again what they hold. `declared` goes before what the source said of
    /// its date. An error means that the disk failed or that the accounts do not agree.
    pub fn finish(mut self, declared: Option<NaiveDate>, files: u64) -> Result<Filled> {
        let as_of = declared.or(self.as_of);
        if as_of.is_none() && self.targets.iter().any(Target::has_rows) {
            self.log.add(Entry {
                code: "no_date",
                severity: Severity::Info,
                file: None,
                row: None,
                line: None,
                table: None,
                field: Some("as_of"),
                value: None,
                reason: "the source does not say at what date its data stood",
            })?;
        }
        let constants = [
            ("region_id", Constant::Text(Some(self.region_id).filter(|region| !region.is_empty()))),
            ("source_id", Constant::Text(Some(self.source_id))),
            ("as_of", Constant::Date(as_of.map(days))),
        ];
        let mut filled = Filled { as_of, imprint: std::mem::take(&mut self.imprint), ..Filled::default() };
        for target in self.targets {
            let Some((name, path, mut account, money)) = target.finish(&constants)? else { continue };
            account.files = files;
            if let Some(path) = path {
                verify(&mut account, &path, &money)?;
                filled.files.push((name, path));
            } else if let Some(fault) = account.fault() {
                anyhow::bail!("the accounts do not agree: {fault}");
            }
            filled.accounts.push(account);
        }
        let (path, counts) = self.log.finish()?;
        filled.files.push(("problems".to_string(), path));
        filled.problem_counts = counts;
        Ok(filled)
    }
}

/// Days since 1970.
pub(super) fn days(date: NaiveDate) -> i32 {
    let days = date.signed_duration_since(NaiveDate::default()).num_days();
    i32::try_from(days).unwrap_or_default()
}

impl At<'_> {
    /// The place of a problem in this record.
    pub fn place(&self) -> Place {
        Place { file: Some(self.file.to_string()), row: Some(self.row), line: self.line, ..Place::default() }
    }
}

#[cfg(test)]
mod tests;
