// When the models that a model derives from were created, by month and kind of derivation
// param model: Model: the model
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// column month: the month, such as 2026-01; none where it is not known
// column relation: how they derive from what they name as their parent; none where they name none
// column count: how many there are
// column model: the one of them from which most others derive, else the most downloaded
MATCH (start:Model {id: $model})
MATCH (start)-[steps:DERIVED_FROM*1..]->(found)
WHERE all(step IN steps WHERE step.relation IN $relation)
WITH DISTINCT start, found
WHERE found <> start
WITH
  found,
  substring(toString(found.createdAt), 0, 7) AS month,
  head(COLLECT { MATCH (found)-[derivation:DERIVED_FROM WHERE derivation.relation IN $relation]->() RETURN derivation.relation ORDER BY derivation.relation LIMIT 1 }) AS relation
WITH
  month,
  relation,
  count(*) AS count,
  max([coalesce(found.descendants, 0), coalesce(found.downloads, -1), found.id]) AS best
RETURN month, relation, count, best[2] AS model
ORDER BY month, count DESC, relation
