//! The budget's files: the planning system's masters and the regional finance system's lines.

use super::accounts::Nature;
use super::amount::{self, Cents};
use super::budget::{Line, Node};
use super::names::Name;
use super::out::Row;
use super::random::Rng;
use super::region::{Sector, Unit};
use super::words::{INSTITUTION, INSTITUTION_CODE};
use super::{AS_OF, Block, Out, YEAR};

/// The four fields most exports start with.
pub fn head(row: &mut Row<'_>) {
    row.int("tahun_anggaran", YEAR).text("kd_klpd", INSTITUTION_CODE).text("nama_klpd", INSTITUTION);
    row.text("jenis_klpd", "KABUPATEN");
}

pub fn write(block: &Block, out: &mut Out) {
    units(block, out);
    structure(block, out);
    masters(block, out);
    lines(block, out);
}

fn units(block: &Block, out: &mut Out) {
    for unit in &block.region.units {
        let mut row = out.files[Name::Units].row();
        row.int("kd_satker", unit.plan_id).text("kd_satker_str", &unit.code).text("nama_satker", &unit.name);
        row.null("kodepos").text("status_satker", "Aktif");
        let own = if unit.name.starts_with("RUMAH SAKIT") { "Satker/OPD BLU/BLUD" } else { "Satker/OPD Non-BLU/BLUD" };
        row.text("ket_satker", own).text("jenis_satker", "SKPD");
        row.text("kd_klpd", INSTITUTION_CODE).text("nama_klpd", INSTITUTION).text("jenis_klpd", "KABUPATEN");
        row.null("kode_eselon").end();
    }
}

/// What each unit may spend, and on what: null for units without a budget.
fn structure(block: &Block, out: &mut Out) {
    let sums = block.budget.by_unit_and_kind();
    for (index, unit) in block.region.units.iter().enumerate() {
        let own = unit.weight > 0.0;
        let part = |wanted: &dyn Fn(&str) -> bool| -> Cents {
            sums.range((index, "")..(index + 1, "")).filter(|((_, code), _)| wanted(code)).map(|(_, sum)| *sum).sum()
        };
        let staff = |code: &str| code == "5.1.01" || code.starts_with("5.4") || matches!(code, "5.1.03" | "5.1.04");
        let operations = part(&|code| code.starts_with("5.1") && !staff(code));
        let capital = part(&|code| code.starts_with("5.2"));
        let emergency = part(&|code| code.starts_with("5.3"));
        let other = part(&staff);
        let bought = operations + capital + emergency;
        let mut row = out.files[Name::Structure].row();
        if own {
            row.int("tahun_anggaran", YEAR);
        } else {
            row.null("tahun_anggaran");
        }
        row.text("kd_klpd", INSTITUTION_CODE).text("nama_klpd", INSTITUTION);
        row.int("kd_satker", unit.plan_id).text("kd_satker_str", &unit.code).text("nama_satker", &unit.name);
        let shown = |cents| own.then_some(cents);
        row.maybe_money("belanja_operasi", shown(operations)).maybe_money("belanja_modal", shown(capital));
        row.maybe_money("belanja_btt", shown(emergency)).maybe_money("belanja_non_pengadaan", shown(other));
        row.maybe_money("belanja_pengadaan", shown(bought)).maybe_money("total_belanja", shown(bought + other)).end();
    }
}

