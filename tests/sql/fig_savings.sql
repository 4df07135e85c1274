-- The heading tells competitive contracts alone.
-- given savings
SELECT ocid, method, saving_share
FROM (VALUES ('a', 'open', 0.05e0), ('b', 'selective', 0.25e0), ('c', 'open', -0.1e0), ('d', 'direct', 0.3e0), ('e', 'open', 0.02e0)) AS t (ocid, method, saving_share)
-- query fig_savings
-- expect bucket, competitive, direct, competitive_share, direct_share, finding_share
SELECT *
FROM (
  VALUES ('<0', 1, 0, 0.25e0, 0e0, 0.5e0), ('1-5', 1, 0, 0.25e0, 0e0, 0.5e0), ('5-10', 1, 0, 0.25e0, 0e0, 0.5e0), ('20+', 1, 1, 0.25e0, 1e0, 0.5e0)
) AS t (bucket, competitive, direct, competitive_share, direct_share, finding_share)
