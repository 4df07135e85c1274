/*
+++
title = { id = "Proses ke rencana", en = "Processes to plans" }
description = { id = "Paket rencana tiap proses: lewat kode yang sama, kalau tidak ada lewat kode barunya setelah kaji ulang, juga yang dikaji beberapa kali.", en = "The planned packages of each process: by the same code, else by the new code after one or several reviews of the plan." }
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
-- What became of a code, at most four reviews on; a code that is planned is not followed further.
once AS (
  SELECT previous_plan_id AS from_id, plan_id AS to_id FROM plan_revisions
),
twice AS (
  SELECT a.from_id, b.to_id FROM once a JOIN once b ON b.from_id = a.to_id
),
reviewed AS (
  SELECT from_id, to_id, 1 AS hops FROM once
  UNION ALL
  SELECT from_id, to_id, 2 FROM twice
  UNION ALL
  SELECT a.from_id, b.to_id, 3 FROM twice a JOIN once b ON b.from_id = a.to_id
  UNION ALL
  SELECT a.from_id, b.to_id, 4 FROM twice a JOIN twice b ON b.from_id = a.to_id
),
followed AS (
  SELECT f.ocid, k.plan_id, k.ceiling, k.currency, rank() OVER (PARTITION BY f.ocid, f.named_id ORDER BY r.hops) AS place
  FROM found f
  JOIN reviewed r ON r.from_id = f.named_id
  JOIN planned_packages k ON k.plan_id = r.to_id
  WHERE f.plan_id IS NULL
),
links AS (
  SELECT ocid, plan_id, 'plan_id' AS match_method, 1.0e0 AS confidence, ceiling, currency FROM found WHERE plan_id IS NOT NULL
  UNION ALL
  SELECT ocid, plan_id, 'revised_plan', 0.9e0, ceiling, currency FROM followed WHERE place = 1
)
SELECT
  ocid, plan_id, min(match_method) AS match_method, max(confidence) AS confidence, max(ceiling) AS ceiling, max(currency) AS currency
FROM links
GROUP BY ocid, plan_id
ORDER BY ocid, plan_id
