// Note which models a load has followed to all their children
// param ids: list[Model]: their ids
UNWIND $ids AS id
MATCH (model:Model {id: id})
WHERE NOT model:Unseen
REMOVE model:Frontier
