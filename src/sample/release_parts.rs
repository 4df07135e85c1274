//! The parts of a release: parties, tender, bids, award, contract, transactions.

use super::amount::{self, Cents};
use super::calendar::{Day, Moment};
use super::contract::Contract;
use super::document::Document;
use super::plan::Category;
use super::release::{Quirk, Release};
use super::supplier::Supplier;
use super::words;

impl Release<'_> {
    pub fn parties(&self, parties: &mut Document, quirk: Option<Quirk>) {
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

    pub fn supplier_party(&self, party: &mut Document, supplier: &Supplier, quirk: Option<Quirk>) {
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

    pub fn buyer(&self, buyer: &mut Document) {
        buyer.text("id", &format!("ID-SATKER-{}", self.unit.code));
        buyer.text("name", &self.unit.name);
    }

    pub fn tender(&self, tender: &mut Document, quirk: Option<Quirk>) {
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

    pub fn bids(&self, details: &mut Document) {
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

    pub fn award(&self, award: &mut Document, date: Moment, value: Cents, quirk: Option<Quirk>) {
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

    pub fn contract(&self, object: &mut Document, contract: &Contract) {
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

    pub fn transactions(&self, done: &mut Document) {
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
    pub fn amendment(&self, top: &mut Document, contract: &Contract, day: Day, value: Cents, reason: &str) {
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
