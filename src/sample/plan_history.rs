//! The history of the plan's ids: a review gives a package another number, or several, or none.

use super::budget_files::head;
use super::names::Name;
use super::plan::{Package, State};
use super::plan_files::unit_fields;
use super::random::Rng;
use super::{Block, Out};

/// Old ids and what became of them: one package, several, or none.
pub fn write(block: &Block, out: &mut Out) {
    let mut rng = block.rng("history", 0);
    let kinds = [("Penyedia", &block.plan.provider), ("Swakelola", &block.plan.own)];
    for (kind, packages) in kinds {
        let mut previous: Option<(i64, i64)> = None;
        // At least one of each kind, even in a small sample.
        let mut split = false;
        for package in packages.iter().filter(|package| package.old_id.is_some()) {
            let Some(mut old) = package.old_id else { continue };
            let mut revision = "Satu ke Satu";
            if let Some((shared, first)) = previous.take().filter(|_| rng.chance(0.12) || !split) {
                // Both packages came from one.
                old = shared;
                split = true;
                revision = "Satu ke Banyak";
                let both = ("new_ids", format!("{first};{}", package.id));
                out.truth.case("plan_split_by_review", Name::History.path(), shared, &[both]);
            } else {
                previous = Some((old, package.id));
            }
            history_row(block, out, &mut rng, package, kind, (old, Some(package.id), revision));
        }
        for package in packages.iter().filter(|package| package.state == State::Deleted) {
            history_row(block, out, &mut rng, package, kind, (package.id, None, "Pembatalan"));
        }
    }
}

fn history_row(
    block: &Block,
    out: &mut Out,
    rng: &mut Rng,
    package: &Package,
    kind: &str,
    (old, new, revision): (i64, Option<i64>, &str),
) {
    let mut row = out.files[Name::History].row();
    head(&mut row);
    unit_fields(&mut row, &block.region.units[package.unit]);
    row.text("jenis_paket", kind).text("jenis_revisi", revision).int("kd_rup_lama", old);
    match new {
        Some(new) => row.int("kd_rup_baru", new),
        None => row.null("kd_rup_baru"),
    };
    row.text("alasan_kajiulang", rng.pick(&["Pergeseran anggaran", "Perubahan APBD", "Salah metode pengadaan", "-"]));
    let when = package.announced.day.plus(rng.range(1, 20)).at(rng.range(8, 20), 5, 0);
    row.text("tgl_kaji_ulang", &when.zulu(rng.range(0, 999))).text("_event_date", &out.as_of).end();
}
