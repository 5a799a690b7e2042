// Take models away from publishers that no longer have them
// param models: list[Row]: rows of id and publisher
UNWIND $models AS row
MATCH (publisher:Publisher)-[published:PUBLISHED]->(:Model {id: row.id})
WHERE publisher.name <> row.publisher
DELETE published
