/*
+++
title = { id = "Isi umpan tiap tanda", en = "Entries of each flag's feed" }
description = { id = "Lima puluh paket bertanda dengan kejadian terakhir.", en = "The fifty flagged processes with the most recent event." }
key = ["code", "row_no"]
[list]
+++
*/
WITH latest AS (
  SELECT
    f.code, row_number() OVER (PARTITION BY f.code ORDER BY p.event_date DESC, f.ocid) AS row_no,
    p.ocid, p.event_date AS happened, 'flagged' AS event, p."value" AS amount, CASE WHEN p."value" IS NOT NULL THEN p.currency END AS currency,
    p.title, p.buyer_name, p.supplier_names
  FROM flag_results f
  JOIN list_processes p ON p.ocid = f.ocid
  WHERE f.state = 'flagged' AND p.event_date IS NOT NULL AND (p.as_of IS NULL OR p.event_date <= p.as_of)
)
SELECT code, row_no, ocid, happened, event, amount, currency, title, buyer_name, supplier_names
FROM latest
WHERE row_no <= 50
ORDER BY code, row_no
