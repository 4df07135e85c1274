//! Tenders: who registered, who offered what, who won. Drawn whole for one block (some hundred),
//! then written to a dozen files that tell the same story.

use super::amount::{self, Cents, rupiah};
use super::calendar::{Day, Moment};
use super::contract::{Basis, Contract, Oddity};
use super::plan::{Category, Method, Package};
use super::random::Rng;
use super::supplier::{self, Legal, Supplier};
use super::{AS_OF, Block, YEAR};

/// What a tender was planted for; the first tenders of every block carry one each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plant {
    NoBidders,
    OneRegistrant,
    ShortPeriod,
    NearEstimate,
    AboveEstimate,
    Odd(Oddity),
    JointVenture,
    SamePrice,
    LowestDisqualified,
    /// Three versions of one tender: the first two failed.
    Retendered(u8),
    MissingBids,
    HostileTitle,
    /// The same two meet three times, at the same ratio, and the same one always wins.
    LosingPartner,
    ManyPlans,
    IdOverflow,
    LongTime,
}

const PLANTS: [Plant; 24] = [
    Plant::NoBidders,
    Plant::OneRegistrant,
    Plant::ShortPeriod,
    Plant::NearEstimate,
    Plant::AboveEstimate,
    Plant::Odd(Oddity::SignedBeforeAward),
    Plant::Odd(Oddity::PaidAboveContract),
    Plant::JointVenture,
    Plant::SamePrice,
    Plant::LowestDisqualified,
    Plant::Retendered(1),
    Plant::Retendered(2),
    Plant::Retendered(3),
    Plant::MissingBids,
    Plant::HostileTitle,
    Plant::Odd(Oddity::GrowthAboveTenth),
    Plant::Odd(Oddity::PaidAheadOfProgress),
    Plant::LosingPartner,
    Plant::LosingPartner,
    Plant::LosingPartner,
    Plant::Odd(Oddity::PastYearEnd),
    Plant::ManyPlans,
    Plant::IdOverflow,
    Plant::LongTime,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Done,
    Failed,
    Running,
}

pub struct Bidder {
    pub supplier: Supplier,
    pub id: i64,
    /// `None` for the many who register and never offer.
    pub price: Option<Cents>,
    pub reason: Option<&'static str>,
}

pub struct Tender<'a> {
    pub package: &'a Package,
    pub plant: Option<Plant>,
    pub id: i64,
    pub packet: i64,
    /// The plan's ids, `;` between them.
    pub plans: String,
    pub version: i64,
    /// The tender that failed before this one.
    pub previous: Option<i64>,
    pub title: String,
    pub selection: bool,
    pub estimate: Cents,
    pub announced: Moment,
    pub upload: (Moment, Moment),
    pub awarded: Moment,
    pub status: Status,
    pub bidders: Vec<Bidder>,
    pub winner: Option<usize>,
    pub negotiated: Cents,
    pub partner: Option<Supplier>,
    pub contract: Option<Contract>,
}

/// A regency-year has some ninety; a small sample keeps enough for every planted case.
pub fn draw(block: &Block) -> Vec<Tender<'_>> {
    let wanted = block.count(92.0, PLANTS.len() + 4);
    let of_method = |package: &&Package| matches!(package.method, Method::Tender | Method::Selection);
    let mut packages = block.plan.provider.iter().filter(of_method);
    let mut tenders: Vec<Tender<'_>> = Vec::with_capacity(wanted);
    for ordinal in 0..wanted {
        let mut rng = block.rng("tender", ordinal as u64);
        let plant = PLANTS.get(ordinal).copied();
        let again = match (plant, tenders.last()) {
            (Some(Plant::Retendered(version)), _) => version > 1,
            (None, Some(last)) => last.plant.is_none() && last.status == Status::Failed && rng.chance(0.7),
            _ => false,
        };
        let previous = if again { tenders.last() } else { None };
        let Some(package) = previous.map(|last| last.package).or_else(|| packages.next()) else { break };
        let tender = Tender::draw(block, &mut rng, ordinal, plant, package, previous);
        tenders.push(tender);
    }
    tenders
}

