// Models still on the Hub that derive from one that is gone, nearest first
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param publisher: Publisher = "": only from gone models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column ancestor: the model that is gone
// column model: a model that derives from it and is still listed
// column distance: the fewest hops between the two
// column downloads: its downloads in the month before it was read
MATCH (ancestor:Gone)
WHERE $publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(ancestor) }
CALL (ancestor) {
  MATCH path = (ancestor)<-[steps:DERIVED_FROM*1..]-(model)
  WHERE all(step IN steps WHERE step.relation IN $relation)
  RETURN model, min(length(path)) AS distance
}
WITH ancestor, model, distance
WHERE NOT model:Gone AND NOT model:Unseen
RETURN ancestor.id AS ancestor, model.id AS model, distance, model.downloads AS downloads
ORDER BY distance, coalesce(downloads, -1) DESC, ancestor, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
