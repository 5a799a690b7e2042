// The models of some stems, with what their names are compared by and what is known of their likely parents
// param stems: list[Text]: stems of names
// column stem: the stem
// column model: the id of the model
// column created: when it was created, in seconds since 1970
// column children: how many models declare it as their parent
// column parents: the parents that it declares
// column parameters: the number of its parameters
// column held: rows of a parent, the evidence, other models that the name fits, and the type, of each derivation that has evidence
UNWIND $stems AS stem
MATCH (model:Model {stem: stem})
RETURN
  stem,
  model.id AS model,
  model.createdAt.epochSeconds AS created,
  COUNT { (model)<-[:DERIVED_FROM]-() } AS children,
  COLLECT { MATCH (model)-[:DERIVED_FROM]->(parent) RETURN parent.id ORDER BY parent.id } AS parents,
  coalesce(model.ggufParameters, model.parameters) AS parameters,
  COLLECT {
    MATCH (model)-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM|LIKELY_DERIVED_FROM]->(parent)
    WHERE derivation.evidence IS NOT NULL
    RETURN [parent.id, derivation.evidence, coalesce(derivation.alternatives, []), type(derivation)]
    ORDER BY parent.id, type(derivation)
  } AS held
