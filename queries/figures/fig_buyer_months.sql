/*
+++
title = { id = "Kapan instansi terbesar menandatangani kontrak", en = "When the largest offices sign contracts" }
description = { id = "Berapa bagian dari nilai kontrak setahun ditandatangani di tiap bulan, di enam instansi dengan nilai terbesar, tahun dengan kontrak terbanyak. Semua memakai skala yang sama.", en = "What share of a year's contract value was signed in each month, at the six offices with the largest value, in the year of most contracts. All are on one scale." }
key = ["currency", "row_no", "month"]

[figure]
kind = "multiples"
x = "month"
y = ["share"]
series = "name"
label = "label"
finding = { id = "{finding_name}: {finding_share} ditandatangani pada {finding_label_id}", en = "{finding_name}: {finding_share} signed in {finding_label_en}" }
unit = "ratio"
currency = "currency"

[fields.year_no]
title = { id = "Tahun", en = "Year" }

[fields.month]
title = { id = "Bulan", en = "Month" }

[fields.name]
title = { id = "Instansi", en = "Office" }

[fields.finding_name]
title = { id = "Nama di judul", en = "Name in the heading" }

[fields.value]
title = { id = "Nilai kontrak", en = "Contract value" }
unit = "money"

[fields.share]
title = { id = "Bagian dari nilai setahun", en = "Share of the year's value" }
unit = "ratio"
+++
*/
WITH dated AS (
  SELECT
    currency,
    buyer_id,
    buyer_name,
    cast(date_part('year', signed) AS bigint) AS year_no,
    cast(date_part('month', signed) AS bigint) AS month,
    value
  FROM contract_summary
  WHERE is_counted AND signed IS NOT NULL AND currency IS NOT NULL
),
-- A handful of stray dates does not make a year.
sizes AS (
  SELECT currency, year_no, count(*) AS contract_count FROM dated GROUP BY currency, year_no
),
years AS (
  SELECT currency, year_no
  FROM sizes
  QUALIFY row_number() OVER (PARTITION BY currency ORDER BY contract_count DESC, year_no DESC NULLS LAST) = 1
),
kept AS (
  SELECT d.currency, d.buyer_id, d.buyer_name, d.year_no, d.month, d.value
  FROM dated d
  JOIN years y ON y.currency = d.currency AND y.year_no = d.year_no
),
-- Months in which anyone signed: those still to come are no zeros.
months AS (
  SELECT currency, year_no, month FROM kept GROUP BY currency, year_no, month
),
buyers AS (
  SELECT currency, buyer_id, max(buyer_name) AS buyer_name, sum(value) AS value
  FROM kept
  WHERE buyer_id IS NOT NULL
  GROUP BY currency, buyer_id
),
ranked AS (
  SELECT currency, buyer_id, buyer_name, value AS total, row_number() OVER (PARTITION BY currency ORDER BY value DESC NULLS LAST, buyer_id) AS row_no
  FROM buyers
  WHERE value > 0
),
named AS (
  SELECT r.currency, r.row_no, r.buyer_id, r.total, coalesce(o.name, r.buyer_name, r.buyer_id) AS name
  FROM ranked r
  LEFT JOIN organizations o ON o.organization_id = r.buyer_id
  WHERE r.row_no <= 6
),
-- Two offices of one name are two.
told AS (
  SELECT currency, row_no, buyer_id, total, name, count(*) OVER (PARTITION BY currency, name) AS name_count FROM named
),
sums AS (
  SELECT currency, buyer_id, month, sum(value) AS value, count(*) AS contract_count
  FROM kept
  GROUP BY currency, buyer_id, month
),
shares AS (
  SELECT
    m.currency, t.row_no, t.buyer_id,
    CASE WHEN t.name_count > 1 THEN concat(t.name, ' ', t.buyer_id) ELSE t.name END AS name,
    m.year_no, m.month,
    CASE WHEN s.contract_count IS NULL THEN 0 ELSE s.value END AS value,
    coalesce(s.contract_count, 0) AS contract_count,
    CASE WHEN s.contract_count IS NULL THEN 0e0 ELSE cast(s.value AS double) END / cast(t.total AS double) AS share
  FROM told t
  JOIN months m ON m.currency = t.currency
  LEFT JOIN sums s ON s.currency = t.currency AND s.buyer_id = t.buyer_id AND s.month = m.month
),
tops AS (
  SELECT
    h.*,
    -- An office of a handful of contracts has no rhythm.
    first_value(CASE WHEN h.year_count >= 5 THEN h.name END)
      OVER (PARTITION BY h.currency ORDER BY CASE WHEN h.year_count >= 5 THEN 0 ELSE 1 END, h.share DESC NULLS LAST, h.row_no, h.month) AS top_name,
    first_value(h.month)
      OVER (PARTITION BY h.currency ORDER BY CASE WHEN h.year_count >= 5 THEN 0 ELSE 1 END, h.share DESC NULLS LAST, h.row_no, h.month) AS top_month,
    first_value(h.share)
      OVER (PARTITION BY h.currency ORDER BY CASE WHEN h.year_count >= 5 THEN 0 ELSE 1 END, h.share DESC NULLS LAST, h.row_no, h.month) AS top_share
  FROM (SELECT s.*, sum(s.contract_count) OVER (PARTITION BY s.currency, s.buyer_id) AS year_count FROM shares s) h
)
SELECT
  m.currency,
  m.row_no,
  m.buyer_id,
  m.name,
  m.year_no,
  m.month,
  CASE m.month WHEN 1 THEN 'Jan' WHEN 2 THEN 'Feb' WHEN 3 THEN 'Mar' WHEN 4 THEN 'Apr' WHEN 5 THEN 'Mei' WHEN 6 THEN 'Jun' WHEN 7 THEN 'Jul' WHEN 8 THEN 'Agu' WHEN 9 THEN 'Sep' WHEN 10 THEN 'Okt' WHEN 11 THEN 'Nov' ELSE 'Des' END AS label_id,
  CASE m.month WHEN 1 THEN 'Jan' WHEN 2 THEN 'Feb' WHEN 3 THEN 'Mar' WHEN 4 THEN 'Apr' WHEN 5 THEN 'May' WHEN 6 THEN 'Jun' WHEN 7 THEN 'Jul' WHEN 8 THEN 'Aug' WHEN 9 THEN 'Sep' WHEN 10 THEN 'Oct' WHEN 11 THEN 'Nov' ELSE 'Dec' END AS label_en,
  m.value,
  m.contract_count,
  m.share,
  m.top_name AS finding_name,
  CASE m.top_month WHEN 1 THEN 'Januari' WHEN 2 THEN 'Februari' WHEN 3 THEN 'Maret' WHEN 4 THEN 'April' WHEN 5 THEN 'Mei' WHEN 6 THEN 'Juni' WHEN 7 THEN 'Juli' WHEN 8 THEN 'Agustus' WHEN 9 THEN 'September' WHEN 10 THEN 'Oktober' WHEN 11 THEN 'November' ELSE 'Desember' END AS finding_label_id,
  CASE m.top_month WHEN 1 THEN 'January' WHEN 2 THEN 'February' WHEN 3 THEN 'March' WHEN 4 THEN 'April' WHEN 5 THEN 'May' WHEN 6 THEN 'June' WHEN 7 THEN 'July' WHEN 8 THEN 'August' WHEN 9 THEN 'September' WHEN 10 THEN 'October' WHEN 11 THEN 'November' ELSE 'December' END AS finding_label_en,
  m.top_share AS finding_share
FROM tops m
ORDER BY m.currency, m.row_no, m.month
