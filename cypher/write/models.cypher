// Write models as their source lists them
// param models: list[Row]: rows of id, digest, properties, publisher, and times, as seconds since 1970 and nanoseconds
// param initial: Map: the properties of a model where nothing else is known
// param load: Load: the number of the load
UNWIND $models AS row
MERGE (model:Model {id: row.id})
ON CREATE SET model:Unchecked
FOREACH (_ IN CASE
  WHEN coalesce(model.createdAt.epochSeconds, 0) <> coalesce(row.times.createdAt[0], model.createdAt.epochSeconds, 0)
    OR coalesce(model.parameters, 0) <> coalesce(row.properties.parameters, model.parameters, 0)
    OR coalesce(model.ggufParameters, 0) <> coalesce(row.properties.ggufParameters, model.ggufParameters, 0)
  THEN [1]
END | SET model:Unchecked)
FOREACH (name IN [name IN keys($initial) WHERE model[name] IS NULL] | SET model[name] = $initial[name])
FOREACH (_ IN CASE WHEN model:Unseen THEN [1] END |
  // The Hub told an id of it and with that a time; the id stays where the record's own date does not contradict it.
  SET
    model.hubId = CASE
      WHEN row.times.createdAt IS NULL
        OR abs(model.createdAt.epochSeconds - row.times.createdAt[0]) <= 60
        OR (row.times.createdAt[0] = 1646263744 AND model.createdAt.epochSeconds <= 1646263744)
      THEN model.hubId
    END,
    model.createdAt = null
  SET model.hubIdStated = model.hubId IS NOT NULL
)
FOREACH (_ IN CASE WHEN row.properties.hubId IS NOT NULL OR NOT model.hubIdStated THEN [1] END |
  REMOVE model.hubIdStated
)
SET model += row.properties, model.digest = row.digest
FOREACH (name IN keys(row.times) |
  SET model[name] = CASE
    WHEN row.times[name] IS NOT NULL
    THEN datetime({epochSeconds: row.times[name][0], nanosecond: row.times[name][1]})
  END
)
SET model.intervals = CASE
  WHEN size(coalesce(model.intervals, [])) % 2 = 1 THEN model.intervals
  ELSE coalesce(model.intervals, []) + $load
END
FOREACH (_ IN CASE WHEN model:Unseen THEN [1] END | REMOVE model:Unseen:Frontier)
REMOVE model:Gone, model.examinedAt
WITH model, row WHERE row.publisher IS NOT NULL
MERGE (publisher:Publisher {name: row.publisher})
MERGE (publisher)-[:PUBLISHED]->(model)
