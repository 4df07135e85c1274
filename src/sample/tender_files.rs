//! The files of tenders: announcement, participants, schedule, result, and the contract's papers.

use super::amount::Cents;
use super::budget_files::head;
use super::calendar::Moment;
use super::contract_files::{Process, System, supplier_name};
use super::names::Name;
use super::out::Row;
use super::plan_files::{fund, mak};
use super::random::Rng;
use super::sanction::Sanctions;
use super::tender::{self, Plant, Status, Tender};
use super::words::{self, INSTITUTION_CODE, LPSE, LPSE_CODE, LPSE_URL};
use super::{AS_OF, Block, Out, YEAR, ocds, papers, place, tender_cases, tender_schedule};

pub fn write(block: &Block, out: &mut Out) {
    let mut sanctions = Sanctions::default();
    for tender in tender::draw(block) {
        let mut rng = block.rng("tender rows", tender.id as u64);
        if out.files[Name::Tender].wanted() {
            let place = announcement(block, out, &mut rng, &tender);
            tender_schedule::write(block, out, &tender);
            if tender.plant != Some(Plant::MissingBids) {
                bidders(block, out, &mut rng, &tender);
            }
            if tender.status == Status::Done {
                done(block, out, &mut rng, &tender);
            }
            if tender.status != Status::Failed {
                value(block, out, &mut rng, &tender);
            }
            contract_papers(block, out, &mut rng, &tender);
            papers::write(block, out, &tender);
            if let Some(contract) = &tender.contract {
                place::field_reports(block, out, &tender, contract, &place);
            }
        }
        sanctions.tender(block, out, &tender);
        tender_cases::write(out, &tender);
        ocds::tender(block, out, &tender);
    }
}

pub fn unit_fields(block: &Block, row: &mut Row<'_>, tender: &Tender<'_>) {
    let unit = &block.region.units[tender.package.unit];
    row.text("kd_satker", &unit.tender_id.to_string()).text("kd_satker_str", &unit.code);
}

/// The kind of contract that the plan's category becomes in the tender system.
fn category(tender: &Tender<'_>) -> &'static str {
    match (tender.selection, tender.package.title.starts_with("Pe")) {
        (false, _) => "Pekerjaan Konstruksi",
        (true, true) => "Jasa Konsultansi Badan Usaha Konstruksi",
        (true, false) => "Jasa Konsultansi Badan Usaha Non Konstruksi",
    }
}

fn methods(row: &mut Row<'_>, tender: &Tender<'_>) {
    let (method, evaluation, qualification) = if tender.selection {
        ("Seleksi", "Kualitas dan Biaya", "Pra Dua File Kualitas Biaya")
    } else {
        ("Tender", "Harga Terendah Sistem Gugur", "Pasca Satu File")
    };
    row.text("mtd_pemilihan", method).text("mtd_evaluasi", evaluation).text("mtd_kualifikasi", qualification);
    row.text("kontrak_pembayaran", if tender.selection { "Lumsum" } else { "Gabungan Lumsum dan Harga Satuan" });
}

pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Done => "Selesai",
        Status::Failed => "Gagal/Batal",
        Status::Running => "Berlangsung",
    }
}

/// The announcement's row; the place that it names.
fn announcement(block: &Block, out: &mut Out, rng: &mut Rng, tender: &Tender<'_>) -> String {
    let unit = &block.region.units[tender.package.unit];
    let mut row = out.files[Name::Tender].row();
    row.int("tahun_anggaran", YEAR).text("list_tahun_anggaran", "2025").text("kd_klpd", INSTITUTION_CODE);
    row.text("nama_klpd", words::INSTITUTION).text("jenis_klpd", "KABUPATEN");
    unit_fields(block, &mut row, tender);
    row.text("nama_satker", &unit.name).int("kd_lpse", LPSE_CODE).text("nama_lpse", LPSE);
    row.int("kd_tender", tender.id).int("kd_pkt_dce", tender.packet).text("kd_rup", &tender.plans);
    if tender.plans.contains(';') {
        row.quirk("list_of_ids");
    }
    row.text("nama_paket", &tender.title).money("pagu", tender.package.ceiling).money("hps", tender.estimate);
    row.text("sumber_dana", fund(rng));
    row.maybe("kualifikasi_paket", (!rng.chance(0.05)).then_some("Kecil")).text("jenis_pengadaan", category(tender));
    methods(&mut row, tender);
    row.text("status_tender", status_name(tender.status)).text("tanggal_status", &AS_OF.plus(-1).iso());
    row.int("versi_tender", tender.version);
    let failed = tender.status == Status::Failed;
    row.maybe("ket_ditutup", (failed && rng.chance(0.5)).then(|| rng.pick(&words::FAILURES))).null("ket_diulang");
    let made = tender.announced.day.plus(-rng.range(8, 60)).at(rng.range(8, 21), rng.range(0, 59), rng.range(0, 59));
    row.text("tgl_buat_paket", &made.plain());
    let agreed = Moment { second: tender.announced.second - rng.range(300, 9_000), ..tender.announced };
    row.text("tgl_kolektif_kolegial", &agreed.plain()).text("tgl_pengumuman_tender", &tender.announced.plain());
    let spot = if rng.chance(0.5) { words::INSTITUTION.to_string() } else { words::spot(rng, &block.region.districts) };
    // One work is in one place.
    let spot = words::spot_of(&tender.title).map_or(spot, str::to_string);
    row.text("lokasi_pekerjaan", &format!("{spot} - {} - {}", words::LOCALITY, words::PROVINCE));
    row.text("url_lpse", LPSE_URL).text("_event_date", &out.as_of);
    if failed {
        row.quirk("cancelled");
    }
    if tender.version > 1 {
        row.quirk("repeated_version");
    }
    row.end();
    spot
}

