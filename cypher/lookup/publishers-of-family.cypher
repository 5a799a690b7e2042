// The publishers of a model, its ancestors and its children, of whom it is not known what they are
// param model: Model: the model
// param limit: Integer: no more than so many
// column names: their names, those of the nearest models first
MATCH (start:Model {id: $model})
CALL (start) {
  MATCH path = (start)-[:DERIVED_FROM*0..]->(ancestor)
  RETURN ancestor AS model, min(length(path)) AS distance
  UNION
  MATCH (start)<-[:DERIVED_FROM]-(model:Model)
  RETURN model, 1 AS distance
}
MATCH (publisher:Publisher)-[:PUBLISHED]->(model)
WHERE NOT publisher:Person AND NOT publisher:Organization AND publisher.examinedAt IS NULL
  AND NOT publisher.name STARTS WITH 'forgotten--'
WITH publisher, min(distance) AS distance, max(coalesce(model.downloads, -1)) AS downloads
ORDER BY distance, downloads DESC, publisher.name
LIMIT $limit
RETURN collect(publisher.name) AS names
