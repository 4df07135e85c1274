//! The contract's rows, alike for tenders and direct procurements.

use super::amount::rupiah;
use super::contract::{Amendment, Contract, Payment};
use super::names::Name;
use super::out::Row;
use super::random::Rng;
use super::region::Unit;
use super::supplier::{Legal, Supplier};
use super::words;
use super::{AS_OF, Out};

/// Which of the two systems a row belongs to: their exports name things differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    Tender,
    Direct,
}

/// A process and its winner, as contract rows repeat them.
pub struct Process<'a> {
    pub system: System,
    pub id: i64,
    pub title: &'a str,
    pub unit: &'a Unit,
    pub method: &'static str,
    pub supplier: &'a Supplier,
    /// The other members of a joint venture.
    pub partner: Option<&'a Supplier>,
    pub contract: &'a Contract,
}

impl Process<'_> {
    fn head(&self, row: &mut Row<'_>) {
        super::budget_files::head(row);
        row.text("kd_satker", &self.unit.tender_id.to_string()).text("kd_satker_str", &self.unit.code);
        row.text("nama_satker", &self.unit.name).int("kd_lpse", words::LPSE_CODE);
        let id = if self.system == System::Tender { "kd_tender" } else { "kd_nontender" };
        row.int(id, self.id).text("nama_paket", self.title);
        if self.system == System::Direct {
            row.text("mtd_pengadaan", self.method);
        }
    }

    /// The contract, and once more for its amendment.
    pub fn contract_rows(&self, rng: &mut Rng, out: &mut Out) {
        self.contract_row(rng, out, None);
        if let Some(amendment) = &self.contract.amendment {
            self.contract_row(rng, out, Some(amendment));
        }
    }

    fn contract_row(&self, rng: &mut Rng, out: &mut Out, amendment: Option<&Amendment>) {
        let tender = self.system == System::Tender;
        let contract = self.contract;
        let name = if tender { Name::TenderContract } else { Name::DirectContract };
        let value = amendment.map_or(contract.value, |amendment| amendment.value);
        let mut row = out.files[name].row();
        self.head(&mut row);
        let scope = format!("<p>{}\r\n</p><p><br></p>", self.title);
        row.maybe("lingkup_pekerjaan", tender.then_some(scope.as_str()));
        row.text("no_sppbj", &contract.award_letter).text("no_kontrak", &contract.number);
        row.text("tgl_kontrak", &contract.signed.zulu());
        let (starts, ends) = (contract.starts.zulu(), contract.ends.zulu());
        row.maybe("tgl_kontrak_awal", tender.then_some(starts.as_str()));
        row.maybe("tgl_kontrak_akhir", tender.then_some(ends.as_str())).text("kota_kontrak", words::CAPITAL);
        if tender {
            row.int("kd_penyedia", self.supplier.local_id);
        }
        supplier_name(&mut row, rng, self.supplier);
        let second = if tender { "npwp_16_penyedia" } else { "npwp16_penyedia" };
        let first = if tender { self.supplier.tax16() } else { self.supplier.tax15() };
        row.maybe("npwp_penyedia", first.as_deref()).maybe(second, self.supplier.tax16().as_deref());
        row.text("bentuk_usaha_penyedia", self.supplier.legal_name());
        let kind = match (self.partner, self.supplier.legal) {
            (Some(_), _) => "Penyedia Badan Usaha KSO",
            (_, Legal::Person) => "Penyedia Perseorangan",
            _ => "Penyedia Badan Usaha Non KSO",
        };
        let members = self.partner.map(|partner| format!("{};{}", self.supplier.name(), partner.name()));
        row.maybe("tipe_penyedia", (tender || self.partner.is_some()).then_some(kind));
        row.maybe("anggota_kso", members.as_deref()).money("nilai_kontrak", value);
        let rounded = value % rupiah(1_000) == 0 && rng.chance(0.6);
        row.text(
            "alasan_ubah_nilai_kontrak",
            if rounded { rng.pick(&["Pembulatan", "pembulatan", "dibulatkan"]) } else { "" },
        );
        row.null("alasan_nilai_kontrak_10_persen").money("nilai_pdn_kontrak", value).money("nilai_umk_kontrak", value);
        row.text("jenis_kontrak", contract.kind);
        row.maybe("informasi_lainnya", tender.then_some(""));
        self.status(&mut row, rng);
        addendum(&mut row, amendment);
        row.end();
        if amendment.is_some() {
            out.files[name].quirk("amended_duplicate");
        }
    }

    fn status(&self, row: &mut Row<'_>, rng: &mut Rng) {
        let finished = self.contract.finished();
        row.text("status_kontrak", if finished { "Kontrak Selesai" } else { "Kontrak Sedang Berjalan" });
        let closed = self.contract.payments.last().filter(|_| finished);
        let closed =
            closed.map(|payment| payment.paid.at(rng.range(8, 17), rng.range(0, 59), 7).zulu(rng.range(0, 999)));
        row.maybe("tgl_penetapan_status_kontrak", closed.as_deref()).null("alasan_penetapan_status_kontrak");
    }

    /// Handover and payment rows: the only progress that the whole country publishes.
    pub fn payment_rows(&self, rng: &mut Rng, out: &mut Out) {
        let name = if self.system == System::Tender { Name::TenderPaid } else { Name::DirectPaid };
        for payment in &self.contract.payments {
            // A second draw of the same payment a day later: the export keeps both.
            let twice = self.system == System::Direct && rng.chance(0.2);
            for copy in 0..=i64::from(twice) {
                self.payment_row(rng, out, name, payment, copy);
            }
            out.truth.sum(format!("payments.{:?}.once", self.system).to_lowercase(), payment.amount);
            out.truth.count(format!("payments.{:?}.once", self.system).to_lowercase(), 1);
        }
    }

    fn payment_row(&self, rng: &mut Rng, out: &mut Out, name: Name, payment: &Payment, copy: i64) {
        let contract = self.contract;
        let mut row = out.files[name].row();
        self.head(&mut row);
        row.null("lingkup_pekerjaan").text("no_sppbj", &contract.award_letter).text("no_kontrak", &contract.number);
        row.text("tgl_kontrak", &contract.signed.zulu()).money("nilai_kontrak", contract.value_now());
        supplier_name(&mut row, rng, self.supplier);
        row.maybe("npwp_penyedia", self.supplier.tax16().or(self.supplier.tax15()).as_deref());
        row.maybe("npwp_16_penyedia", self.supplier.tax16().as_deref());
        row.text("no_bast", &payment.handover).text("tgl_bast", &payment.handed.zulu());
        row.text("no_bap", &payment.bill).text("tgl_bap", &payment.paid.zulu());
        row.money("besar_pembayaran", payment.amount);
        match payment.progress {
            Some(progress) => row.int("progres_pekerjaan", progress),
            None => row.null("progres_pekerjaan"),
        };
        row.text("cara_pembayaran_kontrak", contract.way);
        self.status(&mut row, &mut rng.clone());
        addendum(&mut row, None);
        row.text("_event_date", &AS_OF.plus(copy - 1).iso());
        row.null("_inserted_date");
        if copy > 0 {
            row.quirk("drawn_twice");
        }
        row.end();
    }
}

fn addendum(row: &mut Row<'_>, amendment: Option<&Amendment>) {
    row.text("apakah_addendum", if amendment.is_some() { "Ya" } else { "Tidak" });
    row.int("versi_addendum", i64::from(amendment.is_some()));
    row.maybe("alasan_addendum", amendment.map(|amendment| amendment.reason));
}

/// The supplier's name as some clerk wrote it; quirks of name and tax number are counted.
pub fn supplier_name(row: &mut Row<'_>, rng: &mut Rng, supplier: &Supplier) {
    let (name, other) = supplier.spelled(rng);
    if other {
        row.quirk("supplier_spelling");
    }
    if let Some(quirk) = supplier.tax_quirk() {
        row.quirk(quirk);
    }
    row.text("nama_penyedia", &name);
}
