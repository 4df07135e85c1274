//! The regency's units: offices, districts, hospitals, and the small units below them.

use super::random::Rng;
use super::words;

/// What an office mostly buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sector {
    General,
    Works,
    Health,
    Education,
    District,
    /// The treasury: transfers, grants, revenue.
    Treasury,
}

pub struct Unit {
    /// The planning system's number.
    pub plan_id: i64,
    /// The tender system's number.
    pub tender_id: i64,
    pub code: String,
    pub name: String,
    /// As letters abbreviate it.
    pub short: String,
    pub sector: Sector,
    /// Against its peers, how large its budget is; 0 for units without one of their own.
    pub weight: f64,
}

impl Unit {
    /// The function that opens its programme codes: `1.03`.
    pub fn function(&self) -> &str {
        &self.code[..4]
    }
}

use Sector::*;

/// Offices in order of weight: a small sample keeps the first.
const OFFICES: [(&str, &str, &str, Sector, f64); 34] = [
    ("1.03.2.15.1.04.03", "DINAS PEKERJAAN UMUM DAN TATA RUANG", "DPUTR", Works, 15.0),
    ("1.02.0.00.0.00.02", "DINAS KESEHATAN", "DINKES", Health, 13.0),
    ("1.01.0.00.0.00.01", "DINAS PENDIDIKAN", "DISDIK", Education, 18.0),
    ("5.02.0.00.0.00.27", "BADAN KEUANGAN DAN ASET DAERAH", "BKAD", Treasury, 6.0),
    ("1.04.2.10.1.03.04", "DINAS PERUMAHAN DAN KAWASAN PERMUKIMAN", "DISPERKIM", Works, 8.0),
    ("4.01.0.00.0.00.24", "SEKRETARIAT DAERAH", "SETDA", General, 5.0),
    ("4.02.0.00.0.00.25", "SEKRETARIAT DPRD", "SETWAN", General, 4.0),
    ("3.27.0.00.0.00.22", "DINAS PERTANIAN", "DISTAN", General, 3.0),
    ("2.15.0.00.0.00.15", "DINAS PERHUBUNGAN", "DISHUB", General, 2.5),
    ("2.11.0.00.0.00.11", "DINAS LINGKUNGAN HIDUP", "DLH", General, 3.0),
    ("5.02.0.00.0.00.28", "BADAN PENDAPATAN DAERAH", "BAPENDA", General, 3.0),
    ("2.16.2.20.2.21.16", "DINAS KOMUNIKASI DAN INFORMATIKA", "DISKOMINFO", General, 2.0),
    ("1.06.0.00.0.00.08", "DINAS SOSIAL", "DINSOS", General, 2.5),
    ("2.07.3.32.0.00.09", "DINAS KETENAGAKERJAAN", "DISNAKER", General, 1.5),
    ("1.05.0.00.0.00.05", "SATUAN POLISI PAMONG PRAJA", "SATPOLPP", General, 1.5),
    ("1.05.0.00.0.00.06", "BADAN PENANGGULANGAN BENCANA DAERAH", "BPBD", General, 1.5),
    ("1.05.0.00.0.00.07", "DINAS PEMADAM KEBAKARAN", "DAMKAR", General, 1.2),
    ("2.12.0.00.0.00.12", "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", "DISDUKCAPIL", General, 1.2),
    ("2.13.0.00.0.00.13", "DINAS PEMBERDAYAAN MASYARAKAT DAN DESA", "DPMD", General, 1.5),
    ("2.14.2.08.0.00.14", "DINAS PENGENDALIAN PENDUDUK DAN KELUARGA BERENCANA", "DALDUKKB", General, 1.2),
    ("2.17.0.00.0.00.17", "DINAS KOPERASI DAN USAHA KECIL", "DISKOP", General, 1.0),
    ("2.18.0.00.0.00.18", "DINAS PENANAMAN MODAL DAN PELAYANAN TERPADU", "DPMPTSP", General, 1.0),
    ("2.19.0.00.0.00.19", "DINAS PEMUDA DAN OLAHRAGA", "DISPORA", General, 1.2),
    ("2.09.3.25.0.00.10", "DINAS KETAHANAN PANGAN DAN PERIKANAN", "DISPAKAN", General, 1.0),
    ("2.22.3.26.0.00.20", "DINAS KEBUDAYAAN DAN PARIWISATA", "DISBUDPAR", General, 1.2),
    ("2.23.2.24.0.00.21", "DINAS PERPUSTAKAAN DAN KEARSIPAN", "DISPUSIP", General, 0.7),
    ("3.30.3.31.3.29.23", "DINAS PERDAGANGAN DAN PERINDUSTRIAN", "DISDAGIN", General, 1.5),
    ("5.01.5.05.0.00.26", "BADAN PERENCANAAN PEMBANGUNAN DAERAH", "BAPPEDA", General, 1.2),
    ("5.03.5.04.0.00.29", "BADAN KEPEGAWAIAN DAERAH", "BKD", General, 1.0),
    ("6.01.0.00.0.00.30", "INSPEKTORAT DAERAH", "INSPEKTORAT", General, 1.0),
    ("8.01.0.00.0.00.31", "BADAN KESATUAN BANGSA DAN POLITIK", "KESBANGPOL", General, 0.8),
    ("1.02.0.00.0.00.02", "RUMAH SAKIT UMUM DAERAH UMPAMA SEHAT", "RSUD-US", Health, 6.0),
    ("1.02.0.00.0.00.02", "RUMAH SAKIT UMUM DAERAH CONTOH HUSADA", "RSUD-CH", Health, 4.0),
    ("1.02.0.00.0.00.02", "RUMAH SAKIT UMUM DAERAH KHAYAL MEDIKA", "RSUD-KM", Health, 3.0),
];