impl<'a> Tender<'a> {
    fn draw(
        block: &'a Block,
        rng: &mut Rng,
        ordinal: usize,
        plant: Option<Plant>,
        package: &'a Package,
        previous: Option<&Tender<'a>>,
    ) -> Tender<'a> {
        let selection = package.category == Category::Consultancy;
        let first = first_day(rng, plant, previous);
        let (announced, upload, awarded) = dates(rng, plant, selection, first);
        let base = 10_000_000_000 + block.number as i64 * 1_000_000_000;
        let serial = ordinal as i64 * 900 + rng.range(1, 800);
        let estimate = match rng.below(4) {
            0 => amount::share(package.ceiling, 1.0 - 0.05 * rng.unit() * rng.unit()),
            _ => amount::share_to(package.ceiling, 1.0 - 0.002 * rng.unit(), 500),
        };
        let mut tender = Tender {
            package,
            plant,
            id: base + 2_000_000 + serial * 1_000,
            packet: previous.map_or(base + 1_900_000 + serial * 1_000, |previous| previous.packet),
            plans: plans(block, rng, package, plant),
            version: previous.map_or(1, |previous| previous.version + 1),
            previous: previous.map(|previous| previous.id),
            title: if plant == Some(Plant::HostileTitle) {
                super::words::HOSTILE_SCRIPT.to_string()
            } else {
                package.title.clone()
            },
            selection,
            estimate,
            announced,
            upload,
            awarded,
            status: Status::Done,
            bidders: Vec::new(),
            winner: None,
            negotiated: 0,
            partner: None,
            contract: None,
        };
        tender.status = tender.draw_status(rng);
        tender.draw_bidders(block, rng);
        tender.draw_prices(rng);
        tender.conclude(block, rng, ordinal as i64);
        tender
    }

    fn draw_status(&self, rng: &mut Rng) -> Status {
        match self.plant {
            Some(Plant::NoBidders | Plant::Retendered(1 | 2)) => Status::Failed,
            Some(_) => Status::Done,
            None if self.awarded.day > AS_OF => Status::Running,
            None if rng.chance(0.16) => Status::Failed,
            None => Status::Done,
        }
    }

    fn draw_bidders(&mut self, block: &Block, rng: &mut Rng) {
        let pool = supplier::pool(block.fraction);
        let count = match self.plant {
            Some(Plant::NoBidders) => 0,
            Some(Plant::OneRegistrant) => 1,
            _ => rng.log_normal(39.0, 0.58).round().clamp(3.0, 170.0_f64.min(pool as f64 / 2.0)) as usize,
        };
        let mut numbers: Vec<u64> = match self.plant {
            // The same pair in three tenders.
            Some(Plant::LosingPartner) => vec![supplier::ALWAYS_FIRM, supplier::ALWAYS_FIRM + 2],
            _ => Vec::new(),
        };
        while numbers.len() < count {
            let number = rng.skewed(pool as usize) as u64;
            let person = || supplier::at(block.seed, block.number, number).legal == Legal::Person;
            // Persons advise; they do not build.
            if !numbers.contains(&number) && (self.selection || !person()) {
                numbers.push(number);
            }
        }
        let mut id = self.id / 1_000 * 12 + rng.range(1, 900);
        for number in numbers {
            id += rng.range(1, 40);
            let mut supplier = supplier::at(block.seed, block.number, number);
            if self.plant == Some(Plant::IdOverflow) && self.bidders.len() < 2 {
                supplier.local_id = i64::from(i32::MAX);
            }
            self.bidders.push(Bidder { supplier, id: id * 1_000, price: None, reason: None });
        }
    }

    /// Most register and never offer; the offers lie around 93 % of the estimate.
    fn draw_prices(&mut self, rng: &mut Rng) {
        let offers = match (self.plant, self.status, self.selection) {
            (Some(Plant::OneRegistrant), ..) => 1,
            (Some(Plant::LosingPartner | Plant::SamePrice), ..) => 2,
            (Some(Plant::LowestDisqualified), ..) => 4,
            (_, Status::Running, _) => 0,
            (_, Status::Failed, _) => usize::from(rng.chance(0.1)),
            (_, _, true) => rng.range(2, 7) as usize,
            (_, _, false) => [1, 1, 1, 1, 1, 1, 2, 2, 3, 4][rng.index(10)],
        };
        let offers = offers.min(self.bidders.len());
        let low = match self.plant {
            Some(Plant::NearEstimate) => 0.9995,
            Some(Plant::AboveEstimate) => 1.012,
            _ => (1.0 - rng.log_normal(0.07, 0.7)).clamp(0.72, 0.997),
        };
        let step = if rng.chance(0.5) { Some(1_000) } else { None };
        let best = match step {
            Some(step) => amount::share_to(self.estimate, low, step),
            None => amount::share(self.estimate, low),
        };
        for (index, bidder) in self.bidders.iter_mut().take(offers).enumerate() {
            let factor = match (self.plant, index) {
                (_, 0) | (Some(Plant::SamePrice), _) => 1.0,
                (Some(Plant::LosingPartner), _) => 1.05,
                (Some(Plant::LowestDisqualified), 1) => 0.9,
                _ => 1.0 + 0.002 + 0.07 * rng.unit(),
            };
            bidder.price = Some(amount::share(best, factor));
            if index > 0 && rng.chance(0.3) || factor < 1.0 {
                bidder.reason = Some("Dokumen teknis tidak memenuhi ambang batas");
            }
        }
        for bidder in self.bidders.iter_mut().skip(offers).filter(|_| self.status != Status::Running) {
            bidder.reason = rng.chance(0.05).then(|| rng.pick(&super::words::REJECTIONS));
        }
        self.winner = (self.status == Status::Done && offers > 0).then_some(0);
    }

    fn conclude(&mut self, block: &'a Block, rng: &mut Rng, serial: i64) {
        let Some(price) = self.winner.and_then(|winner| self.bidders[winner].price) else { return };
        self.negotiated = if rng.chance(0.75) { price } else { amount::share_to(price, 1.0 - 0.006 * rng.unit(), 500) };
        if self.plant == Some(Plant::JointVenture) {
            self.partner = self.bidders.iter().skip(1).map(|bidder| bidder.supplier.number).find_map(|number| {
                let supplier = Supplier::new(block.seed, number);
                (supplier.legal != Legal::Person).then_some(supplier)
            });
            let any = || supplier::at(block.seed, block.number, supplier::ALWAYS_FIRM);
            self.partner = self.partner.take().or_else(|| Some(any()));
        }
        let oddity = if let Some(Plant::Odd(oddity)) = self.plant { Some(oddity) } else { None };
        let basis = Basis {
            unit: &block.region.units[self.package.unit],
            serial,
            awarded: self.awarded.day,
            value: self.negotiated,
            days: rng.pick(&[60, 90, 90, 90, 120, 150]),
            by_terms: 0.8,
            oddity,
        };
        // A quarter never enters its contract in the system.
        if self.plant.is_some() || rng.chance(0.76) {
            self.contract = Contract::draw(rng, &basis);
        }
    }
}

