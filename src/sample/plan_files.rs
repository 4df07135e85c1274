//! The plan's files: packages, the money behind them, their places, and the history of their ids.

use super::amount::{Cents, Form, rupiah};
use super::budget_files::head;
use super::calendar::Day;
use super::names::Name;
use super::out::Row;
use super::plan::{Category, Method, Package, Plant, State};
use super::random::Rng;
use super::region::Unit;
use super::words::{self, INSTITUTION, INSTITUTION_CODE};
use super::{Block, Out, YEAR, plan_history};

/// The planning system's three fields of a unit.
pub fn unit_fields(row: &mut Row<'_>, unit: &Unit) {
    row.int("kd_satker", unit.plan_id).text("kd_satker_str", &unit.code).text("nama_satker", &unit.name);
}

pub fn method_name(method: Method) -> &'static str {
    match method {
        Method::Appointment => "Penunjukan Langsung",
        Method::Direct => "Pengadaan Langsung",
        Method::Catalogue => "E-Purchasing",
        Method::Tender => "Tender",
        Method::Selection => "Seleksi",
        Method::Excluded => "Dikecualikan",
    }
}

fn category_name(category: Category) -> &'static str {
    match category {
        Category::Goods => "Barang",
        Category::Works => "Pekerjaan Konstruksi",
        Category::Consultancy => "Jasa Konsultansi",
        Category::Service => "Jasa Lainnya",
    }
}

/// Sub-activity and account, with the dot that the national interface leaves at the end.
pub fn mak(block: &Block, line: usize, sub: usize) -> String {
    format!("{}.{}.", block.budget.subs[sub].code, block.budget.lines[line].account.code)
}

pub fn write(block: &Block, out: &mut Out) {
    for package in &block.plan.provider {
        facts(package, "provider", out);
        provider(block, out, package, package.ceiling);
        if package.plant == Some(Plant::Repeated) {
            provider(block, out, package, package.ceiling + rupiah(5_000_000));
            out.files[Name::Provider].quirk("repeated_version");
            out.truth.case("repeated_plan", Name::Provider.path(), package.id, &[]);
        }
        place(block, out, package);
        funding(block, out, package, Name::ProviderFunding);
        planted(out, package);
    }
    for package in &block.plan.own {
        facts(package, "self_managed", out);
        own(block, out, package);
        funding(block, out, package, Name::SelfManagedFunding);
    }
    for (line, planned) in &block.plan.over {
        let sub = block.budget.of_sub.partition_point(|range| range.end <= *line);
        let numbers = [
            ("unit_id", block.unit(&block.budget.subs[sub]).code.clone()),
            ("budgeted", super::amount::number(block.budget.lines[*line].revised.into())),
            ("planned", super::amount::number((*planned).into())),
        ];
        out.truth.case("plan_above_budget_line", Name::ProviderFunding.path(), mak(block, *line, sub), &numbers);
    }
    plan_history::write(block, out);
}

/// What a reader must find once inactive, deleted and unannounced packages are put aside.
fn facts(package: &Package, kind: &str, out: &mut Out) {
    let state = format!("{:?}", package.state).to_lowercase();
    out.truth.count(format!("plan.{kind}.{state}"), 1);
    if package.state == State::Announced {
        out.truth.sum(format!("plan.{kind}.announced_ceiling"), package.ceiling);
        let name = if package.self_managed > 0 { "Swakelola" } else { method_name(package.method) };
        out.truth.count(format!("plan.method.{name}"), 1);
    }
}

fn planted(out: &mut Out, package: &Package) {
    let path = Name::Provider.path();
    match package.plant {
        Some(Plant::Split) => {
            let limit = ("limit", super::amount::number(super::plan::LIMIT.into()));
            out.truth.case("splitting_cluster_plan", path, package.id, &[limit]);
        }
        Some(Plant::Hostile) => out.truth.case("hostile_title", path, package.id, &[]),
        Some(Plant::Negative) => out.truth.case("negative_ceiling", path, package.id, &[]),
        Some(Plant::Placeholder) => out.truth.case("placeholder_ceiling", path, package.id, &[]),
        Some(Plant::Late) => out.truth.case("plan_announced_late", path, package.id, &[]),
        _ => {}
    }
}

fn status(row: &mut Row<'_>, state: State) {
    row.truth("status_aktif_rup", state != State::Inactive).truth("status_delete_rup", state == State::Deleted);
    row.text("status_umumkan_rup", if state == State::Initiated { "Terinisiasi" } else { "Terumumkan" });
    match state {
        State::Announced => {}
        State::Inactive => _ = row.quirk("inactive_plan"),
        State::Deleted => _ = row.quirk("deleted_plan"),
        State::Initiated => _ = row.quirk("unannounced_plan"),
    }
}

