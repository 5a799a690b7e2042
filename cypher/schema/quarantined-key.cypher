// A statement is in quarantine once
CREATE CONSTRAINT quarantined_key IF NOT EXISTS FOR (q:Quarantined) REQUIRE q.key IS UNIQUE
