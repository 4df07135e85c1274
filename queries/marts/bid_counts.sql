/*
+++
title = { id = "Peserta menurut proses", en = "Participants by process" }
description = { id = "Berapa peserta berbeda yang mendaftar, menawar, dan berharga di tiap proses yang punya daftar peserta. Mendaftar belum berarti menawar.", en = "How many different participants registered, bid, and have a price in each process with a list of them. Registering is not bidding." }
key = ["ocid"]

[fields.bidder_count]
title = { id = "Peserta", en = "Participants" }
description = { id = "Peserta yang terdaftar; kosong bila tidak ada daftar peserta.", en = "Registered participants; empty where there is no list of them." }
unit = "count"

[fields.priced_bid_count]
title = { id = "Penawaran berharga", en = "Priced bids" }
description = { id = "Peserta yang harga penawarannya tercatat.", en = "Participants whose price was recorded." }
unit = "count"

[fields.submitted_count]
title = { id = "Menawar", en = "Bid" }
description = { id = "Peserta yang penawarannya tercatat, dengan harga atau lewat statusnya.", en = "Participants with a recorded bid, by price or by status." }
unit = "count"
+++
*/
WITH participants AS (
  SELECT
    ocid,
    coalesce(bidder_id, bid_id) AS participant,
    bool_or(price IS NOT NULL) AS priced,
    -- Where the source states no status, a price says that a bid was made.
    bool_or(coalesce(status, CASE WHEN price IS NULL THEN 'registered' ELSE 'submitted' END) IN ('submitted', 'valid', 'disqualified')) AS submitted
  FROM bids
  GROUP BY ocid, coalesce(bidder_id, bid_id)
)
SELECT
  ocid,
  count(*) AS bidder_count,
  count(*) FILTER (WHERE priced) AS priced_bid_count,
  count(*) FILTER (WHERE submitted) AS submitted_count
FROM participants
GROUP BY ocid
ORDER BY ocid
