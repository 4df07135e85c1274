/*
+++
title = { id = "Halaman sanksi", en = "Sanctions page" }
description = { id = "Semua sanksi dalam satu halaman.", en = "All sanctions on one page." }
key = ["sanction_count"]
[page]
path = "penyedia/sanksi"
template = "sanctions.html"
title = { id = "Penyedia yang kena sanksi", en = "Debarred suppliers" }
description = { id = "Siapa yang masuk daftar hitam, karena apa, sampai kapan, dan apakah tetap menang.", en = "Who is debarred, for what, until when, and whether they won all the same." }
[page.lists]
sanctions = { relation = "list_sanctions", key = [] }
+++
*/
SELECT
  count(*) AS sanction_count,
  count(*) FILTER (WHERE in_force) AS in_force_count,
  count(*) FILTER (WHERE award_count > 0) AS awarded_count,
  max(as_of) AS as_of
FROM sanction_facts
HAVING count(*) > 0
ORDER BY sanction_count
