/*
+++
title = { id = "Berapa kali tiap masalah", en = "Times of each problem" }
description = { id = "Satu untuk tiap masalah yang didaftar; yang terakhir dari jenis yang sangat banyak berdiri untuk semua sisanya.", en = "One for each problem that is listed; the last of a kind that is very frequent stands for all the rest." }
key = ["problem_id"]
[list]
+++
*/
SELECT
  problem_id,
  reason LIKE '% more of this kind are not listed' AS is_rest,
  CASE WHEN reason LIKE '% more of this kind are not listed' THEN cast(split_part(reason, ' ', 1) AS bigint) ELSE 1 END AS times
FROM problems
ORDER BY problem_id
