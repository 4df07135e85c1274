/*
+++
title = { id = "Harga hampir sama dengan perkiraan atau di atasnya", en = "Award near or above the estimate" }
description = { id = "Nilai kontrak 99 persen atau lebih dari perkiraan sendiri (HPS) dalam pengadaan yang bersaing.", en = "A contract at 99 per cent or more of the owner's estimate (HPS) in a competitive procedure." }
source = "Indonesia Corruption Watch, Potential Fraud Analysis; Open Contracting Partnership, Red Flags 2024"
key = ["code", "subject_id"]

[flag]
code = "near-estimate"
subject = "process"
group = "amount"
threshold = { id = "99 persen, untuk metode terbuka dan terseleksi, kapan pun tanggalnya. Penunjukan dan pengadaan langsung tidak dinilai: di sana harga dirundingkan dari perkiraan.", en = "99 per cent, for open and selective methods, at any date. Direct procurement is not assessed: there the price is negotiated from the estimate." }
why = { id = "Bila peserta sungguh bersaing, harga biasanya turun dari perkiraan. Harga yang nyaris sama bisa berarti perkiraan bocor atau peserta bersepakat.", en = "Where bidders really compete the price usually falls below the estimate. A price almost equal may mean that the estimate leaked or that bidders colluded." }
formula = { id = "Nilai kontrak (kalau belum ada: nilai penetapan) dibagi perkiraan sendiri, paling sedikit 0,99. Nilai pengisi sementara tidak dinilai, juga harga lebih dari sepuluh kali perkiraan: salah satunya salah tulis. Bila lebih dari separuh harga satu sumber persis sama dengan perkiraannya, sumber itu menulis satu angka dua kali: yang persis sama tidak dinilai.", en = "Contract value (where there is none yet: award value) divided by the owner's estimate, at least 0.99. Placeholder amounts are not assessed, nor prices of more than ten times the estimate: one of the two is a slip. Where more than half of a source's prices are its estimates exactly, that source writes one number twice: those that are equal are not assessed." }

[fields.value]
title = { id = "Harga dibagi perkiraan", en = "Price by estimate" }
unit = "ratio"

[fields.threshold]
title = { id = "Batas", en = "Threshold" }
unit = "ratio"
+++
*/
WITH rules (method, valid_from, min_ratio) AS (
  VALUES
    ('open', DATE '1900-01-01', 0.99e0),
    ('selective', DATE '1900-01-01', 0.99e0)
),
-- The price is what was agreed, not what changes of the contract made of it.
agreed AS (
  SELECT f.*, coalesce(f.contract_value - coalesce(a.change_total, 0), f.award_value) AS agreed_value
  FROM process_facts f
  LEFT JOIN contract_changes a ON a.ocid = f.ocid AND a.currency = f.currency
),
prices AS (
  SELECT
    f.ocid, f.source_id, f.buyer_id, f.supplier_id, f.kind, f.method, f.is_counted, f.other_currency_count,
    coalesce(f.announced_date, f.deadline_date) AS began,
    CASE WHEN e.amount IS NULL AND f.estimate > 0 THEN f.estimate END AS estimate,
    CASE WHEN c.amount IS NULL AND f.agreed_value > 0 THEN f.agreed_value END AS price
  FROM agreed f
  LEFT JOIN placeholder_amounts e ON e.amount = f.estimate
  LEFT JOIN placeholder_amounts c ON c.amount = f.agreed_value
),
ruled AS (
  SELECT p.*, r.min_ratio, cast(p.price AS double) / cast(p.estimate AS double) AS ratio
  FROM prices p
  LEFT JOIN rules r ON r.method = p.method AND (r.valid_from <= p.began OR p.began IS NULL)
  QUALIFY row_number() OVER (PARTITION BY p.ocid ORDER BY r.valid_from DESC NULLS LAST) = 1
),
-- Where most prices are the estimate to the last digit, the publisher writes one number twice: that says nothing of bidders.
repeating AS (
  SELECT source_id
  FROM ruled
  WHERE is_counted AND ratio IS NOT NULL AND min_ratio IS NOT NULL
  GROUP BY source_id
  HAVING count(*) >= 5 AND 2 * count(*) FILTER (WHERE price = estimate) > count(*)
)
SELECT
  'near-estimate' AS code,
  d.ocid AS subject_id,
  d.ocid,
  d.buyer_id,
  d.supplier_id,
  CASE
    WHEN NOT is_counted OR method IN ('limited', 'direct') OR kind = 'self_managed' OR other_currency_count > 0 THEN 'not_applicable'
    WHEN min_ratio IS NULL OR ratio IS NULL THEN 'not_enough_data'
    WHEN price = estimate AND r.source_id IS NOT NULL THEN 'not_enough_data'
    -- More than ten times the estimate: one of the two is a slip of the pen, or of something else.
    WHEN ratio > 10 THEN 'not_enough_data'
    WHEN ratio >= min_ratio THEN 'flagged'
    ELSE 'clear'
  END AS state,
  ratio AS value,
  coalesce(min_ratio, 0.99e0) AS threshold,
  concat(
    'method=', coalesce(method, ''),
    '; price=', coalesce(cast(price AS varchar), ''),
    '; estimate=', coalesce(cast(estimate AS varchar), '')
  ) AS operands
FROM ruled d
LEFT JOIN repeating r ON r.source_id = d.source_id
ORDER BY code, subject_id
