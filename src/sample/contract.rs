//! Contracts and what was paid on them, alike for tenders and direct procurements.

use super::amount::{self, Cents, rupiah};
use super::calendar::Day;
use super::random::Rng;
use super::region::Unit;
use super::{AS_OF, YEAR};

/// What is odd about a contract, when something was planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    SignedBeforeAward,
    PaidAboveContract,
    PaidAheadOfProgress,
    GrowthAboveTenth,
    PastYearEnd,
}

pub struct Amendment {
    pub day: Day,
    pub value: Cents,
    pub reason: &'static str,
}

pub struct Payment {
    pub handover: String,
    pub handed: Day,
    pub bill: String,
    pub paid: Day,
    pub amount: Cents,
    pub progress: Option<i64>,
}

pub struct Contract {
    pub award_letter: String,
    pub letter_day: Day,
    pub number: String,
    pub start_letter: String,
    pub signed: Day,
    pub starts: Day,
    pub ends: Day,
    pub value: Cents,
    pub amendment: Option<Amendment>,
    pub payments: Vec<Payment>,
    /// `Sekaligus`, `Bulanan` or `Termin`.
    pub way: &'static str,
    pub kind: &'static str,
}

/// What a contract is drawn from.
pub struct Basis<'a> {
    pub unit: &'a Unit,
    pub serial: i64,
    pub awarded: Day,
    pub value: Cents,
    pub days: i64,
    pub by_terms: f64,
    pub oddity: Option<Oddity>,
}

const GROWTH: [&str; 4] = [
    "Penambahan volume pekerjaan",
    "Perubahan kondisi lapangan",
    "Perpanjangan waktu pelaksanaan",
    "Pergantian pejabat",
];

impl Contract {
    /// `None` when it would be signed after the day of the export.
    pub fn draw(rng: &mut Rng, basis: &Basis<'_>) -> Option<Contract> {
        let early = basis.oddity == Some(Oddity::SignedBeforeAward);
        let letter_day = basis.awarded.plus(rng.range(1, 6)).working();
        let signed = if early { basis.awarded.plus(-6) } else { letter_day.plus(rng.range(1, 8)).working() };
        if signed > AS_OF {
            return None;
        }
        let rounded = rng.chance(0.15);
        let value = if rounded { basis.value / rupiah(1_000) * rupiah(1_000) } else { basis.value };
        let days = if basis.oddity == Some(Oddity::PastYearEnd) { 320 } else { basis.days };
        let starts = signed.plus(rng.range(0, 3));
        let part = |mark: &str, nth: i64| {
            let month = signed.roman_month();
            format!(
                "000.3.{}/{}/{mark}/{}/{month}/{YEAR}",
                archive_class(basis.serial),
                basis.serial * 3 + nth,
                basis.unit.short
            )
        };
        let mut contract = Contract {
            award_letter: part("SPPBJ", 0),
            letter_day,
            number: part("SPK", 1),
            start_letter: part("SPMK", 2),
            signed,
            starts,
            ends: starts.plus(days),
            value,
            amendment: None,
            payments: Vec::new(),
            way: "Sekaligus",
            kind: rng.pick(&[
                "Lumsum",
                "Lumsum",
                "Lumsum",
                "Gabungan Lumsum dan Harga Satuan",
                "Harga Satuan",
                "Waktu Penugasan",
            ]),
        };
        contract.amend(rng, basis.oddity);
        contract.pay(rng, basis);
        Some(contract)
    }

    /// The value after any amendment.
    pub fn value_now(&self) -> Cents {
        self.amendment.as_ref().map_or(self.value, |amendment| amendment.value)
    }

    pub fn finished(&self) -> bool {
        self.payments.last().is_some_and(|payment| payment.progress == Some(100))
    }

    fn amend(&mut self, rng: &mut Rng, oddity: Option<Oddity>) {
        let planted = oddity == Some(Oddity::GrowthAboveTenth);
        let day = self.signed.plus(rng.range(10, 30));
        let growth = match rng.below(3) {
            0 => rng.between(1.01, 1.09),
            1 => 1.0,
            _ => rng.between(0.93, 0.99),
        };
        if planted || (rng.chance(0.03) && day <= AS_OF) {
            let growth = if planted { 1.18 } else { growth };
            let reason = if planted { GROWTH[0] } else { rng.pick(&GROWTH) };
            let value = amount::share_to(self.value, growth, 1);
            self.amendment = Some(Amendment { day: day.min(AS_OF), value, reason });
        }
    }

    /// Payments up to the day of the export.
    fn pay(&mut self, rng: &mut Rng, basis: &Basis<'_>) {
        let value = self.value_now();
        let mut plan: Vec<(Day, Cents, Option<i64>)> = Vec::new();
        let days = self.ends.0 - self.starts.0;
        if rng.chance(basis.by_terms) {
            self.way = "Termin";
            let mut left = value;
            for (share, progress) in [(0.3, 30), (0.35, 65), (0.3, 95), (0.0, 100)] {
                let amount = if progress == 100 { left } else { amount::share_to(value, share, 1_000) };
                left -= amount;
                plan.push((self.starts.plus(days * progress / 100), amount, Some(progress)));
            }
        } else if basis.days > 200 {
            self.way = "Bulanan";
            let month = value / 12;
            for number in 1..=12 {
                let amount = if number == 12 { value - month * 11 } else { month };
                let progress = rng.chance(0.3).then_some(number * 100 / 12);
                plan.push((self.starts.plus(30 * number), amount, progress));
            }
        } else {
            plan.push((self.ends, value, rng.chance(0.65).then_some(100)));
        }
        match basis.oddity {
            Some(Oddity::PaidAboveContract) => {
                plan = vec![(self.starts.plus(20), amount::share_to(value, 1.15, 1_000), Some(100))];
            }
            Some(Oddity::PaidAheadOfProgress) => {
                plan = vec![(self.starts.plus(10), amount::share_to(value, 0.8, 1_000), Some(30))];
            }
            _ => {}
        }
        // The export of payments is drawn the day before the others.
        let drawn = AS_OF.plus(-1);
        for (number, (day, amount, progress)) in plan.into_iter().enumerate() {
            let handed = day.working();
            let paid = handed.plus(rng.range(0, 9)).working();
            if paid > drawn && basis.oddity.is_none() {
                break;
            }
            let letter = |mark: &str| format!("{:02}/{mark}/{}/{}/{YEAR}", number + 1, basis.serial, basis.unit.short);
            let (handed, paid) = (handed.min(drawn), paid.min(drawn));
            self.payments.push(Payment {
                handover: letter("BAST"),
                handed,
                bill: letter("BAP"),
                paid,
                amount,
                progress,
            });
        }
    }
}

/// The archive class of a letter.
fn archive_class(serial: i64) -> i64 {
    2 + serial % 2
}
