/*
+++
title = { id = "Halaman izin", en = "Permits page" }
description = { id = "Semua jenis izin dalam satu halaman.", en = "All kinds of permits on one page." }
key = ["received_count"]
[page]
nav = { id = "Izin", en = "Permits" }
path = "izin"
template = "permits.html"
figure = "shared_figure"
title = { id = "Izin dan lamanya", en = "Permits and how long they take" }
description = { id = "Berapa permohonan izin masuk, berapa lama diputus, dan berapa yang dalam standar.", en = "How many permits were asked for, how long they took, and how many within the standard." }
[page.lists]
kinds = { relation = "list_permit_kinds", key = [] }
+++
*/
SELECT
  'fig_permit_days' AS shared_figure,
  count(*) AS received_count,
  count(*) FILTER (WHERE outcome = 'granted') AS granted_count,
  count(*) FILTER (WHERE outcome = 'refused') AS refused_count,
  count(*) FILTER (WHERE outcome = 'pending') AS pending_count,
  count(*) FILTER (WHERE outcome = 'withdrawn') AS withdrawn_count,
  count(*) FILTER (WHERE outcome = 'pending' AND waiting_days IS NULL) AS undated_count,
  median(cast(day_count AS double)) AS median_days,
  cast(count(*) FILTER (WHERE on_time) AS double) / nullif(cast(count(on_time) AS double), 0e0) AS on_time_share,
  count(on_time) AS judged_count
FROM permit_facts
HAVING count(*) > 0
ORDER BY received_count
