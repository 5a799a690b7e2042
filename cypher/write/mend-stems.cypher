// Mark the models whose names were never compared, some at a time
// param limit: Integer: how many at a time
// column mended: of how many this was done
MATCH (model:Model)
WHERE model.stem IS NULL AND NOT model:Unchecked AND NOT model.id CONTAINS '@'
WITH model LIMIT $limit
SET model:Unchecked
RETURN count(*) AS mended
