/*
+++
title = { id = "Angka yang dilaporkan daerah", en = "Figures that regions reported" }
description = { id = "Yang ditulis pemberitaan tentang empat daerah dan Indonesia, tiap angka dengan sumbernya. Bukan angka resmi, dan tidak diperiksa ulang di sini.", en = "What news reports wrote of four regions and of Indonesia, each figure with its source. Not official figures, and not checked again here." }
source = "Reports named in the column source"
key = ["place", "row_no"]

[download]
formats = ["csv", "jsonl"]

[fields.place]
title = { id = "Daerah", en = "Place" }

[fields.row_no]
title = { id = "Nomor", en = "Number" }

[fields.indicator]
title = { id = "Ukuran", en = "Indicator" }

[fields.indicator_id]
title = { id = "Ukuran (Indonesia)", en = "Indicator (Indonesian)" }

[fields.indicator_en]
title = { id = "Ukuran (Inggris)", en = "Indicator (English)" }

[fields.period_id]
title = { id = "Masa (Indonesia)", en = "Period (Indonesian)" }

[fields.period_en]
title = { id = "Masa (Inggris)", en = "Period (English)" }

[fields.value]
title = { id = "Angka", en = "Figure" }

[fields.unit]
title = { id = "Satuan", en = "Unit" }

[fields.source]
title = { id = "Sumber", en = "Source" }
+++
*/
SELECT place, row_no, indicator, indicator_id, indicator_en, period_id, period_en, cast(value AS double) AS value, unit, source
FROM (
  VALUES
    ('Kota Pekalongan', 1, 'staff_share', 'Bagian anggaran untuk pegawai', 'Share of the regional budget spent on staff pay', 'sebelum', 'before', 63, 'percent', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Kota Pekalongan', 2, 'staff_share', 'Bagian anggaran untuk pegawai', 'Share of the regional budget spent on staff pay', '2012', '2012', 52, 'percent', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Kota Pekalongan', 3, 'staff_share', 'Bagian anggaran untuk pegawai', 'Share of the regional budget spent on staff pay', 'sasaran', 'target', 48, 'percent', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Kota Pekalongan', 4, 'budget', 'Anggaran daerah (APBD)', 'Regional budget (APBD)', '2012', '2012', 638000000000, 'IDR', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Kota Pekalongan', 5, 'poverty_rate', 'Bagian penduduk miskin', 'Poverty rate', 'sebelum', 'before', 14, 'percent', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Kota Pekalongan', 6, 'poverty_rate', 'Bagian penduduk miskin', 'Poverty rate', '2012', '2012', 8.5, 'percent', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Kota Pekalongan', 7, 'software_saving', 'Penghematan perangkat lunak kantor per tahun', 'Yearly saving on office software', 'per tahun', 'a year', 12000000000, 'IDR', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Kota Pekalongan', 8, 'infrastructure_cost', 'Biaya jaringan untuk 2.400 titik layanan', 'Cost of infrastructure for 2400 service points', '2009–2010', '2009–2010', 250000000, 'IDR', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Indonesia', 1, 'regions_with_egov', 'Pemerintah daerah yang memakai e-government', 'Regional governments with e-government', '2017', '2017', 65, 'percent', 'Integrasi E-Government, Pemda Hemat Anggaran Rp7 Triliun, 2017-05-19'),
    ('Indonesia', 2, 'it_spending', 'Belanja TI semua daerah per tahun', 'Yearly IT spending of all regions', '2017', '2017', 14000000000000, 'IDR', 'Integrasi E-Government, Pemda Hemat Anggaran Rp7 Triliun, 2017-05-19'),
    ('Indonesia', 3, 'expected_saving', 'Penghematan yang diharapkan dari penyatuan', 'Saving expected from integration', '2017', '2017', 50, 'percent', 'Integrasi E-Government, Pemda Hemat Anggaran Rp7 Triliun, 2017-05-19'),
    ('Kabupaten Sragen', 1, 'licence_kinds', 'Jenis izin di kantor satu pintu', 'Kinds of licence at the one-stop office', '2010', '2010', 59, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 2, 'service_kinds', 'Jenis layanan selain izin', 'Kinds of non-licence service', '2010', '2010', 10, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 3, 'delegated_licences', 'Izin yang dilimpahkan ke kecamatan', 'Licences delegated to districts', '2010', '2010', 17, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 4, 'time_saved', 'Waktu proses yang dihemat dari standarnya', 'Processing time saved against the standard', 'sebelum 2010', 'before 2010', 65, 'percent', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 5, 'time_saved', 'Waktu proses yang dihemat dari standarnya', 'Processing time saved against the standard', '2010', '2010', 76, 'percent', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 6, 'satisfaction', 'Indeks kepuasan masyarakat', 'Public satisfaction index', '2010', '2010', 83.6, 'index', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 7, 'licences', 'Izin yang diterbitkan', 'Licences issued', '2002', '2002', 2027, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 8, 'licences', 'Izin yang diterbitkan', 'Licences issued', '2006', '2006', 5274, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 9, 'licensed_firms', 'Perusahaan yang berizin', 'Firms holding licences', '2004', '2004', 6373, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 10, 'licensed_firms', 'Perusahaan yang berizin', 'Firms holding licences', '2006', '2006', 10293, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 11, 'investment', 'Investasi', 'Investment', '2002', '2002', 592000000000, 'IDR', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 12, 'investment', 'Investasi', 'Investment', '2006', '2006', 1200000000000, 'IDR', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 13, 'industrial_jobs', 'Tenaga kerja industri', 'Industrial employment', '2002', '2002', 40785, 'people', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 14, 'industrial_jobs', 'Tenaga kerja industri', 'Industrial employment', '2006', '2006', 58188, 'people', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 15, 'villages', 'Desa yang akan tersambung', 'Villages to be connected', '2010', '2010', 208, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 16, 'cameras', 'Kamera umum', 'Public cameras', '2010', '2010', 14, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 17, 'population', 'Penduduk', 'Population', '2010', '2010', 865375, 'people', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kota Surabaya', 1, 'fibre', 'Serat optik yang dipasang', 'Optical fibre laid', 'sekitar 2016', 'about 2016', 70, 'km', 'Kota Denpasar dan Semarang Belajar E-Government ke Surabaya (Bhirawa)'),
    ('Kota Surabaya', 2, 'cameras', 'Kamera umum', 'Public cameras', 'sekitar 2016', 'about 2016', 800, 'count', 'Kota Denpasar dan Semarang Belajar E-Government ke Surabaya (Bhirawa)'),
    ('Kota Binjai', 1, 'innovations', 'Inovasi e-government', 'E-government innovations', 'sekitar 2018', 'about 2018', 14, 'count', 'Kota Indonesia terapkan e-Government')
) AS t (place, row_no, indicator, indicator_id, indicator_en, period_id, period_en, value, unit, source)
ORDER BY place, row_no
