//! Invented names. Places and firms carry a word that says "made up" (contoh, umpama, khayal, …);
//! offices bear the generic names that every regency has.

use super::random::Rng;

pub const REGENCY: &str = "Kabupaten Tirta Kencana";
pub const REGENCY_CODE: &str = "99.99";
pub const INSTITUTION: &str = "Kab. Tirta Kencana";
pub const INSTITUTION_CODE: &str = "D999";
pub const PROVINCE: &str = "Nusa Umpama";
pub const LOCALITY: &str = "Tirta Kencana (Kab.)";
pub const CAPITAL: &str = "Umpamajaya";
pub const LPSE: &str = "LPSE Kabupaten Tirta Kencana";
pub const LPSE_URL: &str = "https://lpse.tirtakencana.example/eproc4";
pub const LPSE_CODE: i64 = 999;

const PLACE_HEADS: [&str; 9] = ["Umpama", "Khayal", "Misal", "Andai", "Reka", "Contoh", "Dongeng", "Angan", "Impian"];
const PLACE_TAILS: [&str; 11] =
    ["jaya", "sari", "wangi", "mulya", "asih", "rejo", "baru", "indah", "makmur", "hilir", "girang"];

/// A district or village; 99 different ones.
pub fn place(number: usize) -> String {
    let head = PLACE_HEADS[number % PLACE_HEADS.len()];
    let tail = PLACE_TAILS[(number / PLACE_HEADS.len() + number) % PLACE_TAILS.len()];
    format!("{head}{tail}")
}

/// The word in each firm's name that says that it does not exist.
pub const FIRM_MARKS: [&str; 8] = ["Contoh", "Umpama", "Khayal", "Misalan", "Rekaan", "Andaian", "Fiktif", "Dongeng"];
pub const FIRM_WORDS: [&str; 50] = [
    "Karya",
    "Bina",
    "Cipta",
    "Graha",
    "Mitra",
    "Surya",
    "Tirta",
    "Buana",
    "Wahana",
    "Sarana",
    "Prima",
    "Utama",
    "Mandiri",
    "Sentosa",
    "Makmur",
    "Lestari",
    "Abadi",
    "Perkasa",
    "Gemilang",
    "Sejahtera",
    "Nusantara",
    "Persada",
    "Pratama",
    "Jaya",
    "Agung",
    "Anugerah",
    "Berkah",
    "Cahaya",
    "Delima",
    "Elang",
    "Fajar",
    "Garuda",
    "Harapan",
    "Indah",
    "Kencana",
    "Lintas",
    "Mega",
    "Nirwana",
    "Optima",
    "Pelangi",
    "Rimba",
    "Samudra",
    "Teknik",
    "Usaha",
    "Varia",
    "Wijaya",
    "Yakin",
    "Zamrud",
    "Bahtera",
    "Citra",
];

pub const WORKS_VERBS: [&str; 7] =
    ["Pembangunan", "Rehabilitasi", "Peningkatan", "Pemeliharaan Berkala", "Normalisasi", "Perbaikan", "Penataan"];
pub const DESIGN_VERBS: [&str; 3] = ["Perencanaan Teknis", "Pengawasan", "Penyusunan DED"];
pub const STUDIES: [&str; 7] = [
    "Penyusunan Kajian Rekaan Pelayanan",
    "Penyusunan Dokumen Rencana Contoh",
    "Jasa Konsultansi Pemetaan",
    "Survei Kepuasan Masyarakat",
    "Penyusunan Naskah Akademik",
    "Penyusunan Peta Jalan",
    "Evaluasi Kinerja",
];
pub const PURPOSES: [&str; 14] = [
    "untuk Sekretariat",
    "untuk Bidang Pelayanan",
    "untuk Bidang Perencanaan",
    "untuk Bidang Pengendalian",
    "Triwulan I",
    "Triwulan II",
    "Triwulan III",
    "Kegiatan Rapat Koordinasi",
    "Kegiatan Sosialisasi",
    "Kegiatan Pelatihan Warga",
    "Kegiatan Monitoring",
    "untuk Kebutuhan Rutin Kantor",
    "Paket Kedua",
    "untuk Pelayanan Keliling",
];
pub const VOLUMES: [&str; 10] =
    ["1 Paket", "1 Paket", "1 Paket", "1 Kegiatan", "12 Bulan", "2 Paket", "10 Unit", "25 Buah", "40 Orang", "4 Kali"];
pub const FAILURES: [&str; 5] = [
    "Tidak ada peserta yang lulus evaluasi penawaran",
    "Tidak ada penawaran yang masuk sampai batas akhir",
    "Seluruh penawaran melebihi harga perkiraan sendiri",
    "Dibatalkan atas permintaan pejabat pembuat komitmen (contoh)",
    "Terdapat kesalahan dalam dokumen pemilihan",
];
pub const REJECTIONS: [&str; 6] = [
    "Tidak menyampaikan dokumen penawaran",
    "Jaminan penawaran tidak sesuai ketentuan",
    "Personel manajerial tidak memenuhi syarat",
    "<p>Peralatan utama tidak dapat dibuktikan</p>",
    "Tidak hadir pada pembuktian kualifikasi",
    "-",
];

/// The village and district that a title names, if it does.
pub fn spot_of(title: &str) -> Option<&str> {
    title.find("Desa ").map(|at| &title[at..]).filter(|place| place.contains(" Kecamatan "))
}

/// A village in a district, as titles name the place of works.
pub fn spot(rng: &mut Rng, districts: &[String]) -> String {
    let village = place(31 + rng.index(60));
    format!("Desa {village} Kecamatan {}", districts[rng.index(districts.len())])
}

pub const HOSTILE_SCRIPT: &str =
    "Pengadaan Contoh <script>alert(1)</script> & \"Kutipan\" 'Tunggal' <img src=x onerror=alert(2)>";
pub const HOSTILE_TEMPLATE: &str =
    "Paket {{ 7 * 7 }} {% raw %} ${PATH} ../../../etc/passwd \\ %00 '; DROP TABLE processes; --";
/// Right-to-left override, zero-width space, combining marks, an emoji.
pub const HOSTILE_UNICODE: &str =
    "Paket \u{202e}kilab hara\u{202c} lebar\u{200b}nol e\u{301}\u{327} 👩\u{200d}🔧 ＦＵＬＬ";

/// A title far past any limit an interface would set.
pub fn very_long_title() -> String {
    let mut title = String::from("Belanja");
    for number in 1..=400 {
        title.push_str(&format!(" Rincian Contoh {number},"));
    }
    title
}

/// The small damage that text takes on its way through systems, with its name.
pub fn damage(rng: &mut Rng, text: String) -> (String, Option<&'static str>) {
    match rng.below(600) {
        0 | 1 => (text.replacen(' ', "  ", 2), Some("doubled_space")),
        2 | 3 => (format!("{text} "), Some("padding")),
        4 => (format!("{text}_x000d_"), Some("x000d")),
        5 => (format!("<p>{text}</p>"), Some("html_in_text")),
        6 => (format!("{text} â€“ tahap 1"), Some("mojibake")),
        7 => (text.replacen(' ', "&nbsp;", 1), Some("html_in_text")),
        _ => (text, None),
    }
}
