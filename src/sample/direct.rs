//! Direct procurements: one supplier asked, one price agreed. Drawn whole for one block.

use super::amount::{self, Cents, rupiah};
use super::calendar::{Day, Moment};
use super::contract::{Basis, Contract, Oddity};
use super::plan::{Category, Method, Package, Plant, State};
use super::random::Rng;
use super::supplier::{self, Legal, Supplier};
use super::{AS_OF, Block, YEAR};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Done,
    Running,
    Failed,
}

pub struct Direct<'a> {
    pub package: &'a Package,
    pub id: i64,
    pub packet: i64,
    pub plans: String,
    pub version: i64,
    pub previous: Option<i64>,
    pub announced: Moment,
    pub finished: Moment,
    pub status: Status,
    pub estimate: Cents,
    pub offer: Cents,
    pub negotiated: Cents,
    pub supplier: Supplier,
    pub contract: Option<Contract>,
    /// Whether the offer was entered at all.
    pub entered: bool,
}

/// Enough for every planted package, however small the sample.
const LEAST: usize = 30;

/// Packages of which something became: mostly those of high rank, with much luck.
pub fn chosen(
    block: &Block,
    stream: &str,
    full: f64,
    rank: fn(f64) -> f64,
    fits: impl Fn(&Package) -> bool,
) -> Vec<usize> {
    let mut rng = block.rng(stream, 0);
    let mut ranked: Vec<(f64, usize)> = Vec::new();
    for (index, package) in block.plan.provider.iter().enumerate() {
        let luck = rng.log_normal(1.0, 1.0);
        if package.state == State::Announced && fits(package) {
            let first = if package.plant.is_some() { f64::MAX } else { rank(package.ceiling as f64) * luck };
            ranked.push((first, index));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut indexes: Vec<usize> = ranked.into_iter().take(block.count(full, LEAST)).map(|(_, index)| index).collect();
    indexes.sort_unstable();
    indexes
}

fn fits(package: &Package) -> bool {
    let plain =
        !matches!(package.plant, Some(Plant::Negative | Plant::Placeholder | Plant::MoneyText(_) | Plant::Repeated));
    matches!(package.method, Method::Direct | Method::Appointment) && plain && package.ceiling >= rupiah(3_000_000)
}

pub fn draw(block: &Block) -> Vec<Direct<'_>> {
    let mut all: Vec<Direct<'_>> = Vec::new();
    let mut split = 0;
    for index in chosen(block, "direct choice", 2_250.0, |ceiling| ceiling, fits) {
        let package = &block.plan.provider[index];
        let mut rng = block.rng("direct", package.id as u64);
        split += i64::from(package.plant == Some(Plant::Split));
        let mut previous: Option<(i64, i64, Day)> = None;
        for version in 1..=3 {
            let serial = all.len() as i64;
            let Some(direct) = Direct::draw(block, &mut rng, package, (serial, version, split), previous) else {
                break;
            };
            let again = direct.status == Status::Failed && rng.chance(0.6);
            previous = Some((direct.id, direct.packet, direct.finished.day));
            all.push(direct);
            if !again || version == 3 {
                break;
            }
        }
    }
    all
}

impl<'a> Direct<'a> {
    /// `None` when it would be announced after the day of the export.
    fn draw(
        block: &'a Block,
        rng: &mut Rng,
        package: &'a Package,
        (serial, version, split): (i64, i64, i64),
        previous: Option<(i64, i64, Day)>,
    ) -> Option<Direct<'a>> {
        let day = first_day(rng, package, split, previous);
        let announced = day.working().at(rng.range(8, 16), 0, 0);
        if announced.day > AS_OF {
            return None;
        }
        let finished = announced.day.plus(rng.range(7, 21)).working().at(15, 59, 0);
        let status = match package.plant {
            Some(_) => Status::Done,
            None if rng.chance(0.1) => Status::Failed,
            None if finished.day > AS_OF || rng.chance(0.06) => Status::Running,
            None => Status::Done,
        };
        let mut supplier = winner(block, rng, package);
        if package.plant == Some(Plant::IdOverflow) {
            supplier.local_id = i64::from(i32::MAX);
        }
        let estimate = match rng.below(5) {
            0 => amount::share(package.ceiling, 1.0 - 0.04 * rng.unit() * rng.unit()),
            _ => amount::share_to(package.ceiling, 1.0 - 0.001 * rng.unit(), 100),
        };
        let low = (1.0 - rng.log_normal(0.0037, 0.75)).clamp(0.93, 1.0);
        let offer = match rng.below(5) {
            0..=1 => amount::share(estimate, low),
            _ => amount::share_to(estimate, low, 500),
        };
        let negotiated = if rng.chance(0.3) { offer } else { amount::share_to(offer, 1.0 - 0.003 * rng.unit(), 500) };
        // The office typed its estimate with a digit too many.
        let estimate = if package.plant == Some(Plant::UnitError) { estimate * 10 } else { estimate };
        let base = 10_100_000_000 + block.number as i64 * 1_000_000_000;
        let id = base + (serial * 150 + rng.range(1, 140)) * 1_000;
        let mut direct = Direct {
            package,
            id,
            packet: previous.map_or(id + 120_000_000, |(_, packet, _)| packet),
            plans: plans(block, rng, package),
            version,
            previous: previous.map(|(id, _, _)| id),
            announced,
            finished,
            status,
            estimate,
            offer,
            negotiated,
            supplier,
            contract: None,
            entered: package.plant.is_some() || !rng.chance(0.035),
        };
        direct.sign(block, rng, serial);
        Some(direct)
    }

    fn sign(&mut self, block: &Block, rng: &mut Rng, serial: i64) {
        let planted = self.package.plant.is_some();
        if self.status != Status::Done || !(planted || rng.chance(0.64)) {
            return;
        }
        let oddity = match self.package.plant {
            Some(Plant::SignedBeforeAward) => Some(Oddity::SignedBeforeAward),
            Some(Plant::PaidAboveContract) => Some(Oddity::PaidAboveContract),
            Some(Plant::PaidAheadOfProgress) => Some(Oddity::PaidAheadOfProgress),
            Some(Plant::GrowthAboveTenth) => Some(Oddity::GrowthAboveTenth),
            _ => None,
        };
        let whole_year = self.package.category == Category::Service && rng.chance(0.2);
        let basis = Basis {
            unit: &block.region.units[self.package.unit],
            serial: serial + 200,
            awarded: self.finished.day,
            value: self.negotiated,
            days: if whole_year { 300 } else { rng.range(10, 75) },
            by_terms: if whole_year { 0.0 } else { 0.05 },
            oddity,
        };
        self.contract = Contract::draw(rng, &basis);
        // Two in three contracts never show a payment in the system.
        if let Some(contract) = &mut self.contract
            && !planted
            && rng.chance(0.66)
        {
            contract.payments.clear();
        }
    }

    /// The kind of purchase, in the tender system's words.
    pub fn category(&self) -> &'static str {
        let person = self.supplier.legal == Legal::Person;
        let works = self.package.title.contains("Desa") || self.package.title.contains("Teknis");
        match (self.package.category, person, works) {
            (Category::Works, ..) => "Pekerjaan Konstruksi",
            (Category::Goods, ..) => "Pengadaan Barang",
            (Category::Service, ..) => "Jasa Lainnya",
            (Category::Consultancy, true, true) => "Jasa Konsultansi Perorangan Konstruksi",
            (Category::Consultancy, true, false) => "Jasa Konsultansi Perorangan Non Konstruksi",
            (Category::Consultancy, false, true) => "Jasa Konsultansi Badan Usaha Konstruksi",
            (Category::Consultancy, false, false) => "Jasa Konsultansi Badan Usaha Non Konstruksi",
        }
    }
}

