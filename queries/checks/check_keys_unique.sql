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
-- Each table is sorted by its key: its groups are counted as its rows go by.
SELECT 'processes' AS table_name, ocid AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM processes GROUP BY ocid HAVING count(*) > 1
UNION ALL
SELECT 'bids' AS table_name, concat(ocid, ' / ', bid_id) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM bids GROUP BY ocid, bid_id HAVING count(*) > 1
UNION ALL
SELECT 'awards' AS table_name, concat(ocid, ' / ', award_id) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM awards GROUP BY ocid, award_id HAVING count(*) > 1
UNION ALL
SELECT 'contracts' AS table_name, concat(ocid, ' / ', contract_id) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM contracts GROUP BY ocid, contract_id HAVING count(*) > 1
UNION ALL
SELECT 'amendments' AS table_name, concat(ocid, ' / ', contract_id, ' / ', amendment_id) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM amendments GROUP BY ocid, contract_id, amendment_id HAVING count(*) > 1
UNION ALL
SELECT 'payments' AS table_name, concat(ocid, ' / ', payment_id) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM payments GROUP BY ocid, payment_id HAVING count(*) > 1
UNION ALL
SELECT 'progress' AS table_name, concat(ocid, ' / ', contract_id, ' / ', progress_id) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM progress GROUP BY ocid, contract_id, progress_id HAVING count(*) > 1
UNION ALL
SELECT 'tender_schedule' AS table_name, concat(ocid, ' / ', stage_no) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM tender_schedule GROUP BY ocid, stage_no HAVING count(*) > 1
UNION ALL
SELECT 'documents' AS table_name, concat(ocid, ' / ', document_id) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM documents GROUP BY ocid, document_id HAVING count(*) > 1
UNION ALL
SELECT 'planned_packages' AS table_name, plan_id AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM planned_packages GROUP BY plan_id HAVING count(*) > 1
UNION ALL
SELECT 'plan_funding' AS table_name, concat(plan_id, ' / ', line) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM plan_funding GROUP BY plan_id, line HAVING count(*) > 1
UNION ALL
SELECT 'plan_locations' AS table_name, concat(plan_id, ' / ', line) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM plan_locations GROUP BY plan_id, line HAVING count(*) > 1
UNION ALL
SELECT 'catalogue_orders' AS table_name, order_id AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM catalogue_orders GROUP BY order_id HAVING count(*) > 1
UNION ALL
SELECT 'budget_lines' AS table_name, budget_line_id AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM budget_lines GROUP BY budget_line_id HAVING count(*) > 1
UNION ALL
SELECT 'budget_realisations' AS table_name, budget_line_id AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM budget_realisations GROUP BY budget_line_id HAVING count(*) > 1
UNION ALL
SELECT 'permits' AS table_name, permit_id AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM permits GROUP BY permit_id HAVING count(*) > 1
UNION ALL
SELECT 'regions' AS table_name, region_code AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM regions GROUP BY region_code HAVING count(*) > 1
UNION ALL
SELECT 'populations' AS table_name, concat(region_code, ' / ', cast("year" AS varchar)) AS row_key, count(*) AS row_count, min(source_id) AS first_source, max(source_id) AS last_source
FROM populations GROUP BY region_code, "year" HAVING count(*) > 1
ORDER BY table_name, row_key
