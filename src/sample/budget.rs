//! The budget of one block: programmes, activities, sub-activities and their lines by account.
//! Everything that is planned, bought and paid later refers to one of these lines.

use std::collections::BTreeMap;
use std::ops::Range;

use super::accounts::{ACCOUNTS, Account, Nature};
use super::amount::{self, Cents};
use super::random::{Rng, mix};
use super::region::{Region, Sector, Unit};

/// A programme, an activity or a sub-activity: `1.03.10`, `1.03.10.2.01`, `1.03.10.2.01.0032`.
pub struct Node {
    pub unit: usize,
    /// Its parent's index: the programme of an activity, the activity of a sub-activity.
    pub parent: usize,
    pub id: i64,
    pub code: String,
    pub name: String,
    /// The sum of the revised lines below it.
    pub ceiling: Cents,
}

pub struct Line {
    pub account: &'static Account,
    pub fund: &'static str,
    pub initial: Cents,
    pub revised: Cents,
    pub realised: Cents,
}

pub struct Budget {
    pub programs: Vec<Node>,
    pub activities: Vec<Node>,
    pub subs: Vec<Node>,
    /// Sorted by sub-activity.
    pub lines: Vec<Line>,
    /// The lines of each sub-activity.
    pub of_sub: Vec<Range<usize>>,
    /// Revenue and financing: they belong to the treasury and to no programme.
    pub income: Vec<Line>,
}

/// One regency-year of spending, in rupiah.
const TOTAL: f64 = 3.1e12;
const SUBS: f64 = 3_949.0;

const FUNDS: [&str; 6] = ["PAD", "DAU", "DAU", "DAK Fisik", "Bankeu Provinsi", "DBHCHT"];

/// How the whole is shared out: natures that share a sum, and their part of the total.
const SHARES: [(&[Nature], f64); 10] = [
    (&[Nature::Staff], 0.33),
    (&[Nature::Goods, Nature::Service, Nature::Consultancy, Nature::InHouse], 0.27),
    (&[Nature::Works], 0.15),
    (&[Nature::Equipment], 0.045),
    (&[Nature::Grant], 0.05),
    (&[Nature::Social], 0.012),
    (&[Nature::Interest], 0.001),
    (&[Nature::Subsidy], 0.002),
    (&[Nature::Contingency], 0.007),
    (&[Nature::Transfer], 0.133),
];

const TOPICS: [&str; 16] = [
    "Administrasi Umum",
    "Sarana Kantor",
    "Pelayanan Warga",
    "Data dan Informasi",
    "Kapasitas Pegawai",
    "Kelompok Masyarakat",
    "Prasarana Wilayah",
    "Pengawasan Lapangan",
    "Ekonomi Lokal",
    "Ketertiban Lingkungan",
    "Kesehatan Keluarga",
    "Pendidikan Dasar",
    "Sumber Daya Air",
    "Kawasan Permukiman",
    "Ketahanan Keluarga",
    "Usaha Mikro",
];
const DEEDS: [&str; 9] = [
    "Penyediaan",
    "Pengelolaan",
    "Pembinaan",
    "Peningkatan",
    "Koordinasi",
    "Pelaksanaan",
    "Pengembangan",
    "Pemantauan",
    "Fasilitasi",
];

/// Names follow codes, so that the same code has the same name in every unit.
fn named(code: &str) -> String {
    let mixed = code.bytes().fold(11, |state, byte| mix(state ^ u64::from(byte)));
    let deed = DEEDS[(mixed % DEEDS.len() as u64) as usize];
    let topic = TOPICS[(mixed / 64 % TOPICS.len() as u64) as usize];
    format!("{deed} {topic}")
}

impl Budget {
    pub fn new(seed: u64, block: u64, fraction: f64, region: &Region) -> Budget {
        let mut budget = Budget {
            programs: Vec::new(),
            activities: Vec::new(),
            subs: Vec::new(),
            lines: Vec::new(),
            of_sub: Vec::new(),
            income: Vec::new(),
        };
        let mut rng = Rng::new(seed, "budget", block);
        let units = &region.units[..region.budget_units()];
        let whole: f64 = units.iter().map(|unit| unit.weight.sqrt()).sum();
        for (index, unit) in units.iter().enumerate() {
            let subs = (SUBS * fraction * unit.weight.sqrt() / whole).round() as usize;
            budget.add_unit(&mut rng, block, index, unit, subs.max(4));
        }
        let mut weights = Vec::new();
        for sub in 0..budget.subs.len() {
            let unit = &region.units[budget.subs[sub].unit];
            budget.add_lines(&mut rng, sub, unit, &mut weights);
        }
        budget.share_out(&mut rng, &weights, fraction);
        budget.sum_up();
        budget.add_income(&mut rng, fraction);
        budget
    }

