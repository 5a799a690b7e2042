// Remove derivations whose names were found to mean other parents
// param left: pairs of child and of a parent that it does not derive from
UNWIND $left AS pair
MATCH (:Model {id: pair[0]})-[derivation:DERIVED_FROM]->(:Model {id: pair[1]})
DELETE derivation
