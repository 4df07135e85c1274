/*
+++
title = { id = "Angka yang dilaporkan daerah", en = "Figures that regions reported" }
description = { id = "Yang ditulis pemberitaan tentang lima daerah dan Indonesia, tiap angka dengan sumbernya. Bukan angka resmi, dan tidak diperiksa ulang di sini.", en = "What news reports wrote of five places and of Indonesia, each figure with its source. Not official figures, and not checked again here." }
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
SELECT place, row_no, indicator, period_id, period_en, cast(value AS double) AS value, unit, source
FROM (
  VALUES
    ('Kota Pekalongan', 1, 'staff_share', 'sebelum', 'before', 63, 'percent', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Kota Pekalongan', 2, 'staff_share', '2012', '2012', 52, 'percent', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Kota Pekalongan', 3, 'staff_share', 'sasaran', 'target', 48, 'percent', 'Pemkot Pekalongan Hemat APBD hingga 48% dengan E-Government, 2012-12-06'),
    ('Kabupaten Sragen', 1, 'licences', '2002', '2002', 2027, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 2, 'licences', '2006', '2006', 5274, 'count', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 3, 'time_saved', 'sebelum 2010', 'before 2010', 65, 'percent', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kabupaten Sragen', 4, 'time_saved', '2010', '2010', 76, 'percent', 'Sragen Online-kan Desa, 2010-06-22'),
    ('Kota Surabaya', 1, 'cameras', 'sekitar 2016', 'about 2016', 800, 'count', 'Kota Denpasar dan Semarang Belajar E-Government ke Surabaya (Bhirawa)'),
    ('Kota Binjai', 1, 'innovations', 'sekitar 2018', 'about 2018', 14, 'count', 'Kota Indonesia terapkan e-Government'),
    ('Indonesia', 1, 'regions_with_egov', '2017', '2017', 65, 'percent', 'Integrasi E-Government, Pemda Hemat Anggaran Rp7 Triliun, 2017-05-19')
) AS t (place, row_no, indicator, period_id, period_en, value, unit, source)
ORDER BY place, row_no
