/*
+++
title = { id = "Kalender seluruh portal", en = "The portal's calendar" }
description = { id = "Batas penawaran dan rencana pengadaan sebagai iCalendar.", en = "Bid deadlines and planned purchases as an iCalendar." }
key = ["date_count"]
[page]
path = "kalender.ics"
template = "calendar.ics"
title = { id = "Tenggat dan rencana pengadaan", en = "Deadlines and planned purchases" }
[page.lists]
dates = { relation = "list_calendar_portal", key = [] }
+++
*/
SELECT count(*) AS date_count
FROM list_calendar_portal
HAVING count(*) > 0
ORDER BY date_count
