//! What offices record after the fact: small purchases with a receipt, and work done in-house.

use super::amount::{self, Cents, Form, rupiah};
use super::budget_files::head;
use super::calendar::Day;
use super::direct::chosen;
use super::names::Name;
use super::out::Row;
use super::plan::{Category, Method, Package, State};
use super::plan_files::fund;
use super::random::Rng;
use super::supplier;
use super::words::{self, INSTITUTION_CODE, LPSE, LPSE_CODE};
use super::{AS_OF, Block, Out, YEAR, ocds};

const PROOFS: [&str; 8] = [
    "Kwitansi",
    "Kwitansi",
    "Kwitansi",
    "Bukti Pembelian",
    "Bukti Pembelian",
    "Surat Perjanjian",
    "Dokumen Lainnya",
    "Surat Pesanan",
];

/// One recorded purchase: its spending by receipt.
pub struct Record<'a> {
    pub package: &'a Package,
    pub id: i64,
    pub begun: Day,
    pub cancelled: bool,
    pub ends: Day,
    pub receipts: Vec<(Day, Cents)>,
}

pub fn write(block: &Block, out: &mut Out) {
    purchases(block, out);
    if out.files[Name::Managed].wanted() {
        in_house(block, out);
    }
}

fn purchases(block: &Block, out: &mut Out) {
    let small = |package: &Package| {
        let works = package.category == Category::Works;
        package.method == Method::Direct && !works && package.plant.is_none() && package.ceiling < rupiah(60_000_000)
    };
    for (serial, index) in chosen(block, "recorded choice", 383.0, f64::sqrt, small).into_iter().enumerate() {
        let package = &block.plan.provider[index];
        let mut rng = block.rng("recorded", package.id as u64);
        let record = Record::draw(block, &mut rng, package, 10_700_000_000, serial as i64);
        purchase_row(block, out, &mut rng, &record);
        let pool = supplier::pool(block.fraction) as usize;
        let supplier = supplier::at(block.seed, block.number, rng.skewed(pool) as u64);
        for (day, amount) in &record.receipts {
            receipt_row(block, out, &mut rng, &record, &supplier, (*day, *amount));
        }
        out.truth.count("recorded.purchases", i64::from(!record.cancelled));
        ocds::record(block, out, &record, &supplier);
    }
}

