/*
+++
title = { id = "Halaman tanda", en = "Flag pages" }
description = { id = "Cara menghitung, cakupan, dan hasil tiap tanda.", en = "Method, coverage and results of each flag." }
key = ["code"]
[page]
path = "risiko/{code_path}"
template = "flag.html"
feed = "risiko/{feed_id}/pembaruan.xml"
title = { id = "{title_id}", en = "{title_en}" }
description = { id = "{description_id}", en = "{description_en}" }
[page.lists]
cases = { relation = "list_flag_cases", key = ["code"] }
+++
*/
SELECT
  c.code,
  lower(c.code) AS code_path,
  c.relation, c.title_id, c.title_en, c.description_id, c.description_en, c.why_id, c.why_en, c.formula_id, c.formula_en, c.threshold_id, c.threshold_en,
  v.title_id AS value_title_id, v.title_en AS value_title_en, v.unit AS value_unit,
  c.citation, c.subject, c.sql_path,
  i.flagged, i.clear_count, i.not_applicable, i.not_enough_data, i.assessed, i.flagged_share,
  lower(f.code) AS feed_id
FROM catalog_flags c
LEFT JOIN catalog_fields v ON v.relation = c.relation AND v.field = 'value'
JOIN list_flag_index i ON i.code = c.code
LEFT JOIN list_feed_flag f ON f.code = c.code AND f.row_no = 1
ORDER BY c.code
