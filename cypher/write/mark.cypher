// Mark the graph as lineage-db's
// param version: Integer: the version of the schema
MERGE (mark:LineageDb)
SET mark.schemaVersion = $version
