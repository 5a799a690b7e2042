// Models that name as their parent what turns out to be themselves
// param pairs: pairs of the id of a node and of the model that it is
// column model: the model
// column name: the name of its parent
// column witnesses: who names it
UNWIND $pairs AS pair
MATCH (model:Model {id: pair[1]})-[derivation:DERIVED_FROM]->(:Model {id: pair[0]})
RETURN model.id AS model, pair[0] AS name, derivation.witnesses AS witnesses