/// A full regency has 34 offices, 31 districts and 100 small units: 165.
const DISTRICTS: usize = 31;
const SMALL: usize = 100;

/// Three hospitals stand below the health office, with numbers of their own.
const HOSPITAL_NUMBER: usize = 65;

pub struct Region {
    pub units: Vec<Unit>,
    pub districts: Vec<String>,
}

impl Region {
    /// Later blocks are the same regency grown wider: their codes end in another hundred.
    pub fn new(seed: u64, block: u64, fraction: f64) -> Region {
        let mut rng = Rng::new(seed, "region", block);
        let count = |full: usize, least: usize| ((full as f64 * fraction).round() as usize).clamp(least, full);
        let districts: Vec<String> = (0..count(DISTRICTS, 4)).map(words::place).collect();
        let mut units = Vec::new();
        let hundred = block as usize * 100;
        let area = if block == 0 { String::new() } else { format!(" WILAYAH {}", block + 1) };
        for (number, office) in OFFICES.iter().take(count(OFFICES.len(), 10)).enumerate() {
            let (code, name, short, sector, weight) = *office;
            let hospital = number.checked_sub(OFFICES.len() - 3).map_or(0, |nth| HOSPITAL_NUMBER + nth);
            let code = format!("{code}.{:04}", hundred + hospital);
            units.push((code, format!("{name}{area}"), short.to_string(), sector, weight));
        }
        for (number, district) in districts.iter().enumerate() {
            let code = format!("7.01.0.00.0.00.{:02}.{hundred:04}", number + 1);
            let name = format!("KECAMATAN {}{area}", district.to_uppercase());
            units.push((code, name, format!("KEC.{}", district.to_uppercase()), District, 0.5));
        }
        for number in 0..count(SMALL, 6) {
            units.push(small(number, hundred, &area));
        }
        let units = units.into_iter().enumerate().map(|(index, (code, name, short, sector, weight))| Unit {
            plan_id: 60_400 + (block as i64 * 1_000 + index as i64) * 2 + rng.range(0, 1),
            tender_id: (12_000 + block as i64 * 1_000 + index as i64 * 3 + rng.range(0, 2)) * 1_000 + words::LPSE_CODE,
            weight: weight * rng.log_normal(1.0, 0.25),
            code,
            name,
            short,
            sector,
        });
        Region { units: units.collect(), districts }
    }

    /// Units with a budget of their own come first.
    pub fn budget_units(&self) -> usize {
        self.units.iter().take_while(|unit| unit.weight > 0.0).count()
    }
}

type Draft = (String, String, String, Sector, f64);

/// Health centres, schools' and technical units: no budget of their own.
fn small(number: usize, hundred: usize, area: &str) -> Draft {
    let place = words::place(number).to_uppercase();
    let (code, name, sector) = match number % 10 {
        0..=5 => ("1.02.0.00.0.00.02", format!("PUSKESMAS {place}"), Health),
        6 => ("2.11.0.00.0.00.11", format!("UPTD Pengangkutan Sampah Wil. {place}"), General),
        7 => ("3.27.0.00.0.00.22", format!("UPTD Penyuluhan Pertanian {place}"), General),
        8 => ("2.15.0.00.0.00.15", format!("UPT Terminal {place}"), General),
        _ => ("1.01.0.00.0.00.01", format!("UPTD Sanggar Belajar {place}"), Education),
    };
    // Below 65 so that hospitals keep their own numbers.
    let own = number / 10 * 6 + if number % 10 < 6 { number % 10 + 1 } else { 1 };
    (format!("{code}.{:04}", hundred + own), format!("{name}{area}"), place, sector, 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_regency_has_165_units_with_codes_of_their_own() {
        let regions = [Region::new(1, 0, 1.0), Region::new(1, 1, 1.0)];
        let mut codes = BTreeSet::new();
        let mut numbers = BTreeSet::new();
        for region in &regions {
            assert_eq!((region.units.len(), region.budget_units()), (165, 65));
            for unit in &region.units {
                assert!(codes.insert(unit.code.clone()), "{} twice", unit.code);
                assert!(numbers.insert(unit.plan_id) && numbers.insert(unit.tender_id), "{} twice", unit.plan_id);
                assert_eq!(unit.code.split('.').count(), 8);
            }
        }
    }

    #[test]
    fn no_real_regency_or_district_has_these_names() {
        for (file, column) in [("regions/regencies.csv", 2), ("regions/districts.csv", 2)] {
            let Some(path) = crate::testing::shared(&format!("indonesia/{file}")) else { return };
            let text = std::fs::read_to_string(path).expect("shared data can be read");
            let real: BTreeSet<String> =
                text.lines().filter_map(|line| line.split(',').nth(column)).map(str::to_uppercase).collect();
            assert!(real.len() > 400, "{file} was read");
            assert!(!real.contains(&words::REGENCY.to_uppercase()));
            for number in 0..99 {
                assert!(!real.contains(&words::place(number).to_uppercase()), "{}", words::place(number));
            }
        }
    }
}
