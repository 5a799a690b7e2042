// The indexes that can no longer be used, and those that are no longer wanted
// column name: the name of the index
SHOW INDEXES YIELD name, state, owningConstraint
WHERE owningConstraint IS NULL AND (state = 'FAILED' OR name = 'derivation_written_as')
RETURN name