impl<'a> Record<'a> {
    fn draw(block: &Block, rng: &mut Rng, package: &'a Package, base: i64, serial: i64) -> Record<'a> {
        let begun = Day::new(YEAR, rng.range(1, 11), rng.range(1, 27));
        let begun = begun.max(package.announced.day.plus(rng.range(1, 20))).min(AS_OF);
        let count = if rng.chance(0.12) { rng.range(2, 8) } else { 1 };
        let spent = amount::share(package.ceiling, 1.0 - 0.6 * rng.unit() * rng.unit());
        let cancelled = rng.chance(0.06);
        let receipts = if cancelled || rng.chance(0.03) {
            Vec::new()
        } else {
            let part = spent / count / rupiah(100) * rupiah(100);
            let days = (AS_OF.0 - begun.0).max(0);
            (0..count).map(|_| (begun.plus(rng.range(0, days.min(90))), part.max(rupiah(10_000)))).collect()
        };
        let ends = if rng.chance(0.3) { Day::new(YEAR, 12, 31) } else { begun.plus(rng.range(5, 120)) };
        let id = base + block.number as i64 * 1_000_000_000 + (serial * 300 + rng.range(1, 290)) * 1_000;
        Record { package, id, begun, cancelled, ends, receipts }
    }

    fn total(&self) -> Option<Cents> {
        (!self.receipts.is_empty()).then(|| self.receipts.iter().map(|(_, amount)| amount).sum())
    }

    /// The two status fields.
    fn status(&self) -> (&'static str, &'static str) {
        match (self.cancelled, self.ends <= AS_OF) {
            (true, _) => ("Ditutup", "Paket Dibatalkan"),
            (_, true) => ("Aktif", "Paket Selesai"),
            (_, false) => ("Aktif", "Paket Sedang Berjalan"),
        }
    }
}

fn start(block: &Block, row: &mut Row<'_>, package: &Package) {
    let unit = &block.region.units[package.unit];
    head(row);
    row.text("kd_satker", &unit.tender_id.to_string()).text("kd_satker_str", &unit.code);
    row.text("nama_satker", &unit.name).int("kd_lpse", LPSE_CODE);
}

fn purchase_row(block: &Block, out: &mut Out, rng: &mut Rng, record: &Record<'_>) {
    let package = record.package;
    let mut row = out.files[Name::Recorded].row();
    start(block, &mut row, package);
    row.int("kd_nontender_pct", record.id).int("kd_pkt_dce", record.id + 40_000_000);
    row.text("kd_rup", &package.id.to_string()).text("nama_paket", &package.title).money("pagu", package.ceiling);
    let total = record.total();
    row.maybe_money("total_realisasi", total);
    let local = if rng.chance(0.35) { 0 } else { total.unwrap_or(0) };
    // Named per cent, filled with rupiah by some and with per cent by others.
    if rng.chance(0.03) {
        row.quirk("percent_among_rupiah").int("nilai_pdn_pct", 100);
    } else {
        row.int("nilai_pdn_pct", local / 100);
    }
    row.int("nilai_umk_pct", if rng.chance(0.42) { 0 } else { local / 100 }).text("sumber_dana", fund(rng));
    let html = format!("<p>{}\r\n</p><p><br></p>", package.title);
    row.text("uraian_pekerjaan", if rng.chance(0.5) { "" } else { &html }).null("informasi_lainnya");
    let kind = match package.category {
        Category::Goods => "Pengadaan Barang",
        Category::Works => "Pekerjaan Konstruksi",
        Category::Service => "Jasa Lainnya",
        Category::Consultancy => "Jasa Konsultansi Badan Usaha Non Konstruksi",
    };
    row.text("kategori_pengadaan", kind).text("mtd_pemilihan", "Pengadaan Langsung").text("bukti_pembayaran", "NonSPK");
    let (status, note) = record.status();
    row.text("status_nontender_pct", status).text("status_nontender_pct_ket", note);
    row.maybe("alasan_pembatalan", record.cancelled.then(|| rng.pick(&["double input", "salah kode rekening", "-"])));
    let begun = record.begun.at(rng.range(8, 16), rng.range(0, 59), rng.range(0, 59));
    row.text("tgl_buat_paket", &begun.zulu(rng.range(0, 999))).text("tgl_mulai_paket", &begun.plain());
    row.text("tgl_selesai_paket", &record.ends.at(0, 0, 0).plain()).text("_event_date", &out.as_of).end();
}

/// The amount of a receipt as clerks write it.
fn form(rng: &mut Rng, amount: Cents) -> Form {
    match rng.below(150) {
        0 => Form::Rupiah,
        1 if amount % 100 == 0 => Form::Commas,
        2 if amount % rupiah(100_000) == 0 && amount > 0 => Form::Million,
        _ => Form::Number,
    }
}

fn receipt_row(
    block: &Block,
    out: &mut Out,
    rng: &mut Rng,
    record: &Record<'_>,
    supplier: &supplier::Supplier,
    (day, amount): (Day, Cents),
) {
    let package = record.package;
    let date = match rng.below(240) {
        0 => day.indonesian(),
        1 => day.dashed(),
        2 => day.american(),
        3 => day.english(),
        _ => day.zulu(),
    };
    let mut row = out.files[Name::RecordedSpent].row();
    start(block, &mut row, package);
    row.text("nama_lpse", LPSE).int("kd_nontender_pct", record.id).int("kd_paket_dce", record.id + 40_000_000);
    row.text("kd_rup_paket", &package.id.to_string()).text("nama_paket", &package.title).money("pagu", package.ceiling);
    row.text("jenis_realisasi", rng.pick(&PROOFS));
    let proof = format!("KW/{}/{}/{YEAR}", rng.range(1, 900), day.roman_month());
    row.text("no_realisasi", if rng.chance(0.06) { "" } else { &proof }).text("tgl_realisasi", &date);
    if !date.ends_with('Z') {
        row.quirk("date_form");
    }
    let form = form(rng, amount);
    row.money_as("nilai_realisasi", amount, form);
    row.maybe("dok_realisasi", rng.chance(0.1).then_some("Bukti Pembayaran"));
    if rng.chance(0.28) {
        row.null("nama_penyedia").null("npwp_penyedia").quirk("supplier_missing");
    } else {
        super::contract_files::supplier_name(&mut row, rng, supplier);
        row.maybe("npwp_penyedia", supplier.tax15().as_deref());
    }
    row.text("_event_date", &out.as_of).end();
}

fn in_house(block: &Block, out: &mut Out) {
    let mut rng = block.rng("in-house choice", 0);
    let own: Vec<&Package> = block.plan.own.iter().filter(|package| package.state == State::Announced).collect();
    if own.is_empty() {
        return;
    }
    let first = rng.index(own.len());
    // Only a few offices record such work, and those record much.
    let packages: Vec<&Package> = own.iter().cycle().skip(first).take(block.count(97.0, 6)).copied().collect();
    for serial in 0..block.count(209.0, 12) {
        let package = packages[rng.skewed(packages.len())];
        let mut rng = block.rng("in-house", serial as u64);
        let mut record = Record::draw(block, &mut rng, package, 10_900_000_000, serial as i64);
        if rng.chance(0.3) {
            record.cancelled = true;
        }
        in_house_row(block, out, &mut rng, &record);
        for (day, amount) in &record.receipts {
            let mut row = out.files[Name::ManagedSpent].row();
            row.int("tahun_anggaran", YEAR).text("kd_klpd", INSTITUTION_CODE);
            row.text("kd_satker", &block.region.units[package.unit].plan_id.to_string()).int("kd_lpse", LPSE_CODE);
            row.int("kd_swakelola_pct", record.id).text("jenis_realisasi", rng.pick(&PROOFS));
            row.text("no_realisasi", if rng.chance(0.05) { "" } else { "SPJ/Contoh" });
            row.text("tgl_realisasi", &day.at(0, 0, 0).plain()).money("nilai_realisasi", *amount);
            row.maybe("dok_realisasi", rng.chance(0.45).then_some("Laporan Kegiatan /SPJ"));
            row.text("_event_date", &out.as_of).end();
        }
    }
}

fn in_house_row(block: &Block, out: &mut Out, rng: &mut Rng, record: &Record<'_>) {
    let package = record.package;
    let unit = &block.region.units[package.unit];
    let mut row = out.files[Name::Managed].row();
    head(&mut row);
    // This one export uses the planning system's number of the unit, as text.
    row.text("kd_satker", &unit.plan_id.to_string()).text("kd_satker_str", &unit.code).text("nama_satker", &unit.name);
    row.text("kd_rup", &package.id.to_string()).int("kd_lpse", LPSE_CODE).int("kd_swakelola_pct", record.id);
    row.int("kd_pkt_dce", record.id + 50_000).text("nama_paket", &package.title).money("pagu", package.ceiling);
    row.maybe_money("total_realisasi", record.total()).int("nilai_pdn_pct", 0).int("nilai_umk_pct", 0);
    row.text("sumber_dana", if rng.chance(0.17) { "APBD;APBDP" } else { "APBD" });
    row.text("uraian_pekerjaan", if rng.chance(0.6) { "" } else { rng.pick(&words::PURPOSES) })
        .null("informasi_lainnya");
    let told = rng.chance(0.12);
    let kind = format!("Tipe {}", package.self_managed);
    if told {
        row.int("tipe_swakelola", package.self_managed);
    } else {
        row.null("tipe_swakelola");
    }
    row.maybe("tipe_swakelola_nama", told.then_some(kind.as_str()));
    let (status, note) = record.status();
    row.text("status_swakelola_pct", status).text("status_swakelola_pct_ket", note);
    row.maybe("alasan_pembatalan", record.cancelled.then_some("double input"));
    let begun = record.begun.at(rng.range(8, 16), rng.range(0, 59), rng.range(0, 59));
    row.text("tgl_buat_paket", &begun.plain()).text("tgl_mulai_paket", &begun.plain());
    row.text("tgl_selesai_paket", &record.ends.at(0, 0, 0).plain()).text("_event_date", &out.as_of).end();
}
