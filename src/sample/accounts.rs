//! The account codes a regency spends from, in the six levels of the national chart.
//! Codes follow the chart's scheme; the labels are shortened here.

/// What an account pays for, and so how its money may be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    Staff,
    Goods,
    Service,
    Consultancy,
    /// Done in-house: travel, honoraria, meetings.
    InHouse,
    Equipment,
    Works,
    Interest,
    Subsidy,
    Grant,
    Social,
    Contingency,
    Transfer,
    Revenue,
    Financing,
}

pub struct Account {
    pub code: &'static str,
    pub name: &'static str,
    pub nature: Nature,
    /// How often a sub-activity has it, against its peers.
    pub weight: u32,
}

const fn account(code: &'static str, name: &'static str, nature: Nature, weight: u32) -> Account {
    Account { code, name, nature, weight }
}

use Nature::*;

pub const ACCOUNTS: [Account; 69] = [
    account("5.1.01.01.01.0001", "Belanja Gaji Pokok PNS", Staff, 90),
    account("5.1.01.01.01.0002", "Belanja Gaji Pokok PPPK", Staff, 40),
    account("5.1.01.01.02.0001", "Belanja Tunjangan Keluarga PNS", Staff, 9),
    account("5.1.01.01.03.0001", "Belanja Tunjangan Jabatan PNS", Staff, 8),
    account("5.1.01.01.05.0001", "Belanja Tunjangan Umum PNS", Staff, 5),
    account("5.1.01.01.06.0001", "Belanja Tunjangan Beras PNS", Staff, 6),
    account("5.1.01.01.09.0001", "Belanja Iuran Jaminan Kesehatan PNS", Staff, 7),
    account("5.1.01.02.01.0001", "Belanja Tambahan Penghasilan Beban Kerja", Staff, 45),
    account("5.1.01.02.05.0001", "Belanja Tambahan Penghasilan Prestasi Kerja", Staff, 30),
    account("5.1.02.01.01.0004", "Belanja Bahan Bakar dan Pelumas", Goods, 60),
    account("5.1.02.01.01.0024", "Belanja Alat Tulis Kantor", Goods, 140),
    account("5.1.02.01.01.0025", "Belanja Kertas dan Cover", Goods, 80),
    account("5.1.02.01.01.0026", "Belanja Bahan Cetak", Goods, 95),
    account("5.1.02.01.01.0027", "Belanja Benda Pos", Goods, 20),
    account("5.1.02.01.01.0029", "Belanja Bahan Komputer", Goods, 60),
    account("5.1.02.01.01.0031", "Belanja Alat Listrik", Goods, 35),
    account("5.1.02.01.01.0037", "Belanja Obat-obatan", Goods, 25),
    account("5.1.02.01.01.0038", "Belanja Bahan Medis Habis Pakai", Goods, 25),
    account("5.1.02.01.01.0052", "Belanja Makanan dan Minuman Rapat", Goods, 150),
    account("5.1.02.01.01.0053", "Belanja Makanan dan Minuman Tamu", Goods, 30),
    account("5.1.02.01.01.0064", "Belanja Pakaian Dinas Harian", Goods, 18),
    account("5.1.02.01.01.0075", "Belanja Bibit dan Benih", Goods, 15),
    account("5.1.02.02.01.0003", "Belanja Honorarium Narasumber", InHouse, 110),
    account("5.1.02.02.01.0004", "Belanja Honorarium Tim Pelaksana", InHouse, 50),
    account("5.1.02.02.01.0026", "Belanja Jasa Tenaga Administrasi", Service, 45),
    account("5.1.02.02.01.0030", "Belanja Jasa Tenaga Kebersihan", Service, 30),
    account("5.1.02.02.01.0031", "Belanja Jasa Tenaga Keamanan", Service, 25),
    account("5.1.02.02.01.0047", "Belanja Jasa Penyelenggaraan Acara", Service, 40),
    account("5.1.02.02.01.0055", "Belanja Jasa Iklan dan Publikasi", Service, 30),
    account("5.1.02.02.01.0061", "Belanja Tagihan Listrik", InHouse, 40),
    account("5.1.02.02.01.0063", "Belanja Langganan Internet", Service, 35),
    account("5.1.02.02.02.0005", "Belanja Iuran Jaminan Kesehatan Non ASN", InHouse, 30),
    account("5.1.02.02.04.0036", "Belanja Sewa Kendaraan", Service, 35),
    account("5.1.02.02.05.0009", "Belanja Sewa Gedung Pertemuan", Service, 35),
    account("5.1.02.02.08.0015", "Belanja Jasa Konsultansi Perencanaan", Consultancy, 26),
    account("5.1.02.02.09.0012", "Belanja Jasa Konsultansi Kajian", Consultancy, 22),
    account("5.1.02.02.12.0001", "Belanja Kursus dan Pelatihan", InHouse, 45),
    account("5.1.02.03.02.0035", "Belanja Pemeliharaan Kendaraan", Service, 55),
    account("5.1.02.03.02.0120", "Belanja Pemeliharaan Peralatan Kantor", Service, 50),
    account("5.1.02.03.03.0001", "Belanja Pemeliharaan Gedung Kantor", Works, 25),
    account("5.1.02.03.04.0001", "Belanja Pemeliharaan Jalan", Works, 12),
    account("5.1.02.04.01.0001", "Belanja Perjalanan Dinas Biasa", InHouse, 130),
    account("5.1.02.04.01.0003", "Belanja Perjalanan Dinas Dalam Kota", InHouse, 140),
    account("5.1.02.05.01.0001", "Belanja Hadiah Lomba", InHouse, 15),
    account("5.1.03.01.01.0001", "Belanja Bunga Pinjaman Daerah", Interest, 1),
    account("5.1.04.01.01.0001", "Belanja Subsidi Air Minum", Subsidy, 1),
    account("5.1.05.05.01.0001", "Belanja Hibah Uang kepada Lembaga", Grant, 12),
    account("5.1.05.05.01.0002", "Belanja Hibah Barang kepada Kelompok Masyarakat", Grant, 20),
    account("5.1.06.01.01.0001", "Belanja Bantuan Sosial Perorangan", Social, 10),
    account("5.2.02.05.01.0005", "Belanja Modal Alat Kantor", Equipment, 25),
    account("5.2.02.05.02.0001", "Belanja Modal Mebel", Equipment, 30),
    account("5.2.02.06.01.0002", "Belanja Modal Peralatan Studio", Equipment, 12),
    account("5.2.02.07.01.0001", "Belanja Modal Alat Kedokteran", Equipment, 12),
    account("5.2.02.10.01.0002", "Belanja Modal Komputer", Equipment, 40),
    account("5.2.02.10.02.0003", "Belanja Modal Peralatan Jaringan", Equipment, 15),
    account("5.2.03.01.01.0001", "Belanja Modal Bangunan Gedung Kantor", Works, 22),
    account("5.2.03.01.01.0006", "Belanja Modal Bangunan Kesehatan", Works, 12),
    account("5.2.03.01.01.0010", "Belanja Modal Bangunan Sekolah", Works, 22),
    account("5.2.04.01.01.0003", "Belanja Modal Jalan Kabupaten", Works, 45),
    account("5.2.04.01.02.0003", "Belanja Modal Jembatan", Works, 20),
    account("5.2.04.02.01.0004", "Belanja Modal Saluran Irigasi", Works, 25),
    account("5.2.04.03.05.0002", "Belanja Modal Jaringan Air Bersih", Works, 14),
    account("5.3.01.01.01.0001", "Belanja Tidak Terduga", Contingency, 1),
    account("5.4.02.05.01.0001", "Belanja Bantuan Keuangan kepada Desa", Transfer, 1),
    account("4.1.01.06.01.0001", "Pajak Bumi dan Bangunan Perdesaan", Revenue, 14),
    account("4.1.02.01.02.0001", "Retribusi Pelayanan Kesehatan", Revenue, 6),
    account("4.2.01.01.01.0001", "Dana Bagi Hasil dan Alokasi Umum", Revenue, 72),
    account("4.2.02.01.01.0001", "Pendapatan Bagi Hasil Provinsi", Revenue, 11),
    account("6.1.01.01.01.0001", "Sisa Lebih Perhitungan Anggaran Tahun Sebelumnya", Financing, 1),
];

