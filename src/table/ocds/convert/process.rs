//! The process itself, its plan's link and its schedule.

use std::borrow::Cow;

use super::{Process, codes};
use crate::problem::Severity;
use crate::table::json::Json;
use crate::table::ocds::org::Org;
use crate::table::ocds::value::{Ids, first_words, money, section, words, year};

impl Process<'_, '_, '_, '_> {
    /// The row of `processes`. `plan`: the plan's id, when the release has a plan of its own.
    pub(super) fn process_row(&mut self, buyer: Option<&Org>, plan: Option<String>) {
        let release = self.release;
        let tender = release.get("tender");
        let of = |name: &str| tender.and_then(|tender| tender.get(name));
        let status = words(of("status"));
        let method = words(of("procurementMethod"));
        let category = words(of("mainProcurementCategory"));
        let our_status = status.as_deref().and_then(codes::process_status);
        let procedure = words(of("procurementMethodDetails")).filter(|_| method.is_none());
        let our_method = match &method {
            Some(method) => codes::method(method),
            None => procedure.as_deref().and_then(codes::method_of_procedure),
        };
        let our_category = category.as_deref().and_then(codes::category);
        let details = |name: &str, word: &Option<Cow<'_, str>>, known: bool| {
            words(of(name)).map(Cow::into_owned).or_else(|| word.as_deref().filter(|_| !known).map(str::to_owned))
        };
        let planned = money(release.path(&["planning", "budget", "amount"]));
        let tendered = money(of("value"));
        let same = self.check_currencies(planned.currency, tendered.currency);
        let other = planned.currency.filter(|_| same).or(self.currency);
        let currency = self.currency_or(tendered, other, "tender.value");
        let period = |name: &str| of("tenderPeriod").and_then(|period| period.get(name));
        let submission_end = period("endDate");
        let date_only = submission_end.and_then(Json::as_str).map(|text| text.trim().len() <= 10);
        let title = process_title(release);
        let previous = self.previous_process();
        let ocid = self.ocid;
        let row = self
            .row("processes")
            .text("ocid", ocid)
            .text("process_id", words(of("id")).as_deref())
            .text("kind", "ocds")
            .number("year", process_year(release))
            .text("buyer_id", buyer.and_then(|buyer| buyer.id.as_deref()))
            .text("buyer_name", buyer.and_then(|buyer| buyer.name.as_deref()))
            .text("title", title.as_deref())
            .text("description", first_words(&[of("description"), release.get("description")]).as_deref())
            .text("method", our_method)
            .text("method_details", details("procurementMethodDetails", &method, our_method.is_some()).as_deref())
            .text("category", our_category)
            .text("category_details", category_details(tender, category.filter(|_| our_category.is_none())).as_deref())
            .text("status", our_status)
            .text("status_details", details("statusDetails", &status, our_status.is_some()).as_deref())
            .text("award_criteria", words(of("awardCriteria")).as_deref());
        row.json("ceiling", planned.amount.filter(|_| same))
            .json("estimate", tendered.amount)
            .text("currency", currency)
            .text("fund", words(release.path(&["planning", "budget", "description"])).as_deref())
            .json("announced", of("datePublished"))
            .json("submission_start", period("startDate"))
            .json("submission_end", submission_end)
            .flag("submission_end_is_date", date_only)
            .text("previous_ocid", previous.as_deref())
            .json("tenderers_reported", of("numberOfTenderers"))
            .text("location", location(tender).as_deref())
            .text("url", words(of("url")).filter(|url| url.starts_with("http")).as_deref())
            .text("plan_id", plan.as_deref())
            .end();
        self.plan_links(plan);
    }

    /// Rows of `process_plans`: the release's own plan, and processes that it names as its planning.
    fn plan_links(&mut self, plan: Option<String>) {
        for plan in plan.into_iter().chain(self.related("planning")) {
            let ocid = self.ocid;
            self.row("process_plans").text("ocid", ocid).text("plan_id", plan.as_str()).end();
        }
    }

    /// Tells that the plan's amount cannot stand beside the estimate in one row.
    fn check_currencies(&mut self, planned: Option<&str>, tendered: Option<&str>) -> bool {
        let same = match (planned, tendered) {
            (Some(planned), Some(tendered)) => planned.trim().eq_ignore_ascii_case(tendered.trim()),
            _ => true,
        };
        if !same {
            let message = "the budget is in another currency than the tender; its amount stands with the plan only";
            self.problem("mixed_currencies", Severity::Warning, "planning.budget.amount", message);
        }
        same
    }

    /// Tender milestones as the schedule.
    pub(super) fn schedule(&mut self) {
        let mut ids = Ids::default();
        let milestones = section(self.release.path(&["tender", "milestones"]), "tender.milestones");
        for (position, (path, milestone)) in milestones.iter().enumerate() {
            if !matches!(milestone.as_ref(), Json::Object(_)) {
                self.refuse("tender_schedule", "not_an_object", path, "a milestone must be an object");
                continue;
            }
            let (id, oddity) = ids.unique(milestone.get("id"), "milestone", position + 1);
            self.odd_id(oddity, path, &id);
            let ocid = self.ocid;
            self.row("tender_schedule")
                .text("ocid", ocid)
                .text("stage_no", id.as_str())
                .text("stage", first_words(&[milestone.get("title"), milestone.get("description")]).as_deref())
                .json("ends", milestone.get("dateMet").or_else(|| milestone.get("dueDate")))
                .end();
        }
    }

    /// The process that this one follows, by its related processes.
    fn previous_process(&self) -> Option<String> {
        self.related("unsuccessfulProcess").into_iter().chain(self.related("prior")).next()
    }

    /// Ocids of related processes in this relationship, this process itself left out.
    fn related(&self, relationship: &str) -> Vec<String> {
        let mut found = Vec::new();
        for (_, related) in section(self.release.get("relatedProcesses"), "relatedProcesses") {
            let ocid = related.get("identifier").and_then(Json::text).map(str::trim);
            let by_ocid = related.get("scheme").and_then(Json::as_str) == Some("ocid");
            let relations = words(related.get("relationship")).unwrap_or_default();
            let fits = relations.split(", ").any(|word| word == relationship);
            if let Some(ocid) = ocid.filter(|ocid| by_ocid && fits && *ocid != self.ocid) {
                found.push(ocid.to_owned());
            }
        }
        found
    }

    /// Tells that an id was missing or repeated, and which one stands in its place.
    pub(super) fn odd_id(&mut self, oddity: Option<crate::table::ocds::value::Oddity>, path: &str, id: &str) {
        use crate::table::ocds::value::Oddity;
        match oddity {
            None => {}
            Some(Oddity::Missing) => {
                self.problem("missing_id", Severity::Info, path, format!("there is no id; `{id}` is used"));
            }
            Some(Oddity::Repeated) => {
                self.problem("repeated_id", Severity::Warning, path, format!("the id was used before; `{id}` is used"));
            }
        }
    }
}

