/*
+++
title = { id = "Kejadian tiap paket", en = "Events of each process" }
description = { id = "Pengumuman, penetapan pemenang, tanda tangan, perubahan, dan pembayaran, satu baris tiap paket, jenis, hari, dan mata uang.", en = "Announcements, awards, signatures, changes and payments, one row for each process, kind, day and currency." }
key = ["ocid", "happened", "event", "currency"]
[list]
+++
*/
WITH events AS (
  SELECT ocid, 'announced' AS event, announced_date AS happened, coalesce(estimate, ceiling) AS amount, currency
  FROM process_facts
  WHERE announced_date IS NOT NULL
  UNION ALL
  SELECT ocid, 'awarded', awarded, award_value, currency
  FROM process_facts
  WHERE awarded IS NOT NULL
  UNION ALL
  SELECT ocid, 'signed', signed, sum(value), currency
  FROM contract_summary
  WHERE signed IS NOT NULL
  GROUP BY ocid, signed, currency
  UNION ALL
  SELECT ocid, 'amended', amended, NULL, NULL
  FROM amendments
  WHERE amended IS NOT NULL
  GROUP BY ocid, amended
  UNION ALL
  SELECT ocid, 'paid', paid, sum(amount), currency
  FROM payments
  WHERE paid IS NOT NULL
  GROUP BY ocid, paid, currency
)
SELECT e.ocid, e.happened, e.event, e.amount, CASE WHEN e.amount IS NOT NULL THEN e.currency END AS currency, p.buyer_id
FROM events e
JOIN processes p ON p.ocid = e.ocid
-- A day after the data are from is no event yet, or a slip of the pen.
WHERE p.as_of IS NULL OR e.happened <= p.as_of
ORDER BY e.ocid, e.happened, e.event, currency
