/*
+++
title = { id = "Tanggal sesudah data", en = "Dates after the data" }
description = { id = "Penetapan, tanda tangan, perubahan, atau pembayaran yang bertanggal sesudah tanggal data sumbernya: rencana, atau salah tulis. Pembayaran seperti itu tidak dihitung sebagai dibayar.", en = "Awards, signings, amendments or payments dated after their source's data: plans, or slips. Such payments are not counted as paid." }

[fields.event]
title = { id = "Peristiwa", en = "Event" }

[fields.happened]
title = { id = "Tanggal", en = "Date" }

[fields.event_count]
title = { id = "Jumlah", en = "Number" }

[check]
severity = "warning"
+++
*/
WITH dated AS (
  SELECT ocid, 'awarded' AS event, awarded AS happened, as_of FROM awards
  UNION ALL
  SELECT ocid, 'signed', signed, as_of FROM contracts
  UNION ALL
  SELECT ocid, 'amended', amended, as_of FROM amendments
  UNION ALL
  SELECT ocid, 'paid', paid, as_of FROM payments
)
SELECT ocid, event, happened, as_of, count(*) AS event_count
FROM dated
WHERE happened > as_of
GROUP BY ocid, event, happened, as_of
ORDER BY ocid, event, happened, as_of
