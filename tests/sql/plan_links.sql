-- A plan told by two sources is one link, and its ceiling counts once; a code that a review replaced leads to the new package,
-- split ones to each; a code that still stands is not led on, and one that nobody planned leads nowhere.
-- Reviews are followed until a code is planned, and no further; those that lead back end.
-- given process_plans
SELECT *
FROM (
  VALUES
    ('p', 'k1'), ('p', 'k1'), ('p', 'k2'),
    ('revised', 'old'),
    ('split', 'whole'),
    ('stands', 'k3'),
    ('both', 'old'), ('both', 'new'),
    ('unknown', 'nowhere'),
    ('gone', 'dropped'),
    ('thrice', 'r0'),
    ('circle', 'c1')
) AS t (ocid, plan_id)
-- given planned_packages
SELECT *
FROM (
  VALUES
    ('k1', 100.00, 'IDR'),
    ('k2', 7.00, 'USD'),
    ('k3', 30.00, 'IDR'),
    ('new', 50.00, 'IDR'),
    ('part 1', 20.00, 'IDR'),
    ('part 2', 25.00, 'IDR')
) AS t (plan_id, ceiling, currency)
-- given plan_revisions
SELECT *
FROM (
  VALUES
    ('old', '1', 'new'),
    ('old', '2', 'new'),
    ('whole', '1', 'part 1'),
    ('whole', '2', 'part 2'),
    ('k3', '1', 'new'),
    ('dropped', '1', NULL),
    ('r0', '1', 'r1'),
    ('r1', '1', 'r2'),
    ('r2', '1', 'k2'),
    ('k2', '1', 'k1'),
    ('c1', '1', 'c2'),
    ('c2', '1', 'c1')
) AS t (previous_plan_id, change_id, plan_id)
-- query plan_links
-- expect ocid, plan_id, match_method, confidence, ceiling, currency
SELECT *
FROM (
  VALUES
    ('p', 'k1', 'plan_id', 1, 100.00, 'IDR'),
    ('p', 'k2', 'plan_id', 1, 7.00, 'USD'),
    ('revised', 'new', 'revised_plan', 0.9, 50.00, 'IDR'),
    ('split', 'part 1', 'revised_plan', 0.9, 20.00, 'IDR'),
    ('split', 'part 2', 'revised_plan', 0.9, 25.00, 'IDR'),
    ('stands', 'k3', 'plan_id', 1, 30.00, 'IDR'),
    ('both', 'new', 'plan_id', 1, 50.00, 'IDR'),
    ('thrice', 'k2', 'revised_plan', 0.9, 7.00, 'USD')
) AS t (ocid, plan_id, match_method, confidence, ceiling, currency)
