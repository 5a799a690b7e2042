// Mark models that the Hub no longer lists
// param ids: their ids
// param load: the number of the load
UNWIND $ids AS id
MATCH (model:Model {id: id})
SET model:Gone, model.intervals = model.intervals + $load
