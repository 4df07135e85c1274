/*
+++
title = { id = "Mutu data", en = "Data quality" }
description = { id = "Apa yang dibaca, disimpan, dan ditolak dari tiap sumber.", en = "What was read, kept and refused from each source." }
key = ["page_id"]
[page]
path = "kualitas-data"
template = "quality.html"
title = { id = "Mutu data", en = "Data quality" }
description = { id = "Apa yang dibaca, disimpan, dan ditolak dari tiap sumber, dan masalah yang ditemukan.", en = "What was read, kept and refused from each source, and the problems found." }
[page.lists]
sources = { relation = "list_sources", key = [] }
accounts = { relation = "list_accounts", key = [] }
problems = { relation = "list_problem_kinds", key = [] }
checks = { relation = "list_checks", key = [] }
+++
*/
SELECT
  'kualitas-data' AS page_id,
  t.rows_read, t.rows_kept, t.rows_refused, t.rows_skipped,
  p.problem_count, p.rest_count > 0 AS is_cut,
  c.check_count,
  c.failed_count
FROM (
  SELECT
    coalesce(sum(rows_read), 0) AS rows_read, coalesce(sum(rows_kept), 0) AS rows_kept,
    coalesce(sum(rows_refused), 0) AS rows_refused, coalesce(sum(rows_skipped), 0) AS rows_skipped
  FROM list_accounts
  WHERE first_money
) t
CROSS JOIN (SELECT cast(coalesce(sum(times), 0) AS bigint) AS problem_count, count(*) FILTER (WHERE is_rest) AS rest_count FROM list_problem_times) p
CROSS JOIN (SELECT count(*) AS check_count, count(*) FILTER (WHERE rows_found > 0) AS failed_count FROM check_results) c
ORDER BY page_id
