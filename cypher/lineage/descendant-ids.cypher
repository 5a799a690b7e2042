// The ids of all models that derive from a model, in no order: the quickest way to have them all
// param models: the models to start from
// param relation = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth = 0: go no farther than so many hops; 0 is all the way
// column model: a descendant
UNWIND $models AS id
MATCH (start:Model {id: id})
MATCH path = (start)<-[steps:DERIVED_FROM*1..]-(descendant)
WHERE all(step IN steps WHERE step.relation IN $relation) AND descendant <> start
WITH descendant, min(length(path)) AS distance
WHERE $depth = 0 OR distance <= $depth
RETURN DISTINCT descendant.id AS model
