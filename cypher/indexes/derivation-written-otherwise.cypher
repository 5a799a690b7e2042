// Derivations whose parent was written otherwise are found; the names themselves may be too many for a key
CREATE INDEX derivation_written_otherwise IF NOT EXISTS FOR ()-[d:DERIVED_FROM]-() ON (d.writtenOtherwise)
