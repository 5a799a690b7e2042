// How many models derive from a model
// param models: list[Model]: the models to start from
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth: Integer = 0: go no farther than so many hops; 0 is all the way
// column count: how many descendants there are
CALL () {
  // All of a family, in half the time: neither the kind of a derivation nor the distance matters.
  UNWIND $models AS id
  MATCH (start:Model {id: id})
  WITH start
  WHERE $depth = 0 AND all(kind IN ['finetune', 'adapter', 'merge', 'quantized', 'unknown'] WHERE kind IN $relation)
  MATCH (start)<-[:DERIVED_FROM*1..]-(descendant)
  WHERE descendant <> start
  WITH DISTINCT descendant
  RETURN count(descendant) AS descendants
  UNION ALL
  UNWIND $models AS id
  MATCH (start:Model {id: id})
  WITH start
  WHERE $depth > 0 OR any(kind IN ['finetune', 'adapter', 'merge', 'quantized', 'unknown'] WHERE NOT kind IN $relation)
  MATCH path = (start)<-[steps:DERIVED_FROM*1..]-(descendant)
  WHERE all(step IN steps WHERE step.relation IN $relation) AND descendant <> start
  WITH descendant, min(length(path)) AS distance
  WHERE $depth = 0 OR distance <= $depth
  RETURN count(descendant) AS descendants
}
RETURN sum(descendants) AS count
