//! The one-stop licensing office's register: a plain CSV, one row an application, no applicants' names.

use super::calendar::Day;
use super::names::Name;
use super::{AS_OF, Block, Out, YEAR};

/// Applications in a regency-year.
const APPLICATIONS: f64 = 5_300.0;

pub const HEAD: &str =
    "no_permohonan,kode_izin,jenis_izin,kantor,kecamatan,tanggal_masuk,tanggal_selesai,status,standar_hari\r\n";

/// Code, name, days of the service standard, weight among applications, how slow it is against the standard.
const KINDS: [(&str, &str, i64, f64, f64); 12] = [
    ("IZ-01", "Persetujuan Bangunan Gedung", 28, 9.0, 1.15),
    ("IZ-02", "Izin Reklame", 5, 16.0, 0.6),
    ("IZ-03", "Izin Praktik Tenaga Kesehatan", 7, 18.0, 0.5),
    ("IZ-04", "Izin Operasional Klinik", 14, 3.0, 0.9),
    ("IZ-05", "Izin Trayek Angkutan", 7, 4.0, 0.8),
    ("IZ-06", "Kesesuaian Kegiatan Pemanfaatan Ruang", 20, 7.0, 1.3),
    ("IZ-07", "Izin Penyelenggaraan Pendidikan Nonformal", 14, 3.0, 0.7),
    ("IZ-08", "Izin Pemakaian Tanah Milik Daerah", 10, 5.0, 0.9),
    ("IZ-09", "Izin Penelitian", 3, 14.0, 0.4),
    ("IZ-10", "Izin Pengeboran Air Tanah", 14, 2.0, 1.1),
    ("IZ-11", "Tanda Daftar Usaha Pariwisata", 5, 6.0, 0.6),
    ("IZ-12", "Izin Keramaian", 3, 13.0, 0.5),
];

pub fn write(block: &Block, out: &mut Out) {
    let mut rng = block.rng("permits", 0);
    let whole: f64 = KINDS.iter().map(|kind| kind.3).sum();
    let count = block.count(APPLICATIONS, 60);
    let first = Day::new(YEAR, 1, 2);
    for number in 0..count {
        let mut left = rng.between(0.0, whole);
        let kind = KINDS.iter().find(|kind| {
            left -= kind.3;
            left <= 0.0
        });
        let (code, name, standard, _, slow) = *kind.unwrap_or(&KINDS[0]);
        let id = format!("{}/{:02}/{:06}", code, block.number, number + 1);
        let received = first.plus((number as i64 * (AS_OF.0 - first.0)) / count as i64).working();
        let taken = (rng.log_normal(standard as f64 * slow, 0.55).round() as i64).max(1);
        let mut decided = received.plus(taken).working();
        let planted = number == 17;
        if planted {
            decided = received.plus(-30);
            out.truth.case("permit_decided_before_received", Name::Permits.path(), &id, &[]);
        }
        let open = decided > AS_OF;
        let status = match rng.below(100) {
            _ if open => "Proses",
            0..=5 => "Ditolak",
            6 | 7 => "Dicabut pemohon",
            _ => "Terbit",
        };
        let district = rng.pick(&block.region.districts.iter().collect::<Vec<_>>());
        // Small matters are decided in the districts.
        let office = if standard <= 3 { format!("Kecamatan {district}") } else { "DPMPTSP".to_string() };
        let written = if open { "-".to_string() } else { decided.iso() };
        // Some clerks write days as people do, and names in capitals.
        let received = if number % 211 == 5 { received.indonesian() } else { received.iso() };
        let name = if number % 97 == 3 { name.to_uppercase() } else { name.to_string() };
        let table = &mut out.files[Name::Permits];
        table.rows += 1;
        table.raw(
            format!("{id},{code},{name},{office},{district},{received},{written},{status},{standard}\r\n").as_bytes(),
        );
        if number % 211 == 5 {
            table.quirk("date_in_words");
        }
    }
    out.truth.count("permits", count as i128);
}
