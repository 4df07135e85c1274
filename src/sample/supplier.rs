//! Suppliers, each made from its number alone: nothing is kept of a hundred thousand of them.

use super::random::{Rng, mix};
use super::words::{FIRM_MARKS, FIRM_WORDS};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Legal {
    Cv,
    Pt,
    Ud,
    Koperasi,
    /// A name with no legal form.
    Bare,
    Person,
}

/// What stands in the tax fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tax {
    Full,
    Missing,
    Zeros,
    Masked,
    /// A person's national id where a tax number belongs: private, must never be shown.
    NationalId,
}

pub struct Supplier {
    pub number: u64,
    pub legal: Legal,
    pub tax: Tax,
    /// Without the legal form.
    pub core: String,
    /// The tender system's number.
    pub local_id: i64,
    mixed: u64,
}

/// How many suppliers a full block knows, and how far apart blocks lie in the numbering.
pub const POOL: u64 = 1_050;
const STRIDE: u64 = 1_400;
/// One who wins often is a person with a national id in the tax field, in every sample.
const ALWAYS_PRIVATE: u64 = 11;
/// One whom planted cases can rely on to be a company.
pub const ALWAYS_FIRM: u64 = 7;
/// The share of a later block's suppliers that already work in the first.
const SHARED: f64 = 0.15;

/// The supplier at an index of a block's pool.
pub fn at(seed: u64, block: u64, index: u64) -> Supplier {
    let shared = (POOL as f64 * SHARED) as u64;
    let block = if index < shared { 0 } else { block };
    Supplier::new(seed, block * STRIDE + index)
}

pub fn pool(fraction: f64) -> u64 {
    ((POOL as f64 * fraction) as u64).clamp(170, POOL)
}

impl Supplier {
    pub fn new(seed: u64, number: u64) -> Supplier {
        let mut rng = Rng::new(seed, "supplier", number);
        let mixed = rng.next();
        let drawn = match number % STRIDE {
            ALWAYS_PRIVATE => 99,
            ALWAYS_FIRM => 0,
            _ => rng.below(100),
        };
        let legal = match drawn {
            0..=51 => Legal::Cv,
            52..=81 => Legal::Pt,
            82..=83 => Legal::Ud,
            84 => Legal::Koperasi,
            85..=87 => Legal::Bare,
            _ => Legal::Person,
        };
        let drawn = if number % STRIDE == ALWAYS_PRIVATE { 0 } else { rng.below(100) };
        let tax = match (legal, drawn) {
            (Legal::Person, 0..=9) => Tax::NationalId,
            (Legal::Person, 10..=69) => Tax::Masked,
            (Legal::Person, 70..=79) => Tax::Missing,
            (Legal::Person, _) | (_, 4..) => Tax::Full,
            (_, 0..=1) => Tax::Missing,
            (_, 2) => Tax::Zeros,
            (_, _) => Tax::Masked,
        };
        let core = if legal == Legal::Person {
            // Six hexadecimal digits, as the interface shows natural persons; odd factor, so no two agree.
            format!("{:06X}", number.wrapping_mul(0x9e_3779) & 0xff_ffff)
        } else {
            firm_name(number)
        };
        let suffix = rng.pick(&[14, 9, 999]);
        Supplier { number, legal, tax, core, local_id: (20_000 + number as i64 * 37) * 1_000 + suffix, mixed }
    }

    /// The name as its owner writes it.
    pub fn name(&self) -> String {
        match self.legal {
            Legal::Cv => format!("CV. {}", self.core),
            Legal::Pt => format!("PT. {}", self.core),
            Legal::Ud => format!("UD. {}", self.core),
            Legal::Koperasi => format!("Koperasi {}", self.core),
            Legal::Bare => self.core.clone(),
            Legal::Person => format!("PERORANGAN {}", self.core),
        }
    }

    /// The name as some clerk writes it; `true` when it is not the owner's spelling.
    pub fn spelled(&self, rng: &mut Rng) -> (String, bool) {
        let form = match self.legal {
            Legal::Cv => "CV",
            Legal::Pt => "PT",
            _ => return (self.name(), false),
        };
        let small = form.to_lowercase();
        match rng.below(80) {
            0 => (format!("{form} {}", self.core), true),
            1 => (format!("{form}.{}", self.core), true),
            2 => (format!("{small}. {}", self.core.to_lowercase()), true),
            3 => (format!("{}, {form}", self.core), true),
            4 => (format!("{form}. {}", self.core.to_uppercase()), true),
            5 => (format!(" {form}.  {} ", self.core), true),
            6 => (self.core.clone(), true),
            7 => (format!("{small}.{}", self.core), true),
            _ => (self.name(), false),
        }
    }

    /// The 15 digits. They start with 90 and end in office 999: no such number is given out.
    pub fn digits15(&self) -> String {
        let serial = self.number.wrapping_mul(387_421) % 1_000_000;
        let check = mix(self.number) % 10;
        format!("90{serial:06}{check}999000")
    }

    /// `90.123.456.7-999.000`
    pub fn dotted(&self) -> String {
        let digits = self.digits15();
        let part = |from: usize, to: usize| &digits[from..to];
        format!("{}.{}.{}.{}-{}.{}", part(0, 2), part(2, 5), part(5, 8), part(8, 9), part(9, 12), part(12, 15))
    }

