// Remove nodes whose names are too long for an index, some at a time: only a bulk import could write them
// param longest: Integer: the characters of the longest name
// param limit: Integer: how many at a time
// column mended: how many were removed
MATCH (node:Model|Dataset|Publisher|Alias)
WHERE size(coalesce(node.id, node.name)) > $longest
WITH node LIMIT $limit
DETACH DELETE node
RETURN count(*) AS mended