    /// A unit's tree. Its first programme is the office's own upkeep, with the salaries in it.
    fn add_unit(&mut self, rng: &mut Rng, block: u64, index: usize, unit: &Unit, subs: usize) {
        let (mut program, mut activity, mut sub) = (0, 0, 0);
        let (mut activities_left, mut subs_left) = (0, 0);
        let base = block as i64;
        for nth in 0..subs {
            if activities_left == 0 && subs_left == 0 {
                program += 1;
                activity = 0;
                activities_left = rng.range(1, 5);
                let code = format!("{}.{program:02}", unit.function());
                let name = if program == 1 {
                    "PROGRAM PENUNJANG URUSAN PERANGKAT DAERAH".to_string()
                } else {
                    format!("PROGRAM {}", named(&code).to_uppercase())
                };
                let id = 2_526_000 + base * 2_000 + self.programs.len() as i64 * 2;
                self.programs.push(Node { unit: index, parent: 0, id, code, name, ceiling: 0 });
            }
            if subs_left == 0 {
                activity += 1;
                sub = 0;
                activities_left -= 1;
                subs_left = rng.range(1, 6);
                let code = format!("{}.{program:02}.2.{activity:02}", unit.function());
                let parent = self.programs.len() - 1;
                let id = 12_963_000 + base * 4_000 + self.activities.len() as i64 * 2;
                self.activities.push(Node { unit: index, parent, id, name: named(&code), code, ceiling: 0 });
            }
            subs_left -= 1;
            sub += if rng.chance(0.7) { 1 } else { rng.range(2, 5) };
            let code = format!("{}.{program:02}.2.{activity:02}.{sub:04}", unit.function());
            let name = if nth == 0 { "Penyediaan Gaji dan Tunjangan ASN".to_string() } else { named(&code) };
            let id = 14_500_000 + base * 10_000 + self.subs.len() as i64 * 2;
            let parent = self.activities.len() - 1;
            self.subs.push(Node { unit: index, parent, id, code, name, ceiling: 0 });
        }
    }

    /// The accounts of a sub-activity, each once, with the weight of its amount.
    fn add_lines(&mut self, rng: &mut Rng, sub: usize, unit: &Unit, weights: &mut Vec<f64>) {
        let start = self.lines.len();
        let first_of_unit = sub == 0 || self.subs[sub - 1].unit != self.subs[sub].unit;
        let second_of_unit = !first_of_unit && (sub == 1 || self.subs[sub - 2].unit != self.subs[sub].unit);
        let wanted = rng.log_normal(6.6, 0.72).round().clamp(1.0, 26.0) as usize;
        let scale = unit.weight * rng.log_normal(1.0, 0.6) / (1.0 + unit.weight.sqrt());
        let mut taken = 0u128;
        let mut add = |budget: &mut Budget, rng: &mut Rng, index: usize, sigma: f64, scale: f64| {
            let account = &ACCOUNTS[index];
            let fund = if account.nature == Nature::Staff { "DAU" } else { rng.pick(&FUNDS) };
            weights.push(rng.log_normal(1.0, sigma) * scale);
            budget.lines.push(Line { account, fund, initial: 0, revised: 0, realised: 0 });
        };
        if first_of_unit {
            for (index, account) in ACCOUNTS.iter().enumerate().filter(|(_, account)| account.nature == Nature::Staff) {
                add(self, rng, index, 0.3, f64::from(account.weight) * unit.weight);
            }
        } else if second_of_unit && unit.sector == Sector::Treasury {
            for (index, account) in ACCOUNTS.iter().enumerate().filter(|(_, account)| is_treasury(account)) {
                add(self, rng, index, 0.2, f64::from(account.weight));
            }
        } else {
            let odds: Vec<u64> = cumulative(unit.sector);
            let all = odds.last().copied().unwrap_or(0);
            for _ in 0..wanted * 3 {
                let drawn = rng.below(all);
                let index = odds.partition_point(|upto| *upto <= drawn);
                if taken.count_ones() as usize >= wanted || taken & (1 << index) != 0 {
                    continue;
                }
                taken |= 1 << index;
                let sigma = if ACCOUNTS[index].nature == Nature::Works { 1.25 } else { 1.3 };
                add(self, rng, index, sigma, scale);
            }
        }
        self.of_sub.push(start..self.lines.len());
    }

