// Take dates from models and loads that are yet to come, some at a time
// param limit: Integer: how many at a time
// column mended: how many nodes had one
MATCH (node:Model|Load)
WHERE node.createdAt > datetime() + duration({minutes: 10})
  OR node.lastModified > datetime() + duration({minutes: 10})
  OR node.newest > datetime() + duration({minutes: 10})
WITH node LIMIT $limit
SET
  node.createdAt = CASE WHEN node.createdAt <= datetime() + duration({minutes: 10}) THEN node.createdAt END,
  node.lastModified = CASE WHEN node.lastModified <= datetime() + duration({minutes: 10}) THEN node.lastModified END,
  node.newest = CASE WHEN node.newest <= datetime() + duration({minutes: 10}) THEN node.newest END
RETURN count(*) AS mended
