WITH RECURSIVE reached AS (
  SELECT parent AS model FROM edges WHERE child = $model
  UNION
  SELECT parent FROM reached JOIN edges ON child = model
)
FROM reached
