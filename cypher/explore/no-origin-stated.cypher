// The most downloaded models that name neither a parent nor a dataset
// param least: Integer = 1000: only models with at least so many downloads in the month before they were read
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column model: the model
// column downloads: its downloads in the month before it was read
// column children: how many models derive from it directly
// column descendants: how many derive from it, near or far
// column publisher: who published it
MATCH (model:Model)
WHERE model.downloads >= $least
  AND NOT model:Gone
  AND NOT EXISTS { (model)-[:DERIVED_FROM]->() }
  AND NOT EXISTS { (model)-[:TRAINED_ON]->() }
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(model) })
RETURN
  model.id AS model,
  model.downloads AS downloads,
  COUNT { (model)<-[:DERIVED_FROM]-() } AS children,
  coalesce(model.descendants, 0) AS descendants,
  head(COLLECT { MATCH (publisher:Publisher)-[:PUBLISHED]->(model) RETURN publisher.name }) AS publisher
ORDER BY downloads DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
