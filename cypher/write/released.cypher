// Release what these records no longer state
// param records: rows of record, of its fields that were read now, and of the keys of all it has in quarantine now
UNWIND $records AS row
MATCH (quarantined:Quarantined {record: row.record})
WHERE NOT quarantined.key IN row.keys
  AND (quarantined.field = '' OR any(field IN row.fields WHERE quarantined.field CONTAINS field))
DELETE quarantined
