/*
+++
title = { id = "Bulan tiap tahun", en = "Months of each year" }
description = { id = "Bulan yang punya paket, dengan jumlah paketnya.", en = "The months that have processes, with their counts." }
key = ["year_label", "month_label"]
[list]
+++
*/
WITH months AS (
  SELECT m.year_label, m.month_label, m.month_key, bool_or(m.is_wide) AS is_wide, count(*) AS process_count
  FROM list_month_processes m
  GROUP BY m.year_label, m.month_label, m.month_key
)
SELECT
  m.*,
  coalesce(n.name_id || ' ' || left(m.month_label, 4), 'tanpa tanggal') AS month_id,
  coalesce(n.name_en || ' ' || left(m.month_label, 4), 'without a date') AS month_en
FROM months m
LEFT JOIN (VALUES
  ('01', 'Januari', 'January'), ('02', 'Februari', 'February'), ('03', 'Maret', 'March'), ('04', 'April', 'April'),
  ('05', 'Mei', 'May'), ('06', 'Juni', 'June'), ('07', 'Juli', 'July'), ('08', 'Agustus', 'August'),
  ('09', 'September', 'September'), ('10', 'Oktober', 'October'), ('11', 'November', 'November'), ('12', 'Desember', 'December')
) AS n (month_no, name_id, name_en) ON n.month_no = substr(m.month_label, 6)
ORDER BY m.year_label, m.month_label