/// The names of the levels above the last, by code.
const LEVELS: [(&str, &str); 33] = [
    ("4", "PENDAPATAN DAERAH"),
    ("4.1", "PENDAPATAN ASLI DAERAH"),
    ("4.1.01", "Pajak Daerah"),
    ("4.1.02", "Retribusi Daerah"),
    ("4.2", "PENDAPATAN TRANSFER"),
    ("4.2.01", "Transfer Pemerintah Pusat"),
    ("4.2.02", "Transfer Antar Daerah"),
    ("5", "BELANJA DAERAH"),
    ("5.1", "BELANJA OPERASI"),
    ("5.1.01", "Belanja Pegawai"),
    ("5.1.02", "Belanja Barang dan Jasa"),
    ("5.1.02.01", "Belanja Barang"),
    ("5.1.02.02", "Belanja Jasa"),
    ("5.1.02.03", "Belanja Pemeliharaan"),
    ("5.1.02.04", "Belanja Perjalanan Dinas"),
    ("5.1.02.05", "Belanja Uang atau Jasa untuk Masyarakat"),
    ("5.1.03", "Belanja Bunga"),
    ("5.1.04", "Belanja Subsidi"),
    ("5.1.05", "Belanja Hibah"),
    ("5.1.06", "Belanja Bantuan Sosial"),
    ("5.2", "BELANJA MODAL"),
    ("5.2.02", "Belanja Modal Peralatan dan Mesin"),
    ("5.2.03", "Belanja Modal Gedung dan Bangunan"),
    ("5.2.04", "Belanja Modal Jalan, Jaringan, dan Irigasi"),
    ("5.3", "BELANJA TIDAK TERDUGA"),
    ("5.3.01", "Belanja Tidak Terduga"),
    ("5.4", "BELANJA TRANSFER"),
    ("5.4.02", "Belanja Bantuan Keuangan"),
    ("6", "PEMBIAYAAN DAERAH"),
    ("6.1", "PENERIMAAN PEMBIAYAAN"),
    ("6.1.01", "Sisa Lebih Perhitungan Anggaran Tahun Sebelumnya"),
    ("5.1.01.01", "Belanja Gaji dan Tunjangan ASN"),
    ("5.1.01.02", "Belanja Tambahan Penghasilan ASN"),
];

