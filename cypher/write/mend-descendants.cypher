// Note of models from which none derives that none does, some at a time
// param limit: Integer: how many at a time
// column mended: of how many this was noted
MATCH (model:Model)
WHERE model.descendants IS NULL
WITH model LIMIT $limit
SET model.descendants = 0
RETURN count(*) AS mended
