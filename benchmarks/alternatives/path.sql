-- To each model the shortest path alone: all of them would be too many.
WITH RECURSIVE reached USING KEY (model) AS (
  SELECT $child AS model, [$child] AS path
  UNION
  SELECT parent, any_value(reached.path || [parent])
  FROM reached
  JOIN edges ON child = reached.model
  LEFT JOIN recurring.reached AS before ON before.model = parent
  WHERE before.model IS NULL
  GROUP BY parent
)
SELECT unnest(path) FROM reached WHERE model = $parent
