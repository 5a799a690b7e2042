// Remove derivations whose names were found to mean other parents
// param children: rows of child and of the parents it derives from
UNWIND $children AS row
MATCH (:Model {id: row.child})-[derivation:DERIVED_FROM]->(parent:Model)
WHERE NOT parent.id IN row.parents
DELETE derivation
