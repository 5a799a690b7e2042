MATCH (:Model {id: $model})<-[:DERIVED_FROM*1..]-(descendant)
WITH DISTINCT descendant
WITH collect(descendant.id) AS ids
UNWIND range(0, size(ids) - 1, 5000) AS first
RETURN ids[first..first + 5000]
