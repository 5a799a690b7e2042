// Note which models a load did not follow further
// param ids: their ids
UNWIND $ids AS id
MATCH (model:Model {id: id})
SET model:Frontier