fn bidders(block: &Block, out: &mut Out, rng: &mut Rng, tender: &Tender<'_>) {
    let start = |row: &mut Row<'_>| {
        row.int("tahun_anggaran", YEAR).text("kd_klpd", INSTITUTION_CODE);
        unit_fields(block, row, tender);
        row.int("kd_lpse", LPSE_CODE).int("kd_tender", tender.id).int("kd_pkt_dce", tender.packet);
    };
    if tender.bidders.is_empty() {
        // A tender without participants stands in the export as one row of nulls.
        let mut row = out.files[Name::Bidders].row();
        start(&mut row);
        for key in ["kd_peserta", "kd_penyedia", "nama_penyedia", "npwp_penyedia", "npwp_penyedia_16"] {
            row.null(key);
        }
        for key in ["nilai_penawaran", "nilai_terkoreksi", "pemenang", "pemenang_terverifikasi", "alasan"] {
            row.null(key);
        }
        row.quirk("row_of_nulls").end();
    }
    for (index, bidder) in tender.bidders.iter().enumerate() {
        let mut row = out.files[Name::Bidders].row();
        start(&mut row);
        row.int("kd_peserta", bidder.id).int("kd_penyedia", bidder.supplier.local_id);
        if bidder.supplier.local_id == i64::from(i32::MAX) {
            row.quirk("id_overflow");
        }
        supplier_name(&mut row, rng, &bidder.supplier);
        row.maybe("npwp_penyedia", bidder.supplier.tax15().as_deref());
        row.maybe("npwp_penyedia_16", bidder.supplier.tax16().as_deref());
        let winner = tender.winner == Some(index);
        row.maybe_money("nilai_penawaran", bidder.price);
        row.maybe_money("nilai_terkoreksi", bidder.price.filter(|_| winner || bidder.reason.is_none()));
        row.int("pemenang", i64::from(winner)).int("pemenang_terverifikasi", 0).maybe("alasan", bidder.reason).end();
    }
}

fn done(block: &Block, out: &mut Out, rng: &mut Rng, tender: &Tender<'_>) {
    let unit = &block.region.units[tender.package.unit];
    let mut row = out.files[Name::TenderDone].row();
    head(&mut row);
    unit_fields(block, &mut row, tender);
    row.text("nama_satker", &unit.name).int("kd_lpse", LPSE_CODE).text("nama_lpse", LPSE);
    row.int("kd_tender", tender.id).int("kd_pkt_dce", tender.packet).text("kd_rup", &tender.plans);
    row.text("nama_paket", &tender.title).money("pagu", tender.package.ceiling).money("hps", tender.estimate);
    let lines: Vec<String> =
        tender.package.funding.iter().map(|(line, _)| mak(block, *line, tender.package.sub)).collect();
    row.text("sumber_dana", fund(rng)).text("mak", &lines.join(";"));
    row.maybe("kualifikasi_paket", (!rng.chance(0.05)).then_some("Kecil")).text("jenis_pengadaan", category(tender));
    methods(&mut row, tender);
    row.text("status_tender", status_name(tender.status));
    row.text("tgl_pengumuman_tender", &tender.announced.plain());
    row.text("tgl_penetapan_pemenang", &tender.awarded.plain()).text("url_lpse", LPSE_URL).end();
}

