//! The list of firms that may not be given work, with what makes such lists hard to use: sanctions that ended or were
//! annulled, and a name without a number.

use super::names::Name;
use super::supplier::{Legal, Supplier, Tax};
use super::tender::Tender;
use super::{Block, Out, ocds};

pub const HEAD: &str = "nomor_sk,nama_penyedia,npwp,ditetapkan_oleh,pelanggaran,mulai,selesai,status\r\n";

/// What a sanction is to the award that its firm won: its case in `truth.json`, its days from the award, its status,
/// whether the list gives the firm's number, and the offence.
struct Kind {
    case: &'static str,
    from: i64,
    to: i64,
    status: &'static str,
    numbered: bool,
    offence: &'static str,
}

const KINDS: [Kind; 5] = [
    Kind {
        case: "winner_under_sanction",
        from: -60,
        to: 670,
        status: "Aktif",
        numbered: true,
        offence: "Tidak menyelesaikan pekerjaan sesuai kontrak",
    },
    Kind {
        case: "sanction_ended_before_award",
        from: -800,
        to: -70,
        status: "Aktif",
        numbered: true,
        offence: "Mengundurkan diri setelah ditetapkan sebagai pemenang",
    },
    Kind {
        case: "sanction_lifted",
        from: -30,
        to: 700,
        status: "Dibatalkan",
        numbered: true,
        offence: "Dokumen penawaran tidak benar",
    },
    Kind {
        case: "sanction_by_name_alone",
        from: -40,
        to: 690,
        status: "Aktif",
        numbered: false,
        offence: "Tidak melaksanakan masa pemeliharaan",
    },
    Kind {
        case: "sanction_after_award",
        from: 20,
        to: 750,
        status: "Aktif",
        numbered: true,
        offence: "Pemutusan kontrak karena kesalahan penyedia",
    },
];

/// Gives the winners of the first tenders of a block one kind of sanction each.
#[derive(Default)]
pub struct Sanctions {
    firms: Vec<u64>,
}

impl Sanctions {
    pub fn tender(&mut self, block: &Block, out: &mut Out, tender: &Tender<'_>) {
        let Some(kind) = KINDS.get(self.firms.len()) else { return };
        let Some(winner) = tender.winner.map(|winner| &tender.bidders[winner].supplier) else { return };
        let told = winner.tax == Tax::Full && winner.legal != Legal::Person && tender.partner.is_none();
        if !told || self.firms.contains(&winner.number) || !out.files[Name::Sanctions].wanted() {
            return;
        }
        self.firms.push(winner.number);
        write(block, out, self.firms.len(), kind, winner, tender);
    }
}

fn write(block: &Block, out: &mut Out, number: usize, kind: &Kind, firm: &Supplier, tender: &Tender<'_>) {
    let awarded = tender.awarded.day;
    let (starts, ends) = (awarded.plus(kind.from), awarded.plus(kind.to));
    let year = starts.iso().chars().take(4).collect::<String>();
    let decree = format!("000.3/{:03}.{number}/DH/{year}", block.number + 1);
    let tax = if kind.numbered { firm.dotted() } else { "-".to_string() };
    let unit = &block.region.units[tender.package.unit].name;
    let name = if number == 2 { firm.name().to_uppercase() } else { firm.name() };
    let file = &mut out.files[Name::Sanctions];
    file.rows += 1;
    let (status, offence) = (kind.status, kind.offence);
    let line = format!("{decree},\"{name}\",{tax},\"{unit}\",{offence},{},{},{status}\r\n", starts.iso(), ends.iso());
    file.raw(line.as_bytes());
    let details = [
        ("supplier", format!("npwp-0{}", firm.digits15())),
        ("ocid", ocds::ocid("tender", tender.id)),
        ("starts", starts.iso()),
        ("ends", ends.iso()),
        ("awarded", awarded.iso()),
    ];
    out.truth.case(kind.case, Name::Sanctions.path(), &decree, &details);
}
