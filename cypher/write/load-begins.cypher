// Note that a load begins
// param source: Text: where it reads from
// param scope: Boolean: whether it is of the whole Hub
// column number: the number of the load
OPTIONAL MATCH (earlier:Load)
WITH coalesce(max(earlier.number), 0) + 1 AS number
CREATE (load:Load {number: number, source: $source, scope: $scope, startedAt: datetime(), complete: false})
RETURN load.number AS number
