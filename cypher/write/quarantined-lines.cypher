// What is in quarantine of a source's lines, which hold no record
// param source: Text: the source
// column key: the key of a statement in quarantine
MATCH (quarantined:Quarantined)
WHERE quarantined.record STARTS WITH $source + ':' OR quarantined.record STARTS WITH $source + '/'
RETURN quarantined.key AS key
