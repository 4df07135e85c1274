/*
+++
title = { id = "Proses ke rencana", en = "Processes to plans" }
description = { id = "Paket rencana tiap proses: lewat kode yang sama, kalau tidak ada lewat kode barunya setelah kaji ulang.", en = "The planned packages of each process: by the same code, else by the new code after a review of the plan." }
key = ["ocid", "plan_id"]

[download]
formats = ["csv", "jsonl"]
+++
*/
WITH named AS (
  SELECT ocid, plan_id FROM process_plans GROUP BY ocid, plan_id
),
found AS (
  SELECT n.ocid, n.plan_id AS named_id, k.plan_id, k.ceiling, k.currency
  FROM named n
  LEFT JOIN planned_packages k ON k.plan_id = n.plan_id
),
links AS (
  SELECT ocid, plan_id, 'plan_id' AS match_method, 1.0e0 AS confidence, ceiling, currency FROM found WHERE plan_id IS NOT NULL
  UNION ALL
  SELECT f.ocid, k.plan_id, 'revised_plan', 0.9e0, k.ceiling, k.currency
  FROM found f
  JOIN plan_revisions r ON r.previous_plan_id = f.named_id
  JOIN planned_packages k ON k.plan_id = r.plan_id
  WHERE f.plan_id IS NULL
)
SELECT
  ocid, plan_id, min(match_method) AS match_method, max(confidence) AS confidence, max(ceiling) AS ceiling, max(currency) AS currency
FROM links
GROUP BY ocid, plan_id
ORDER BY ocid, plan_id
