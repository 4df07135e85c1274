-- What lists are filtered by: each process is in one method, one category and one status.
-- given process_summary
SELECT ocid, ocid AS process_id, kind, 'T' AS title, 2025 AS "year", method, category, status,
  cast(NULL AS date) AS signed, cast(NULL AS date) AS awarded, cast(NULL AS timestamp) AS announced, cast(NULL AS date) AS announced_date,
  'b' AS buyer_id, 'B' AS buyer_name, cast(NULL AS varchar) AS method_details, 'IDR' AS currency,
  cast(NULL AS double) AS "value", cast(NULL AS double) AS ceiling, cast(NULL AS double) AS estimate,
  cast(NULL AS bigint) AS bidder_count, cast(NULL AS bigint) AS supplier_count, cast(NULL AS varchar) AS supplier_names, cast(NULL AS bigint) AS flag_count,
  cast(NULL AS date) AS as_of
FROM (
  VALUES
    ('1', 'tender', 'open', 'works', 'planning'),
    ('2', 'ocds', 'limited', 'goods', 'planned'),
    ('3', 'self_managed', NULL, NULL, 'pending'),
    ('4', 'ocds', NULL, 'consultingServices', NULL)
) AS t (ocid, kind, method, category, status)
-- query list_processes
-- expect ocid, method_view, category_view, status_view
SELECT *
FROM (
  VALUES
    ('1', 'metode-open', 'jenis-works', 'status-planned'),
    ('2', 'metode-limited', 'jenis-goods', 'status-planned'),
    ('3', 'metode-swakelola', 'jenis-unknown', 'status-active'),
    ('4', 'metode-unknown', 'jenis-unknown', 'status-unknown')
) AS t (ocid, method_view, category_view, status_view)
