//! The same processes as OCDS 1.1 releases, one a line: what a publisher of open contracting data
//! has. With bids (the bids extension), awards, contracts and transactions.

use super::amount::Cents;
use super::calendar::Day;
use super::catalogue::Order;
use super::contract::{Contract, Oddity};
use super::direct::{self, Direct};
use super::plan_files::method_name;
use super::recorded::Record;
use super::release::{Bid, Release, write};
use super::supplier::Supplier;
use super::tender::{self, Plant, Tender};
use super::{Block, Out};

const PREFIX: &str = "ocds-tk9901";

/// The name of a process among all.
pub fn ocid(kind: &str, id: impl std::fmt::Display) -> String {
    format!("{PREFIX}-{kind}-{id}")
}

pub fn oddity_name(oddity: Oddity) -> &'static str {
    match oddity {
        Oddity::SignedBeforeAward => "contract_signed_before_award",
        Oddity::PaidAboveContract => "paid_above_contract",
        Oddity::PaidAheadOfProgress => "paid_ahead_of_progress",
        Oddity::GrowthAboveTenth => "growth_above_tenth",
        Oddity::PastYearEnd => "contract_past_year_end",
    }
}

pub fn tender(block: &Block, out: &mut Out, tender: &Tender<'_>) {
    let missing = tender.plant == Some(Plant::MissingBids);
    let offered =
        tender.bidders.iter().filter(|_| !missing).filter_map(|bidder| bidder.price.map(|price| (bidder, price)));
    let bids = offered.map(|(bidder, price)| Bid {
        id: bidder.id.to_string(),
        supplier: &bidder.supplier,
        price,
        status: if bidder.reason.is_some() { "disqualified" } else { "valid" },
    });
    let winner = tender.winner.map(|winner| &tender.bidders[winner].supplier);
    let release = Release {
        ocid: ocid("tender", tender.id),
        previous: tender.previous.map(|id| ocid("tender", id)),
        unit: &block.region.units[tender.package.unit],
        package: tender.package,
        title: &tender.title,
        date: tender.announced,
        status: match tender.status {
            tender::Status::Done => "complete",
            tender::Status::Running => "active",
            tender::Status::Failed => "unsuccessful",
        },
        method: if tender.selection { "selective" } else { "open" },
        details: if tender.selection { "Seleksi" } else { "Tender" },
        criteria: if tender.selection { "ratedCriteria" } else { "priceOnly" },
        estimate: tender.estimate,
        period: Some((tender.announced, tender.upload.1)),
        tenderers: (!missing).then(|| tender.bidders.iter().map(|bidder| &bidder.supplier).collect()),
        bids: bids.collect(),
        award: winner.map(|_| (tender.awarded, tender.negotiated)),
        winners: winner.into_iter().chain(&tender.partner).collect(),
        contract: tender.contract.as_ref(),
        paid: paid(tender.contract.as_ref()),
    };
    write(block, out, &release, tender.id as u64);
}

pub fn direct(block: &Block, out: &mut Out, direct: &Direct<'_>) {
    let done = direct.status == direct::Status::Done;
    let offered = done && direct.entered;
    let bid = Bid { id: format!("{}-1", direct.id), supplier: &direct.supplier, price: direct.offer, status: "valid" };
    let release = Release {
        ocid: ocid("direct", direct.id),
        previous: direct.previous.map(|id| ocid("direct", id)),
        unit: &block.region.units[direct.package.unit],
        package: direct.package,
        title: &direct.package.title,
        date: direct.announced,
        status: match direct.status {
            direct::Status::Done => "complete",
            direct::Status::Running => "active",
            direct::Status::Failed => "cancelled",
        },
        method: "direct",
        details: method_name(direct.package.method),
        criteria: "priceOnly",
        estimate: direct.estimate,
        period: Some((direct.announced, direct.finished)),
        tenderers: offered.then(|| vec![&direct.supplier]),
        bids: offered.then_some(bid).into_iter().collect(),
        award: done.then_some((direct.finished, direct.negotiated)),
        winners: if done { vec![&direct.supplier] } else { Vec::new() },
        contract: direct.contract.as_ref(),
        paid: paid(direct.contract.as_ref()),
    };
    write(block, out, &release, direct.id as u64);
}

pub fn order(block: &Block, out: &mut Out, order: &Order<'_>) {
    let date = order.ordered.at(10, 0, 0);
    let release = Release {
        ocid: ocid("catalogue", &order.id),
        previous: None,
        unit: &block.region.units[order.package.unit],
        package: order.package,
        title: &order.package.title,
        date,
        status: "complete",
        method: "direct",
        details: "E-Purchasing",
        criteria: "priceOnly",
        estimate: order.package.ceiling,
        period: None,
        tenderers: None,
        bids: Vec::new(),
        award: Some((date, order.total)),
        winners: vec![&order.supplier],
        contract: None,
        paid: Vec::new(),
    };
    write(block, out, &release, order.supplier.number ^ order.ordered.0 as u64);
}

pub fn record(block: &Block, out: &mut Out, record: &Record<'_>, supplier: &Supplier) {
    let total: Cents = record.receipts.iter().map(|(_, amount)| amount).sum();
    let date = record.begun.at(9, 0, 0);
    let receipts = record.receipts.iter().enumerate();
    let release = Release {
        ocid: ocid("recorded", record.id),
        previous: None,
        unit: &block.region.units[record.package.unit],
        package: record.package,
        title: &record.package.title,
        date,
        status: if record.cancelled { "cancelled" } else { "complete" },
        method: "direct",
        details: "Pencatatan",
        criteria: "priceOnly",
        estimate: record.package.ceiling,
        period: None,
        tenderers: None,
        bids: Vec::new(),
        award: (total > 0).then_some((date, total)),
        winners: if total > 0 { vec![supplier] } else { Vec::new() },
        contract: None,
        paid: receipts.map(|(number, (day, amount))| (format!("KW-{number}"), *day, *amount)).collect(),
    };
    write(block, out, &release, record.id as u64);
}

fn paid(contract: Option<&Contract>) -> Vec<(String, Day, Cents)> {
    let payments = contract.iter().flat_map(|contract| &contract.payments);
    payments.map(|payment| (payment.bill.clone(), payment.paid, payment.amount)).collect()
}
