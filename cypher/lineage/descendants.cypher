// Every model that derives from a model, those with most descendants first
// param models: list[Model]: the models to start from
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth: Integer = 0: go no farther than so many hops; 0 is all the way
// param limit: Integer = 0: give no more than so many models; 0 is all
// column model: the descendant
// column distance: the fewest hops to it
// column relation: of what kind the last hop is by which it is reached so
// column descendants: how many models derive from it, near or far
// column downloads: its downloads in the month before it was read
// column likes: its likes
// column state: whether it is listed, is gone, or was never seen as a model
UNWIND $models AS id
MATCH (start:Model {id: id})
MATCH path = (start)<-[steps:DERIVED_FROM*0..]-(near)
WHERE all(step IN steps WHERE step.relation IN $relation)
WITH start, near, min(length(path)) AS before
WHERE $depth = 0 OR before < $depth
MATCH (near)<-[last:DERIVED_FROM]-(descendant:Model)
WHERE last.relation IN $relation AND descendant <> start
WITH descendant, min(before) + 1 AS distance, collect(DISTINCT [before + 1, last.relation]) AS hops
RETURN
  descendant.id AS model,
  distance,
  [kind IN $relation WHERE [distance, kind] IN hops] AS relation,
  coalesce(descendant.descendants, 0) AS descendants,
  descendant.downloads AS downloads,
  descendant.likes AS likes,
  CASE WHEN descendant:Unseen THEN 'unseen' WHEN descendant:Gone THEN 'gone' ELSE 'listed' END AS state
ORDER BY descendants DESC, coalesce(downloads, -1) DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
