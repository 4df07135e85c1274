/*
+++
title = { id = "Nama rekening", en = "Names of accounts" }
description = { id = "Nama rekening tingkat 1 sampai 3 menurut klasifikasi nasional anggaran daerah.", en = "Names of accounts, levels 1 to 3, in the national classification of regional budgets." }
source = "Peraturan Menteri Dalam Negeri 90/2019; Keputusan Menteri Dalam Negeri 050-5889/2021"
key = ["account_code"]

[fields.account_en]
title = { id = "Rekening (Inggris)", en = "Account (English)" }
+++
*/
SELECT account_code, account_level, account, account_en
FROM (
  VALUES
    ('4', 1, 'Pendapatan daerah', 'Revenue'),
    ('4.1', 2, 'Pendapatan asli daerah', 'Own revenue'),
    ('4.1.01', 3, 'Pajak daerah', 'Local taxes'),
    ('4.1.02', 3, 'Retribusi daerah', 'Local charges'),
    ('4.1.03', 3, 'Hasil pengelolaan kekayaan daerah yang dipisahkan', 'Returns on regional enterprises'),
    ('4.1.04', 3, 'Lain-lain PAD yang sah', 'Other own revenue'),
    ('4.2', 2, 'Pendapatan transfer', 'Transfers received'),
    ('4.2.01', 3, 'Transfer pemerintah pusat', 'Transfers from the state'),
    ('4.2.02', 3, 'Transfer antar daerah', 'Transfers between regions'),
    ('4.3', 2, 'Lain-lain pendapatan daerah yang sah', 'Other revenue'),
    ('4.3.01', 3, 'Pendapatan hibah', 'Grants received'),
    ('4.3.02', 3, 'Dana darurat', 'Emergency funds'),
    ('4.3.03', 3, 'Lain-lain pendapatan sesuai peraturan', 'Other revenue by regulation'),
    ('5', 1, 'Belanja daerah', 'Spending'),
    ('5.1', 2, 'Belanja operasi', 'Operations'),
    ('5.1.01', 3, 'Belanja pegawai', 'Staff'),
    ('5.1.02', 3, 'Belanja barang dan jasa', 'Goods and services'),
    ('5.1.03', 3, 'Belanja bunga', 'Interest'),
    ('5.1.04', 3, 'Belanja subsidi', 'Subsidies'),
    ('5.1.05', 3, 'Belanja hibah', 'Grants'),
    ('5.1.06', 3, 'Belanja bantuan sosial', 'Social aid'),
    ('5.2', 2, 'Belanja modal', 'Capital spending'),
    ('5.2.01', 3, 'Belanja modal tanah', 'Land'),
    ('5.2.02', 3, 'Belanja modal peralatan dan mesin', 'Equipment and machines'),
    ('5.2.03', 3, 'Belanja modal gedung dan bangunan', 'Buildings'),
    ('5.2.04', 3, 'Belanja modal jalan, jaringan, dan irigasi', 'Roads, networks and irrigation'),
    ('5.2.05', 3, 'Belanja modal aset tetap lainnya', 'Other fixed assets'),
    ('5.2.06', 3, 'Belanja modal aset lainnya', 'Other assets'),
    ('5.3', 2, 'Belanja tidak terduga', 'Contingencies'),
    ('5.3.01', 3, 'Belanja tidak terduga', 'Contingencies'),
    ('5.4', 2, 'Belanja transfer', 'Transfers paid'),
    ('5.4.01', 3, 'Belanja bagi hasil', 'Revenue sharing'),
    ('5.4.02', 3, 'Belanja bantuan keuangan', 'Financial assistance'),
    ('6', 1, 'Pembiayaan daerah', 'Financing'),
    ('6.1', 2, 'Penerimaan pembiayaan', 'Financing received'),
    ('6.1.01', 3, 'Sisa lebih anggaran tahun sebelumnya', 'Surplus of the year before'),
    ('6.1.02', 3, 'Pencairan dana cadangan', 'Reserves released'),
    ('6.1.03', 3, 'Hasil penjualan kekayaan daerah yang dipisahkan', 'Sale of regional enterprises'),
    ('6.1.04', 3, 'Penerimaan pinjaman daerah', 'Loans taken'),
    ('6.1.05', 3, 'Penerimaan kembali pemberian pinjaman', 'Loans returned'),
    ('6.1.06', 3, 'Penerimaan pembiayaan lainnya', 'Other financing received'),
    ('6.2', 2, 'Pengeluaran pembiayaan', 'Financing paid'),
    ('6.2.01', 3, 'Pembentukan dana cadangan', 'Reserves formed'),
    ('6.2.02', 3, 'Penyertaan modal daerah', 'Capital in enterprises'),
    ('6.2.03', 3, 'Pembayaran cicilan pokok utang', 'Repayment of loans'),
    ('6.2.04', 3, 'Pemberian pinjaman daerah', 'Loans given'),
    ('6.2.05', 3, 'Pengeluaran pembiayaan lainnya', 'Other financing paid')
) AS names (account_code, account_level, account, account_en)
ORDER BY account_code
