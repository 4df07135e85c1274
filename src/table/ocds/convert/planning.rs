//! A release's planning section as a planned package.

use super::process::process_year;
use super::{Process, codes};
use crate::table::json::Json;
use crate::table::ocds::org::Org;
use crate::table::ocds::value::{first_words, money, words, year};

impl Process<'_, '_, '_, '_> {
    /// The row of `planned_packages`, and its id: the process's own, as a release plans one process.
    ///
    /// A planning section that holds neither a budget amount nor, for want of a tender, anything else to
    /// show is no plan: documents and budget codes alone do not make one.
    pub(super) fn plan(&mut self, buyer: Option<&Org>) -> Option<String> {
        let release = self.release;
        let planning = release.get("planning").filter(|planning| !planning.members().is_empty())?;
        let budget = planning.get("budget");
        let of = |name: &str| budget.and_then(|budget| budget.get(name));
        let amount = money(of("amount"));
        let tender = release.get("tender");
        let only_planned = tender.is_none() && release.get("awards").is_none() && release.get("contracts").is_none();
        if amount.amount.is_none() && !only_planned {
            return None;
        }
        let tendered = |name: &str| tender.and_then(|tender| tender.get(name));
        let period = |place: &str, name: &str| tendered(place).and_then(|period| period.get(name));
        let title = first_words(&[
            planning.get("project"),
            of("project"),
            tendered("title"),
            release.get("title"),
            planning.get("rationale"),
        ]);
        let (ocid, currency) = (self.ocid, self.currency(amount, "planning.budget.amount"));
        self.row("planned_packages")
            .text("plan_id", ocid)
            .number(
                "year",
                // The year it is planned for, else that in which its process began.
                year(&[budget.and_then(|budget| budget.path(&["period", "startDate"]))])
                    .or_else(|| process_year(release)),
            )
            .text("unit_id", buyer.and_then(|buyer| buyer.id.as_deref()))
            .text("unit_name", buyer.and_then(|buyer| buyer.name.as_deref()))
            .text("title", title.as_deref())
            .text("description", first_words(&[planning.get("rationale"), tendered("description")]).as_deref())
            .json("ceiling", amount.amount)
            .text("currency", currency.filter(|_| amount.amount.is_some()))
            .text("method", words(tendered("procurementMethod")).as_deref().and_then(codes::method))
            .text("method_details", words(tendered("procurementMethodDetails")).as_deref())
            .text("category", words(tendered("mainProcurementCategory")).as_deref().and_then(codes::category))
            .text("fund", first_words(&[of("description"), of("source")]).as_deref())
            .text("kind", "provider")
            .json("selection_start", period("tenderPeriod", "startDate"))
            .json("selection_end", period("tenderPeriod", "endDate"))
            .json("contract_start", period("contractPeriod", "startDate"))
            .json("contract_end", period("contractPeriod", "endDate"))
            .json(
                "announced",
                release.get("date").filter(|_| only_planned && release.get("date").and_then(Json::as_str).is_some()),
            )
            .end();
        Some(ocid.to_owned())
    }
}