fn masters(block: &Block, out: &mut Out) {
    let budget = &block.budget;
    let mut rng = block.rng("masters", 0);
    let strange = rng.index(budget.programs.len());
    for (index, program) in budget.programs.iter().enumerate() {
        let ceiling = if index == strange { program.ceiling + amount::rupiah(62_915_000) } else { program.ceiling };
        let mut row = out.files[Name::Programs].row();
        head(&mut row);
        row.int("kd_satker", block.unit(program).plan_id).int("kd_program", program.id);
        row.text("kd_program_str", &program.code).text("nama_program", &program.name);
        row.money("pagu_program", ceiling).null("kd_program_lokal").truth("is_deleted", false);
        row.text("_event_date", &out.as_of).end();
        if index == strange {
            let gap = ("difference", "62915000".to_string());
            out.truth.case("programme_above_its_parts", Name::Programs.path(), program.id, &[gap]);
        }
    }
    for activity in &budget.activities {
        let mut row = out.files[Name::Activities].row();
        head(&mut row);
        row.int("kd_satker", block.unit(activity).plan_id);
        row.int("kd_program", budget.programs[activity.parent].id).int("kd_kegiatan", activity.id);
        row.text("kd_kegiatan_str", &activity.code).text("nama_kegiatan", &activity.name);
        row.money("pagu_kegiatan", activity.ceiling).null("kd_kegiatan_lokal").truth("is_deleted", false);
        row.text("_event_date", &out.as_of).end();
    }
    for sub in &budget.subs {
        let activity = &budget.activities[sub.parent];
        let mut row = out.files[Name::SubActivities].row();
        head(&mut row);
        row.int("kd_satker", block.unit(sub).plan_id).int("kd_program", budget.programs[activity.parent].id);
        row.int("kd_kegiatan", activity.id).int("kd_subkegiatan", sub.id).text("kd_subkegiatan_str", &sub.code);
        row.text("nama_subkegiatan", &sub.name).money("pagu_subkegiatan", sub.ceiling).null("kd_subkegiatan_lokal");
        row.truth("is_deleted", rng.chance(0.004)).text("_event_date", &out.as_of).end();
    }
}

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

fn lines(block: &Block, out: &mut Out) {
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

/// One line of the semicolon CSV; a few are dirty.
fn line_row(out: &mut Out, rng: &mut Rng, unit: &Unit, chain: Option<[&Node; 3]>, line: &Line) {
    let account = line.account;
    let table = &mut out.files[Name::Lines];
    let mut bytes = Vec::with_capacity(640);
    let mut cell = |text: &str| {
        push_cell(&mut bytes, text);
        bytes.push(b';');
    };
    let dirt = rng.below(900);
    cell("2025");
    cell(&unit.code);
    match dirt {
        0 => cell(&format!(" {}  ", unit.name)),
        1 => cell(&unit.name.replacen(' ', "  ", 1)),
        2 => cell(&format!("{} \"INDUK\"", unit.name)),
        _ => cell(&unit.name),
    }
    let (number, name) = function(&unit.code);
    cell(number);
    cell(name);
    for node in chain.map_or([None; 3], |chain| chain.map(Some)) {
        cell(node.map_or("", |node| &node.code));
        cell(node.map_or("", |node| &node.name));
    }
    for level in 1..=6 {
        cell(account.level(level));
        cell(account.level_name(level));
    }
    cell(line.fund);
    for (position, cents) in [line.initial, line.revised, line.realised].into_iter().enumerate() {
        let form = match (dirt, position) {
            (3, 0) => amount::Form::Rupiah,
            (4, 1) if cents % 10_000 == 0 => amount::Form::Commas,
            (_, 2) if cents == 0 => amount::Form::Dash,
            _ => amount::Form::Number,
        };
        match form {
            amount::Form::Number => {}
            amount::Form::Dash => table.quirk("dash_for_zero"),
            _ => table.quirk("money_as_text"),
        }
        cell(&amount::text(cents, form));
    }
    cell(&if dirt == 5 { AS_OF.dashed() } else { out.as_of.clone() });
    push_cell(
        &mut bytes,
        if dirt == 6 {
            "N/A"
        } else if dirt == 7 {
            "-"
        } else {
            ""
        },
    );
    bytes.extend_from_slice(b"\r\n");
    table.raw(&bytes);
    table.rows += 1;
    for (field, cents) in [("pagumurni", line.initial), ("pagu", line.revised), ("realisasi", line.realised)] {
        table.add_money(field, cents);
    }
    match dirt {
        0 | 1 => table.quirk("padding"),
        2 => table.quirk("quotes_in_cell"),
        5 => table.quirk("date_form"),
        6 | 7 => table.quirk("empty_form"),
        _ => {}
    }
    let kind = account.level(3);
    if account.nature == Nature::Staff {
        out.truth.sum("budget.revised.staff", line.revised);
    }
    if account.is_spending() {
        out.truth.sum("budget.revised.spending", line.revised);
        out.truth.sum("budget.initial.spending", line.initial);
        out.truth.sum("budget.realised.spending", line.realised);
    }
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
