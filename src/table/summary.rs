//! The tables about the data themselves: `portal`, `sources`, `accounts`, and problems of sources that did not come.

use anyhow::Result;
use chrono::SecondsFormat;

use super::account::{KEPT, READ, REFUSED, SKIPPED};
use super::cast::MONEY_LIMIT;
use super::columns::Cell;
use super::log::ProblemLog;
use super::read::{Done, STAGE};
use super::sink::days;
use super::stored::Stored;
use super::writer::TableWriter;
use super::{Account, SourceInfo, Tables};
use crate::cache::{Cache, Key};
use crate::config::FieldType::{self, Date, Integer, Money, String as Text};
use crate::config::{Portal, Settings, SourceSpec};
use crate::problem::{Place, Problem};
use crate::source::{Snapshot, Status};

const PORTAL: [(&str, FieldType); 5] =
    [("region_id", Text), ("region_name", Text), ("currency", Text), ("time_zone", Text), ("utc_offset", Text)];

const SOURCES: [(&str, FieldType); 12] = [
    ("source_id", Text),
    ("title_id", Text),
    ("title_en", Text),
    ("publisher", Text),
    ("licence", Text),
    ("address", Text),
    ("status", Text),
    ("as_of", Date),
    ("fetched", Text),
    ("files", Integer),
    ("bytes", Integer),
    ("message", Text),
];

const ACCOUNTS: [(&str, FieldType); 13] = [
    ("source_id", Text),
    ("table_name", Text),
    ("file_count", Integer),
    ("rows_read", Integer),
    ("rows_kept", Integer),
    ("rows_refused", Integer),
    ("rows_skipped", Integer),
    ("money_field", Text),
    ("currency", Text),
    ("money_read", Money),
    ("money_kept", Money),
    ("money_refused", Money),
    ("money_skipped", Money),
];

/// What is published of one source.
pub fn info(spec: &SourceSpec, snapshot: Option<&Snapshot>, stored: &Stored) -> SourceInfo {
    // What the portal's settings say goes before what the data say of themselves.
    let said = |declared: &str, own: &[String]| if declared.is_empty() { own.join("; ") } else { declared.to_owned() };
    let receipt = snapshot.map(|snapshot| &snapshot.receipt);
    let files = snapshot.map_or(&[][..], |snapshot| &snapshot.files);
    SourceInfo {
        source_id: spec.name.clone(),
        title: spec.title.0.clone(),
        publisher: said(&spec.publisher, &stored.imprint.publishers),
        licence: said(&spec.licence, &stored.imprint.licences),
        address: receipt.map_or(String::new(), |receipt| receipt.address.join(" ")),
        status: match receipt.map(|receipt| receipt.status) {
            Some(Status::Fresh) => "fresh",
            Some(Status::Kept) => "kept",
            Some(Status::Failed) | None => "failed",
        }
        .to_string(),
        as_of: stored.as_of(),
        fetched: receipt
            .and_then(|receipt| receipt.fetched)
            .map(|fetched| fetched.to_rfc3339_opts(SecondsFormat::Secs, true)),
        files: files.len() as u64,
        bytes: files.iter().map(|file| file.size).sum(),
        message: receipt.and_then(|receipt| receipt.message.clone()),
    }
}

/// Writes the tables about the data and adds them to `tables`.
pub fn write(portal: &Portal, all: &[Done], cache: &Cache, tables: &mut Tables) -> Result<()> {
    let mut key = Key::new("tables summary");
    let about = about(&portal.settings);
    for said in &about {
        key = key.with(said);
    }
    for (done, info) in all.iter().zip(&tables.sources) {
        key = key.with(&done.key).with(serde_json::to_vec(info)?);
    }
    let key = key.hex();
    let found = cache.find(STAGE, &key).and_then(|dir| Some((Stored::load(&dir)?, dir)));
    let (stored, dir) = match found {
        Some(found) => found,
        None => {
            let entry = cache.begin(STAGE, &key)?;
            write_portal(&about, entry.dir())?;
            write_sources(&tables.sources, entry.dir())?;
            write_accounts(&tables.accounts, entry.dir())?;
            let mut log = ProblemLog::create(entry.dir(), "pull")?;
            for info in &tables.sources {
                if let Some(problem) = problem_of(info) {
                    log.problem(&problem, None)?;
                }
            }
            let (_, problem_counts) = log.finish()?;
            let files = ["portal", "sources", "accounts", "problems"].map(str::to_string).to_vec();
            let stored = Stored { files, problem_counts, ..Stored::default() };
            stored.save(entry.dir())?;
            (stored, entry.commit()?)
        }
    };
    for name in &stored.files {
        tables.files.entry(name.clone()).or_default().push(dir.join(format!("{name}.parquet")));
    }
    for (total, count) in tables.problem_counts.iter_mut().zip(stored.problem_counts) {
        *total += count;
    }
    Ok(())
}

