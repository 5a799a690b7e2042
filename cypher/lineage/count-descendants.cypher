// How many models derive from a model
// param model: the model to start from
// param relation = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth = 0: go no farther than so many hops; 0 is all the way
// column models: how many descendants it has
MATCH (start:Model {id: $model})
CALL (start) {
  MATCH path = (start)<-[steps:DERIVED_FROM*1..]-(descendant:Model)
  WHERE all(step IN steps WHERE step.relation IN $relation) AND descendant <> start
  WITH descendant, min(length(path)) AS distance
  WHERE $depth = 0 OR distance <= $depth
  RETURN count(descendant) AS models
}
RETURN models