    /// Sixteen digits that begin with 99: the form of a person's national id, of a province that is not.
    pub fn national_id(&self) -> String {
        format!("9901{:06}{:06}", self.mixed % 1_000_000, self.number % 1_000_000)
    }

    /// The field that holds the old form of the tax number.
    pub fn tax15(&self) -> Option<String> {
        match self.tax {
            Tax::Full if self.mixed.is_multiple_of(40) => Some(self.digits15()),
            Tax::Full => Some(self.dotted()),
            Tax::Missing => Some(String::new()),
            Tax::Zeros => Some("00.000.000.0-000.000".to_string()),
            Tax::Masked if self.mixed.is_multiple_of(2) => Some(String::new()),
            Tax::Masked => Some("****************".to_string()),
            Tax::NationalId => Some(self.national_id()),
        }
    }

    /// The field that holds the new form, of 16 digits.
    pub fn tax16(&self) -> Option<String> {
        match self.tax {
            Tax::Full => Some(format!("0{}", self.digits15())),
            Tax::Missing => None,
            Tax::Zeros => Some("0000000000000000".to_string()),
            Tax::Masked => Some("****************".to_string()),
            Tax::NationalId => Some(self.national_id()),
        }
    }

    /// The name of the quirk in its tax fields, if any.
    pub fn tax_quirk(&self) -> Option<&'static str> {
        match self.tax {
            Tax::Full if self.mixed.is_multiple_of(40) => Some("tax_plain_15"),
            Tax::Full => None,
            Tax::Missing => Some("tax_missing"),
            Tax::Zeros => Some("tax_zeros"),
            Tax::Masked => Some("tax_masked"),
            Tax::NationalId => Some("national_id_in_tax_field"),
        }
    }

    pub fn legal_name(&self) -> &'static str {
        match self.legal {
            Legal::Cv => "Persekutuan Komanditer (CV / Commanditer Venoschaap )",
            Legal::Pt => "Perseroan Terbatas (PT)",
            Legal::Ud => "Usaha Dagang",
            Legal::Koperasi => "Koperasi",
            Legal::Bare => "Perseroan Terbatas (PT) Perorangan",
            Legal::Person => "Orang Perseorangan",
        }
    }

    /// The catalogue's number: 26 letters and digits, without I, L, O and U.
    pub fn catalogue_id(&self) -> String {
        ulid(0x018f_0000_0000 + self.number * 977, self.mixed)
    }
}

/// A sortable id as the catalogue writes them: 48 bits of time, 80 of chance.
pub fn ulid(time: u64, chance: u64) -> String {
    const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let low = (u128::from(mix(chance) & 0xffff) << 64) | u128::from(mix(chance ^ 9));
    let value = (u128::from(time & 0xffff_ffff_ffff) << 80) | low;
    (0..26).rev().map(|place| char::from(LETTERS[(value >> (place * 5)) as usize & 31])).collect()
}

/// Two words and a mark. An odd stride walks all combinations once, so no two firms share a name.
fn firm_name(number: u64) -> String {
    let words = FIRM_WORDS.len() as u64;
    let marks = FIRM_MARKS.len() as u64;
    let all = words * words * words * marks;
    let mixed = (number % all) * 619_027 % all;
    let word = |place: u64| FIRM_WORDS[(mixed / marks / place % words) as usize];
    let mark = FIRM_MARKS[(mixed % marks) as usize];
    match number % 3 {
        0 => format!("{mark} {} {}", word(1), word(words)) + &third(mixed / marks / words / words),
        1 => format!("{} {mark} {}", word(1), word(words)) + &third(mixed / marks / words / words),
        _ => format!("{} {} {mark}", word(1), word(words)) + &third(mixed / marks / words / words),
    }
}

/// A third word for most, none for the first.
fn third(number: u64) -> String {
    if number == 0 { String::new() } else { format!(" {}", FIRM_WORDS[number as usize % FIRM_WORDS.len()]) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_and_numbers_are_unique_and_say_that_they_are_invented() {
        let mut names = BTreeSet::new();
        let mut tax = BTreeSet::new();
        for number in 0..60_000 {
            let supplier = Supplier::new(5, number);
            assert!(names.insert(supplier.name()), "{} twice", supplier.name());
            assert!(tax.insert(supplier.digits15()), "{} twice", supplier.digits15());
            if supplier.legal != Legal::Person {
                assert!(FIRM_MARKS.iter().any(|mark| supplier.core.contains(mark)), "{}", supplier.core);
            }
            assert!(supplier.digits15().starts_with("90") && supplier.digits15()[9..12] == *"999");
        }
    }

    #[test]
    fn ids_have_their_forms() {
        let supplier = Supplier::new(5, 11);
        assert_eq!(supplier.dotted().len(), 20);
        assert_eq!(supplier.national_id().len(), 16);
        assert!(supplier.national_id().starts_with("99"));
        assert_eq!(supplier.catalogue_id().len(), 26);
        assert_ne!(supplier.catalogue_id(), Supplier::new(5, 12).catalogue_id());
    }
}
