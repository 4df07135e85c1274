/*
+++
title = { id = "Perubahan kontrak", en = "Contract changes" }
description = { id = "Perubahan setelah kontrak ditandatangani.", en = "Changes after signing." }
key = ["ocid", "row_no"]
[list]
+++
*/
SELECT
  a.ocid, a.contract_id, a.amendment_id,
  row_number() OVER (PARTITION BY a.ocid ORDER BY a.amended NULLS LAST, a.contract_id, a.amendment_id) AS row_no,
  a.amended, a.reason, a.value_before, a.value_after, a.currency,
  CASE WHEN a.value_before > 0 THEN cast(a.value_after AS double) / cast(a.value_before AS double) - 1 END AS change_share
FROM amendments a
ORDER BY a.ocid, row_no
