// The models trained on a dataset, and all that derives from them
// param dataset: Dataset: the dataset
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth: Integer = 0: go no farther than so many hops; 0 is all the way
// param limit: Integer = 0: give no more than so many models; 0 is all
// column model: a model that was trained on it, or that derives from one that was
// column distance: the fewest hops to one that was trained on it; 0 for itself
// column witnesses: who names the dataset, where the model names it: the card, a tag
// column descendants: how many models derive from it, near or far
// column downloads: its downloads in the month before it was read
// column state: whether it is listed, is gone, or was never seen as a model
MATCH (dataset:Dataset {id: $dataset})<-[:TRAINED_ON]-(trained:Model)
MATCH path = (trained)<-[steps:DERIVED_FROM*0..]-(model)
WHERE all(step IN steps WHERE step.relation IN $relation)
WITH dataset, model, min(length(path)) AS distance
WHERE $depth = 0 OR distance <= $depth
RETURN
  model.id AS model,
  distance,
  head(COLLECT { MATCH (model)-[training:TRAINED_ON]->(dataset) RETURN training.witnesses }) AS witnesses,
  coalesce(model.descendants, 0) AS descendants,
  model.downloads AS downloads,
  CASE WHEN model:Unseen THEN 'unseen' WHEN model:Gone THEN 'gone' ELSE 'listed' END AS state
ORDER BY distance > 0, descendants DESC, coalesce(downloads, -1) DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
