// The models that derive directly from what a model derives directly from
// param model: Model: the model
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param limit: Integer = 0: give no more than so many models; 0 is all
// column model: a sibling
// column sharedParents: the parents that both have
// column relation: how the sibling derives from them
// column descendants: how many models derive from it, near or far
// column downloads: its downloads in the month before it was read
// column state: whether it is listed, is gone, or was never seen as a model
MATCH (start:Model {id: $model})-[own:DERIVED_FROM]->(parent)<-[derivation:DERIVED_FROM]-(sibling)
WHERE own.relation IN $relation AND derivation.relation IN $relation AND sibling <> start
WITH sibling, parent, derivation ORDER BY parent.id
WITH sibling, collect(parent.id) AS sharedParents, collect(derivation.relation) AS kinds
RETURN
  sibling.id AS model,
  sharedParents,
  [kind IN $relation WHERE kind IN kinds] AS relation,
  coalesce(sibling.descendants, 0) AS descendants,
  sibling.downloads AS downloads,
  CASE WHEN sibling:Unseen THEN 'unseen' WHEN sibling:Gone THEN 'gone' ELSE 'listed' END AS state
ORDER BY size(sharedParents) DESC, descendants DESC, coalesce(downloads, -1) DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
