// The models with most parents: merges, and whatever else names several
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: count only these kinds of derivation
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 20: give no more than so many models; 0 is all
// column model: a model with several parents
// column parents: how many models it derives from directly
// column relations: how it derives from them
// column downloads: its downloads in the month before it was read
// column publisher: who published it
MATCH (model:Model)
WHERE COUNT { (model)-[:DERIVED_FROM]->() } > 1
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(model) })
CALL (model) {
  MATCH (model)-[edge:DERIVED_FROM]->()
  WHERE edge.relation IN $relation
  RETURN count(*) AS parents, collect(DISTINCT edge.relation) AS relations
}
WITH model, parents, relations
WHERE parents > 1
RETURN
  model.id AS model,
  parents,
  [relation IN $relation WHERE relation IN relations] AS relations,
  model.downloads AS downloads,
  head(COLLECT { MATCH (publisher:Publisher)-[:PUBLISHED]->(model) RETURN publisher.name }) AS publisher
ORDER BY parents DESC, coalesce(downloads, -1) DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
