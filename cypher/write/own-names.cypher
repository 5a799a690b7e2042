// Models that name as their parent what turns out to be themselves
// param pairs: list[Row]: pairs of the id of a node and of the model that it is
// column model: the model
// column name: the name of its parent
// column witnesses: who names it
UNWIND $pairs AS pair
MATCH (model:Model {id: pair[1]})
MATCH (other:Model {id: pair[0]})
// With both ends given, only what is between them is looked at: a model may have thousands of parents.
CALL (model, other) {
  MATCH (model)-[derivation:DERIVED_FROM]->(other)
  RETURN derivation.witnesses AS witnesses
}
RETURN model.id AS model, pair[0] AS name, witnesses
