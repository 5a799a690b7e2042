// Note which derivations hold names that are not the parent's id, some at a time
// param limit: Integer: how many at a time
// column mended: how many were noted
MATCH ()-[derivation:DERIVED_FROM]->()
WHERE derivation.writtenAs IS NOT NULL AND derivation.writtenOtherwise IS NULL
WITH derivation LIMIT $limit
SET derivation.writtenOtherwise = true
RETURN count(*) AS mended
