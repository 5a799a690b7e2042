// Gated models with derivatives that the Hub gives to anyone
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param publisher: Publisher = "": only gated models of this publisher
// param limit: Integer = 20: give no more than so many models; 0 is all
// column model: a model that the Hub gives only to those who ask
// column ungated: how many models that derive from it, near or far, the Hub gives to anyone
// column descendants: how many derive from it in all; of some it may not be known whether they are gated
// column other: of the ungated ones, that with most downloads
// column distance: the fewest hops to that one
MATCH (model:Model)
WHERE model.gated = 'gated' AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(model) })
CALL (model) {
  MATCH path = (model)<-[steps:DERIVED_FROM*1..]-(other)
  WHERE all(step IN steps WHERE step.relation IN $relation)
  WITH other, min(length(path)) AS distance
  WHERE NOT other:Gone AND other.gated = 'open'
  WITH other, distance
  ORDER BY coalesce(other.downloads, -1) DESC, other.id
  WITH count(*) AS ungated, collect({model: other, distance: distance})[0] AS most
  RETURN ungated, most
}
WITH model, ungated, most
WHERE ungated > 0
RETURN
  model.id AS model,
  ungated,
  coalesce(model.descendants, 0) AS descendants,
  most.model.id AS other,
  most.distance AS distance
ORDER BY ungated DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
