// Whose graph this is: the mark of lineage-db, or what else is in it
// column schemaVersion: the version of the schema in the mark; null where there is no mark
// column isEmpty: whether there is no node
// column hasLoads: whether loads are noted there, as lineage-db has always done
// column example: the labels of a node that no lineage-db wrote; null where there is none, or where there is a mark
OPTIONAL MATCH (mark:LineageDb)
WITH max(mark.schemaVersion) AS schemaVersion
RETURN
  schemaVersion,
  NOT EXISTS { (node) } AS isEmpty,
  EXISTS { (load:Load) WHERE load.number IS NOT NULL AND load.scope IS NOT NULL } AS hasLoads,
  CASE WHEN schemaVersion IS NULL THEN head(COLLECT {
    MATCH (node)
    WHERE NOT node:Model|Dataset|Publisher|Alias|Load|Forgotten|Quarantined
      OR (node:Model AND (node.id IS NULL OR node.idFolded IS NULL OR node.name IS NULL))
      OR (node:Dataset AND node.id IS NULL)
      OR (node:Publisher AND node.name IS NULL)
      OR (node:Load AND (node.number IS NULL OR node.scope IS NULL))
      OR (node:Quarantined AND node.key IS NULL)
    RETURN labels(node) LIMIT 1
  }) END AS example
