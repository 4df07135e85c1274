//! The budget's lines as the regional finance system exports them: a wide semicolon CSV.

use super::accounts::Nature;
use super::amount::{self, Cents, Form};
use super::budget::{Line, Node};
use super::names::Name;
use super::random::Rng;
use super::region::{Sector, Unit};
use super::{AS_OF, Block, Out};

pub const COLUMNS: [&str; 29] = [
    "tahun",
    "kode_skpd",
    "nama_skpd",
    "kode_fungsi",
    "nama_fungsi",
    "kode_program",
    "nama_program",
    "kode_kegiatan",
    "nama_kegiatan",
    "kode_sub_kegiatan",
    "nama_sub_kegiatan",
    "kode_akun",
    "nama_akun",
    "kode_kelompok",
    "nama_kelompok",
    "kode_jenis",
    "nama_jenis",
    "kode_objek",
    "nama_objek",
    "kode_rincian_objek",
    "nama_rincian_objek",
    "kode_rekening",
    "nama_rekening",
    "sumber_dana",
    "pagumurni",
    "pagu",
    "realisasi",
    "tanggal_data",
    "keterangan",
];

/// The national function that a programme code belongs to.
fn function(code: &str) -> (&'static str, &'static str) {
    match &code[..4] {
        "1.01" => ("10", "Pendidikan"),
        "1.02" => ("07", "Kesehatan"),
        "1.03" | "1.04" => ("06", "Perumahan dan Fasilitas Umum"),
        "1.05" => ("03", "Ketertiban dan Keamanan"),
        "1.06" | "2.07" | "2.14" => ("11", "Perlindungan Sosial"),
        "2.11" => ("05", "Lingkungan Hidup"),
        "2.22" | "2.19" => ("08", "Pariwisata dan Budaya"),
        "2.15" | "2.17" | "2.09" | "3.27" | "3.30" => ("04", "Ekonomi"),
        _ => ("01", "Pelayanan Umum"),
    }
}

pub fn write(block: &Block, out: &mut Out) {
    let budget = &block.budget;
    let mut rng = block.rng("lines", 0);
    for (sub, range) in budget.subs.iter().zip(&budget.of_sub) {
        let activity = &budget.activities[sub.parent];
        let chain = [&budget.programs[activity.parent], activity, sub];
        for line in &budget.lines[range.clone()] {
            line_row(out, &mut rng, block.unit(sub), Some(chain), line);
        }
    }
    if let Some(treasury) = block.region.units.iter().find(|unit| unit.sector == Sector::Treasury) {
        for line in &budget.income {
            line_row(out, &mut rng, treasury, None, line);
        }
    }
    // A blank line and a total, as spreadsheets leave them: rows of the file, not of the budget.
    let revised: Cents = budget.lines.iter().map(|line| line.revised).sum();
    let mut total = [""; COLUMNS.len()].map(String::from);
    total[2] = "JUMLAH BELANJA".to_string();
    total[25] = amount::number(i128::from(revised));
    let table = &mut out.files[Name::Lines];
    table.raw(format!("{}\r\n{}\r\n", ";".repeat(COLUMNS.len() - 1), total.join(";")).as_bytes());
    table.quirk("blank_row");
    table.quirk("total_row");
}

/// What is wrong with a line of the CSV, if anything.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dirt {
    None,
    Padding,
    DoubledSpace,
    Quotes,
    InitialInRupiah,
    RevisedWithCommas,
    OtherDate,
    NotAvailable,
    Hyphen,
}

impl Dirt {
    fn draw(rng: &mut Rng, line: &Line) -> Dirt {
        match rng.below(900) {
            0 => Dirt::Padding,
            1 => Dirt::DoubledSpace,
            2 => Dirt::Quotes,
            3 => Dirt::InitialInRupiah,
            4 if line.revised % 100 == 0 => Dirt::RevisedWithCommas,
            5 => Dirt::OtherDate,
            6 => Dirt::NotAvailable,
            7 => Dirt::Hyphen,
            _ => Dirt::None,
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Dirt::None => None,
            Dirt::Padding => Some("padding"),
            Dirt::DoubledSpace => Some("doubled_space"),
            Dirt::Quotes => Some("quotes_in_cell"),
            Dirt::InitialInRupiah | Dirt::RevisedWithCommas => Some("money_as_text"),
            Dirt::OtherDate => Some("date_form"),
            Dirt::NotAvailable | Dirt::Hyphen => Some("empty_form"),
        }
    }

