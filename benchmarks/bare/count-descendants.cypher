MATCH (:Model {id: $model})<-[:DERIVED_FROM*1..]-(descendant)
RETURN count(DISTINCT descendant)
