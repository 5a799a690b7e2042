// The datasets that reach most models: those trained on them, and all that derive from those
// param publisher: Publisher = "": only datasets of this publisher
// param limit: Integer = 20: give no more than so many datasets; 0 is all
// column dataset: the id of a dataset
// column trained: how many models name it themselves
// column descendants: how many more derive from one of those, near or far
MATCH (model:Model)
WHERE EXISTS { (model)-[:DERIVED_FROM]->() } OR EXISTS { (model)-[:TRAINED_ON]->() }
CALL (model) {
  MATCH (model)-[:DERIVED_FROM*0..]->(ancestor)
  WITH DISTINCT ancestor
  MATCH (ancestor)-[:TRAINED_ON]->(dataset:Dataset)
  RETURN DISTINCT dataset
}
WITH dataset, count(*) AS models
WHERE $publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(dataset) }
WITH dataset, models, COUNT { (dataset)<-[:TRAINED_ON]-() } AS trained
RETURN dataset.id AS dataset, trained, models - trained AS descendants
ORDER BY trained + descendants DESC, dataset
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
