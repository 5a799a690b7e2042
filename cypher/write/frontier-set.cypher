// Note which models a load did not follow further, unless an earlier load had them
// param ids: list[Model]: their ids
// param load: Load: the number of the load
UNWIND $ids AS id
MATCH (model:Model {id: id})
WHERE model:Unseen OR model.intervals[-1] = $load
SET model:Frontier