    /// Turns weights into rupiah: each group of natures gets its part of the whole.
    fn share_out(&mut self, rng: &mut Rng, weights: &[f64], fraction: f64) {
        for (natures, part) in SHARES {
            let belongs = |line: &Line| natures.contains(&line.account.nature);
            let all: f64 =
                self.lines.iter().zip(weights).filter(|(line, _)| belongs(line)).map(|(_, weight)| weight).sum();
            for (line, weight) in self.lines.iter_mut().zip(weights).filter(|(line, _)| belongs(line)) {
                line.revised = amount::round(TOTAL * fraction * part * weight / all, 100).max(amount::rupiah(100_000));
                let steady =
                    matches!(natures[0], Nature::Staff | Nature::Transfer | Nature::Interest | Nature::Subsidy);
                line.initial = match rng.below(100) {
                    0..=54 => line.revised,
                    55..=56 if !steady => 0,
                    _ if steady => amount::share_to(line.revised, rng.between(0.95, 1.03), 100),
                    _ => amount::share_to(line.revised, rng.log_normal(0.98, 0.2), 100),
                };
                let spent = match natures[0] {
                    _ if steady => rng.between(0.84, 0.92),
                    _ if rng.chance(0.07) => 0.0,
                    _ => 1.0 - 0.8 * rng.unit() * rng.unit(),
                };
                line.realised = amount::share_to(line.revised, spent, 1);
            }
        }
    }

    fn sum_up(&mut self) {
        for (sub, range) in self.of_sub.iter().enumerate() {
            let sum: Cents = self.lines[range.clone()].iter().map(|line| line.revised).sum();
            self.subs[sub].ceiling = sum;
            let activity = self.subs[sub].parent;
            self.activities[activity].ceiling += sum;
            let program = self.activities[activity].parent;
            self.programs[program].ceiling += sum;
        }
    }

    /// Revenue is 97 % of spending; what was left over last year fills the gap.
    fn add_income(&mut self, rng: &mut Rng, fraction: f64) {
        let all: u32 = ACCOUNTS.iter().filter(|a| a.nature == Nature::Revenue).map(|a| a.weight).sum();
        for account in ACCOUNTS.iter().filter(|a| matches!(a.nature, Nature::Revenue | Nature::Financing)) {
            let part = if account.nature == Nature::Financing {
                0.03
            } else {
                0.97 * f64::from(account.weight) / f64::from(all)
            };
            let revised = amount::round(TOTAL * fraction * part, 100);
            let initial = amount::share_to(revised, rng.between(0.94, 1.02), 100);
            let realised = amount::share_to(revised, rng.between(0.85, 0.99), 1);
            self.income.push(Line { account, fund: "PAD", initial, revised, realised });
        }
    }

    /// Spending by unit and account level 3, revised.
    pub fn by_unit_and_kind(&self) -> BTreeMap<(usize, &'static str), Cents> {
        let mut sums = BTreeMap::new();
        for (sub, range) in self.subs.iter().zip(&self.of_sub) {
            for line in &self.lines[range.clone()] {
                *sums.entry((sub.unit, line.account.level(3))).or_default() += line.revised;
            }
        }
        sums
    }
}

fn is_treasury(account: &Account) -> bool {
    use Nature::*;
    matches!(account.nature, Interest | Subsidy | Contingency | Transfer) || account.code == "5.1.05.05.01.0001"
}

/// Cumulative odds of the accounts in a sector's sub-activities.
fn cumulative(sector: Sector) -> Vec<u64> {
    let mut sum = 0;
    ACCOUNTS
        .iter()
        .map(|account| {
            let factor = match (account.nature, sector) {
                (Nature::Goods | Nature::Service | Nature::InHouse, _) => 20,
                (Nature::Works, Sector::Works) => 220,
                (Nature::Works, Sector::Health) if account.code == "5.2.03.01.01.0006" => 60,
                (Nature::Works, Sector::Education) if account.code == "5.2.03.01.01.0010" => 80,
                (Nature::Works, _) => 2,
                (Nature::Consultancy, Sector::Works) => 60,
                (Nature::Consultancy | Nature::Equipment, _) => 14,
                (Nature::Grant, Sector::General | Sector::Works) => 10,
                (Nature::Social, Sector::General) => 10,
                _ => 0,
            };
            sum += u64::from(account.weight) * factor;
            sum
        })
        .collect()
}
