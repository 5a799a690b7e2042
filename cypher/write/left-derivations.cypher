// Remove derivations whose names were found to mean other parents
// param left: list[Row]: pairs of child and of a parent that it does not derive from
UNWIND $left AS pair
MATCH (child:Model {id: pair[0]})
MATCH (parent:Model {id: pair[1]})
// With both ends given, only what is between them is looked at: a model may have thousands of parents.
CALL (child, parent) {
  MATCH (child)-[derivation:DERIVED_FROM]->(parent)
  DELETE derivation
  SET child:Unchecked, parent:Unchecked
}
