/*
+++
title = { id = "Kalender seluruh portal", en = "The portal's calendar" }
description = { id = "Dua ratus tanggal yang akan datang dengan nilai terbesar.", en = "The two hundred dates to come of largest value." }
key = ["row_no"]
[list]
+++
*/
WITH numbered AS (
  SELECT
    row_number() OVER (ORDER BY amount DESC NULLS LAST, event, id) AS row_no,
    event, id, ocid, plan_unit, title, starts, amount, currency, buyer_name
  FROM list_calendar
)
SELECT row_no, event, id, ocid, plan_unit, title, starts, amount, currency, buyer_name
FROM numbered
WHERE row_no <= 200
ORDER BY row_no
