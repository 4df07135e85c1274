/*
+++
title = { id = "Nilai proses menurut mata uang", en = "Amounts by process and currency" }
description = { id = "Jumlah kontrak, penetapan, dan pembayaran tiap proses dalam tiap mata uang. Satu mata uang menjadi yang utama: dari kontrak, kalau tidak ada penetapan, kalau tidak ada perkiraan, kalau tidak ada pembayaran.", en = "Contracts, awards and payments of each process in each currency. One currency is the main one: that of the contracts, else awards, else the estimate, else payments." }
key = ["ocid", "currency"]

[download]
formats = ["csv", "jsonl"]

[fields.award_value]
title = { id = "Nilai penetapan", en = "Awarded value" }
unit = "money"

[fields.award_count]
title = { id = "Jumlah penetapan", en = "Awards" }
unit = "count"

[fields.is_main]
title = { id = "Mata uang utama", en = "Main currency" }

[fields.other_currency_count]
title = { id = "Mata uang lain", en = "Other currencies" }
unit = "count"
+++
*/
WITH amounts AS (
  SELECT
    ocid, coalesce(currency, '') AS money, value AS contract_value, 1 AS contract_no, signed,
    cast(NULL AS decimal(20, 2)) AS award_value, 0 AS award_no, cast(NULL AS date) AS awarded,
    cast(NULL AS decimal(20, 2)) AS paid, 0 AS payment_no, 0 AS own_no
  FROM contract_values
  WHERE coalesce(status, 'active') <> 'cancelled'
  UNION ALL
  SELECT ocid, coalesce(currency, ''), NULL, 0, NULL, CASE WHEN value <> 0 THEN value END, 1, awarded, NULL, 0, 0
  FROM awards
  WHERE coalesce(status, 'active') IN ('active', 'pending')
  UNION ALL
  SELECT ocid, coalesce(currency, ''), NULL, 0, NULL, NULL, 0, NULL, CASE WHEN amount <> 0 THEN amount END, 1, 0 FROM payment_links WHERE is_made
  UNION ALL
  SELECT ocid, coalesce(currency, ''), NULL, 0, NULL, NULL, 0, NULL, NULL, 0, 1 FROM processes
),
sums AS (
  SELECT
    ocid,
    money,
    sum(contract_value) AS contract_value,
    sum(contract_no) AS contract_count,
    min(signed) AS signed,
    sum(award_value) AS award_value,
    sum(award_no) AS award_count,
    min(awarded) AS awarded,
    sum(paid) AS paid_total,
    sum(payment_no) AS payment_count,
    sum(own_no) AS own_count
  FROM amounts
  GROUP BY ocid, money
),
placed AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY ocid
      ORDER BY
        CASE WHEN money = '' THEN 9 WHEN contract_count > 0 THEN 1 WHEN award_count > 0 THEN 2 WHEN own_count > 0 THEN 3 ELSE 4 END,
        contract_count DESC, award_count DESC, payment_count DESC, money
    ) AS place,
    -- The world has fewer currencies than these rows: all of a process's, and no more than they are held at a time.
    sum(CASE WHEN money = '' THEN 0 ELSE 1 END) OVER (
      PARTITION BY ocid
      ORDER BY
        CASE WHEN money = '' THEN 9 WHEN contract_count > 0 THEN 1 WHEN award_count > 0 THEN 2 WHEN own_count > 0 THEN 3 ELSE 4 END,
        contract_count DESC, award_count DESC, payment_count DESC, money
      ROWS BETWEEN 300 PRECEDING AND 300 FOLLOWING
    ) AS money_count
  FROM sums
)
SELECT
  ocid,
  nullif(money, '') AS currency,
  contract_value,
  cast(contract_count AS bigint) AS contract_count,
  signed,
  award_value,
  cast(award_count AS bigint) AS award_count,
  awarded,
  paid_total,
  cast(payment_count AS bigint) AS payment_count,
  place = 1 AS is_main,
  cast(money_count - CASE WHEN money = '' THEN 0 ELSE 1 END AS bigint) AS other_currency_count
FROM placed
ORDER BY ocid, currency
