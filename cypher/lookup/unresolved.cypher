// The names that stand for no model the graph knows, and the models that are gone
// param again: Boolean: also those about which the Hub was asked before
// param limit: Integer: no more than so many; 0 is all
// column names: the names, those that most derives from first
CALL () {
  MATCH (model:Unseen)
  RETURN model
  UNION
  MATCH (model:Gone)
  RETURN model
}
WITH model
WHERE ($again OR model.examinedAt IS NULL) AND NOT model.id CONTAINS '@' AND NOT model.id STARTS WITH 'forgotten--'
WITH model ORDER BY COUNT { (model)<-[:DERIVED_FROM]-() } DESC, model.id
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
RETURN collect(model.id) AS names
