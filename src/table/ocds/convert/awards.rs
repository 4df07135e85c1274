//! Awards and their suppliers.

use super::{Process, codes};
use crate::problem::Severity;
use crate::table::json::Json;
use crate::table::ocds::org::Org;
use crate::table::ocds::record::list;
use crate::table::ocds::value::{Ids, first_words, money, section, words};

/// An award, as other tables refer to it.
pub(super) struct Award {
    /// The id that its row has.
    pub id: String,
    /// The id that contracts use.
    pub given: Option<String>,
    pub suppliers: Vec<Org>,
    /// The bid that won, where the release says.
    pub bids: Vec<String>,
    /// Cancelled or unsuccessful.
    pub void: bool,
}

impl Process<'_, '_, '_, '_> {
    /// Rows of `awards` and `award_suppliers`.
    pub(super) fn awards(&mut self) -> Vec<Award> {
        let release = self.release;
        let elements = section(release.get("awards"), "awards");
        // A lone `award` beside the list: some exporters keep the date there.
        let aside = release.path(&["award", "date"]);
        let single = elements.len() == 1;
        let mut ids = Ids::default();
        let mut awards = Vec::new();
        for (position, (path, element)) in elements.iter().enumerate() {
            if !matches!(element.as_ref(), Json::Object(_)) {
                self.refuse("awards", "not_an_object", path, "an award must be an object");
                continue;
            }
            let (id, oddity) = ids.unique(element.get("id"), "award", position + 1);
            self.odd_id(oddity, path, &id);
            let status = words(element.get("status"));
            let known = status.as_deref().and_then(codes::award_status);
            if let Some(word) = status.as_deref().filter(|_| known.is_none()) {
                self.problem(
                    "unknown_code",
                    Severity::Info,
                    &format!("{path}.status"),
                    format!("`{word}` is no award status"),
                );
            }
            let value = money(element.get("value"));
            let (ocid, currency) = (self.ocid, self.currency(value, &format!("{path}.value")));
            self.row("awards")
                .text("ocid", ocid)
                .text("award_id", id.as_str())
                .text("title", first_words(&[element.get("title"), element.get("description")]).as_deref())
                .text("status", known)
                .json("awarded", element.get("date").or(aside))
                .json("value", value.amount)
                .text("currency", currency.filter(|_| value.amount.is_some()))
                .end();
            let suppliers = self.award_suppliers(element, path, &id, single);
            let bids = ["relatedBid", "relatedBids"].iter().filter_map(|name| words(element.get(name)));
            awards.push(Award {
                given: element.get("id").and_then(Json::text).map(str::to_owned),
                suppliers,
                bids: bids.flat_map(|bids| bids.split(", ").map(str::to_owned).collect::<Vec<_>>()).collect(),
                void: codes::is_void(known),
                id,
            });
        }
        awards
    }

    /// An award's suppliers: its own, else (of the only award) the parties in that role.
    fn award_suppliers(&mut self, award: &Json<'_>, path: &str, award_id: &str, single: bool) -> Vec<Org> {
        let named = list(award.get("suppliers"));
        let mut suppliers: Vec<Org> = Vec::new();
        for (place, supplier) in named.iter().enumerate() {
            let org = self.known_party(supplier, "supplier", &format!("{path}.suppliers[{place}]"));
            suppliers.push(org);
        }
        if named.is_empty() && single {
            suppliers = self.directory.with_role("supplier");
        }
        for (place, org) in suppliers.iter().enumerate() {
            let ocid = self.ocid;
            match &org.id {
                Some(id) => self
                    .row("award_suppliers")
                    .text("ocid", ocid)
                    .text("award_id", award_id)
                    .text("supplier_id", id.as_str())
                    .text("supplier_name", org.name.as_deref())
                    .end(),
                None => {
                    let path = format!("{path}.suppliers[{place}]");
                    self.refuse(
                        "award_suppliers",
                        "unnamed_party",
                        &path,
                        "a supplier has neither a name nor an id that can be used",
                    );
                }
            }
        }
        suppliers.retain(|org| org.id.is_some());
        suppliers.dedup_by(|a, b| a.id == b.id);
        suppliers
    }
}

/// The one supplier's id (none when there are several: no member is credited with the whole) and all names.
pub(super) fn joined(suppliers: &[Org]) -> (Option<&str>, Option<String>) {
    let id = match suppliers {
        [only] => only.id.as_deref(),
        _ => None,
    };
    let names: Vec<&str> = suppliers.iter().filter_map(|org| org.name.as_deref()).collect();
    (id, (!names.is_empty()).then(|| names.join("; ")))
}
