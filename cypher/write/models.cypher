// Write models as their source lists them
// param models: rows of id, digest, properties and publisher
// param load: the number of the load
UNWIND $models AS row
MERGE (model:Model {id: row.id})
SET model += row.properties, model.digest = row.digest
SET model.intervals = CASE
  WHEN size(coalesce(model.intervals, [])) % 2 = 1 THEN model.intervals
  ELSE coalesce(model.intervals, []) + $load
END
FOREACH (_ IN CASE WHEN model:Unseen THEN [1] END | REMOVE model:Unseen:Frontier)
REMOVE model:Gone, model.examinedAt
WITH model, row WHERE row.publisher IS NOT NULL
MERGE (publisher:Publisher {name: row.publisher})
MERGE (publisher)-[:PUBLISHED]->(model)
