//! The planning system's masters: units, what each may spend, programmes down to sub-activities.

use super::amount::{self, Cents};
use super::names::Name;
use super::out::Row;
use super::words::{INSTITUTION, INSTITUTION_CODE};
use super::{Block, Out, YEAR, budget_lines};

/// The four fields most exports start with.
pub fn head(row: &mut Row<'_>) {
    row.int("tahun_anggaran", YEAR).text("kd_klpd", INSTITUTION_CODE).text("nama_klpd", INSTITUTION);
    row.text("jenis_klpd", "KABUPATEN");
}

pub fn write(block: &Block, out: &mut Out) {
    units(block, out);
    structure(block, out);
    masters(block, out);
    budget_lines::write(block, out);
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
