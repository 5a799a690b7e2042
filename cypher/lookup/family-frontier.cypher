// How much of a family was loaded in part
// param ids: list[Model]: the ids of its models
// column above: how many of them a load did not follow
// column below: of how many of them a load did not look for children
UNWIND $ids AS id
MATCH (model:Model {id: id}) WHERE model:Frontier
RETURN count(CASE WHEN model:Unseen THEN 1 END) AS above, count(CASE WHEN NOT model:Unseen THEN 1 END) AS below