/// Planted tenders begin early enough to end; a retender begins after the failure before it.
fn first_day(rng: &mut Rng, plant: Option<Plant>, previous: Option<&Tender<'_>>) -> Day {
    match previous {
        Some(previous) => previous.awarded.day.plus(rng.range(8, 20)).min(AS_OF.plus(-3)),
        None if plant == Some(Plant::Retendered(1)) => Day::new(YEAR, 1, rng.range(20, 28)),
        None if plant.is_some() => Day::new(YEAR, rng.range(2, 4), rng.range(1, 28)),
        None => Day::new(YEAR, 1, 20).plus(rng.range(0, 304)),
    }
}

/// Announcement, time for offers, and award.
fn dates(rng: &mut Rng, plant: Option<Plant>, selection: bool, first: Day) -> (Moment, (Moment, Moment), Moment) {
    let announced = first.working().at(rng.range(8, 16), 0, 0);
    let days = match (plant, selection) {
        (Some(Plant::ShortPeriod), _) => 2,
        (Some(Plant::LongTime), _) => 61,
        (_, true) => rng.range(25, 45),
        (_, false) if rng.chance(0.4) => rng.range(5, 13),
        (_, false) => rng.range(16, 24),
    };
    let closes = announced.day.plus(days).at(rng.range(9, 16), 0, 0);
    let opens = announced.day.plus(days / 2).at(13, 0, 0);
    let awarded = closes.day.plus(rng.range(10, if selection { 30 } else { 22 })).working().at(15, 30, 0);
    (announced, (opens, closes), awarded)
}

/// The plan's ids as the tender names them: one, a list, or the id from before a review.
fn plans(block: &Block, rng: &mut Rng, package: &Package, plant: Option<Plant>) -> String {
    if plant == Some(Plant::ManyPlans) {
        let others = block.plan.provider.iter().filter(|other| other.unit == package.unit && other.id != package.id);
        let ids: Vec<String> = others.take(2).map(|other| other.id.to_string()).collect();
        return format!("{};{}", package.id, ids.join(";"));
    }
    match package.old_id.filter(|_| rng.chance(0.5)) {
        Some(old) => old.to_string(),
        None => package.id.to_string(),
    }
}

/// Enough for a bid bond of five in a hundred, as larger works ask.
pub fn bond(value: Cents) -> Cents {
    if value < rupiah(400_000_000) { 0 } else { amount::share_to(value, 0.05, 50) }
}
