// Release lines that hold a record by now
// param keys: keys of statements in quarantine
UNWIND $keys AS key
MATCH (quarantined:Quarantined {key: key})
DELETE quarantined
