/*
+++
title = { id = "Kunci tunggal", en = "Keys are unique" }
description = { id = "Satu kunci hanya boleh ada di satu baris, juga bila beberapa sumber mengisi tabel yang sama: kalau tidak, uang terhitung dua kali.", en = "A key may stand in one row only, also where several sources fill the same table: otherwise money counts twice." }

[check]
severity = "error"

[fields.first_source]
title = { id = "Sumber pertama", en = "First source" }

[fields.last_source]
title = { id = "Sumber terakhir", en = "Last source" }
+++
*/
WITH keys AS (
  SELECT 'processes' AS table_name, ocid AS row_key, source_id FROM processes
  UNION ALL SELECT 'bids', concat(ocid, ' / ', bid_id), source_id FROM bids
  UNION ALL SELECT 'awards', concat(ocid, ' / ', award_id), source_id FROM awards
  UNION ALL SELECT 'contracts', concat(ocid, ' / ', contract_id), source_id FROM contracts
  UNION ALL SELECT 'amendments', concat(ocid, ' / ', contract_id, ' / ', amendment_id), source_id FROM amendments
  UNION ALL SELECT 'payments', concat(ocid, ' / ', payment_id), source_id FROM payments
  UNION ALL SELECT 'progress', concat(ocid, ' / ', contract_id, ' / ', progress_id), source_id FROM progress
  UNION ALL SELECT 'tender_schedule', concat(ocid, ' / ', stage_no), source_id FROM tender_schedule
  UNION ALL SELECT 'planned_packages', plan_id, source_id FROM planned_packages
  UNION ALL SELECT 'plan_funding', concat(plan_id, ' / ', line), source_id FROM plan_funding
  UNION ALL SELECT 'plan_locations', concat(plan_id, ' / ', line), source_id FROM plan_locations
  UNION ALL SELECT 'catalogue_orders', order_id, source_id FROM catalogue_orders
  UNION ALL SELECT 'budget_lines', budget_line_id, source_id FROM budget_lines
  UNION ALL SELECT 'budget_realisations', budget_line_id, source_id FROM budget_realisations
)
SELECT table_name, row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM keys
GROUP BY table_name, row_key
HAVING count(*) > 1
ORDER BY table_name, row_key
