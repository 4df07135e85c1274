-- The six largest buyers by name and the others as one, each with its methods from the largest. What is cancelled, has no
-- buyer, currency or value, a currency of which no method is known, and self-managed work without a method are left out; the first row tells of the largest buyer.
-- given process_summary
SELECT ocid, buyer_id, upper(buyer_id) AS buyer_name, method, kind, cast(amount AS decimal(20, 2)) AS value, currency, is_counted
FROM (
  VALUES
    ('1', 'a', 'open', 'tender', 600, 'IDR', true), ('2', 'a', 'direct', 'direct', 300, 'IDR', true), ('3', 'a', 'direct', 'direct', 100, 'IDR', true),
    ('4', 'b', NULL, 'tender', 90, 'IDR', true), ('5', 'c', 'open', 'tender', 80, 'IDR', true), ('6', 'd', 'open', 'tender', 70, 'IDR', true),
    ('7', 'e', 'open', 'tender', 60, 'IDR', true), ('8', 'f', 'open', 'tender', 50, 'IDR', true), ('9', 'g', 'open', 'tender', 40, 'IDR', true),
    ('10', 'h', 'open', 'tender', 5, 'IDR', true), ('11', 'a', 'open', 'tender', 900, 'IDR', false), ('12', NULL, 'open', 'tender', 900, 'IDR', true),
    ('13', 'b', 'open', 'tender', 900, NULL, true), ('14', 'b', 'open', 'tender', 0, 'IDR', true), ('15', 'b', NULL, 'self_managed', 900, 'IDR', true),
    ('16', 'x1', 'open', 'tender', 7, 'USD', true), ('17', 'x2', 'open', 'tender', 6, 'USD', true), ('18', 'x3', 'open', 'tender', 5, 'USD', true),
    ('19', 'x4', 'open', 'tender', 4, 'USD', true), ('20', 'x5', 'open', 'tender', 3, 'USD', true), ('21', 'x6', 'open', 'tender', 2, 'USD', true),
    ('22', 'x7', 'open', 'tender', 1, 'USD', true), ('23', 'e1', NULL, 'ocds', 5, 'EUR', true)
) AS t (ocid, buyer_id, method, kind, amount, currency, is_counted)
-- query fig_buyer_methods
-- expect currency, row_no, flow_no, buyer_id, label_en, method, value, share, process_count, finding_name, finding_share
SELECT *
FROM (
  VALUES
    ('IDR', 1, 1, 'a', 'A', 'open', 600, 0.6e0, 1, 'A', 0.6e0), ('IDR', 1, 2, 'a', 'A', 'direct', 400, 0.4e0, 2, NULL, NULL),
    ('IDR', 2, 1, 'b', 'B', 'unknown', 90, 1, 1, NULL, NULL), ('IDR', 3, 1, 'c', 'C', 'open', 80, 1, 1, NULL, NULL),
    ('IDR', 4, 1, 'd', 'D', 'open', 70, 1, 1, NULL, NULL), ('IDR', 5, 1, 'e', 'E', 'open', 60, 1, 1, NULL, NULL),
    ('IDR', 6, 1, 'f', 'F', 'open', 50, 1, 1, NULL, NULL), ('IDR', 7, 1, NULL, '2 other offices', 'open', 45, 1, 2, NULL, NULL),
    ('USD', 1, 1, 'x1', 'X1', 'open', 7, 1, 1, 'X1', 1), ('USD', 2, 1, 'x2', 'X2', 'open', 6, 1, 1, NULL, NULL),
    ('USD', 3, 1, 'x3', 'X3', 'open', 5, 1, 1, NULL, NULL), ('USD', 4, 1, 'x4', 'X4', 'open', 4, 1, 1, NULL, NULL),
    ('USD', 5, 1, 'x5', 'X5', 'open', 3, 1, 1, NULL, NULL), ('USD', 6, 1, 'x6', 'X6', 'open', 2, 1, 1, NULL, NULL),
    ('USD', 7, 1, 'x7', 'X7', 'open', 1, 1, 1, NULL, NULL)
) AS t (currency, row_no, flow_no, buyer_id, label_en, method, value, share, process_count, finding_name, finding_share)
