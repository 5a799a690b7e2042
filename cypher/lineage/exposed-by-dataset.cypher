// The models that may hold what is in a dataset: those trained on it, and all that derives from them
// param dataset: Dataset: the dataset
// param limit: Integer = 0: give no more than so many models; 0 is all
// column model: a model that is one of these origins or derives from one
// column exposedUnder: from how many of them it derives, itself counted
// column distance: the fewest hops to one of them
// column downloads: its downloads in the month before it was read
// column state: whether it is listed, is gone, or was never seen as a model
MATCH (:Dataset {id: $dataset})<-[:TRAINED_ON]-(origin:Model)
MATCH path = (origin)<-[:DERIVED_FROM|FORMERLY_DERIVED_FROM*0..]-(model)
WITH origin, model, min(length(path)) AS hops
WITH model, count(origin) AS exposedUnder, min(hops) AS distance
RETURN
  model.id AS model,
  exposedUnder,
  distance,
  model.downloads AS downloads,
  CASE WHEN model:Unseen THEN 'unseen' WHEN model:Gone THEN 'gone' ELSE 'listed' END AS state
ORDER BY exposedUnder DESC, distance, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
