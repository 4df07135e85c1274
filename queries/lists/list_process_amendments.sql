/*
+++
title = { id = "Perubahan kontrak", en = "Contract changes" }
description = { id = "Perubahan setelah kontrak ditandatangani.", en = "Changes after signing." }
key = ["ocid", "row_no"]
[list]
+++
*/
WITH told AS (
  SELECT
    a.ocid, a.contract_id, a.amendment_id, a.amended, a.reason, a.value_before, a.value_after, a.currency,
    row_number() OVER (PARTITION BY a.ocid, a.contract_id ORDER BY a.amended NULLS LAST, a.amendment_id) AS nth,
    lag(a.value_after) OVER (PARTITION BY a.ocid, a.contract_id ORDER BY a.amended NULLS LAST, a.amendment_id) AS earlier,
    lag(a.currency) OVER (PARTITION BY a.ocid, a.contract_id ORDER BY a.amended NULLS LAST, a.amendment_id) AS earlier_currency
  FROM amendments a
),
-- A source that tells only what a contract became: it was what the change before made it, the first time what was signed.
known AS (
  SELECT
    t.ocid, t.contract_id, t.amendment_id, t.amended, t.reason, t.value_after, t.currency,
    CASE
      WHEN t.value_before IS NOT NULL THEN t.value_before
      WHEN t.value_after IS NULL THEN NULL
      WHEN t.nth = 1 AND (c.currency IS NOT DISTINCT FROM t.currency) THEN nullif(c.value_signed, 0)
      WHEN t.nth > 1 AND (t.earlier_currency IS NOT DISTINCT FROM t.currency) THEN t.earlier
    END AS value_before
  FROM told t
  LEFT JOIN contract_values c ON c.ocid = t.ocid AND c.contract_id = t.contract_id
)
SELECT
  a.ocid, a.contract_id, a.amendment_id,
  row_number() OVER (PARTITION BY a.ocid ORDER BY a.amended NULLS LAST, a.contract_id, a.amendment_id) AS row_no,
  a.amended, a.reason, a.value_before, a.value_after, a.currency,
  CASE WHEN a.value_before > 0 THEN cast(a.value_after AS double) / cast(a.value_before AS double) - 1 END AS change_share
FROM known a
ORDER BY a.ocid, row_no
