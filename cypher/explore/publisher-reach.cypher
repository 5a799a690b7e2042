// The publishers from whose models most models of others derive, near or far
// param publisher: Publisher = "": only this publisher
// param limit: Integer = 20: give no more than so many publishers; 0 is all
// column publisher: who published
// column kind: person or organisation, as the Hub says; nothing where it did not
// column models: how many models are or were listed as theirs
// column descendants: how many models of others derive from any of theirs, near or far, each counted once
MATCH (model:Model)
WHERE EXISTS { (model)-[:DERIVED_FROM]->() }
CALL (model) {
  MATCH (model)-[:DERIVED_FROM*1..]->(ancestor)
  WITH DISTINCT model, ancestor
  MATCH (ancestor)<-[:PUBLISHED]-(publisher:Publisher)
  WHERE ($publisher = '' OR publisher.name = $publisher) AND NOT EXISTS { (publisher)-[:PUBLISHED]->(model) }
  RETURN DISTINCT publisher
}
WITH publisher, count(*) AS descendants
RETURN
  publisher.name AS publisher,
  CASE WHEN publisher:Person THEN 'person' WHEN publisher:Organization THEN 'organisation' END AS kind,
  COUNT { (publisher)-[:PUBLISHED]->(theirs:Model) WHERE NOT theirs:Unseen } AS models,
  descendants
ORDER BY descendants DESC, publisher
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
