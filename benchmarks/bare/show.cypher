MATCH (model:Model {id: $model})
RETURN
  properties(model),
  COLLECT { MATCH (publisher)-[:PUBLISHED]->(model) RETURN publisher.name },
  COLLECT { MATCH (model)-[step:DERIVED_FROM]->(parent) RETURN [parent.id, properties(step)] },
  COUNT { (model)<-[:DERIVED_FROM]-() },
  COLLECT { MATCH (model)<-[step:DERIVED_FROM]-(child) RETURN [child.id, step.relation] ORDER BY child.downloads DESC LIMIT 10 },
  COLLECT { MATCH (model)-[:TRAINED_ON]->(dataset) RETURN dataset.id }
