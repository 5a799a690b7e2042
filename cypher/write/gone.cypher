// Mark models that the Hub no longer lists
// param ids: list[Model]: their ids
// param load: Load: the number of the load
UNWIND $ids AS id
MATCH (model:Model {id: id})
SET model:Gone, model.intervals = model.intervals + $load
