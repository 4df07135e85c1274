/*
+++
title = { id = "Mata uang utama", en = "Main currency" }
description = { id = "Mata uang yang dipakai paling banyak baris: daftar yang mengurutkan uang hanya memakai yang ini.", en = "The currency of most rows: lists that order by money use only this one." }
key = ["subject"]
[list]
+++
*/
WITH counts AS (
  SELECT 'instansi' AS subject, currency, count(*) AS row_count FROM buyer_summary GROUP BY currency
  UNION ALL SELECT 'penyedia', currency, count(*) FROM supplier_summary GROUP BY currency
  UNION ALL SELECT 'paket', currency, count(*) FROM process_summary WHERE coalesce("value", estimate, ceiling) IS NOT NULL GROUP BY currency
  UNION ALL SELECT 'rekening', currency, count(*) FROM budget_by_account GROUP BY currency
  UNION ALL SELECT 'unit', currency, count(*) FROM budget_by_unit GROUP BY currency
  UNION ALL SELECT 'rantai', currency, max(row_count) FROM chain_funnel GROUP BY currency
)
SELECT c.subject, c.currency
FROM counts c
WHERE c.currency IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY c.subject ORDER BY c.row_count DESC, c.currency) = 1
ORDER BY c.subject
