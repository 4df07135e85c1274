/*
+++
title = { id = "Keadaan tanda", en = "States of flags" }
description = { id = "Setiap baris tanda menyebut salah satu dari empat keadaan: flagged, clear, not_applicable, not_enough_data. Baris dengan kata lain tidak akan masuk hitungan mana pun.", en = "Each row of a flag names one of four states: flagged, clear, not_applicable, not_enough_data. A row with another word would be in no count." }

[check]
severity = "error"
+++
*/
SELECT code, coalesce(state, '') AS state, count(*) AS row_count, min(subject_id) AS subject_id
FROM flag_results
WHERE state IS NULL OR state NOT IN ('flagged', 'clear', 'not_applicable', 'not_enough_data')
GROUP BY code, coalesce(state, '')
ORDER BY code, state
