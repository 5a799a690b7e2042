// How many models a model derives from
// param models: list[Model]: the models to start from
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth: Integer = 0: go no farther than so many hops; 0 is all the way
// column count: how many ancestors there are
UNWIND $models AS id
MATCH (start:Model {id: id})
MATCH path = (start)-[steps:DERIVED_FROM*1..]->(ancestor)
WHERE all(step IN steps WHERE step.relation IN $relation) AND ancestor <> start
WITH ancestor, min(length(path)) AS distance
WHERE $depth = 0 OR distance <= $depth
RETURN count(DISTINCT ancestor) AS count
