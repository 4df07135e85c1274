-- Dates to come as the data stand: what closes that very day is still open, what has passed, is cancelled, or lies more than a
-- year ahead is not in it; the largest first, those without an amount last and without a currency; no buyer, no calendar.
-- given process_facts
SELECT
  ocid, buyer_id, title, cast(deadline AS timestamp) AS deadline, cast(left(deadline, 10) AS date) AS deadline_date, cast(estimate AS decimal(20, 2)) AS estimate, cast(ceiling AS decimal(20, 2)) AS ceiling,
  'IDR' AS currency, is_counted, cast(as_of AS date) AS as_of
FROM (
  VALUES
    ('today', 'b', 'Today', '2025-03-10 02:00:00', 100, 900, true, '2025-03-10'),
    ('past', 'b', 'Past', '2025-03-09 23:00:00', 100, 900, true, '2025-03-10'),
    ('cancelled', 'b', 'Cancelled', '2025-04-01 02:00:00', 100, 900, false, '2025-03-10'),
    ('ceiling', 'b', NULL, '2025-04-01 02:00:00', NULL, 700, true, '2025-03-10'),
    ('blank', 'b', 'Blank', '2025-04-01 02:00:00', NULL, NULL, true, '2025-03-10'),
    ('no date', 'b', 'No date', NULL, 5000, NULL, true, '2025-03-10'),
    ('no day', 'b', 'No day', '2025-04-01 02:00:00', 5000, NULL, true, NULL),
    ('nobody', NULL, 'Nobody', '2025-04-01 02:00:00', 5000, NULL, true, '2025-03-10')
) AS t (ocid, buyer_id, title, deadline, estimate, ceiling, is_counted, as_of)
-- given planned_packages
SELECT plan_id, unit_id, title, ceiling, currency, cast(starts AS date) AS selection_start, cast('2025-03-10' AS date) AS as_of
FROM (
  VALUES
    ('k1', 'b', 'Plan', 300.00, 'USD', '2025-03-10'),
    ('k2', 'b', 'Started', 300.00, 'IDR', '2025-03-09'),
    ('k3', 'c', NULL, 1.00, 'IDR', '2026-03-10'),
    ('k4', 'c', 'Far', 9.00, 'IDR', '2026-03-11'),
    ('k5', 'c', 'No date', 9.00, 'IDR', NULL)
) AS t (plan_id, unit_id, title, ceiling, currency, starts)
-- given buyer_summary
SELECT * FROM (VALUES ('b', 'Dinas B'), ('c', 'Dinas C')) AS t (buyer_id, name)
-- query list_calendar
-- expect buyer_id, row_no, event, id, ocid, title, starts, amount, currency, buyer_name
SELECT buyer_id, row_no, event, id, ocid, title, cast(starts AS timestamp) AS starts, amount, currency, buyer_name
FROM (
  VALUES
    ('b', 1, 'deadline', 'ceiling', 'ceiling', 'ceiling', '2025-04-01 02:00:00', 700.00, 'IDR', 'Dinas B'),
    ('b', 2, 'selection', 'k1', NULL, 'Plan', '2025-03-10 00:00:00', 300.00, 'USD', 'Dinas B'),
    ('b', 3, 'deadline', 'today', 'today', 'Today', '2025-03-10 02:00:00', 100.00, 'IDR', 'Dinas B'),
    ('b', 4, 'deadline', 'blank', 'blank', 'Blank', '2025-04-01 02:00:00', NULL, NULL, 'Dinas B'),
    ('c', 1, 'selection', 'k3', NULL, 'k3', '2026-03-10 00:00:00', 1.00, 'IDR', 'Dinas C')
) AS t (buyer_id, row_no, event, id, ocid, title, starts, amount, currency, buyer_name)
