// The models that most others derive from, near or far
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 20: give no more than so many models; 0 is all
// column model: the id of a model
// column descendants: how many models derive from it, near or far
// column children: how many derive from it directly
// column publisher: who published it
MATCH (model:Model)
WHERE model.descendants > 0
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(model) })
RETURN
  model.id AS model,
  model.descendants AS descendants,
  COUNT { (model)<-[:DERIVED_FROM]-() } AS children,
  head(COLLECT { MATCH (publisher:Publisher)-[:PUBLISHED]->(model) RETURN publisher.name }) AS publisher
ORDER BY descendants DESC, children DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
