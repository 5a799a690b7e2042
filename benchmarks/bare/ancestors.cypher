MATCH path = (:Model {id: $model})-[:DERIVED_FROM*1..]->(ancestor)
RETURN ancestor.id, min(length(path))
