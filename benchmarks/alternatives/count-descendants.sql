WITH RECURSIVE reached AS (
  SELECT child AS model FROM edges WHERE parent = $model
  UNION
  SELECT child FROM reached JOIN edges ON parent = model
)
SELECT count(*) FROM reached
