// Every model that derives from a model, nearest first
// param model: the model to start from
// param relation = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth = 0: go no farther than so many hops; 0 is all the way
// param limit = 0: give no more than so many models; 0 is all
// column model: a descendant
// column distance: the fewest hops to it
// column downloads: its downloads in the month before it was read
// column likes: its likes
// column state: whether it was listed, is gone, or was never seen as a model
MATCH (start:Model {id: $model})
MATCH path = (start)<-[steps:DERIVED_FROM*1..]-(descendant:Model)
WHERE all(step IN steps WHERE step.relation IN $relation) AND descendant <> start
WITH descendant, min(length(path)) AS distance
WHERE $depth = 0 OR distance <= $depth
RETURN
  descendant.id AS model,
  distance,
  descendant.downloads AS downloads,
  descendant.likes AS likes,
  CASE WHEN descendant:Unseen THEN 'unseen' WHEN descendant:Gone THEN 'gone' ELSE 'listed' END AS state
ORDER BY distance, coalesce(downloads, -1) DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
