//! The files of a sample, by name.

use std::ops::{Index, IndexMut};

use super::out::{Layout, Table};

macro_rules! names {
    ($($name:ident $layout:ident $path:literal,)*) => {
        /// One file of the sample.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Name { $($name,)* }

        impl Name {
            pub const ALL: &[Name] = &[$(Name::$name,)*];

            /// Below the sample's folder.
            pub const fn path(self) -> &'static str {
                match self { $(Name::$name => $path,)* }
            }

            pub const fn layout(self) -> Layout {
                match self { $(Name::$name => Layout::$layout,)* }
            }
        }
    };
}

names! {
    Units JsonArray "isb/RUP-MasterSatker.json",
    Programs JsonArray "isb/RUP-ProgramMaster.json",
    Activities JsonArray "isb/RUP-KegiatanMaster.json",
    SubActivities JsonArray "isb/RUP-SubKegiatanMaster.json",
    Structure JsonArray "isb/RUP-StrukturAnggaranPD.json",
    Provider JsonArray "isb/RUP-PaketPenyedia-Terumumkan.json",
    SelfManaged JsonArray "isb/RUP-PaketSwakelola-Terumumkan.json",
    ProviderFunding JsonArray "isb/RUP-PaketAnggaranPenyedia.json",
    SelfManagedFunding JsonArray "isb/RUP-PaketAnggaranSwakelola.json",
    ProviderPlaces JsonArray "isb/RUP-PaketPenyediaLokasi.json",
    History JsonArray "isb/RUP-history-kaji-ulang.json",
    Tender JsonArray "isb/SPSE-TenderPengumuman.json",
    TenderDone JsonArray "isb/SPSE-TenderSelesai.json",
    TenderValue JsonArray "isb/SPSE-TenderSelesaiNilai.json",
    Bidders JsonArray "isb/SPSE-PesertaTender.json",
    Schedule JsonArray "isb/SPSE-JadwalTahapanTender.json",
    TenderAward JsonArray "isb/SPSE-TenderEkontrak-1SPPBJ.json",
    TenderContract JsonArray "isb/SPSE-TenderEkontrak-2Kontrak.json",
    TenderStart JsonArray "isb/SPSE-TenderEkontrak-3SPMKSPP.json",
    TenderPaid JsonArray "isb/SPSE-TenderEkontrak-4BAPBAST.json",
    Direct JsonArray "isb/SPSE-NonTenderPengumuman.json",
    DirectDone JsonArray "isb/SPSE-NonTenderSelesai.json",
    DirectContract JsonArray "isb/SPSE-NonTenderEkontrak-2Kontrak.json",
    DirectPaid JsonArray "isb/SPSE-NonTenderEkontrak-4BAPBAST.json",
    Recorded JsonArray "isb/SPSE-PencatatanNonTender.json",
    RecordedSpent JsonArray "isb/SPSE-PencatatanNonTenderRealisasi.json",
    Managed JsonArray "isb/SPSE-PencatatanSwakelola.json",
    ManagedSpent JsonArray "isb/SPSE-PencatatanSwakelolaRealisasi.json",
    Catalogue JsonArray "isb/Ecat-PaketEPurchasingV6.json",
    Lines Text "budget/apbd-lines.csv",
    Finance2021 Text "budget/djpk-2021.csv",
    Finance2022 Text "budget/djpk-2022.csv",
    Finance2023 Text "budget/djpk-2023.csv",
    Finance2024 Text "budget/djpk-2024.csv",
    Finance2025 Text "budget/djpk-2025.csv",
    Boundaries Text "wilayah/batas-kecamatan.geojson",
    Residents Text "wilayah/penduduk.csv",
    FieldReports Text "lapangan/kemajuan.csv",
    Papers Text "dokumen/dokumen-tender.csv",
    Sanctions Text "daftar-hitam/sanksi.csv",
    Permits Text "izin/permohonan-izin.csv",
    Ocds JsonLines "ocds/releases.jsonl",
}

/// All files, each found by its name.
pub struct Files(pub Vec<Table>);

impl Index<Name> for Files {
    type Output = Table;

    fn index(&self, name: Name) -> &Table {
        &self.0[name as usize]
    }
}

impl IndexMut<Name> for Files {
    fn index_mut(&mut self, name: Name) -> &mut Table {
        &mut self.0[name as usize]
    }
}