fn problem_of(info: &SourceInfo) -> Option<Problem> {
    let place = Place { source: Some(info.source_id.clone()), ..Place::default() };
    let reason = info.message.as_deref().unwrap_or("no reason given");
    match info.status.as_str() {
        "failed" => Some(Problem::error("source_failed", place, format!("the source could not be had: {reason}"))),
        "kept" => {
            let date = info.fetched.as_deref().map_or(String::new(), |fetched| format!(" of {fetched}"));
            let message = format!("the source could not be had ({reason}): its last good copy{date} is shown");
            Some(Problem::warning("source_kept", place, message))
        }
        _ => None,
    }
}

/// Cells of one row, and their text.
#[derive(Default)]
struct Line {
    cells: Vec<Cell>,
    text: String,
}

impl Line {
    fn text(mut self, text: Option<&str>) -> Line {
        let start = self.text.len();
        self.text.push_str(text.unwrap_or(""));
        let end = self.text.len();
        self.cells.push(if start == end { Cell::Empty } else { Cell::Text(start, end) });
        self
    }

    fn int(mut self, number: u64) -> Line {
        self.cells.push(i64::try_from(number).map_or(Cell::Empty, Cell::Int));
        self
    }

    /// A sum that decimal(20,2) cannot hold is shown as the largest that it can; receipts have all digits.
    fn money(mut self, amount: Option<i128>) -> Line {
        let bounded = |amount: i128| Cell::Money(amount.clamp(1 - MONEY_LIMIT, MONEY_LIMIT - 1));
        self.cells.push(amount.map_or(Cell::Empty, bounded));
        self
    }
}

fn fields(fields: &[(&str, FieldType)]) -> Vec<(String, FieldType)> {
    fields.iter().map(|(name, kind)| (name.to_string(), *kind)).collect()
}

/// The one row of `portal`.
fn about(settings: &Settings) -> [String; 5] {
    let Settings { region_id, region_name, currency, time_zone, utc_offset_minutes, .. } = settings;
    let offset = format!("{utc_offset_minutes} minutes");
    [region_id.clone(), region_name.clone(), currency.clone(), time_zone.clone(), offset]
}

fn write_portal(about: &[String], dir: &std::path::Path) -> Result<()> {
    let mut writer = TableWriter::create(dir, "portal", &fields(&PORTAL))?;
    let line = about.iter().fold(Line::default(), |line, said| line.text(Some(said)));
    writer.push(&line.cells, &line.text)?;
    writer.finish(&[]).map(drop)
}

fn write_sources(sources: &[SourceInfo], dir: &std::path::Path) -> Result<()> {
    let mut writer = TableWriter::create(dir, "sources", &fields(&SOURCES))?;
    for info in sources {
        let title =
            |language: &str| info.title.get(language).or_else(|| info.title.values().next()).map(String::as_str);
        let mut line = Line::default()
            .text(Some(&info.source_id))
            .text(title("id"))
            .text(title("en"))
            .text(Some(&info.publisher))
            .text(Some(&info.licence))
            .text(Some(&info.address))
            .text(Some(&info.status));
        line.cells.push(info.as_of.map_or(Cell::Empty, |date| Cell::Date(days(date))));
        let line = line.text(info.fetched.as_deref()).int(info.files).int(info.bytes).text(info.message.as_deref());
        writer.push(&line.cells, &line.text)?;
    }
    writer.finish(&[]).map(drop)
}

/// Sums that decimal(20,2) can hold and that still add up: what is refused may be any absurd number,
/// so it is cut first, and what was read with it. Receipts have all digits.
fn holdable(mut sums: [i128; 4]) -> [i128; 4] {
    if sums.iter().all(|sum| sum.abs() < MONEY_LIMIT) || sums[READ] != sums[KEPT] + sums[REFUSED] + sums[SKIPPED] {
        return sums;
    }
    let third = MONEY_LIMIT / 3;
    for part in [KEPT, REFUSED, SKIPPED] {
        sums[part] = sums[part].clamp(1 - third, third - 1);
    }
    sums[READ] = sums[KEPT] + sums[REFUSED] + sums[SKIPPED];
    sums
}

fn write_accounts(accounts: &[Account], dir: &std::path::Path) -> Result<()> {
    let mut writer = TableWriter::create(dir, "accounts", &fields(&ACCOUNTS))?;
    for account in accounts {
        let start = || {
            Line::default()
                .text(Some(&account.source_id))
                .text(Some(&account.table))
                .int(account.files)
                .int(account.rows_read)
                .int(account.rows_kept)
                .int(account.rows_refused)
                .int(account.rows_skipped)
        };
        if account.money.is_empty() {
            let line = start().text(None).text(None).money(None).money(None).money(None).money(None);
            writer.push(&line.cells, &line.text)?;
        }
        for ((field, currency), sums) in &account.money {
            let sums = &holdable(*sums);
            let line = [READ, KEPT, REFUSED, SKIPPED]
                .iter()
                .fold(start().text(Some(field)).text(Some(currency)), |line, at| line.money(Some(sums[*at])));
            writer.push(&line.cells, &line.text)?;
        }
    }
    writer.finish(&[]).map(drop)
}
