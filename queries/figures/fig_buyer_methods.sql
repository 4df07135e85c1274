/*
+++
title = { id = "Lewat cara apa instansi terbesar berbelanja", en = "How the largest offices buy" }
description = { id = "Nilai proses yang tidak dibatalkan dari enam instansi terbesar (kiri) menurut cara memilih penyedia (kanan); yang lain dijadikan satu. Swakelola tidak memilih penyedia dan tidak ikut.", en = "Value of processes that were not cancelled, from the six largest offices (left) to how the supplier was chosen (right); the others are one. Self-managed work chooses no supplier and is left out." }
key = ["currency", "row_no", "flow_no"]

[figure]
kind = "sankey"
x = "row_no"
y = ["value"]
series = "method"
label = "label"
finding = { id = "Pembeli terbesar, {finding_name}: cara utama {method}, {finding_share} dari nilainya", en = "The largest buyer, {finding_name}: main method {method}, {finding_share} of its value" }
unit = "money"
currency = "currency"

[fields.buyer_id]
title = { id = "Kode instansi", en = "Buyer's code" }

[fields.label_id]
title = { id = "Instansi (Indonesia)", en = "Buyer (Indonesian)" }

[fields.label_en]
title = { id = "Instansi (Inggris)", en = "Buyer (English)" }

[fields.method]
title = { id = "Cara", en = "Method" }

[fields.flow_no]
title = { id = "Urutan dalam instansi", en = "Order within the buyer" }

[fields.share]
title = { id = "Bagian dari nilai instansi itu", en = "Share of the buyer's value" }
unit = "ratio"

[fields.finding_share]
title = { id = "Bagian cara terbesar pada pembeli terbesar", en = "Share of the main method at the largest buyer" }
unit = "ratio"
+++
*/
WITH counted AS (
  SELECT currency, buyer_id, buyer_name, coalesce(method, 'unknown') AS method, value
  FROM process_summary
  WHERE is_counted AND value > 0 AND currency IS NOT NULL AND buyer_id IS NOT NULL AND (method IS NOT NULL OR coalesce(kind, '') <> 'self_managed')
),
buyers AS (
  SELECT currency, buyer_id, min(buyer_name) AS buyer_name, sum(value) AS value FROM counted GROUP BY currency, buyer_id
),
placed AS (
  SELECT
    currency, buyer_id, buyer_name, value,
    row_number() OVER (PARTITION BY currency ORDER BY value DESC NULLS LAST, buyer_id) AS row_no,
    count(*) OVER (PARTITION BY currency) AS buyer_count
  FROM buyers
),
-- Six by name; a seventh alone needs no other word for it.
named AS (
  SELECT
    currency,
    buyer_id,
    CASE WHEN row_no <= 6 OR buyer_count = 7 THEN buyer_id END AS named_id,
    CASE WHEN row_no <= 6 OR buyer_count = 7 THEN buyer_name END AS named,
    CASE WHEN row_no <= 6 THEN row_no ELSE 7 END AS row_no,
    buyer_count
  FROM placed
),
flows AS (
  SELECT n.currency, n.row_no, n.named_id, n.named, n.buyer_count, c.method, sum(c.value) AS value, count(*) AS process_count
  FROM counted c
  JOIN named n ON n.currency = c.currency AND n.buyer_id = c.buyer_id
  GROUP BY n.currency, n.row_no, n.named_id, n.named, n.buyer_count, c.method
),
shares AS (
  SELECT
    currency, row_no, named_id, named, buyer_count, method, value, process_count,
    row_number() OVER (PARTITION BY currency, row_no ORDER BY value DESC NULLS LAST, method) AS flow_no,
    cast(value AS double) / cast(sum(value) OVER (PARTITION BY currency, row_no) AS double) AS share
  FROM flows
)
SELECT
  currency,
  row_no,
  flow_no,
  named_id AS buyer_id,
  CASE WHEN named_id IS NULL THEN concat(cast(buyer_count - 6 AS varchar), ' instansi lain') ELSE coalesce(named, named_id) END AS label_id,
  CASE WHEN named_id IS NULL THEN concat(cast(buyer_count - 6 AS varchar), ' other offices') ELSE coalesce(named, named_id) END AS label_en,
  method,
  value,
  share,
  process_count,
  CASE WHEN row_no = 1 AND flow_no = 1 THEN coalesce(named, named_id) END AS finding_name,
  CASE WHEN row_no = 1 AND flow_no = 1 AND method <> 'unknown' THEN share END AS finding_share
FROM shares
-- Where no method is known there is nothing to see.
WHERE currency IN (SELECT currency FROM flows WHERE method <> 'unknown')
ORDER BY currency, row_no, flow_no
