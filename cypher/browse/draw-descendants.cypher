// A model and the models that derive from it
// param model: the model to start from
// column models: the model and its descendants
// column derivations: every derivation among them
MATCH (start:Model {id: $model})
OPTIONAL MATCH (start)<-[:DERIVED_FROM*1..]-(descendant:Model)
WITH [start] + collect(DISTINCT descendant) AS models
RETURN models, COLLECT {
  UNWIND models AS child
  MATCH (child)-[derivation:DERIVED_FROM]->(parent:Model) WHERE parent IN models
  RETURN derivation
} AS derivations