/// A title after its way through systems; the quirk is counted.
fn title(row: &mut Row<'_>, rng: &mut Rng, key: &str, package: &Package) {
    let (text, quirk) = match package.plant {
        Some(_) => (package.title.clone(), None),
        None => words::damage(rng, package.title.clone()),
    };
    if let Some(quirk) = quirk {
        row.quirk(quirk);
    }
    row.text(key, &text);
}

/// A day as most rows write it; one in 400 is written otherwise.
fn day(row: &mut Row<'_>, rng: &mut Rng, key: &str, value: Day) {
    let text = match rng.below(1_600) {
        0 => value.indonesian(),
        1 => value.dashed(),
        2 => value.american(),
        3 => value.zulu(),
        _ => value.iso(),
    };
    if text.len() != 10 || !text.starts_with("20") {
        row.quirk("date_form");
    }
    row.text(key, &text);
}

fn provider(block: &Block, out: &mut Out, package: &Package, ceiling: Cents) {
    if !out.files[Name::Provider].wanted() {
        return;
    }
    let mut rng = block.rng("provider", package.id as u64);
    let mut row = out.files[Name::Provider].row();
    head(&mut row);
    unit_fields(&mut row, &block.region.units[package.unit]);
    row.int("kd_rup", package.id);
    title(&mut row, &mut rng, "nama_paket", package);
    let form = if let Some(Plant::MoneyText(form)) = package.plant { form } else { Form::Number };
    row.money_as("pagu", ceiling, form);
    row.int("kd_metode_pengadaan", package.method as i64).text("metode_pengadaan", method_name(package.method));
    row.text("kd_jenis_pengadaan", &(package.category as i64).to_string());
    row.text("jenis_pengadaan", category_name(package.category));
    row.text("status_pradipa", if rng.chance(0.16) { "PraDIPA" } else { "Non-PraDIPA" });
    row.text("status_pdn", if rng.chance(0.97) { "PDN" } else { "Non-PDN" });
    let small = rng.chance(0.93);
    row.text("status_ukm", if small { "UKM" } else { "Non-UKM" });
    row.maybe("alasan_non_ukm", (!small).then_some("Nilai di atas batas usaha kecil"));
    row.text("status_konsolidasi", "Non-Konsolidasi").text("tipe_paket", "Penyedia");
    row.null("kd_rup_swakelola").null("kd_rup_lokal").text("volume_pekerjaan", rng.pick(&words::VOLUMES));
    // The misspelt key is the interface's own.
    row.text("urarian_pekerjaan", &package.title);
    let specification = match rng.below(12) {
        0 => "-".to_string(),
        1 => "N/A".to_string(),
        2 => "Sesuai KAK\r\nSpesifikasi teknis terlampir".to_string(),
        _ => format!("Spesifikasi {}", rng.pick(&words::PURPOSES)),
    };
    if specification.len() <= 3 {
        row.quirk("empty_form");
    }
    row.text("spesifikasi_pekerjaan", &specification);
    dates(&mut row, &mut rng, package);
    status(&mut row, package.state);
    let excluded = package.method == Method::Excluded;
    row.truth("status_dikecualikan", excluded);
    row.maybe("alasan_dikecualikan", excluded.then_some("Tarif barang/jasa dipublikasikan luas"));
    row.null("tahun_pertama").null("kode_rup_tahun_pertama").null("nomor_kontrak");
    row.truth("spp_aspek_ekonomi", rng.chance(0.28)).truth("spp_aspek_sosial", rng.chance(0.02));
    row.truth("spp_aspek_lingkungan", rng.chance(0.02)).text("_event_date", &out.as_of).end();
}

/// When the package should be selected, contracted and used; when it was entered and announced.
fn dates(row: &mut Row<'_>, rng: &mut Rng, package: &Package) {
    let month = |number: i64| Day::new(YEAR, number.clamp(1, 12), 1).iso();
    let length = rng.range(1, 5);
    row.text("tgl_awal_pemilihan", &month(package.month)).text("tgl_akhir_pemilihan", &month(package.month + 1));
    row.text("tgl_awal_kontrak", &month(package.month + 1));
    row.text("tgl_akhir_kontrak", &month(package.month + 1 + length));
    row.text("tgl_awal_pemanfaatan", &month(package.month + 1 + length)).text("tgl_akhir_pemanfaatan", &month(12));
    let entered = package.announced.day.plus(-rng.range(0, 30));
    day(row, rng, "tgl_buat_paket", entered);
    row.text("tgl_pengumuman_paket", &package.announced.plain());
}

