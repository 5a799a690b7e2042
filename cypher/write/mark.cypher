// Mark the graph as lineage-db's
// param version: the version of the schema
MERGE (mark:LineageDb)
SET mark.schemaVersion = $version