fn value(block: &Block, out: &mut Out, rng: &mut Rng, tender: &Tender<'_>) {
    let unit = &block.region.units[tender.package.unit];
    let winner = tender.winner.map(|index| &tender.bidders[index]);
    let mut row = out.files[Name::TenderValue].row();
    head(&mut row);
    // Here the field named as the tender system's number holds the unit's code.
    row.text("kd_satker", &unit.code).text("nama_satker", &unit.name).int("kd_lpse", LPSE_CODE);
    row.int("kd_tender", tender.id).int("kd_paket", tender.packet).text("kd_rup_paket", &tender.plans);
    row.money("pagu", tender.package.ceiling).money("hps", tender.estimate);
    let price = winner.and_then(|winner| winner.price);
    let agreed = price.map(|_| tender.negotiated);
    let contract: Option<Cents> =
        agreed.map(|agreed| tender.contract.as_ref().map_or(agreed, |contract| contract.value));
    row.maybe_money("nilai_penawaran", price).maybe_money("nilai_terkoreksi", price);
    row.maybe_money("nilai_negosiasi", agreed).maybe_money("nilai_kontrak", contract);
    row.text("tgl_pengumuman_tender", &tender.announced.day.iso());
    row.text("tgl_penetapan_pemenang", &tender.awarded.day.iso());
    match winner {
        Some(winner) => {
            row.int("kd_penyedia", winner.supplier.local_id);
            supplier_name(&mut row, rng, &winner.supplier);
            row.maybe("npwp_penyedia", winner.supplier.tax15().as_deref());
            row.maybe("npwp_16_penyedia", winner.supplier.tax16().as_deref());
        }
        None => {
            row.null("kd_penyedia").null("nama_penyedia").null("npwp_penyedia").null("npwp_16_penyedia");
        }
    }
    let entered = contract.filter(|_| tender.contract.is_some());
    row.maybe_money("nilai_pdn_kontrak", entered).maybe_money("nilai_umk_kontrak", entered);
    row.text("_event_date", &out.as_of).end();
}

/// Award letter, contract, order to start, handover and payment: each paper is missing for some.
fn contract_papers(block: &Block, out: &mut Out, rng: &mut Rng, tender: &Tender<'_>) {
    let (Some(contract), Some(winner)) = (&tender.contract, tender.winner) else { return };
    let supplier = &tender.bidders[winner].supplier;
    let process = Process {
        system: System::Tender,
        id: tender.id,
        title: &tender.title,
        unit: &block.region.units[tender.package.unit],
        method: "Tender",
        supplier,
        partner: tender.partner.as_ref(),
        contract,
    };
    if tender.plant.is_some() || rng.chance(0.9) {
        award_letter(block, out, rng, tender, &process);
    }
    process.contract_rows(rng, out);
    if tender.plant.is_some() || rng.chance(0.86) {
        start_order(block, out, rng, tender, &process);
    }
    process.payment_rows(rng, out);
}

fn award_letter(block: &Block, out: &mut Out, rng: &mut Rng, tender: &Tender<'_>, process: &Process<'_>) {
    let contract = process.contract;
    let mut row = out.files[Name::TenderAward].row();
    head(&mut row);
    unit_fields(block, &mut row, tender);
    row.text("nama_satker", &process.unit.name).int("kd_lpse", LPSE_CODE).int("kd_tender", tender.id);
    row.text("nama_paket", &tender.title).text("no_sppbj", &contract.award_letter).text("lampiran_sppbj", "-");
    row.text("tgl_sppbj", &contract.letter_day.zulu()).text("kota_sppbj", words::CAPITAL);
    supplier_name(&mut row, rng, process.supplier);
    row.maybe("npwp_penyedia", process.supplier.tax15().as_deref());
    row.maybe("npwp_penyedia_16", process.supplier.tax16().as_deref()).money("harga_final", tender.negotiated);
    let bond = tender::bond(tender.negotiated);
    row.money("nilai_jaminan_pelaksanaan", bond)
        .int("masa_berlaku_jaminan", if bond > 0 { rng.range(74, 194) } else { 0 });
    row.text("status_kontrak", "Kontrak Sedang Berjalan").null("tgl_penetapan_status_kontrak");
    row.null("alasan_penetapan_status_kontrak").text("apakah_addendum", "Tidak").int("versi_addendum", 0);
    row.null("alasan_addendum").text("_event_date", &out.as_of).end();
}

fn start_order(block: &Block, out: &mut Out, rng: &mut Rng, tender: &Tender<'_>, process: &Process<'_>) {
    let contract = process.contract;
    let mut row = out.files[Name::TenderStart].row();
    head(&mut row);
    unit_fields(block, &mut row, tender);
    row.text("nama_satker", &process.unit.name).int("kd_lpse", LPSE_CODE).int("kd_tender", tender.id);
    row.text("nama_paket", &tender.title).text("no_sppbj", &contract.award_letter);
    row.text("no_kontrak", &contract.number).text("no_spmk_spp", &contract.start_letter);
    row.text("tgl_spmk_spp", &contract.starts.zulu()).text("tgl_mulai_pekerjaan", &contract.starts.english());
    row.text("tgl_selesai_pekerjaan", &contract.ends.english());
    let days = contract.ends.0 - contract.starts.0;
    row.text("waktu_penyelesaian", &format!("{days} {}", rng.pick(&["Hari Kalender", "hari kalender"])));
    row.text("kota_spmk_spp", words::CAPITAL);
    supplier_name(&mut row, rng, process.supplier);
    row.maybe("npwp_penyedia", process.supplier.tax16().as_deref());
    row.maybe("npwp_penyedia_16", process.supplier.tax16().as_deref()).text("_event_date", &out.as_of).end();
}
