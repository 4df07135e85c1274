/*
+++
title = { id = "Neraca tiap sumber", en = "Account of each source" }
description = { id = "Baris dibaca = disimpan + ditolak + dilewati; begitu pula uangnya.", en = "Rows read = kept + refused + skipped; the same for money." }
key = ["row_no"]
[list]
+++
*/
SELECT
  row_number() OVER (ORDER BY a.source_id, a.table_name, a.money_field NULLS FIRST, a.currency NULLS FIRST) AS row_no,
  a.source_id,
  coalesce(s.title_id, a.source_id) AS source_title_id,
  coalesce(s.title_en, s.title_id, a.source_id) AS source_title_en,
  a.file_count, a.table_name, a.rows_read, a.rows_kept, a.rows_refused, a.rows_skipped,
  a.money_field, a.currency, a.money_read, a.money_kept, a.money_refused,
  row_number() OVER (PARTITION BY a.source_id, a.table_name ORDER BY a.money_field NULLS FIRST, a.currency NULLS FIRST) = 1 AS first_money
FROM accounts a
LEFT JOIN sources s ON s.source_id = a.source_id
ORDER BY row_no
