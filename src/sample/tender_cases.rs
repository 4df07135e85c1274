//! What truth tells of tenders: counts over all, and the planted ones one by one.

use super::amount::{Cents, number};
use super::names::Name;
use super::tender::{Plant, Status, Tender};
use super::tender_files::status_name;
use super::{Out, ocds};

pub fn write(out: &mut Out, tender: &Tender<'_>) {
    facts(out, tender);
    planted(out, tender);
}

fn facts(out: &mut Out, tender: &Tender<'_>) {
    let truth = &mut out.truth;
    let offers = tender.bidders.iter().filter(|bidder| bidder.price.is_some()).count();
    truth.count(format!("tender.status.{}", status_name(tender.status)), 1);
    truth.count("tender.registrants", tender.bidders.len() as i64);
    if tender.status == Status::Done {
        truth.count(format!("tender.done.priced_bids.{}", offers.min(5)), 1);
        truth.sum("tender.done.negotiated", tender.negotiated);
        truth.sum("tender.done.estimate", tender.estimate);
        let near = tender.estimate > 0 && tender.negotiated as f64 / tender.estimate as f64 >= 0.99;
        truth.count("tender.done.award_at_least_99_percent_of_estimate", i64::from(near));
    }
    if tender.upload.1.day.0 - tender.announced.day.0 < 15 {
        truth.count("tender.announced_to_close_under_15_days", 1);
    }
    if let Some(contract) = &tender.contract {
        truth.count("tender.contracts", 1);
        truth.sum("tender.contracts.value", contract.value_now());
    }
}

fn planted(out: &mut Out, tender: &Tender<'_>) {
    let Some(plant) = tender.plant else { return };
    let announced = Name::Tender.path();
    let (kind, path) = match plant {
        Plant::NoBidders => ("tender_without_bidders", Name::Bidders.path()),
        Plant::OneRegistrant => ("single_bid", Name::Bidders.path()),
        Plant::ShortPeriod => ("short_submission_period", Name::Schedule.path()),
        Plant::NearEstimate => ("near_estimate_award", Name::TenderValue.path()),
        Plant::AboveEstimate => ("award_above_estimate", Name::TenderValue.path()),
        Plant::Odd(oddity) => (ocds::oddity_name(oddity), Name::TenderContract.path()),
        Plant::JointVenture => ("joint_venture", Name::TenderContract.path()),
        Plant::SamePrice => ("same_price_bids", Name::Bidders.path()),
        Plant::LowestDisqualified => ("lowest_bid_disqualified", Name::Bidders.path()),
        Plant::Retendered(_) => ("retendered_three_times", announced),
        Plant::MissingBids => ("missing_bid_list", announced),
        Plant::HostileTitle => ("hostile_title", announced),
        Plant::LosingPartner => ("losing_partner", Name::Bidders.path()),
        Plant::ManyPlans => ("list_of_plans", announced),
        Plant::IdOverflow => ("id_overflow", Name::Bidders.path()),
        Plant::LongTime => ("long_selection", announced),
    };
    let offers = tender.bidders.iter().filter(|bidder| bidder.price.is_some()).count();
    let mut details = vec![
        ("registrants", tender.bidders.len().to_string()),
        ("offers", offers.to_string()),
        ("days", (tender.upload.1.day.0 - tender.announced.day.0).to_string()),
        ("estimate", number(tender.estimate.into())),
        ("negotiated", number(tender.negotiated.into())),
        ("plan_ids", tender.plans.clone()),
        ("ocid", ocds::ocid("tender", tender.id)),
    ];
    if let Some(contract) = &tender.contract {
        let paid: Cents = contract.payments.iter().map(|payment| payment.amount).sum();
        details.push(("contract", number(contract.value_now().into())));
        details.push(("paid", number(paid.into())));
        details.push(("signed", contract.signed.iso()));
        details.push(("awarded", tender.awarded.day.iso()));
    }
    if let Some(previous) = tender.previous {
        details.push(("previous", previous.to_string()));
    }
    out.truth.case(kind, path, tender.id, &details);
}
