// Note that the names of models have been compared, some at a time
// param limit: Integer: how many at a time
// column checked: of how many this was noted
MATCH (model:Unchecked)
WITH model LIMIT $limit
REMOVE model:Unchecked
RETURN count(*) AS checked
