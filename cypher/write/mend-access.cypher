// State the access to models as open, gated or unknown, some at a time
// param limit: Integer: how many at a time
// column mended: of how many this was stated
MATCH (model:Model)
WHERE model.gated = true OR model.gated = false OR (model.gated IS NULL AND NOT model:Unseen)
WITH model LIMIT $limit
SET model.gated = CASE model.gated WHEN true THEN 'gated' WHEN false THEN 'open' ELSE 'unknown' END
RETURN count(*) AS mended