/// The year in which a process began, by the first date that it has.
pub(super) fn process_year(release: &Json<'_>) -> Option<i64> {
    // Of several awards or contracts, the first in time.
    let first = |section: &str, name: &str| {
        let elements = release.get(section).map(Json::elements).unwrap_or_default();
        elements.iter().filter_map(|element| year(&[element.get(name)])).min()
    };
    let began =
        year(&[release.path(&["tender", "datePublished"]), release.path(&["tender", "tenderPeriod", "startDate"])])
            .or_else(|| first("awards", "date").into_iter().chain(first("contracts", "dateSigned")).min());
    // A deadline may lie years ahead, and what is published again is dated again: the earlier one is nearer.
    let known = [release.path(&["tender", "tenderPeriod", "endDate"]), release.get("date")];
    began.or_else(|| known.into_iter().filter_map(|date| year(&[date])).min())
}

/// The process's own title, else its plan's, its description, or what was awarded.
fn process_title<'r>(release: &'r Json<'_>) -> Option<Cow<'r, str>> {
    let own = [release.path(&["tender", "title"]), release.get("title"), release.path(&["planning", "project"])];
    let described = release.path(&["tender", "description"]);
    first_words(&own).or_else(|| words(described)).or_else(|| first_award_title(release))
}

fn first_award_title<'r>(release: &'r Json<'_>) -> Option<Cow<'r, str>> {
    ["contracts", "awards"].iter().find_map(|section| {
        let elements = release.get(section).map(Json::elements).unwrap_or_default();
        elements.iter().find_map(|element| first_words(&[element.get("title"), element.get("description")]))
    })
}

/// What is bought, in words: the publisher's own category, else the classification.
fn category_details(tender: Option<&Json<'_>>, unknown: Option<Cow<'_, str>>) -> Option<String> {
    let tender = tender?;
    let item = tender.get("items").map(Json::elements).unwrap_or_default().first();
    let classified = |value: Option<&Json<'_>>| {
        words(value.and_then(|value| value.path(&["classification", "description"]))).map(Cow::into_owned)
    };
    unknown
        .map(Cow::into_owned)
        .or_else(|| words(tender.get("mainProcurementCategoryDetails")).map(Cow::into_owned))
        .or_else(|| words(tender.get("additionalProcurementCategories")).map(Cow::into_owned))
        .or_else(|| classified(Some(tender)))
        .or_else(|| classified(item))
}

/// Where the delivery goes.
fn location(tender: Option<&Json<'_>>) -> Option<String> {
    let tender = tender?;
    let item = tender.get("items").map(Json::elements).unwrap_or_default().first();
    let holders = [Some(tender), item];
    let single = holders.iter().flatten().find_map(|holder| holder.get("deliveryAddress"));
    let listed = || holders.iter().flatten().find_map(|holder| holder.get("deliveryAddresses")?.elements().first());
    let address = single.or_else(listed)?;
    let names = ["locality", "region", "countryName"];
    let parts: Vec<&str> = names.iter().filter_map(|name| address.get(name).and_then(Json::as_str)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
