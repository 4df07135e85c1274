//! The files of direct procurements: announcement, result, contract, payment.

use super::amount::{Cents, number};
use super::budget_files::head;
use super::contract_files::{Process, System, supplier_name};
use super::direct::{self, Direct, Status};
use super::names::Name;
use super::out::Row;
use super::plan::Plant;
use super::plan_files::{fund, mak, method_name};
use super::random::Rng;
use super::words::{self, LPSE, LPSE_CODE, LPSE_URL};
use super::{Block, Out, YEAR, ocds};

pub fn write(block: &Block, out: &mut Out) {
    let all = direct::draw(block);
    for direct in &all {
        let mut rng = block.rng("direct rows", direct.id as u64);
        if out.files[Name::Direct].wanted() {
            // Both files must name the same lines of the budget.
            let lines = lines(block, &mut rng, direct);
            announcement(block, out, &mut rng, direct, &lines);
            if direct.status == Status::Done || direct.status == Status::Running && rng.chance(0.5) {
                done(block, out, &mut rng, direct, &lines);
            }
            papers(block, out, &mut rng, direct);
        }
        facts(out, direct);
        planted(out, direct);
        ocds::direct(block, out, direct);
    }
}

fn start(block: &Block, row: &mut Row<'_>, direct: &Direct<'_>) {
    head(row);
    let unit = &block.region.units[direct.package.unit];
    row.text("kd_satker", &unit.tender_id.to_string()).text("kd_satker_str", &unit.code);
    row.text("nama_satker", &unit.name);
}

/// The lines of the budget behind a purchase, `;` between them; some with the item's own code behind.
fn lines(block: &Block, rng: &mut Rng, direct: &Direct<'_>) -> String {
    let items = rng.chance(0.25);
    let mut parts = Vec::new();
    for (line, _) in &direct.package.funding {
        let mak = mak(block, *line, direct.package.sub);
        let goods = if items { rng.range(1, 3) } else { 1 };
        for _ in 0..goods {
            let item = format!("1.1.1.20.10.{}.001.{:05}", rng.range(10, 40), rng.range(1, 1_200));
            parts.push(if items { format!("{mak}{item}") } else { mak.clone() });
        }
    }
    parts.join(";")
}

fn status_name(status: Status) -> &'static str {
    match status {
        Status::Done => "Selesai",
        Status::Running => "Berlangsung",
        Status::Failed => "Gagal/Batal",
    }
}

fn identity(row: &mut Row<'_>, direct: &Direct<'_>) {
    row.int("kd_pkt_dce", direct.packet).text("kd_rup", &direct.plans);
    if direct.plans.contains(';') {
        row.quirk("list_of_ids");
    }
    row.text("nama_paket", &direct.package.title).money("pagu", direct.package.ceiling).money("hps", direct.estimate);
}

fn announcement(block: &Block, out: &mut Out, rng: &mut Rng, direct: &Direct<'_>, lines: &str) {
    let mut row = out.files[Name::Direct].row();
    start(block, &mut row, direct);
    row.int("lls_id", direct.id).int("kd_lpse", LPSE_CODE).text("nama_lpse", LPSE).int("kd_nontender", direct.id);
    identity(&mut row, direct);
    row.text("sumber_dana", fund(rng)).text("mak", lines);
    if !lines.ends_with('.') {
        row.quirk("mak_with_item");
    }
    row.text("kualifikasi_paket", "Kecil").text("jenis_pengadaan", direct.category());
    row.text("mtd_pemilihan", method_name(direct.package.method));
    row.text("kontrak_pembayaran", rng.pick(&["Lumsum", "Lumsum", "Gabungan Lumsum dan Harga Satuan", "Harga Satuan"]));
    let odd = direct.package.plant.is_none() && rng.chance(0.001);
    row.text("status_nontender", if odd { "-" } else { status_name(direct.status) });
    row.int("versi_nontender", direct.version).null("ket_diulang");
    let closed =
        (direct.status == Status::Failed).then(|| if rng.chance(0.2) { rng.pick(&words::FAILURES) } else { "" });
    row.maybe("ket_ditutup", closed);
    let made = direct.announced.day.plus(-rng.range(3, 40)).at(rng.range(8, 21), rng.range(0, 59), rng.range(0, 59));
    row.text("tgl_buat_paket", &made.plain());
    let agreed = direct.announced.day.plus(-1).at(rng.range(8, 21), rng.range(0, 59), rng.range(0, 59));
    row.text("tgl_kolektif_kolegial", &agreed.plain());
    let announced = direct.announced.spaced_zulu();
    row.maybe("tgl_pengumuman_nontender", (!odd).then_some(announced.as_str())).text("url_lpse", LPSE_URL);
    row.text("repeat_order", "Tidak");
    for (present, quirk) in
        [(odd, "empty_form"), (direct.status == Status::Failed, "cancelled"), (direct.version > 1, "repeated_version")]
    {
        if present {
            row.quirk(quirk);
        }
    }
    row.end();
}

