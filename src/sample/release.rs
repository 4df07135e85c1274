//! A process as one OCDS release, in the forms that publishers send.

use super::amount::Cents;
use super::calendar::{Day, Moment};
use super::contract::Contract;
use super::document::Document;
use super::names::Name;
use super::plan::Package;
use super::random::Rng;
use super::region::Unit;
use super::supplier::{Supplier, Tax};
use super::{Block, Out};

pub struct Bid<'a> {
    pub id: String,
    pub supplier: &'a Supplier,
    pub price: Cents,
    pub status: &'static str,
}

/// What every kind of process has in common.
pub struct Release<'a> {
    pub ocid: String,
    /// The process that failed before this one.
    pub previous: Option<String>,
    pub unit: &'a Unit,
    pub package: &'a Package,
    pub title: &'a str,
    pub date: Moment,
    pub status: &'static str,
    pub method: &'static str,
    pub details: &'static str,
    pub criteria: &'static str,
    pub estimate: Cents,
    pub period: Option<(Moment, Moment)>,
    /// `None` when nobody published who took part.
    pub tenderers: Option<Vec<&'a Supplier>>,
    pub bids: Vec<Bid<'a>>,
    pub award: Option<(Moment, Cents)>,
    pub winners: Vec<&'a Supplier>,
    pub contract: Option<&'a Contract>,
    pub paid: Vec<(String, Day, Cents)>,
}

/// The forms that publishers of OCDS really send; most send the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quirk {
    TagAsText,
    NullInArray,
    AmountAsText,
    StrangeCurrency,
    PlaceholderId,
    RepeatedRelease,
    DateOnly,
}

impl Quirk {
    fn draw(rng: &mut Rng) -> Option<Quirk> {
        match rng.below(500) {
            0 => Some(Quirk::TagAsText),
            1 => Some(Quirk::NullInArray),
            2 => Some(Quirk::AmountAsText),
            3 => Some(Quirk::StrangeCurrency),
            4 => Some(Quirk::PlaceholderId),
            5 => Some(Quirk::RepeatedRelease),
            6..=8 => Some(Quirk::DateOnly),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Quirk::TagAsText => "tag_as_text",
            Quirk::NullInArray => "null_in_array",
            Quirk::AmountAsText => "amount_as_text",
            Quirk::StrangeCurrency => "strange_currency",
            Quirk::PlaceholderId => "placeholder_id",
            Quirk::RepeatedRelease => "repeated_release",
            Quirk::DateOnly => "date_form",
        }
    }
}

pub fn write(block: &Block, out: &mut Out, release: &Release<'_>, number: u64) {
    let mut rng = block.rng("ocds", number);
    let quirk = Quirk::draw(&mut rng);
    let mut document = Document::default();
    document.object(|top| release.body(top, quirk));
    document.bytes.push(b'\n');
    let repeated = quirk == Some(Quirk::RepeatedRelease);
    let table = &mut out.files[Name::Ocds];
    for _ in 0..=usize::from(repeated) {
        table.raw(&document.bytes);
        table.rows += 1;
    }
    if let Some(quirk) = quirk {
        table.quirk(quirk.name());
    }
    if release.winners.iter().any(|supplier| supplier.tax == Tax::NationalId) {
        table.quirk("national_id_in_tax_field");
    }
    // An amendment is a release of its own, to be merged into the process.
    if let Some((contract, amendment)) = release.contract.and_then(|c| c.amendment.as_ref().map(|a| (c, a))) {
        let mut later = Document::default();
        later.object(|top| release.amendment(top, contract, amendment.day, amendment.value, amendment.reason));
        later.bytes.push(b'\n');
        table.raw(&later.bytes);
        table.rows += 1;
        table.quirk("amendment_release");
    }
    release.count(out);
}

impl Release<'_> {
    fn count(&self, out: &mut Out) {
        let truth = &mut out.truth;
        truth.count("ocds.processes", 1);
        truth.count("ocds.bids", self.bids.len() as i64);
        truth.count("ocds.awards", i64::from(self.award.is_some()));
        truth.count("ocds.contracts", i64::from(self.contract.is_some()));
        truth.count("ocds.transactions", self.paid.len() as i64);
        truth.sum("ocds.award_value", self.award.map_or(0, |(_, value)| value));
        truth.sum("ocds.contract_value", self.contract.map_or(0, Contract::value_now));
        truth.sum("ocds.paid", self.paid.iter().map(|(_, _, amount)| amount).sum());
        let public = matches!(self.method, "open" | "selective");
        if public && self.tenderers.as_ref().is_some_and(|tenderers| tenderers.len() == 1) {
            truth.count("ocds.public_with_one_tenderer", 1);
        }
    }

    pub fn head(&self, top: &mut Document, suffix: &str, date: &str) {
        top.text("ocid", &self.ocid);
        top.text("id", &format!("{}-{suffix}", self.ocid));
        top.text("date", date);
    }

    fn body(&self, top: &mut Document, quirk: Option<Quirk>) {
        let stage = match (self.contract, self.award) {
            (Some(_), _) => "contract",
            (None, Some(_)) => "award",
            (None, None) => "tender",
        };
        let date = match quirk {
            Some(Quirk::DateOnly) => self.date.day.iso(),
            _ => self.date.rfc3339(),
        };
        self.head(top, "1", &date);
        match quirk {
            Some(Quirk::TagAsText) => top.text("tag", stage),
            _ => top.array_at("tag", |tags| tags.value(stage)),
        }
        top.text("initiationType", "tender");
        top.text("language", "id");
        top.array_at("parties", |parties| self.parties(parties, quirk));
        top.object_at("buyer", |buyer| self.buyer(buyer));
        top.object_at("planning", |planning| {
            planning.object_at("budget", |budget| {
                budget.text("id", &self.package.id.to_string());
                budget.money("amount", self.package.ceiling);
            });
        });
        top.object_at("tender", |tender| self.tender(tender, quirk));
        if !self.bids.is_empty() {
            top.object_at("bids", |bids| bids.array_at("details", |details| self.bids(details)));
        }
        if let Some(previous) = &self.previous {
            top.array_at("relatedProcesses", |list| {
                list.object(|related| {
                    related.text("id", "1");
                    related.array_at("relationship", |kinds| kinds.value("unsuccessfulProcess"));
                    related.text("scheme", "ocid");
                    related.text("identifier", previous);
                });
            });
        }
        if let Some((date, value)) = self.award {
            top.array_at("awards", |awards| awards.object(|award| self.award(award, date, value, quirk)));
        }
        if let Some(contract) = self.contract {
            top.array_at("contracts", |contracts| contracts.object(|object| self.contract(object, contract)));
        } else if !self.paid.is_empty() {
            // Recorded purchases have receipts and no contract of their own.
            top.array_at("contracts", |contracts| {
                contracts.object(|object| {
                    object.text("id", &format!("{}-kontrak", self.ocid));
                    object.text("awardID", &format!("{}-pemenang", self.ocid));
                    object.text("status", "terminated");
                    object.object_at("implementation", |done| self.transactions(done));
                });
            });
        }
    }
}
