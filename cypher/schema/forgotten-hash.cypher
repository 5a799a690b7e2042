// A name is forgotten once
CREATE CONSTRAINT forgotten_hash IF NOT EXISTS FOR (f:Forgotten) REQUIRE f.hash IS UNIQUE
