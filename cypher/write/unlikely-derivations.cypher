// Remove likely derivations that no witness tells any more
// param pairs: list[Row]: pairs of child and parent
UNWIND $pairs AS pair
MATCH (child:Model {id: pair[0]})
MATCH (parent:Model {id: pair[1]})
// With both ends given, only what is between them is looked at: a model may have thousands of children.
CALL (child, parent) {
  MATCH (child)-[likely:LIKELY_DERIVED_FROM]->(parent)
  DELETE likely
}