fn done(block: &Block, out: &mut Out, rng: &mut Rng, direct: &Direct<'_>, lines: &str) {
    let unit = &block.region.units[direct.package.unit];
    let mut row = out.files[Name::DirectDone].row();
    row.int("tahun_anggaran", YEAR).int("lpse_id", LPSE_CODE).text("kd_klpd", words::INSTITUTION_CODE);
    row.text("nama_klpd", words::INSTITUTION).text("jenis_klpd", "KABUPATEN");
    row.text("kd_satker", &unit.tender_id.to_string()).text("kd_satker_str", &unit.code);
    row.text("nama_satker", &unit.name).int("kd_lpse", LPSE_CODE).text("nama_lpse", LPSE);
    row.int("kd_nontender", direct.id);
    identity(&mut row, direct);
    let offer: Option<Cents> = direct.entered.then_some(direct.offer);
    row.maybe_money("nilai_penawaran", offer).maybe_money("nilai_terkoreksi", offer);
    row.maybe_money("nilai_negosiasi", direct.entered.then_some(direct.negotiated));
    let value = direct.contract.as_ref().map(|contract| contract.value);
    let local = value.map(|value| if rng.chance(0.16) { 0 } else { value });
    row.maybe_money("nilai_kontrak", value).maybe_money("nilai_pdn_kontrak", local);
    row.maybe_money("nilai_umk_kontrak", value);
    row.text("sumber_dana", fund(rng)).text("mak", lines).text("kualifikasi_paket", "Kecil");
    row.text("jenis_pengadaan", direct.category()).text("mtd_pemilihan", method_name(direct.package.method));
    row.text("kontrak_pembayaran", "Lumsum").text("status_nontender", status_name(direct.status));
    row.text("tgl_pengumuman_nontender", &direct.announced.plain());
    row.text("tgl_selesai_nontender", &direct.finished.plain()).int("kd_penyedia", direct.supplier.local_id);
    if direct.supplier.local_id == i64::from(i32::MAX) {
        row.quirk("id_overflow");
    }
    supplier_name(&mut row, rng, &direct.supplier);
    row.maybe("npwp_penyedia", direct.supplier.tax15().as_deref());
    row.maybe("npwp16_penyedia", direct.supplier.tax16().as_deref());
    row.text("url_lpse", LPSE_URL).text("tgl_penarikan", &out.as_of).end();
}

fn papers(block: &Block, out: &mut Out, rng: &mut Rng, direct: &Direct<'_>) {
    let Some(contract) = &direct.contract else { return };
    let process = Process {
        system: System::Direct,
        id: direct.id,
        title: &direct.package.title,
        unit: &block.region.units[direct.package.unit],
        method: method_name(direct.package.method),
        supplier: &direct.supplier,
        partner: None,
        contract,
    };
    process.contract_rows(rng, out);
    process.payment_rows(rng, out);
}

fn facts(out: &mut Out, direct: &Direct<'_>) {
    let truth = &mut out.truth;
    truth.count(format!("direct.status.{}", status_name(direct.status)), 1);
    if direct.plans.contains(';') {
        truth.count("direct.with_several_plans", 1);
    }
    if direct.package.old_id.is_some_and(|old| direct.plans == old.to_string()) {
        truth.count("direct.with_old_plan_id", 1);
    }
    if direct.plans == (direct.package.id + 7_000_000).to_string() {
        truth.count("direct.with_unknown_plan", 1);
    }
    if let Some(contract) = &direct.contract {
        truth.count("direct.contracts", 1);
        truth.sum("direct.contracts.value", contract.value_now());
    }
}

fn planted(out: &mut Out, direct: &Direct<'_>) {
    let kind = match direct.package.plant {
        Some(Plant::Split) => "splitting_cluster",
        Some(Plant::Hostile) => "hostile_title",
        Some(Plant::Late) => "plan_announced_after_process",
        Some(Plant::UnitError) => "estimate_with_digit_too_many",
        Some(Plant::SignedBeforeAward) => "contract_signed_before_award",
        Some(Plant::PaidAboveContract) => "paid_above_contract",
        Some(Plant::PaidAheadOfProgress) => "paid_ahead_of_progress",
        Some(Plant::GrowthAboveTenth) => "growth_above_tenth",
        Some(Plant::IdOverflow) => "id_overflow",
        _ => return,
    };
    let paid: Cents =
        direct.contract.iter().flat_map(|contract| &contract.payments).map(|payment| payment.amount).sum();
    let mut details = vec![
        ("plan_ids", direct.plans.clone()),
        ("estimate", number(direct.estimate.into())),
        ("negotiated", number(direct.negotiated.into())),
        ("awarded", direct.finished.day.iso()),
        ("ocid", ocds::ocid("direct", direct.id)),
    ];
    if let Some(contract) = &direct.contract {
        details.push(("signed", contract.signed.iso()));
        details.push(("contract", number(contract.value_now().into())));
        details.push(("paid", number(paid.into())));
    }
    let path = if paid > 0 { Name::DirectPaid.path() } else { Name::Direct.path() };
    out.truth.case(kind, path, direct.id, &details);
}
