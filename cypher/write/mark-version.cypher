// The mark by which a graph is known as lineage-db's
// column schemaVersion: the version of the schema; null where there is no mark
// column isEmpty: whether there is no node
OPTIONAL MATCH (mark:LineageDb)
WITH max(mark.schemaVersion) AS schemaVersion
RETURN schemaVersion, NOT EXISTS { (node) } AS isEmpty
