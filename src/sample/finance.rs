//! Budget and realisation by account as the finance ministry exports them: one file a year,
//! in billions. Older years tell the level by indentation and write plain decimals; newer ones
//! write `5.509,68 M` and have lost the levels, so that one label stands at two of them.

use super::Out;
use super::amount::{Cents, grouped};
use super::names::Name;
use super::truth::Truth;

/// Label, level, and the accounts that it sums, by the codes that the truth counts.
const TREE: [(&str, usize, &[&str]); 28] = [
    ("Pendapatan Daerah", 0, &["4.1.01", "4.1.02", "4.2.01", "4.2.02"]),
    ("PAD", 1, &["4.1.01", "4.1.02"]),
    ("Pajak Daerah", 2, &["4.1.01"]),
    ("Retribusi Daerah", 2, &["4.1.02"]),
    ("TKDD", 1, &["4.2.01"]),
    ("Pendapatan Transfer Pemerintah Pusat", 2, &["4.2.01"]),
    ("Pendapatan Lainnya", 1, &["4.2.02"]),
    ("Pendapatan Transfer Antar Daerah", 2, &["4.2.02"]),
    ("Belanja Daerah", 0, &["5"]),
    ("Belanja Pegawai", 1, &["5.1.01"]),
    ("Belanja Pegawai", 2, &["5.1.01"]),
    ("Belanja Barang dan Jasa", 1, &["5.1.02"]),
    ("Belanja Barang dan Jasa", 2, &["5.1.02"]),
    ("Belanja Modal", 1, &["5.2.02", "5.2.03", "5.2.04"]),
    ("Belanja Modal", 2, &["5.2.02", "5.2.03", "5.2.04"]),
    ("Belanja Lainnya", 1, &["5.1.03", "5.1.04", "5.1.05", "5.1.06", "5.3.01", "5.4.02"]),
    ("Belanja Bunga", 2, &["5.1.03"]),
    ("Belanja Subsidi", 2, &["5.1.04"]),
    ("Belanja Hibah", 2, &["5.1.05"]),
    ("Belanja Bantuan Sosial", 2, &["5.1.06"]),
    ("Belanja Tidak Terduga", 2, &["5.3.01"]),
    ("Belanja Bantuan Keuangan", 2, &["5.4.02"]),
    ("Belanja Bagi Hasil", 2, &[]),
    ("Pembiayaan Daerah", 0, &["6.1.01"]),
    ("Penerimaan Pembiayaan Daerah", 1, &["6.1.01"]),
    ("Sisa Lebih Perhitungan Anggaran Tahun Sebelumnya", 2, &["6.1.01"]),
    ("Pengeluaran Pembiayaan Daerah", 1, &[]),
    ("Penyertaan Modal Daerah", 2, &[]),
];

/// Years, their part of this year's budget in per mille, and whether levels are indented.
const YEARS: [(Name, i128, bool); 5] = [
    (Name::Finance2021, 815, true),
    (Name::Finance2022, 842, true),
    (Name::Finance2023, 903, false),
    (Name::Finance2024, 951, false),
    (Name::Finance2025, 1_000, false),
];

pub fn write(out: &mut Out) {
    for (name, part, indented) in YEARS {
        if !out.files[name].wanted() {
            continue;
        }
        let end = if indented { "\r\n" } else { "\n" };
        let mut text = format!("akun,anggaran,realisasi,persentase{end}");
        for (label, level, codes) in TREE {
            let planned = sum(&out.truth, "revised", codes) * part / 1_000;
            let spent = sum(&out.truth, "realised", codes) * part / 1_000;
            let (planned, spent) = (hundredths(planned), hundredths(spent));
            let percent = if planned == 0 { 0 } else { spent * 10_000 / planned };
            let percent = if planned == 0 { "0".to_string() } else { decimal(percent, '.') };
            if indented {
                let indent = "    ".repeat(level) + if level > 0 { " " } else { "" };
                text.push_str(&format!(
                    "{indent}{label},{},{},{percent}{end}",
                    decimal(planned, '.'),
                    decimal(spent, '.')
                ));
            } else {
                text.push_str(&format!(
                    "\" {label}\",\"{} M\",\"{} M\",{percent}{end}",
                    billions(planned),
                    billions(spent)
                ));
            }
            // The file's own sums: what the text says, not what it was rounded from.
            let table = &mut out.files[name];
            table.rows += 1;
            table.add_money("anggaran", planned * BILLION_HUNDREDTH);
            table.add_money("realisasi", spent * BILLION_HUNDREDTH);
        }
        out.files[name].raw(text.as_bytes());
    }
}

/// Ten million rupiah, in cents: the last digit that the export shows.
const BILLION_HUNDREDTH: Cents = 1_000_000_000;

fn sum(truth: &Truth, stage: &str, codes: &[&str]) -> i128 {
    let names = codes.iter().map(|code| match *code {
        "5" => format!("budget.{stage}.spending"),
        code => format!("budget.{stage}.{code}"),
    });
    names.map(|name| truth.total(&name)).sum()
}

fn hundredths(cents: i128) -> i64 {
    ((cents + i128::from(BILLION_HUNDREDTH) / 2) / i128::from(BILLION_HUNDREDTH)) as i64
}

fn decimal(hundredths: i64, point: char) -> String {
    format!("{}{point}{:02}", hundredths / 100, hundredths % 100)
}

/// `5.509,68`
fn billions(hundredths: i64) -> String {
    format!("{},{:02}", grouped(hundredths / 100, '.'), hundredths % 100)
}
