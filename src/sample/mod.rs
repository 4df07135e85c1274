//! Sample: a fictional regency's source files, in the shapes that real systems export.
//!
//! In: a scale (1 is one regency-year) and a seed. Out: files below a folder, and `truth.json`
//! that says what was planted in them and what they add up to. Never: a wall clock, a real name,
//! a row copied from real data, or more memory for a larger scale: a scale above 1 is written as
//! blocks of one regency each, one after the other.
//!
//! The story of a block: units have a budget ([`budget`]), the budget is planned as packages
//! ([`plan`]), packages become tenders, direct procurements, catalogue orders and records, those
//! become contracts, and contracts are paid. At every step something is lost, as in reality.

mod accounts;
mod amount;
mod budget;
mod budget_files;
mod budget_lines;
mod calendar;
mod catalogue;
mod contract;
mod contract_files;
mod direct;
mod direct_files;
mod document;
mod finance;
mod names;
mod ocds;
mod out;
mod papers;
mod permit;
mod place;
mod plan;
mod plan_build;
mod plan_files;
mod plan_history;
mod random;
mod recorded;
mod region;
mod release;
mod release_parts;
mod sanction;
mod supplier;
mod tender;
mod tender_cases;
mod tender_files;
mod tender_schedule;
#[cfg(test)]
mod tests;
mod truth;
mod words;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use crate::config::SampleSettings;
use crate::problem::{Failed, Place, Problem};
use budget::{Budget, Node};
use calendar::Day;
use names::{Files, Name};
use out::Table;
use plan::Plan;
use random::Rng;
use region::{Region, Unit};
use truth::Truth;

/// The fiscal year of every sample.
const YEAR: i64 = 2025;
/// The day on which the exports were drawn.
const AS_OF: Day = Day(20_420);

/// Which files to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    All,
    /// `ocds/releases.jsonl` and `truth.json` only: the same releases as in a full sample.
    OcdsOnly,
}

/// What was written.
#[derive(Clone, Debug)]
pub struct SampleReport {
    pub files: Vec<SampleFile>,
    /// How many cases `truth.json` tells one by one.
    pub cases: u64,
}

/// One written file: its path below the folder, its size, its records (not counting headers,
/// blank lines and totals), and the sums of its money fields as plain decimals.
#[derive(Clone, Debug)]
pub struct SampleFile {
    pub path: &'static str,
    pub rows: u64,
    pub bytes: u64,
    pub money: BTreeMap<&'static str, String>,
}

/// One regency-year (or a part of it) being drawn.
struct Block {
    seed: u64,
    number: u64,
    fraction: f64,
    region: Region,
    budget: Budget,
    plan: Plan,
}

/// Where everything goes.
struct Out {
    files: Files,
    truth: Truth,
    /// The export day, as most files write it.
    as_of: String,
}

/// Writes a sample below `dir`, which is made when absent; files of the same names are replaced.
/// From a scale of 0.02 on, every kind of planted case is in it.
///
/// # Errors
/// A scale out of bounds is a [`Failed`]; a folder that cannot be written is
/// any other error.
pub fn write(dir: &Path, options: &SampleSettings) -> Result<SampleReport> {
    write_parts(dir, options, Parts::All)
}

/// As [`write`], with a choice of files.
pub fn write_parts(dir: &Path, options: &SampleSettings, parts: Parts) -> Result<SampleReport> {
    let scale = options.scale;
    if let Some((message, hint)) = SampleSettings::wrong_scale(scale) {
        return Err(Failed::from(Problem::error("sample_scale", Place::default(), message).hint(hint)).into());
    }
    let mut out = Out::create(dir, options, parts)?;
    let mut left = scale;
    let mut number = 0;
    while left > 1e-9 {
        let fraction = left.min(1.0);
        Block::new(options.seed, number, fraction).write(&mut out);
        number += 1;
        left -= fraction;
    }
    finance::write(&mut out);
    out.finish()
}

impl Out {
    fn create(dir: &Path, options: &SampleSettings, parts: Parts) -> Result<Out> {
        let mut files = Vec::new();
        for name in Name::ALL {
            let wanted = parts == Parts::All || *name == Name::Ocds;
            if let Some(folder) = dir.join(name.path()).parent().filter(|_| wanted) {
                std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
            }
            files.push(Table::create(dir, name.path(), name.layout(), wanted)?);
        }
        let mut files = Files(files);
        files[Name::Lines].raw(format!("\u{feff}{}\r\n", budget_lines::COLUMNS.join(";")).as_bytes());
        files[Name::Lines].quirk("byte_order_mark");
        files[Name::Permits].raw(permit::HEAD.as_bytes());
        files[Name::Residents].raw(place::RESIDENTS_HEAD.as_bytes());
        files[Name::FieldReports].raw(place::FIELD_HEAD.as_bytes());
        files[Name::Papers].raw(papers::HEAD.as_bytes());
        files[Name::Sanctions].raw(sanction::HEAD.as_bytes());
        Ok(Out { files, truth: Truth::create(dir, options)?, as_of: AS_OF.iso() })
    }

    fn finish(mut self) -> Result<SampleReport> {
        for table in &mut self.files.0 {
            table.finish()?;
        }
        let cases = self.truth.finish(&self.files.0)?;
        let sums = |table: &Table| table.money.iter().map(|(name, sum)| (*name, amount::number(*sum))).collect();
        let files = self.files.0.iter().filter(|table| table.wanted()).map(|table| SampleFile {
            path: table.path,
            rows: table.rows,
            bytes: table.bytes,
            money: sums(table),
        });
        Ok(SampleReport { files: files.collect(), cases })
    }
}

impl Block {
    fn new(seed: u64, number: u64, fraction: f64) -> Block {
        let region = Region::new(seed, number, fraction);
        let budget = Budget::new(seed, number, fraction, &region);
        let plan = Plan::new(seed, number, fraction, &region, &budget);
        Block { seed, number, fraction, region, budget, plan }
    }

    fn write(&self, out: &mut Out) {
        if out.files[Name::Lines].wanted() {
            budget_files::write(self, out);
            plan_files::write(self, out);
            permit::write(self, out);
            place::write(self, out);
        }
        tender_files::write(self, out);
        direct_files::write(self, out);
        catalogue::write(self, out);
        recorded::write(self, out);
        self.private_values(out);
    }

    /// A stream of its own for each thing drawn in this block.
    fn rng(&self, stream: &str, number: u64) -> Rng {
        Rng::new(self.seed, stream, (self.number << 32) ^ number)
    }

    fn unit(&self, node: &Node) -> &Unit {
        &self.region.units[node.unit]
    }

    /// A full regency's number of things, in this part of one.
    fn count(&self, full: f64, least: usize) -> usize {
        ((full * self.fraction).round() as usize).max(least)
    }

    /// The national ids that stand in tax fields: no output of a portal may hold one of them.
    fn private_values(&self, out: &mut Out) {
        for index in 0..supplier::pool(self.fraction) {
            let supplier = supplier::at(self.seed, self.number, index);
            if supplier.tax == supplier::Tax::NationalId {
                let value = ("value", supplier.national_id());
                out.truth.case("national_id_in_tax_field", "isb/", supplier.name(), &[value]);
            }
        }
    }
}
