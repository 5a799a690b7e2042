// How many models were trained on a dataset or derive from one that was
// param dataset: Dataset: the dataset
// param relation: list[Relation]: follow only these kinds of derivation
// param depth: Integer: go no farther than so many hops; 0 is all the way
// column count: how many
MATCH (:Dataset {id: $dataset})<-[:TRAINED_ON]-(trained:Model)
MATCH path = (trained)<-[steps:DERIVED_FROM*0..]-(model)
WHERE all(step IN steps WHERE step.relation IN $relation)
WITH model, min(length(path)) AS distance
WHERE $depth = 0 OR distance <= $depth
RETURN count(model) AS count
