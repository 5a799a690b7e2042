// How many persons and organisations publish, and how much of it
// column kind: person or organisation; nothing where the Hub was not asked or did not say
// column publishers: how many there are
// column models: how many models are listed of theirs
// column datasets: how many datasets that models name are theirs
// column derived: how many of their models state a parent
// column parents: how many of their models others derive from directly
MATCH (publisher:Publisher)
CALL (publisher) {
  OPTIONAL MATCH (publisher)-[:PUBLISHED]->(model:Model)
  WHERE NOT model:Unseen AND NOT model:Gone
  RETURN
    count(model) AS models,
    sum(CASE WHEN EXISTS { (model)-[:DERIVED_FROM]->() } THEN 1 ELSE 0 END) AS derived,
    sum(CASE WHEN EXISTS { (model)<-[:DERIVED_FROM]-() } THEN 1 ELSE 0 END) AS parents
}
WITH
  CASE WHEN publisher:Person THEN 'person' WHEN publisher:Organization THEN 'organisation' END AS kind,
  count(*) AS publishers,
  sum(models) AS models,
  sum(COUNT { (publisher)-[:PUBLISHED]->(:Dataset) }) AS datasets,
  sum(derived) AS derived,
  sum(parents) AS parents
RETURN kind, publishers, models, datasets, derived, parents
ORDER BY publishers DESC, kind
