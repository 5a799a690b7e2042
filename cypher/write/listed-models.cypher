// The models that are listed, in the order of their ids, some at a time
// param after: Text: the id after which to go on
// param limit: Integer: how many are looked at
// column ids: the ids of those that are listed
// column last: the id of the last; null where there are no more
MATCH (model:Model)
WHERE model.id > $after
WITH model ORDER BY model.id LIMIT $limit
RETURN collect(CASE WHEN NOT model:Unseen AND NOT model:Gone THEN model.id END) AS ids, max(model.id) AS last
