// The ids of all models that derive from a model, in no order: the quickest way to have them all
// param models: list[Model]: the models to start from
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth: Integer = 0: go no farther than so many hops; 0 is all the way
// column model: a descendant
CALL () {
  // All of a family, in two thirds of the time: neither the kind of a derivation nor the distance matters.
  UNWIND $models AS id
  MATCH (start:Model {id: id})
  WITH start
  WHERE $depth = 0 AND all(kind IN ['finetune', 'adapter', 'merge', 'quantized', 'unknown'] WHERE kind IN $relation)
  MATCH (start)<-[:DERIVED_FROM*1..]-(descendant)
  WHERE descendant <> start
  RETURN DISTINCT descendant
  UNION ALL
  UNWIND $models AS id
  MATCH (start:Model {id: id})
  WITH start
  WHERE $depth > 0 OR any(kind IN ['finetune', 'adapter', 'merge', 'quantized', 'unknown'] WHERE NOT kind IN $relation)
  MATCH path = (start)<-[steps:DERIVED_FROM*1..]-(descendant)
  WHERE all(step IN steps WHERE step.relation IN $relation) AND descendant <> start
  WITH descendant, min(length(path)) AS distance
  WHERE $depth = 0 OR distance <= $depth
  RETURN descendant
}
RETURN descendant.id AS model