/// Planted ones begin in spring; a repeated one begins after the failure before it.
fn first_day(rng: &mut Rng, package: &Package, split: i64, previous: Option<(i64, i64, Day)>) -> Day {
    // More and more towards the end of the year.
    let month = rng.pick(&[1, 2, 2, 3, 3, 4, 4, 5, 6, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11]);
    match (previous, package.plant) {
        (Some((_, _, last)), _) => last.plus(rng.range(4, 15)),
        (_, Some(Plant::Split)) => Day::new(YEAR, 6, 2).plus(split),
        (_, Some(_)) => Day::new(YEAR, 5, rng.range(5, 25)),
        _ => Day::new(YEAR, month, rng.range(1, 28)).max(package.announced.day.plus(rng.range(2, 40))),
    }
}

/// Four in five suppliers ever win; persons do not build, and sell little.
fn winner(block: &Block, rng: &mut Rng, package: &Package) -> Supplier {
    let pool = supplier::pool(block.fraction) as usize * 4 / 5;
    if package.plant == Some(Plant::Split) {
        return supplier::at(block.seed, block.number, supplier::ALWAYS_FIRM);
    }
    let service = matches!(package.category, Category::Service | Category::Consultancy);
    for _ in 0..20 {
        let supplier = supplier::at(block.seed, block.number, rng.skewed(pool) as u64);
        if service || supplier.legal != Legal::Person || package.ceiling < rupiah(15_000_000) {
            return supplier;
        }
    }
    supplier::at(block.seed, block.number, supplier::ALWAYS_FIRM)
}

/// The plan's id, a list of several, the id from before a review, or one that no plan has.
fn plans(block: &Block, rng: &mut Rng, package: &Package) -> String {
    if package.plant.is_some() {
        return package.id.to_string();
    }
    match (package.old_id.filter(|_| rng.chance(0.5)), rng.below(1_000)) {
        (Some(old), _) => old.to_string(),
        (_, 0..=12) => {
            let more = rng.range(1, 4) as usize;
            let first = block.plan.provider.partition_point(|other| other.id <= package.id);
            let others = block.plan.provider[first..].iter().take(more).map(|other| other.id.to_string());
            std::iter::once(package.id.to_string()).chain(others).collect::<Vec<_>>().join(";")
        }
        (_, 13..=26) => (package.id + 7_000_000).to_string(),
        _ => package.id.to_string(),
    }
}
