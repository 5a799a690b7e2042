// The longest lines of descent: the models that go back farthest
// param least: Integer = 5: only lines of at least so many hops
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 20: give no more than so many models; 0 is all
// column model: the model at the end of a line
// column distance: the fewest hops to the farthest model that it derives from
// column ancestor: that model; of several as far the one with most downloads
// column publisher: who published the model at the end
MATCH (model:Model)
WHERE EXISTS { (model)-[:DERIVED_FROM]->() }
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(model) })
CALL (model) {
  MATCH path = (model)-[:DERIVED_FROM*1..]->(ancestor)
  WHERE ancestor <> model
  WITH ancestor, min(length(path)) AS distance
  WHERE distance >= $least
  RETURN ancestor, distance
  ORDER BY distance DESC, coalesce(ancestor.downloads, -1) DESC, ancestor.id
  LIMIT 1
}
RETURN
  model.id AS model,
  distance,
  ancestor.id AS ancestor,
  head(COLLECT { MATCH (publisher:Publisher)-[:PUBLISHED]->(model) RETURN publisher.name }) AS publisher
ORDER BY distance DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
