// The models at which the lineage of a model begins: itself or ancestors of it that state no parent
// param models: list[Model]: the models to start from
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// column model: a model without a parent
// column distance: the fewest hops to it
// column descendants: how many models derive from it, near or far
// column downloads: its downloads in the month before it was read
// column state: whether it is listed, is gone, or was never seen as a model
UNWIND $models AS id
MATCH (start:Model {id: id})
MATCH path = (start)-[steps:DERIVED_FROM*0..]->(root)
WHERE all(step IN steps WHERE step.relation IN $relation)
WITH root, min(length(path)) AS distance
WHERE NOT EXISTS { (root)-[derivation:DERIVED_FROM WHERE derivation.relation IN $relation]->() }
RETURN
  root.id AS model,
  distance,
  coalesce(root.descendants, 0) AS descendants,
  root.downloads AS downloads,
  CASE WHEN root:Unseen THEN 'unseen' WHEN root:Gone THEN 'gone' ELSE 'listed' END AS state
ORDER BY descendants DESC, coalesce(downloads, -1) DESC, model
