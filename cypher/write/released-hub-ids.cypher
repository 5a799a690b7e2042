// Release the ids of the Hub's own from quarantine that a source no longer tells, or that are an identity by now
// param source: Text: the source
// param keys: list[Text]: the keys of what stays
MATCH (quarantined:Quarantined {source: $source, field: '_id'})
WHERE NOT quarantined.key IN $keys
DELETE quarantined
