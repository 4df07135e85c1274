/*
+++
title = { id = "Waktu menawar terlalu singkat", en = "Short time to bid" }
description = { id = "Waktu dari awal masa penawaran, atau dari pengumuman kalau awalnya tidak disebut, sampai batasnya kurang dari 15 hari penuh.", en = "Fewer than 15 whole days from the start of the bidding period, or from the announcement where the start is not stated, to its deadline." }
source = "Open Contracting Partnership, Cardinal R003; Fazekas dkk. 2016"
key = ["code", "subject_id"]

[flag]
code = "R003"
subject = "process"
group = "submission_period"
threshold = { id = "Kurang dari 15 hari penuh, kecuali pengadaan langsung dan swakelola.", en = "Fewer than 15 whole days, except for direct procurement and self-managed work." }
why = { id = "Waktu yang singkat menyulitkan perusahaan tanpa orang dalam untuk menyiapkan penawaran. Aturan setempat bisa membolehkan waktu yang lebih singkat, jadi ini ajakan memeriksa, bukan tuduhan.", en = "A short time makes it hard for firms without inside knowledge to prepare a bid. Local rules may allow a shorter time, so this is a call to look, not an accusation." }
formula = { id = "Batas pemasukan dikurangi awal masa penawaran (kalau tidak disebut: pengumuman), dibulatkan ke bawah ke hari penuh, kurang dari 15.", en = "Deadline less the start of the bidding period (where not stated: the announcement), in whole days, below 15." }

[fields.value]
title = { id = "Waktu menawar", en = "Time to bid" }
unit = "days"

[fields.threshold]
title = { id = "Batas hari", en = "Least days" }
unit = "days"
+++
*/
WITH rules (method, valid_from, min_days) AS (
  VALUES
    ('open', DATE '1900-01-01', 15),
    ('selective', DATE '1900-01-01', 15),
    ('limited', DATE '1900-01-01', 15),
    ('', DATE '1900-01-01', 15)
),
periods AS (
  SELECT
    ocid,
    buyer_id,
    kind,
    method,
    is_counted,
    submission_start,
    submission_start_date,
    deadline,
    deadline_date,
    -- Moments are kept in UTC; they are told as pages show them.
    cast(coalesce((SELECT utc_offset FROM portal), '0 minutes') AS interval) AS east,
    coalesce((SELECT time_zone FROM portal), 'UTC') AS zone,
    -- Whole days, cut towards zero: 14 days and 23 hours are 14.
    trunc((date_part('epoch', deadline) - date_part('epoch', submission_start)) / 86400e0) AS period
  FROM process_facts
),
-- The latest rule in force on the day the period began.
ruled AS (
  SELECT p.*, r.min_days
  FROM periods p
  LEFT JOIN rules r ON r.method = coalesce(p.method, '') AND r.valid_from <= coalesce(p.submission_start_date, p.deadline_date)
  QUALIFY row_number() OVER (PARTITION BY p.ocid ORDER BY r.valid_from DESC NULLS LAST) = 1
)
SELECT
  'R003' AS code,
  ocid AS subject_id,
  ocid,
  buyer_id,
  cast(NULL AS varchar) AS supplier_id,
  CASE
    WHEN NOT is_counted OR method = 'direct' OR kind = 'self_managed' THEN 'not_applicable'
    WHEN period IS NULL OR period < 0 OR min_days IS NULL THEN 'not_enough_data'
    WHEN period < min_days THEN 'flagged'
    ELSE 'clear'
  END AS state,
  cast(period AS double) AS value,
  cast(min_days AS double) AS threshold,
  concat(
    'method=', coalesce(method, ''),
    '; start=', coalesce(left(replace(cast(submission_start + east AS varchar), 'T', ' '), 16) || ' ' || zone, ''),
    '; deadline=', coalesce(left(replace(cast(deadline + east AS varchar), 'T', ' '), 16) || ' ' || zone, '')
  ) AS operands
FROM ruled
ORDER BY code, subject_id
