//! One compiled release into rows of the standard tables.

mod awards;
mod bids;
mod codes;
mod contracts;
mod documents;
mod planning;
mod process;

use super::names::{Marks, SharedIds, hash};
use super::org::{Directory, Org};
use super::record;
use super::rows::{Origin, RowBuilder, Rows, problem};
use super::value::{self, Money};
use crate::problem::Severity;
use crate::table::json::Json;

/// Makes rows out of compiled releases, for one batch.
pub struct Maker<'c> {
    files: &'c [String],
    shared: &'c SharedIds,
    pub rows: Rows,
    /// Sightings of parties in this batch: each is written once.
    seen: Marks,
}

impl<'c> Maker<'c> {
    pub fn new(files: &'c [String], shared: &'c SharedIds) -> Maker<'c> {
        Maker { files, shared, rows: Rows::default(), seen: Marks::default() }
    }

    /// Writes the rows of one process.
    pub fn process(&mut self, ocid: &str, release: &Json<'_>, origin: Origin) {
        let shared = self.shared;
        let mut process = Process {
            maker: self,
            ocid,
            release,
            origin,
            directory: Directory::new(release, shared),
            currency: value::only_currency(release),
        };
        process.write();
    }
}

/// One process on its way into rows.
struct Process<'m, 'c, 'r, 'a> {
    maker: &'m mut Maker<'c>,
    ocid: &'r str,
    release: &'r Json<'a>,
    origin: Origin,
    directory: Directory<'r, 'a>,
    /// The currency of amounts that name none, when the release uses only one.
    currency: Option<&'r str>,
}

impl<'r> Process<'_, '_, 'r, '_> {
    fn write(&mut self) {
        self.shapes();
        let buyer = self.buyer();
        let plan = self.plan(buyer.as_ref());
        self.process_row(buyer.as_ref(), plan);
        self.schedule();
        let awards = self.awards();
        self.bids(&awards);
        self.contracts(&awards);
        self.documents();
        self.other_parties();
    }

    /// Tells what cannot be read because it has not the shape that the standard gives it.
    fn shapes(&mut self) {
        let release = self.release;
        let is_object = |value: &Json<'_>| matches!(value, Json::Object(_) | Json::Null);
        for name in ["planning", "tender", "buyer"] {
            if release.get(name).is_some_and(|value| !is_object(value)) {
                self.problem("wrong_shape", Severity::Warning, name, format!("`{name}` is no object: it is left out"));
            }
        }
        for name in ["parties", "awards", "contracts"] {
            let elements = record::list(release.get(name));
            let odd = elements.iter().filter(|element| !is_object(element)).count();
            if odd > 0 {
                let message = format!("`{name}` holds what is no object: {odd} left out");
                self.problem("wrong_shape", Severity::Warning, name, message);
            }
        }
    }

    /// Begins a row of this process.
    fn row(&mut self, table: &'static str) -> RowBuilder<'_> {
        self.maker.rows.begin(table, self.origin)
    }

    fn problem(&mut self, code: &'static str, severity: Severity, path: &str, message: impl Into<String>) {
        let message = format!("{} (process {})", message.into(), self.ocid);
        let problem = problem(code, severity, self.origin, self.maker.files, Some(path), message);
        self.maker.rows.problem(problem);
    }

    /// The currency of an amount: its own, or the only one that its process names, which is told.
    fn currency<'v>(&mut self, value: Money<'v, '_>, path: &str) -> Option<&'v str>
    where
        'r: 'v,
    {
        self.currency_or(value, self.currency, path)
    }

    /// The currency of an amount: its own, or that of what it belongs to, which is told.
    fn currency_or<'v>(&mut self, value: Money<'v, '_>, other: Option<&'v str>, path: &str) -> Option<&'v str> {
        if let (Some(_), None, Some(other)) = (value.amount, value.currency, other) {
            let message = format!("an amount names no currency: {other} is taken, as its process has it");
            self.problem("assumed_currency", Severity::Info, path, message);
        }
        value.currency.or(other)
    }

    fn refuse(&mut self, table: &'static str, code: &'static str, path: &str, message: &str) {
        let message = format!("{message} (process {})", self.ocid);
        let problem = problem(code, Severity::Error, self.origin, self.maker.files, Some(path), message);
        self.maker.rows.refuse(table, problem);
    }

    /// The party that a reference means, noted as a party in this role.
    fn party(&mut self, reference: &Json<'_>, role: &'static str, path: &str) -> Org {
        let org = self.known_party(reference, role, path);
        if org.id.is_none() {
            let message = format!("a {role} has neither a name nor an id that can be used");
            self.problem("unnamed_party", Severity::Info, path, message);
        }
        org
    }

    /// The same, where the caller says what it means that there is no id.
    fn known_party(&mut self, reference: &Json<'_>, role: &'static str, path: &str) -> Org {
        let org = self.directory.resolve(reference);
        if org.personal {
            self.problem("personal_id", Severity::Warning, path, "a person's national id was hidden");
        }
        self.sighting(&org, role);
        org
    }

    /// A row of `parties`, once a source for each party, role and spelling.
    fn sighting(&mut self, org: &Org, role: &'static str) {
        let (Some(id), Some(name)) = (&org.id, &org.name) else { return };
        let mark = hash(&format!("{id}\n{role}\n{name}"));
        if !self.maker.seen.insert(mark) {
            return;
        }
        let kind = matches!(role, "buyer" | "payer").then_some("government");
        self.row("parties")
            .text("party_id", id.as_str())
            .text("role", role)
            .text("name", name.as_str())
            .text("kind", kind)
            .text("locality", org.locality.as_deref())
            .end_once(mark);
    }

    /// The buyer: the release's own, else a party in that role, else the procuring entity.
    fn buyer(&mut self) -> Option<Org> {
        let release = self.release;
        if let Some(buyer) = release.get("buyer").and_then(first) {
            let org = self.party(buyer, "buyer", "buyer");
            if org.id.is_some() {
                return Some(org);
            }
        }
        let listed = self.directory.with_role("buyer").into_iter().find(|org| org.id.is_some());
        if let Some(org) = listed {
            self.sighting(&org, "buyer");
            return Some(org);
        }
        let entity = release.path(&["tender", "procuringEntity"]).and_then(first)?;
        Some(self.party(entity, "buyer", "tender.procuringEntity")).filter(|org| org.id.is_some())
    }

    /// Parties that only the list of parties names.
    fn other_parties(&mut self) {
        const ROLES: [(&str, &str); 5] = [
            ("supplier", "supplier"),
            ("tenderer", "tenderer"),
            ("payer", "payer"),
            ("payee", "payee"),
            ("buyer", "buyer"),
        ];
        for org in self.directory.all() {
            for (role, ours) in ROLES {
                if org.roles.iter().any(|known| known == role) {
                    self.sighting(&org, ours);
                }
            }
        }
    }
}

/// The value, or the first of a list where one was expected.
fn first<'r, 'a>(value: &'r Json<'a>) -> Option<&'r Json<'a>> {
    match value {
        Json::Array(values) => values.iter().find(|value| !value.is_null()),
        value => Some(value),
    }
}
