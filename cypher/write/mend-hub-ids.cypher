// Take ids of the Hub's own from models that are none, some at a time; those of hidden models are letters
// param limit: Integer: how many at a time
// column mended: how many were taken
MATCH (model:Model)
WHERE model.hubId IS NOT NULL
  AND (NOT model.hubId =~ '[0-9a-f]{24}|[a-pA-P]{16}' OR model.hubId = '000000000000000000000000')
WITH model LIMIT $limit
REMOVE model.hubId
RETURN count(*) AS mended
