// Write derivations; one that was withdrawn before is taken up again, and a relation that changes is kept as former
// param derivations: list[Row]: rows of child, parent and properties
// param load: Load: the number of the load
UNWIND $derivations AS row
MATCH (child:Model {id: row.child})
MATCH (parent:Model {id: row.parent})
OPTIONAL MATCH (child)-[former:FORMERLY_DERIVED_FROM]->(parent)
MERGE (child)-[derivation:DERIVED_FROM]->(parent)
ON CREATE SET child:Unchecked, parent:Unchecked
SET
  derivation.intervals = coalesce(
    derivation.intervals,
    // Withdrawn and stated again in the same load: it never ended.
    CASE WHEN former.intervals[-1] = $load THEN former.intervals[..-1] ELSE former.intervals + $load END,
    [$load]
  ),
  derivation.formerRelations = coalesce(derivation.formerRelations, former.formerRelations),
  derivation.relationChanges = coalesce(derivation.relationChanges, former.relationChanges)
WITH row, derivation, former, coalesce(derivation.relation, former.relation) AS relation
FOREACH (_ IN CASE
  WHEN relation <> row.properties.relation
    AND derivation.intervals[0] <> $load
    AND coalesce(derivation.relationChanges[-1], 0) <> $load
  THEN [1]
END |
  SET
    derivation.formerRelations = coalesce(derivation.formerRelations, []) + relation,
    derivation.relationChanges = coalesce(derivation.relationChanges, []) + $load
)
SET derivation += row.properties
DELETE former
