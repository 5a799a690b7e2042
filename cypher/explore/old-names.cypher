// Names that models once had, and the models that had them
// param name: Text = "": only this name
// param publisher: Publisher = "": only names in this publisher's namespace
// param limit: Integer = 100: give no more than so many; 0 is all
// column name: the old name
// column model: the model that had it, by the name it has now; NAME@ID where that is not known
// column state: whether that model is listed or gone
// column taken: whether another model has the name now
// column children: how many models still derive from it under the old name
CALL () {
  MATCH (alias:Alias)-[:ALIAS_OF]->(model:Model)
  RETURN alias.id AS name, model
  UNION
  MATCH (model:Model)
  WHERE model.id ENDS WITH '@' + model.hubId
  RETURN left(model.id, size(model.id) - size(model.hubId) - 1) AS name, model
}
WITH name, model
WHERE ($name = '' OR name = $name) AND ($publisher = '' OR name STARTS WITH $publisher + '/')
RETURN
  name,
  model.id AS model,
  CASE WHEN model:Unseen THEN 'unseen' WHEN model:Gone THEN 'gone' ELSE 'listed' END AS state,
  EXISTS { (:Model {id: name}) } AS taken,
  COUNT {
    MATCH (model)<-[edge:DERIVED_FROM]-()
    WHERE any(statement IN edge.statements WHERE statement ENDS WITH ': ' + name)
  } AS children
ORDER BY children DESC, name, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
