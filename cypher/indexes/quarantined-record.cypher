// What a record has in quarantine is found by the record
CREATE INDEX quarantined_record IF NOT EXISTS FOR (q:Quarantined) ON (q.record)
