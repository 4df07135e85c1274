/*
+++
title = { id = "Halaman tiap kecamatan", en = "District pages" }
description = { id = "Satu halaman untuk tiap kecamatan.", en = "One page for each district." }
key = ["region_code"]
[page]
path = "wilayah/{region_code}"
template = "region.html"
feed = "wilayah/{feed_id}/pembaruan.xml"
title = { id = "Kecamatan {name}", en = "{name} district" }
description = { id = "Paket pemerintah di Kecamatan {name}: apa, berapa, oleh siapa, sampai mana.", en = "Government processes in {name} district: what, how much, by whom, how far." }
[page.lists]
processes = { relation = "list_region_largest", key = ["region_code"] }
buyers = { relation = "list_region_buyers", key = ["region_code"] }
works = { relation = "list_region_works", key = ["region_code"] }
+++
*/
WITH permits_here AS (
  SELECT lower(district) AS district, count(*) AS permit_count
  FROM permit_facts
  WHERE district IS NOT NULL
  GROUP BY lower(district)
),
-- A name that two districts share says nothing of either.
alone AS (
  SELECT lower(name) AS district
  FROM region_summary
  GROUP BY lower(name)
  HAVING count(*) = 1
)
SELECT
  s.region_code, s.name, s.population, s.population_year, s.process_count, s.cancelled_count, s.currency, s.valued_count,
  s.process_count + s.cancelled_count AS listed_count,
  s."value" AS value_total, s.value_per_resident, s.paid_total, s.flagged_count, s.assessed_count, s.other_currency_count,
  p.permit_count,
  f.region_code AS feed_id
FROM region_summary s
LEFT JOIN alone a ON a.district = lower(s.name)
LEFT JOIN permits_here p ON p.district = a.district
LEFT JOIN list_feed_region f ON f.region_code = s.region_code AND f.row_no = 1
ORDER BY s.region_code
