// Make a node for each parent that was never seen as a model, and note the Hub's id of each
// param parents: rows of id, properties, hubId and publisher
UNWIND $parents AS row
MERGE (parent:Model {id: row.id})
ON CREATE SET parent:Unseen, parent += row.properties
SET parent.hubId = coalesce(parent.hubId, row.hubId)
WITH parent, row WHERE row.publisher IS NOT NULL AND parent:Unseen
MERGE (publisher:Publisher {name: row.publisher})
MERGE (publisher)-[:PUBLISHED]->(parent)
