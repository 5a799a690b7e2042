// Release what these records no longer state
// param records: rows of record and of the keys of all it has in quarantine now
UNWIND $records AS row
MATCH (quarantined:Quarantined {record: row.record})
WHERE NOT quarantined.key IN row.keys
DELETE quarantined
