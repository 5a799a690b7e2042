// Put ids of the Hub's own in quarantine that are no identity
// param quarantined: list[Row]: rows of key, record, field, value, reason and the number of names that carry the id
// param source: Text: where the load reads from
// param load: Load: the number of the load
UNWIND $quarantined AS row
MERGE (quarantined:Quarantined {key: row.key})
ON CREATE SET
  quarantined.load = $load,
  quarantined.field = row.field,
  quarantined.value = row.value,
  quarantined.reason = row.reason
SET
  quarantined.source = $source,
  quarantined.record = row.record,
  quarantined.names = row.names
