// How many models a model derives from
// param model: the model to start from
// param relation = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth = 0: go no farther than so many hops; 0 is all the way
// column models: how many ancestors it has
MATCH (start:Model {id: $model})
CALL (start) {
  MATCH path = (start)-[steps:DERIVED_FROM*1..]->(ancestor:Model)
  WHERE all(step IN steps WHERE step.relation IN $relation) AND ancestor <> start
  WITH ancestor, min(length(path)) AS distance
  WHERE $depth = 0 OR distance <= $depth
  RETURN count(ancestor) AS models
}
RETURN models
