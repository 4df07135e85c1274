/*
+++
title = { id = "Tanda dan cakupannya", en = "Flags and their coverage" }
description = { id = "Berapa yang bisa dinilai dan berapa yang ditandai, untuk tiap tanda.", en = "How many could be assessed and how many were flagged, for each flag." }
key = ["code"]
[list]
+++
*/
SELECT
  c.code, c.title_id, c.title_en, c.description_id, c.description_en, c.subject,
  coalesce(s.flagged, 0) AS flagged,
  coalesce(s.clear, 0) AS clear_count,
  coalesce(s.not_applicable, 0) AS not_applicable,
  coalesce(s.not_enough_data, 0) AS not_enough_data,
  coalesce(s.assessed, 0) AS assessed,
  cast(s.flagged AS double) / nullif(s.assessed, 0) AS flagged_share
FROM catalog_flags c
LEFT JOIN flag_summary s ON s.code = c.code
ORDER BY c.code
