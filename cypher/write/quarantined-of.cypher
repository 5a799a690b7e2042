// What these records have in quarantine
// param records: list[Model]: ids of models
// column record: the record
// column key: the key of the statement
// column field: the fields in which it stood
UNWIND $records AS record
MATCH (quarantined:Quarantined {record: record})
WHERE quarantined.names IS NULL
RETURN record, quarantined.key AS key, quarantined.field AS field
