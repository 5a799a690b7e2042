// The models in whose ids all of some words stand, with what tells an origin from its copies
// param words: Text: a query of the full-text index
// param limit: Integer: look at no more than so many of the best matches
// column id: the model
// column created: when it was created, in seconds since 1970
// column children: how many models derive from it
// column parents: the models from which it derives
CALL db.index.fulltext.queryNodes('model_search', $words, {limit: $limit})
YIELD node AS model
RETURN
  model.id AS id,
  model.createdAt.epochSeconds AS created,
  COUNT { (model)<-[:DERIVED_FROM]-() } AS children,
  [(model)-[:DERIVED_FROM]->(parent) | parent.id] AS parents
