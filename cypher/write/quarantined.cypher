// Put statements in quarantine
// param quarantined: rows of key, record, field, value and reason
// param source: where the load reads from
// param load: the number of the load
UNWIND $quarantined AS row
MERGE (quarantined:Quarantined {key: row.key})
ON CREATE SET
  quarantined.source = $source,
  quarantined.load = $load,
  quarantined.record = row.record,
  quarantined.field = row.field,
  quarantined.value = row.value,
  quarantined.reason = row.reason
