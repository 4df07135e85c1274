/*
+++
title = { id = "Neraca sumber cocok", en = "Accounts agree" }
description = { id = "Baris dibaca = diterima + ditolak + dilewati, dan uangnya juga, untuk tiap sumber dan tabel.", en = "Rows read = kept + refused + skipped, and so does the money, for each source and table." }

[check]
severity = "error"
+++
*/
SELECT
  source_id, table_name, money_field, currency, rows_read, rows_kept, rows_refused, rows_skipped,
  money_read, money_kept, money_refused, money_skipped
FROM accounts
WHERE rows_read <> rows_kept + rows_refused + rows_skipped
  OR coalesce(money_read, 0) <> coalesce(money_kept, 0) + coalesce(money_refused, 0) + coalesce(money_skipped, 0)
ORDER BY source_id, table_name, money_field, currency
