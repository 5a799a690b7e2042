// How many siblings a model has
// param model: Model: the model
// param relation: list[Relation]: follow only these kinds of derivation
// column count: how many
MATCH (start:Model {id: $model})-[own:DERIVED_FROM]->()<-[derivation:DERIVED_FROM]-(sibling)
WHERE own.relation IN $relation AND derivation.relation IN $relation AND sibling <> start
RETURN count(DISTINCT sibling) AS count
