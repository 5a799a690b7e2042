// Release lines that hold a record by now
// param keys: list[Text]: keys of statements in quarantine
UNWIND $keys AS key
MATCH (quarantined:Quarantined {key: key})
DELETE quarantined
