// Write derivations; one that was withdrawn before is taken up again
// param derivations: rows of child, parent and properties
// param load: the number of the load
UNWIND $derivations AS row
MATCH (child:Model {id: row.child})
MATCH (parent:Model {id: row.parent})
OPTIONAL MATCH (child)-[former:FORMERLY_DERIVED_FROM]->(parent)
MERGE (child)-[derivation:DERIVED_FROM]->(parent)
SET derivation.intervals = coalesce(derivation.intervals, former.intervals + $load, [$load])
SET derivation += row.properties
DELETE former
