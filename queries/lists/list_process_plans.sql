/*
+++
title = { id = "Rencana tiap paket", en = "Plans of each process" }
description = { id = "Paket rencana yang tersambung ke proses.", en = "Planned packages joined to the process." }
key = ["ocid", "plan_id"]
[list]
+++
*/
WITH links AS (
  SELECT ocid, plan_id FROM process_plans
  UNION
  SELECT ocid, plan_id FROM process_summary WHERE plan_id IS NOT NULL
)
SELECT
  l.ocid, l.plan_id, p.title, p.unit_id, p.unit_name, p.ceiling, p.currency, p.method, p.category, p.fund,
  p.announced, p.selection_start, p.selection_end, p.contract_start, p.contract_end, p.location,
  p.plan_id IS NOT NULL AS known,
  -- The page of the unit's list that the plan stands on.
  r.page_no
FROM links l
LEFT JOIN planned_packages p ON p.plan_id = l.plan_id
LEFT JOIN list_plan_rows r ON r.plan_id = l.plan_id
WHERE l.ocid IS NOT NULL
ORDER BY l.ocid, l.plan_id
