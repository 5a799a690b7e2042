// The models with most children
// param limit = 20: give no more than so many models; 0 is all
// column model: the id of a model
// column children: how many models derive from it directly
// column publisher: who published it
MATCH (model:Model)
WITH model, COUNT { (model)<-[:DERIVED_FROM]-() } AS children
WHERE children > 0
RETURN
  model.id AS model,
  children,
  head(COLLECT { MATCH (publisher:Publisher)-[:PUBLISHED]->(model) RETURN publisher.name }) AS publisher
ORDER BY children DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
