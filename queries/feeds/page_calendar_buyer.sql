/*
+++
title = { id = "Kalender tiap instansi", en = "Calendars of buyers" }
description = { id = "Batas penawaran dan rencana pengadaan tiap instansi sebagai iCalendar.", en = "Bid deadlines and planned purchases of each buyer as an iCalendar." }
key = ["buyer_id"]
[page]
path = "instansi/{buyer_id}/kalender.ics"
template = "calendar.ics"
title = { id = "{buyer_name}: tenggat dan rencana", en = "{buyer_name}: deadlines and plans" }
[page.lists]
dates = { relation = "list_calendar", key = ["buyer_id"] }
+++
*/
SELECT buyer_id, buyer_name
FROM list_calendar
WHERE row_no = 1
ORDER BY buyer_id
