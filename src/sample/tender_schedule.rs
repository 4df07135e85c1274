//! The stages of a tender and when each begins and ends.

use super::calendar::Day;
use super::names::Name;
use super::tender::Tender;
use super::tender_files::unit_fields;
use super::words::{INSTITUTION_CODE, LPSE_CODE};
use super::{Block, Out, YEAR};

/// Stage numbers and names are the tender system's own.
const OPEN: [(i64, i64, &str); 12] = [
    (18807, 291, "Pengumuman pascakualifikasi"),
    (18777, 292, "Download dokumen pemilihan dan kualifikasi"),
    (18812, 293, "Penjelasan dokumen lelang"),
    (18833, 294, "Upload Dokumen Penawaran"),
    (18798, 295, "Pembukaan file dokumen penawaran"),
    (18843, 296, ""),
    (18802, 297, "Pembuktian kualifikasi"),
    (18804, 298, "Penetapan pemenang"),
    (18810, 299, "Pengumuman pemenang"),
    (18789, 300, "Masa Sanggah Hasil Lelang"),
    (18817, 301, "Surat penunjukan penyedia barang/jasa"),
    (18803, 302, "Penandatanganan  kontrak"),
];
const SELECTION: [(i64, i64, &str); 21] = [
    (18808, 172, "Pengumuman prakualifikasi"),
    (18778, 173, "Download dokumen prakualifikasi"),
    (18832, 174, "Penjelasan Dokumen Prakualifikasi"),
    (18827, 175, "Upload dokumen prakualifikasi"),
    (18779, 176, "Evaluasi dokumen kualifikasi"),
    (18802, 177, "Pembuktian kualifikasi"),
    (18830, 178, "Penetapan Hasil Kualifikasi"),
    (18811, 179, "Penjelasan"),
    (18791, 180, "Masa sanggah prakualifikasi"),
    (18776, 181, ""),
    (18812, 182, "Penjelasan dokumen lelang"),
    (18833, 183, "Upload Dokumen Penawaran"),
    (18795, 184, "Pembukaan dan evaluasi penawaran file I"),
    (18793, 186, "Pemberitahuan/pengumuman peringkat teknis"),
    (18796, 187, "Pembukaan dan evaluasi penawaran file II"),
    (18804, 188, "Penetapan pemenang"),
    (18810, 189, "Pengumuman pemenang"),
    (18789, 190, "Masa Sanggah Hasil Lelang"),
    (18784, 191, "Klarifikasi dan negosiasi teknis dan biaya"),
    (18817, 193, "Surat penunjukan penyedia barang/jasa"),
    (18803, 194, "Penandatanganan  kontrak"),
];
const UPLOAD: i64 = 18833;
const DECISION: i64 = 18804;

pub fn write(block: &Block, out: &mut Out, tender: &Tender<'_>) {
    let stages: &[(i64, i64, &str)] = if tender.selection { &SELECTION } else { &OPEN };
    let place = |wanted: i64| stages.iter().position(|stage| stage.0 == wanted).unwrap_or(0) as i64;
    let (upload, decision) = (place(UPLOAD), place(DECISION));
    let spread = |from: Day, to: Day, step: i64, steps: i64| from.plus((to.0 - from.0) * step / steps.max(1));
    for (index, (stage, act, name)) in stages.iter().enumerate() {
        let index = index as i64;
        let (starts, ends) = match index {
            _ if index < upload => {
                let from = spread(tender.announced.day, tender.upload.0.day, index, upload).at(9, 0, 0);
                (if index == 0 { tender.announced } else { from }, from.day.plus(1).at(16, 0, 0))
            }
            _ if index == upload => tender.upload,
            _ if index < decision => {
                let day = spread(tender.upload.1.day, tender.awarded.day, index - upload, decision - upload);
                (day.at(16, 1, 0), day.plus(1).at(15, 0, 0))
            }
            _ if index == decision => (tender.awarded.day.at(8, 0, 0), tender.awarded),
            _ => {
                let day = tender.awarded.day.plus((index - decision) * 2);
                (day.at(8, 0, 0), day.plus(2).at(16, 0, 0))
            }
        };
        let mut row = out.files[Name::Schedule].row();
        row.int("tahun_anggaran", YEAR).text("kd_klpd", INSTITUTION_CODE);
        unit_fields(block, &mut row, tender);
        row.int("kd_lpse", LPSE_CODE).int("kd_tender", tender.id).int("kd_tahapan", *stage);
        row.maybe("nama_tahapan", (!name.is_empty()).then_some(name)).int("kd_akt", *act).null("nama_akt");
        row.text("tgl_awal", &starts.plain()).text("tgl_akhir", &ends.plain());
        row.text("_event_date", &out.as_of).end();
    }
}
