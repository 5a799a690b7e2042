// Models and all that derives from them, by derivations that were withdrawn too
// param models: list[Model]: the models
// column model: one of them, or a descendant
UNWIND $models AS id
MATCH (start:Model {id: id})<-[:DERIVED_FROM|FORMERLY_DERIVED_FROM*0..]-(model)
WITH DISTINCT model
RETURN model.id AS model