impl Account {
    /// The code cut at a level from 1 to 6.
    pub fn level(&self, level: usize) -> &'static str {
        let end = self.code.match_indices('.').nth(level - 1).map_or(self.code.len(), |(at, _)| at);
        &self.code[..end]
    }

    /// The level's own name, or the nearest named one above it: the chart repeats itself below.
    pub fn level_name(&self, level: usize) -> &'static str {
        if level == 6 {
            return self.name;
        }
        (1..=level)
            .rev()
            .find_map(|level| LEVELS.iter().find(|(code, _)| *code == self.level(level)).map(|(_, name)| *name))
            .unwrap_or(self.name)
    }

    pub fn is_spending(&self) -> bool {
        self.code.starts_with('5')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_has_six_levels_and_a_named_first_three() {
        for account in &ACCOUNTS {
            assert_eq!(account.code.split('.').count(), 6, "{}", account.code);
            assert_eq!(account.level(6), account.code);
            for level in 1..=3 {
                assert!(LEVELS.iter().any(|(code, _)| *code == account.level(level)), "{} {level}", account.code);
            }
        }
        let road = ACCOUNTS.iter().find(|account| account.code == "5.2.04.01.01.0003").expect("in the list");
        assert_eq!((road.level(3), road.level_name(2)), ("5.2.04", "BELANJA MODAL"));
        assert_eq!(road.level_name(5), "Belanja Modal Jalan, Jaringan, dan Irigasi");
    }
}
