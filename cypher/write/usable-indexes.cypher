// The indexes that can be used, those of constraints included
// column name: the name of the index, and of the constraint that owns it
// column ofConstraint: whether a constraint owns it
SHOW INDEXES YIELD name, state, owningConstraint
WHERE state = 'ONLINE'
RETURN name, owningConstraint IS NOT NULL AS ofConstraint
