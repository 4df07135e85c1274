//! Papers that the procurement unit puts on the web for its tenders: a list of links, some without an address.

use super::calendar::Day;
use super::names::Name;
use super::tender::{Status, Tender};
use super::{AS_OF, Block, Out};

pub const HEAD: &str = "kd_tender,nomor,tahap,jenis,judul,berkas,format,tanggal\r\n";

/// A tender's list, as far as it came before the export was drawn.
pub fn write(block: &Block, out: &mut Out, tender: &Tender<'_>) {
    let mut rng = block.rng("papers", tender.id as u64);
    let announced = tender.announced.day;
    let mut papers: Vec<(&str, &str, &str, Day)> = vec![
        ("Tender", "Pengumuman", "Pengumuman tender", announced),
        ("Tender", "Dokumen pemilihan", "Dokumen pemilihan dan rancangan kontrak", announced),
    ];
    if tender.status == Status::Failed {
        papers.push(("Tender", "Pembatalan", "Berita acara tender gagal", tender.awarded.day));
    }
    if tender.winner.is_some() && tender.status == Status::Done {
        papers.push(("Penetapan", "Hasil evaluasi", "Berita acara hasil pemilihan", tender.awarded.day));
    }
    if let Some(contract) = &tender.contract {
        papers.push(("Kontrak", "Kontrak", "Ringkasan kontrak", contract.signed));
        if contract.finished() {
            papers.push(("Pelaksanaan", "Serah terima", "Berita acara serah terima", contract.ends));
        }
    }
    let file = &mut out.files[Name::Papers];
    for (number, (stage, kind, title, day)) in papers.into_iter().enumerate() {
        // Not every unit puts everything there, nor says where it lies.
        if day > AS_OF || rng.chance(0.15) {
            continue;
        }
        let (id, number) = (tender.id, number + 1);
        let address = match rng.chance(0.1) {
            true => String::new(),
            false => format!("https://dokumen.tirtakencana.example/{id}/{number}.pdf"),
        };
        let format = if address.is_empty() { "" } else { "application/pdf" };
        file.rows += 1;
        file.raw(format!("{id},{number},{stage},{kind},{title},{address},{format},{}\r\n", day.iso()).as_bytes());
    }
}
