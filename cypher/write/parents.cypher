// Make a node for each parent that was never seen as a model, and note the Hub's id of each that tells none itself
// param parents: list[Row]: rows of id, properties, hubId, the time of creation that it tells, in seconds since 1970, and publisher
UNWIND $parents AS row
MERGE (parent:Model {id: row.id})
ON CREATE SET parent:Unseen:Unchecked, parent.descendants = 0, parent += row.properties
FOREACH (_ IN CASE
  // Of several ids that were told of one name, the latest: whatever the order in which they come.
  WHEN row.hubId IS NOT NULL
    AND (parent.hubId IS NULL OR (parent.hubIdStated AND parent.hubId < row.hubId))
    AND (
      parent:Unseen
      OR parent.createdAt IS NULL
      OR row.created IS NULL
      OR abs(parent.createdAt.epochSeconds - row.created) <= 60
      OR (parent.createdAt.epochSeconds = 1646263744 AND row.created <= 1646263744)
    )
  THEN [1]
END |
  SET
    parent:Unchecked,
    parent.hubId = row.hubId,
    parent.hubIdStated = true,
    parent.createdAt = CASE
      WHEN NOT parent:Unseen THEN parent.createdAt
      // An id may tell a time that is yet to come, which is the date of nothing.
      WHEN row.created <= datetime().epochSeconds THEN datetime({epochSeconds: row.created})
    END
)
WITH parent, row WHERE row.publisher IS NOT NULL AND parent:Unseen
MERGE (publisher:Publisher {name: row.publisher})
MERGE (publisher)-[:PUBLISHED]->(parent)