    fn unit_name(self, name: &str) -> String {
        match self {
            Dirt::Padding => format!(" {name}  "),
            Dirt::DoubledSpace => name.replacen(' ', "  ", 1),
            Dirt::Quotes => format!("{name} \"INDUK\""),
            _ => name.to_string(),
        }
    }

    /// Initial, revised and realised, each in its form.
    fn amounts(self, line: &Line) -> [String; 3] {
        let initial = if self == Dirt::InitialInRupiah { Form::Rupiah } else { Form::Number };
        let revised = if self == Dirt::RevisedWithCommas { Form::Commas } else { Form::Number };
        let realised = if line.realised == 0 { Form::Dash } else { Form::Number };
        [
            amount::text(line.initial, initial),
            amount::text(line.revised, revised),
            amount::text(line.realised, realised),
        ]
    }
}

/// One line of the semicolon CSV; a few are dirty.
fn line_row(out: &mut Out, rng: &mut Rng, unit: &Unit, chain: Option<[&Node; 3]>, line: &Line) {
    let dirt = Dirt::draw(rng, line);
    let mut bytes = Vec::with_capacity(640);
    let mut cell = |text: &str| {
        push_cell(&mut bytes, text);
        bytes.push(b';');
    };
    let (number, name) = function(&unit.code);
    for text in ["2025", &unit.code, &dirt.unit_name(&unit.name), number, name] {
        cell(text);
    }
    for node in chain.map_or([None; 3], |chain| chain.map(Some)) {
        cell(node.map_or("", |node| &node.code));
        cell(node.map_or("", |node| &node.name));
    }
    for level in 1..=6 {
        cell(line.account.level(level));
        cell(line.account.level_name(level));
    }
    cell(line.fund);
    for text in dirt.amounts(line) {
        cell(&text);
    }
    cell(&if dirt == Dirt::OtherDate { AS_OF.dashed() } else { out.as_of.clone() });
    let note = match dirt {
        Dirt::NotAvailable => "N/A",
        Dirt::Hyphen => "-",
        _ => "",
    };
    push_cell(&mut bytes, note);
    bytes.extend_from_slice(b"\r\n");
    let table = &mut out.files[Name::Lines];
    table.raw(&bytes);
    table.rows += 1;
    for (field, cents) in [("pagumurni", line.initial), ("pagu", line.revised), ("realisasi", line.realised)] {
        table.add_money(field, cents);
    }
    if let Some(quirk) = dirt.name() {
        table.quirk(quirk);
    }
    if line.realised == 0 {
        table.quirk("dash_for_zero");
    }
    line_facts(out, line);
}

/// Sums by kind of account: what a portal's budget pages must show.
fn line_facts(out: &mut Out, line: &Line) {
    let account = line.account;
    if account.nature == Nature::Staff {
        out.truth.sum("budget.revised.staff", line.revised);
    }
    if account.is_spending() {
        out.truth.sum("budget.revised.spending", line.revised);
        out.truth.sum("budget.initial.spending", line.initial);
        out.truth.sum("budget.realised.spending", line.realised);
    }
    let kind = account.level(3);
    out.truth.sum(format!("budget.initial.{kind}"), line.initial);
    out.truth.sum(format!("budget.revised.{kind}"), line.revised);
    out.truth.sum(format!("budget.realised.{kind}"), line.realised);
}

/// A cell, quoted where RFC 4180 asks for it.
fn push_cell(out: &mut Vec<u8>, text: &str) {
    if !text.contains([';', '"', '\n', '\r']) {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}
