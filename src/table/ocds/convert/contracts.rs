//! Contracts, what changed in them, how far they are, and what was paid.

use std::borrow::Cow;

use super::awards::{Award, joined};
use super::{Process, codes};
use crate::problem::Severity;
use crate::table::json::Json;
use crate::table::ocds::org::Org;
use crate::table::ocds::record::list;
use crate::table::ocds::value::{Ids, first_words, money, section, words};

/// A contract, as the rows below it need it.
struct Contract<'r> {
    id: String,
    path: String,
    currency: Option<&'r str>,
    suppliers: Vec<Org>,
}

impl<'r> Process<'_, '_, 'r, '_> {
    /// Rows of `contracts`, `amendments`, `progress` and `payments`.
    pub(super) fn contracts(&mut self, awards: &[Award]) {
        let elements = section(self.release.get("contracts"), "contracts");
        let single = elements.len() == 1;
        let mut ids = Ids::default();
        let mut payments = Ids::default();
        for (position, (path, element)) in elements.iter().enumerate() {
            if !matches!(element.as_ref(), Json::Object(_)) {
                self.refuse("contracts", "not_an_object", path, "a contract must be an object");
                continue;
            }
            let (id, oddity) = ids.unique(element.get("id"), "contract", position + 1);
            self.odd_id(oddity, path, &id);
            if let Some(extended) = extended(element, &elements) {
                self.extension(element, path, &id, &extended);
                continue;
            }
            let award = self.award_of(element, path, awards);
            let suppliers = self.contract_suppliers(element, path, award, single && awards.is_empty());
            self.contract_row(element, path, &id, award, &suppliers);
            let currency = money(element.get("value")).currency.map(str::to_owned);
            let fallback = self.currency;
            let contract = Contract { id, path: path.clone(), currency: currency.as_deref().or(fallback), suppliers };
            self.amendments(element, &contract);
            self.progress(element, &contract);
            self.payments(element, &contract, &mut payments);
        }
    }

    /// What some publishers list among contracts, without an amount, is a change of another (`extendsContractID`): more time,
    /// other terms. It is an amendment of that one.
    fn extension(&mut self, element: &Json<'_>, path: &str, id: &str, extended: &str) {
        let ocid = self.ocid;
        self.row("amendments")
            .text("ocid", ocid)
            .text("contract_id", extended)
            .text("amendment_id", id)
            .json("amended", element.get("dateSigned"))
            .text("reason", first_words(&[element.get("title"), element.get("description")]).as_deref())
            .end();
        let message =
            format!("it extends contract `{extended}` and states no amount: it is kept as that one's amendment");
        self.problem("contract_is_amendment", Severity::Info, path, message);
    }

    fn contract_row(&mut self, element: &Json<'_>, path: &str, id: &str, award: Option<&Award>, suppliers: &[Org]) {
        let status = words(element.get("status"));
        let known = status.as_deref().and_then(codes::contract_status);
        let details = words(element.get("statusDetails")).or(status.filter(|_| known.is_none()));
        // A tax-inclusive value is what some publishers have instead.
        let value = [element.get("value"), element.get("valueWithTax")]
            .into_iter()
            .map(money)
            .find(|value| value.amount.is_some());
        let value = value.unwrap_or_default();
        if value.amount.is_some() && element.get("value").is_none() {
            self.problem("value_with_tax", Severity::Info, path, "the value is the one with tax; there is no other");
        }
        let (supplier_id, supplier_name) = joined(suppliers);
        let period = |name: &str| element.get("period").and_then(|period| period.get(name));
        let (ocid, currency) = (self.ocid, self.currency(value, &format!("{path}.value")));
        self.row("contracts")
            .text("ocid", ocid)
            .text("contract_id", id)
            .text("award_id", award.map(|award| award.id.as_str()))
            .text("number", words(element.get("number")).as_deref())
            .text("title", first_words(&[element.get("title"), element.get("description")]).as_deref())
            .text("status", known)
            .text("status_details", details.as_deref())
            .json("signed", element.get("dateSigned"))
            .json("starts", period("startDate"))
            .json("ends", period("endDate"))
            .json("value", value.amount)
            .text("currency", currency.filter(|_| value.amount.is_some()))
            .text("supplier_id", supplier_id)
            .text("supplier_name", supplier_name.as_deref())
            .text(
                "contract_type",
                first_words(&[element.path(&["contractDetails", "contractType"]), element.get("type")]).as_deref(),
            )
            .end();
    }

    /// The award that a contract names; the only award when it names none.
    fn award_of<'w>(&mut self, contract: &Json<'_>, path: &str, awards: &'w [Award]) -> Option<&'w Award> {
        let Some(named) = contract.get("awardID").and_then(Json::text).map(str::trim).filter(|id| !id.is_empty())
        else {
            return match awards {
                [only] => Some(only),
                _ => None,
            };
        };
        let found =
            awards.iter().find(|award| award.given.as_deref().map(str::trim) == Some(named) || award.id == named);
        if found.is_none() && !awards.is_empty() {
            let message = format!("the contract names award `{named}`, which the release does not have");
            self.problem("unknown_award", Severity::Warning, &format!("{path}.awardID"), message);
        }
        found
    }

    /// A contract's suppliers: its own, else its award's, else (of the only contract) the parties in that role.
    fn contract_suppliers(&mut self, element: &Json<'_>, path: &str, award: Option<&Award>, alone: bool) -> Vec<Org> {
        let named = list(element.get("suppliers"));
        let mut suppliers: Vec<Org> = Vec::new();
        for (place, supplier) in named.iter().enumerate() {
            suppliers.push(self.party(supplier, "supplier", &format!("{path}.suppliers[{place}]")));
        }
        suppliers.retain(|org| org.id.is_some());
        if !suppliers.is_empty() {
            return suppliers;
        }
        match award {
            Some(award) => award.suppliers.clone(),
            None if alone => self.directory.with_role("supplier").into_iter().filter(|org| org.id.is_some()).collect(),
            None => Vec::new(),
        }
    }

    /// 1.1's list, or the one amendment of 1.0.
    fn amendments(&mut self, element: &Json<'_>, contract: &Contract<'_>) {
        let listed = element.get("amendments").or_else(|| element.get("amendment"));
        let mut ids = Ids::default();
        for (position, (path, amendment)) in
            section(listed, &format!("{}.amendments", contract.path)).iter().enumerate()
        {
            if !matches!(amendment.as_ref(), Json::Object(_)) {
                self.refuse("amendments", "not_an_object", path, "an amendment must be an object");
                continue;
            }
            let (id, oddity) = ids.unique(amendment.get("id"), "amendment", position + 1);
            self.odd_id(oddity, path, &id);
            let changes = list(amendment.get("changes"));
            let of_value = changes.iter().find(|change| {
                words(change.get("property"))
                    .is_some_and(|property| matches!(property.as_ref(), "value" | "value.amount" | "value/amount"))
            });
            let before =
                money(of_value.and_then(|change| change.get("former_value").or_else(|| change.get("formerValue"))));
            let currency = self.currency_or(before, contract.currency, path);
            let ocid = self.ocid;
            self.row("amendments")
                .text("ocid", ocid)
                .text("contract_id", contract.id.as_str())
                .text("amendment_id", id.as_str())
                .json("amended", amendment.get("date"))
                .text("reason", first_words(&[amendment.get("rationale"), amendment.get("description")]).as_deref())
                .json("value_before", before.amount)
                .text("currency", currency.filter(|_| before.amount.is_some()))
                .end();
        }
    }

    /// Milestones of the implementation that say how they stand.
    fn progress(&mut self, element: &Json<'_>, contract: &Contract<'_>) {
        let milestones = element.path(&["implementation", "milestones"]);
        let mut ids = Ids::default();
        for (position, (path, milestone)) in
            section(milestones, &format!("{}.implementation.milestones", contract.path)).iter().enumerate()
        {
            let Some(status) = words(milestone.get("status")) else { continue };
            let (id, oddity) = ids.unique(milestone.get("id"), "milestone", position + 1);
            self.odd_id(oddity, path, &id);
            let title = first_words(&[milestone.get("title"), milestone.get("description")]);
            let note = title.map_or_else(|| status.to_string(), |title| format!("{title} ({status})"));
            let percent = ["description", "title"]
                .iter()
                .find_map(|name| milestone.get(name).and_then(Json::as_str).and_then(percent));
            let reported = ["dateMet", "dateModified", "dueDate"].iter().find_map(|name| milestone.get(name));
            let ocid = self.ocid;
            self.row("progress")
                .text("ocid", ocid)
                .text("contract_id", contract.id.as_str())
                .text("progress_id", id.as_str())
                .json("reported", reported)
                .text("physical_percent", percent)
                .text("note", note.as_str())
                .end();
        }
    }

    fn payments(&mut self, element: &Json<'_>, contract: &Contract<'_>, ids: &mut Ids) {
        let transactions = element.path(&["implementation", "transactions"]);
        for (position, (path, transaction)) in
            section(transactions, &format!("{}.implementation.transactions", contract.path)).iter().enumerate()
        {
            if !matches!(transaction.as_ref(), Json::Object(_)) {
                self.refuse("payments", "not_an_object", path, "a transaction must be an object");
                continue;
            }
            let word = format!("{}-payment", contract.id);
            let (id, oddity) = ids.unique(transaction.get("id"), &word, position + 1);
            self.odd_id(oddity, path, &id);
            if let Some(payer) = transaction.get("payer").or_else(|| transaction.get("providerOrganization")) {
                self.party(payer, "payer", &format!("{path}.payer"));
            }
            let payee = transaction.get("payee").or_else(|| transaction.get("receiverOrganization"));
            let payee = payee
                .map(|payee| self.party(payee, "payee", &format!("{path}.payee")))
                .filter(|payee| payee.id.is_some());
            let (supplier_id, supplier_name) = match &payee {
                Some(payee) => (payee.id.as_deref(), payee.name.clone()),
                None => joined(&contract.suppliers),
            };
            let amount = money(transaction.get("value").or_else(|| transaction.get("amount")));
            let currency = self.currency_or(amount, contract.currency, path);
            let ocid = self.ocid;
            self.row("payments")
                .text("ocid", ocid)
                .text("payment_id", id.as_str())
                .text("contract_id", contract.id.as_str())
                .text("supplier_id", supplier_id)
                .text("supplier_name", supplier_name.as_deref())
                .json("paid", transaction.get("date"))
                .json("amount", amount.amount)
                .text("currency", currency.filter(|_| amount.amount.is_some()))
                .text("kind", words(transaction.get("type")).as_deref())
                .text("reference", first_words(&[transaction.get("uri"), transaction.get("source")]).as_deref())
                .end();
        }
    }
}

/// The contract of the same release that this one extends, where it states no amount of its own.
fn extended(element: &Json<'_>, all: &[(String, Cow<'_, Json<'_>>)]) -> Option<String> {
    let named = words(element.get("extendsContractID"))?;
    let states_amount = ["value", "valueWithTax"].iter().any(|name| money(element.get(name)).amount.is_some());
    let is_there = || all.iter().any(|(_, other)| words(other.get("id")).as_deref() == Some(named.as_ref()));
    (!states_amount && words(element.get("id")).as_deref() != Some(named.as_ref()) && is_there())
        .then(|| named.into_owned())
}

/// A text that is a percentage and nothing else, without its sign.
fn percent(text: &str) -> Option<&str> {
    let number = text.trim().strip_suffix('%')?.trim_end();
    number.parse::<f64>().ok().filter(|number| (0.0..=100.0).contains(number)).map(|_| number)
}
