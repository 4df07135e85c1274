//! How a budget becomes a plan: lines cut into packages, joined into packages, or left unplanned.

use super::YEAR;
use super::accounts::{Account, Nature};
use super::amount::{self, Cents, rupiah};
use super::budget::Budget;
use super::calendar::Day;
use super::plan::{CONSULTANCY_LIMIT, Category, LIMIT, Method, Package, Plan, Plant, State, WORKS_LIMIT};
use super::random::Rng;
use super::region::{Region, Sector};
use super::words;

struct Builder<'a> {
    rng: Rng,
    region: &'a Region,
    budget: &'a Budget,
    provider: Vec<Package>,
    own: Vec<Package>,
}

impl Plan {
    pub fn new(seed: u64, block: u64, fraction: f64, region: &Region, budget: &Budget) -> Plan {
        let rng = Rng::new(seed, "plan", block);
        let mut builder = Builder { rng, region, budget, provider: Vec::new(), own: Vec::new() };
        for sub in 0..budget.subs.len() {
            builder.add_sub(sub);
        }
        builder.choose_tenders((110.0 * fraction).round().max(40.0) as usize);
        builder.plant();
        builder.number(block);
        let over = builder.over();
        Plan { provider: builder.provider, own: builder.own, over }
    }
}

impl Builder<'_> {
    fn add_sub(&mut self, sub: usize) {
        let lines = &self.budget.lines;
        let (mut goods, mut own): (Option<usize>, Option<usize>) = (None, None);
        for line in self.budget.of_sub[sub].clone() {
            let account = lines[line].account;
            let unplanned = self.rng.chance(0.06);
            let share = if self.rng.chance(0.002) { 1.2 } else { 1.0 - 0.12 * self.rng.unit() * self.rng.unit() };
            let amount = amount::share_to(lines[line].revised, share, 100);
            if unplanned || amount <= 0 {
                continue;
            }
            match account.nature {
                Nature::InHouse => own = Some(self.add_own(sub, line, amount, own)),
                Nature::Goods | Nature::Service | Nature::Equipment => {
                    goods = Some(self.add_goods(sub, line, amount, goods));
                }
                Nature::Consultancy => self.add_pieces(sub, line, amount, rupiah(80_000_000)),
                Nature::Works => self.add_pieces(sub, line, amount, rupiah(150_000_000)),
                // Goods given to groups of residents are bought first.
                Nature::Grant if account.code.ends_with("0002") => {
                    self.add_pieces(sub, line, amount, rupiah(140_000_000));
                }
                _ => {}
            }
        }
    }

    fn add_own(&mut self, sub: usize, line: usize, amount: Cents, last: Option<usize>) -> usize {
        if let Some(last) = last.filter(|_| self.rng.chance(0.42)) {
            self.own[last].funding.push((line, amount));
            self.own[last].ceiling += amount;
            return last;
        }
        let title = self.title(self.budget.lines[line].account, Category::Service);
        let mut package = self.package(sub, line, amount, Category::Service, title);
        package.self_managed = self.rng.pick(&[1, 1, 1, 1, 1, 1, 1, 2, 3, 4]);
        self.own.push(package);
        self.own.len() - 1
    }

    fn add_goods(&mut self, sub: usize, line: usize, amount: Cents, last: Option<usize>) -> usize {
        let account = self.budget.lines[line].account;
        let category = if account.nature == Nature::Service { Category::Service } else { Category::Goods };
        let same = last.filter(|last| self.provider[*last].category == category);
        if let Some(last) = same.filter(|_| self.rng.chance(0.78)) {
            self.provider[last].funding.push((line, amount));
            self.provider[last].ceiling += amount;
            return last;
        }
        let title = self.title(account, category);
        let package = self.package(sub, line, amount, category, title);
        self.provider.push(package);
        self.provider.len() - 1
    }

    /// A large line becomes many packages: most under the limit, a few far above.
    fn add_pieces(&mut self, sub: usize, line: usize, amount: Cents, typical: Cents) {
        let account = self.budget.lines[line].account;
        let mut left = amount;
        for _ in 0..150 {
            let (median, sigma) = if self.rng.chance(0.07) { (8.0, 0.8) } else { (1.0, 0.55) };
            let mut size = self.rng.log_normal(median * typical as f64, sigma) as Cents;
            let design = account.nature == Nature::Works && self.rng.chance(0.22);
            if design {
                size = (size / 5).max(rupiah(9_000_000));
            }
            // Offices like round ceilings.
            let step = if self.rng.chance(0.6) { 25_000_000 } else { 100_000 };
            size = (size / rupiah(step)).max(1) * rupiah(step);
            if left - size < rupiah(20_000_000) {
                size = left;
            }
            let category = match account.nature {
                Nature::Consultancy => Category::Consultancy,
                _ if design => Category::Consultancy,
                Nature::Grant => Category::Goods,
                _ => Category::Works,
            };
            let title = self.title(account, category);
            let package = self.package(sub, line, size, category, title);
            self.provider.push(package);
            left -= size;
            if left <= 0 {
                break;
            }
        }
    }

    fn package(&mut self, sub: usize, line: usize, amount: Cents, category: Category, title: String) -> Package {
        let rng = &mut self.rng;
        let state = match rng.below(200) {
            0..=3 => State::Inactive,
            4..=6 => State::Deleted,
            7..=11 => State::Initiated,
            _ => State::Announced,
        };
        let (year, month) = match rng.below(100) {
            0..=4 => (YEAR - 1, 12),
            5..=79 => (YEAR, 1),
            _ => (YEAR, rng.range(2, 9)),
        };
        let day = Day::new(year, month, rng.range(2, 28)).working();
        Package {
            id: 0,
            unit: self.budget.subs[sub].unit,
            sub,
            funding: vec![(line, amount)],
            title,
            ceiling: amount,
            category,
            method: Method::Direct,
            self_managed: 0,
            state,
            announced: day.at(rng.range(7, 22), rng.range(0, 59), rng.range(0, 59)),
            month: month.max(rng.range(1, 9)) % 12 + i64::from(month == 12),
            old_id: None,
            plant: None,
        }
    }

    fn title(&mut self, account: &Account, category: Category) -> String {
        let rng = &mut self.rng;
        let thing = account.name.trim_start_matches("Belanja ").trim_start_matches("Modal ");
        match category {
            Category::Works => {
                let spot = words::spot(rng, &self.region.districts);
                let thing = thing.trim_start_matches("Pemeliharaan ").trim_start_matches("Bangunan ");
                format!("{} {thing} {spot}", rng.pick(&words::WORKS_VERBS))
            }
            Category::Consultancy if account.nature == Nature::Consultancy => {
                format!("{} {}", rng.pick(&words::STUDIES), rng.pick(&words::PURPOSES))
            }
            Category::Consultancy => {
                let spot = words::spot(rng, &self.region.districts);
                format!("{} {} {spot}", rng.pick(&words::DESIGN_VERBS), thing)
            }
            _ if rng.chance(0.4) => account.name.to_string(),
            _ => format!("{} {}", account.name, rng.pick(&words::PURPOSES)),
        }
    }

    /// Methods by value; the largest works and studies go to tender, up to the number wanted.
    fn choose_tenders(&mut self, wanted: usize) {
        let mut large = [Vec::new(), Vec::new()];
        for (index, package) in self.provider.iter_mut().enumerate() {
            let rng = &mut self.rng;
            let limit = match package.category {
                Category::Works => WORKS_LIMIT,
                Category::Consultancy => CONSULTANCY_LIMIT,
                _ => LIMIT,
            };
            package.method = match (package.category, package.ceiling > limit, rng.below(100)) {
                (Category::Works | Category::Consultancy, false, _) => Method::Direct,
                (category, true, _) if category != Category::Goods && category != Category::Service => {
                    large[usize::from(category == Category::Consultancy)].push(index);
                    Method::Catalogue
                }
                (_, true, 0..=89) => Method::Catalogue,
                (_, true, _) => Method::Excluded,
                (_, false, 0..=61) => Method::Direct,
                (_, false, 62..=94) => Method::Catalogue,
                (_, false, 95) => Method::Appointment,
                (_, false, _) => Method::Excluded,
            };
        }
        let picks = [wanted * 5 / 8, wanted * 3 / 8];
        for (candidates, wanted) in large.iter_mut().zip(picks) {
            for place in 0..candidates.len() {
                let other = place + self.rng.index(candidates.len() - place);
                candidates.swap(place, other);
            }
            candidates.truncate(wanted);
        }
        self.fill_up(&mut large, wanted);
        for (candidates, method) in large.iter().zip([Method::Tender, Method::Selection]) {
            for index in candidates {
                let package = &mut self.provider[*index];
                package.method = method;
                package.state = State::Announced;
                package.announced = Day::new(YEAR, 1, self.rng.range(2, 14)).at(13, 42, 59);
            }
        }
    }

    /// A small sample has too few large works for its tenders: the next largest are tendered too.
    fn fill_up(&self, large: &mut [Vec<usize>; 2], wanted: usize) {
        let have: usize = large.iter().map(Vec::len).sum();
        let direct = |index: &usize| self.provider[*index].method == Method::Direct;
        let works = |index: &usize| self.provider[*index].category == Category::Works;
        let mut rest: Vec<usize> = (0..self.provider.len()).filter(direct).filter(works).collect();
        rest.sort_by_key(|index| (-self.provider[*index].ceiling, *index));
        large[0].extend(rest.into_iter().take(wanted.saturating_sub(have)));
    }

    /// Packages that exist to be found, on the largest line of works.
    fn plant(&mut self) {
        let works = |sub: usize| self.region.units[self.budget.subs[sub].unit].sector == Sector::Works;
        let candidates = self.budget.of_sub.iter().enumerate().filter(|(sub, _)| works(*sub));
        let lines = candidates.flat_map(|(sub, range)| range.clone().map(move |line| (sub, line)));
        let of_works = lines.filter(|(_, line)| self.budget.lines[*line].account.nature == Nature::Works);
        let Some((sub, line)) = of_works.max_by_key(|(_, line)| self.budget.lines[*line].revised) else { return };
        let add = |builder: &mut Self, plant: Plant, whole: i64, title: String| {
            let mut package = builder.package(sub, line, rupiah(whole), Category::Works, title);
            package.state = State::Announced;
            package.announced = Day::new(YEAR, 1, 14).at(10, 4, 10);
            package.month = 6;
            package.plant = Some(plant);
            builder.provider.push(package);
        };
        for letter in ["A", "B", "C", "D", "E", "F"] {
            let title = format!("Perbaikan Saluran Irigasi Blok {letter} Desa {}", words::place(40));
            add(self, Plant::Split, 198_500_000, title);
        }
        for title in [words::HOSTILE_SCRIPT, words::HOSTILE_TEMPLATE, words::HOSTILE_UNICODE] {
            add(self, Plant::Hostile, 150_000_000, title.to_string());
        }
        add(self, Plant::Hostile, 150_000_000, words::very_long_title());
        add(self, Plant::Negative, -75_000_000, "Koreksi Pagu Contoh Bernilai Negatif".to_string());
        for whole in [0, 1, 99_999_999] {
            add(self, Plant::Placeholder, whole, format!("Paket Contoh Bernilai Sementara {whole}"));
        }
        let forms =
            [(amount::Form::Rupiah, 3_800_000), (amount::Form::Commas, 99_305_000), (amount::Form::Million, 3_800_000)];
        for (form, whole) in forms {
            add(self, Plant::MoneyText(form), whole, "Paket Contoh dengan Pagu Berupa Teks".to_string());
        }
        let others = [
            (Plant::Repeated, "Berulang"),
            (Plant::Late, "Diumumkan Terlambat"),
            (Plant::UnitError, "Salah Satuan"),
            (Plant::SignedBeforeAward, "Kontrak Mendahului Penetapan"),
            (Plant::PaidAboveContract, "Pembayaran Melebihi Kontrak"),
            (Plant::PaidAheadOfProgress, "Pembayaran Mendahului Pekerjaan"),
            (Plant::IdOverflow, "Nomor Meluap"),
            (Plant::GrowthAboveTenth, "Nilai Bertambah Besar"),
        ];
        for (plant, what) in others {
            let title = format!("Pemeliharaan Jalan Contoh {what} Kecamatan {}", words::place(2));
            add(self, plant, 160_000_000, title);
        }
    }

    /// Ids rise as packages were entered; some were other packages before a review.
    fn number(&mut self, block: u64) {
        let block = block as i64;
        let mut reviewed = 30_000_000 + block * 4_000;
        let bases = [53_600_000 + block * 45_000, 38_400_000 + block * 25_000];
        for (packages, base) in [&mut self.provider, &mut self.own].into_iter().zip(bases) {
            let mut id = base;
            for package in packages {
                id += self.rng.range(1, 2);
                package.id = id;
                if package.plant.is_none() && self.rng.chance(0.03) {
                    reviewed += self.rng.range(1, 3);
                    package.old_id = Some(reviewed);
                }
                if package.plant == Some(Plant::Late) {
                    package.announced = Day::new(YEAR, 10, 6).at(9, 12, 44);
                }
            }
        }
    }

    fn over(&self) -> Vec<(usize, Cents)> {
        let mut planned = vec![0; self.budget.lines.len()];
        for package in self.provider.iter().chain(&self.own).filter(|package| package.state == State::Announced) {
            for (line, amount) in &package.funding {
                planned[*line] += amount;
            }
        }
        let sums = planned.into_iter().enumerate();
        sums.filter(|(line, sum)| *sum > self.budget.lines[*line].revised).collect()
    }
}
