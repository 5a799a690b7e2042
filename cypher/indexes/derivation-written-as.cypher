// Derivations whose parent was written otherwise are found
CREATE INDEX derivation_written_as IF NOT EXISTS FOR ()-[d:DERIVED_FROM]-() ON (d.writtenAs)
