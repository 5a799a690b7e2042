// The models whose descendants were published by most different publishers
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 20: give no more than so many models; 0 is all
// column model: the model they derive from
// column publishers: how many other publishers have models that derive from it, near or far
// column descendants: how many models derive from it, near or far
// column publisher: who published it
MATCH (model:Model)
WHERE EXISTS { (model)<-[:DERIVED_FROM]-() }
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(model) })
CALL (model) {
  MATCH (model)<-[:DERIVED_FROM*1..]-(descendant)
  WITH DISTINCT model, descendant
  MATCH (descendant)<-[:PUBLISHED]-(other:Publisher)
  WITH DISTINCT model, other
  WHERE NOT EXISTS { (other)-[:PUBLISHED]->(model) }
  RETURN count(*) AS publishers
}
WITH model, publishers
WHERE publishers > 0
RETURN
  model.id AS model,
  publishers,
  coalesce(model.descendants, 0) AS descendants,
  head(COLLECT { MATCH (publisher:Publisher)-[:PUBLISHED]->(model) RETURN publisher.name }) AS publisher
ORDER BY publishers DESC, descendants DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
