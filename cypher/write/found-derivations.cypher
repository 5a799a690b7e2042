// Take away the derivations from parents that were found under another name
// param children: rows of child and parent
UNWIND $children AS row
MATCH (:Model {id: row.child})-[derivation:DERIVED_FROM]->(:Model:Unseen {id: row.parent})
DELETE derivation