fn own(block: &Block, out: &mut Out, package: &Package) {
    if !out.files[Name::SelfManaged].wanted() {
        return;
    }
    let mut rng = block.rng("own", package.id as u64);
    let mut row = out.files[Name::SelfManaged].row();
    head(&mut row);
    unit_fields(&mut row, &block.region.units[package.unit]);
    row.int("kd_rup", package.id);
    title(&mut row, &mut rng, "nama_paket", package);
    row.money("pagu", package.ceiling).int("tipe_swakelola", package.self_managed);
    row.text("volume_pekerjaan", rng.pick(&words::VOLUMES)).text("uraian_pekerjaan", &package.title);
    let other = package.self_managed > 1;
    row.maybe("kd_klpd_penyelenggara", other.then_some(INSTITUTION_CODE));
    row.maybe("nama_klpd_penyelenggara", other.then_some(INSTITUTION));
    row.maybe("nama_satker_penyelenggara", other.then_some("Kelompok Masyarakat Contoh"));
    row.text("tgl_awal_pelaksanaan_kontrak", &Day::new(YEAR, package.month.clamp(1, 12), 1).iso());
    row.text("tgl_akhir_pelaksanaan_kontrak", &Day::new(YEAR, 12, 1).iso());
    let entered = package.announced.day.plus(-rng.range(0, 40));
    day(&mut row, &mut rng, "tgl_buat_paket", entered);
    row.text("tgl_pengumuman_paket", &package.announced.plain()).null("kd_rup_lokal");
    status(&mut row, package.state);
    row.text("_event_date", &out.as_of).end();
}

/// One row for each line of the budget that pays for the package.
fn funding(block: &Block, out: &mut Out, package: &Package, name: Name) {
    if !out.files[name].wanted() {
        return;
    }
    let sub = &block.budget.subs[package.sub];
    let unit = &block.region.units[package.unit];
    let mut rng = block.rng("funding", package.id as u64);
    for (line, amount) in &package.funding {
        let mut row = out.files[name].row();
        head(&mut row);
        unit_fields(&mut row, unit);
        row.int("kd_rup", package.id).null("kd_rup_lokal").int("kd_kegiatan", block.budget.activities[sub.parent].id);
        row.null("kd_komponen").int("kd_subkegiatan", sub.id).money("pagu", *amount);
        let mut mak = mak(block, *line, package.sub);
        match rng.below(300) {
            0..=4 => {
                row.quirk("mak_without_dot");
                mak.pop();
            }
            5 => {
                // Typed by hand: groups shifted, joins to nothing.
                row.quirk("mak_malformed");
                mak = format!("{}.0.{}.{:02}.", &sub.code[..4], rng.range(10, 99), rng.range(1, 40));
            }
            _ => {}
        }
        row.text("mak", &mak).text("sumber_dana", fund(&mut rng)).text("asal_dana", INSTITUTION_CODE);
        row.int("tahun_anggaran_dana", YEAR).text("asal_dana_klpd", INSTITUTION).text("asal_dana_satker", &unit.name);
        status(&mut row, package.state);
        row.text("_event_date", &out.as_of).end();
    }
}

/// The original budget, the revised one, or a hospital's own income.
pub fn fund(rng: &mut Rng) -> &'static str {
    match rng.below(40) {
        0..=2 => "APBDP",
        3 => "BLUD",
        _ => "APBD",
    }
}

fn place(block: &Block, out: &mut Out, package: &Package) {
    let mut rng = block.rng("place", package.id as u64);
    let unit = &block.region.units[package.unit];
    let mut row = out.files[Name::ProviderPlaces].row();
    head(&mut row);
    unit_fields(&mut row, unit);
    let detail = match rng.below(10) {
        0..=3 => unit.name.clone(),
        4 => words::CAPITAL.to_lowercase(),
        5 => format!("{} ", words::CAPITAL),
        6 => words::INSTITUTION.to_string(),
        _ => words::spot(&mut rng, &block.region.districts),
    };
    let detail = words::spot_of(&package.title).map_or(detail, str::to_string);
    row.int("kd_rup", package.id).text("detail_lokasi", &detail).int("kd_kab_kota", 99_001);
    row.text("kab_kota", words::LOCALITY).int("kd_provinsi", 99).text("provinsi", words::PROVINCE);
    row.text("_event_date", &out.as_of).end();
}
