WITH RECURSIVE
  above AS (
    SELECT $child AS model
    UNION
    SELECT parent FROM above JOIN edges ON child = model
  ),
  below AS (
    SELECT $parent AS model
    UNION
    SELECT child FROM below JOIN edges ON parent = model
  ),
  between AS (FROM above INTERSECT FROM below)
SELECT child, parent FROM edges WHERE child IN (FROM between) AND parent IN (FROM between)
