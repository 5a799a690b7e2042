// Put statements in quarantine
// param quarantined: list[Row]: rows of key, properties, and of what is kept of a statement that may become a derivation
// param source: Text: where the load reads from
// param load: Load: the number of the load
UNWIND $quarantined AS row
MERGE (quarantined:Quarantined {key: row.key})
ON CREATE SET quarantined.source = $source, quarantined.load = $load, quarantined += row.properties
SET quarantined += row.statement
