// Keep as former each derivation that its child no longer states
// param children: rows of child and of all the parents it states now
// param load: the number of the load
UNWIND $children AS row
MATCH (child:Model {id: row.child})-[derivation:DERIVED_FROM]->(parent:Model)
WHERE NOT parent.id IN row.parents
CREATE (child)-[former:FORMERLY_DERIVED_FROM]->(parent)
SET former = properties(derivation)
SET former.intervals = derivation.intervals + $load
DELETE derivation
