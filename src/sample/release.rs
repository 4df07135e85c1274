//! A process as one OCDS release, in the forms that publishers send.

use super::amount::{self, Cents};
use super::calendar::{Day, Moment};
use super::contract::Contract;
use super::document::Document;
use super::names::Name;
use super::plan::{Category, Package};
use super::random::Rng;
use super::region::Unit;
use super::supplier::{Supplier, Tax};
use super::words;
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
enum Quirk {
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

    fn head(&self, top: &mut Document, suffix: &str, date: &str) {
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

    fn parties(&self, parties: &mut Document, quirk: Option<Quirk>) {
        parties.object(|party| {
            self.buyer(party);
            party.object_at("identifier", |identifier| {
                identifier.text("scheme", "ID-SATKER");
                identifier.text("id", &self.unit.code);
                identifier.text("legalName", &self.unit.name);
            });
            party.object_at("address", |address| {
                address.text("locality", words::LOCALITY);
                address.text("region", words::PROVINCE);
                address.text("countryName", "Indonesia");
            });
            party.array_at("roles", |roles| {
                roles.value("buyer");
                roles.value("procuringEntity");
                roles.value("payer");
            });
        });
        if quirk == Some(Quirk::NullInArray) {
            parties.raw("null");
        }
        let tenderers = self.tenderers.iter().flatten().copied();
        let mut seen: Vec<u64> = Vec::new();
        for supplier in tenderers.chain(self.winners.iter().copied()) {
            if seen.contains(&supplier.number) {
                continue;
            }
            seen.push(supplier.number);
            parties.object(|party| self.supplier_party(party, supplier, quirk));
        }
    }

    fn supplier_party(&self, party: &mut Document, supplier: &Supplier, quirk: Option<Quirk>) {
        reference(party, supplier);
        party.object_at("identifier", |identifier| {
            let id = match (quirk, supplier.tax16()) {
                (Some(Quirk::PlaceholderId), _) => Some("N/A".to_string()),
                (_, id) => id,
            };
            if let Some(id) = id {
                identifier.text("scheme", "ID-NPWP");
                identifier.text("id", &id);
            }
            identifier.text("legalName", &supplier.name());
        });
        party.array_at("roles", |roles| {
            if self.tenderers.is_some() {
                roles.value("tenderer");
            }
            if self.winners.iter().any(|winner| winner.number == supplier.number) {
                roles.value("supplier");
                roles.value("payee");
            }
        });
    }

    fn buyer(&self, buyer: &mut Document) {
        buyer.text("id", &format!("ID-SATKER-{}", self.unit.code));
        buyer.text("name", &self.unit.name);
    }

    fn tender(&self, tender: &mut Document, quirk: Option<Quirk>) {
        tender.text("id", &format!("{}-tender", self.ocid));
        tender.text("title", self.title);
        tender.text("status", self.status);
        tender.object_at("procuringEntity", |buyer| self.buyer(buyer));
        match quirk {
            Some(Quirk::AmountAsText) => tender.object_at("value", |value| {
                value.text("amount", &amount::number(self.estimate.into()));
                value.text("currency", "IDR");
            }),
            Some(Quirk::StrangeCurrency) => tender.object_at("value", |value| {
                value.key("amount");
                value.raw(&amount::number(self.estimate.into()));
                value.text("currency", "idr");
            }),
            _ => tender.money("value", self.estimate),
        }
        tender.text("procurementMethod", self.method);
        tender.text("procurementMethodDetails", self.details);
        let category = match self.package.category {
            Category::Goods => "goods",
            Category::Works => "works",
            Category::Consultancy | Category::Service => "services",
        };
        tender.text("mainProcurementCategory", category);
        tender.text("awardCriteria", self.criteria);
        if let Some((from, to)) = self.period {
            tender.object_at("tenderPeriod", |period| {
                period.text("startDate", &from.rfc3339());
                period.text("endDate", &to.rfc3339());
            });
        }
        if let Some(tenderers) = &self.tenderers {
            tender.int("numberOfTenderers", tenderers.len() as i64);
            tender.array_at("tenderers", |list| {
                for supplier in tenderers {
                    list.object(|object| reference(object, supplier));
                }
            });
        }
    }

    fn bids(&self, details: &mut Document) {
        for bid in &self.bids {
            details.object(|object| {
                object.text("id", &bid.id);
                object.text("status", bid.status);
                let date = self.period.map_or(self.date, |(_, to)| Moment { second: to.second - 600, ..to });
                object.text("date", &date.rfc3339());
                object.array_at("tenderers", |list| list.object(|object| reference(object, bid.supplier)));
                object.money("value", bid.price);
            });
        }
    }

    fn award(&self, award: &mut Document, date: Moment, value: Cents, quirk: Option<Quirk>) {
        award.text("id", &format!("{}-pemenang", self.ocid));
        award.text("title", self.title);
        award.text("status", "active");
        award.text("date", &date.rfc3339());
        award.money("value", value);
        award.array_at("suppliers", |list| {
            for supplier in &self.winners {
                list.object(|object| reference(object, supplier));
            }
            if quirk == Some(Quirk::NullInArray) {
                list.raw("null");
            }
        });
    }

    fn contract(&self, object: &mut Document, contract: &Contract) {
        object.text("id", &format!("{}-kontrak", self.ocid));
        object.text("awardID", &format!("{}-pemenang", self.ocid));
        object.text("title", self.title);
        object.text("status", if contract.finished() { "terminated" } else { "active" });
        object.object_at("period", |period| {
            period.text("startDate", &contract.starts.at(0, 0, 0).rfc3339());
            period.text("endDate", &contract.ends.at(0, 0, 0).rfc3339());
        });
        object.money("value", contract.value);
        object.text("dateSigned", &contract.signed.at(0, 0, 0).rfc3339());
        if !self.paid.is_empty() {
            object.object_at("implementation", |done| self.transactions(done));
        }
    }

    fn transactions(&self, done: &mut Document) {
        done.array_at("transactions", |list| {
            for (id, day, amount) in &self.paid {
                list.object(|object| {
                    object.text("id", id);
                    object.text("date", &day.at(0, 0, 0).rfc3339());
                    object.money("value", *amount);
                    object.object_at("payer", |payer| self.buyer(payer));
                    if let Some(supplier) = self.winners.first() {
                        object.object_at("payee", |payee| reference(payee, supplier));
                    }
                });
            }
        });
    }

    /// The contract again, with its new value: merged by its id.
    fn amendment(&self, top: &mut Document, contract: &Contract, day: Day, value: Cents, reason: &str) {
        self.head(top, "2", &day.at(12, 0, 0).rfc3339());
        top.array_at("tag", |tags| tags.value("contractAmendment"));
        top.text("initiationType", "tender");
        top.array_at("contracts", |contracts| {
            contracts.object(|object| {
                object.text("id", &format!("{}-kontrak", self.ocid));
                object.text("awardID", &format!("{}-pemenang", self.ocid));
                object.money("value", value);
                object.array_at("amendments", |list| {
                    list.object(|amendment| {
                        amendment.text("id", &format!("{}-1", contract.number));
                        amendment.text("date", &day.at(12, 0, 0).rfc3339());
                        amendment.text("rationale", reason);
                    });
                });
            });
        });
    }
}

/// A supplier as other parts of a release refer to it.
fn reference(object: &mut Document, supplier: &Supplier) {
    object.text("id", &format!("ID-SPSE-{}", supplier.local_id));
    object.text("name", &supplier.name());
}
