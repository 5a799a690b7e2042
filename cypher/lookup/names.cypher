// Which model each name means
// param names: list[Row]: pairs of a name and the same in lower case
// column name: the name
// column exact: the id of the model of that name, or of the model that once had it
// column alike: the ids of the models whose names differ from it in case only
UNWIND $names AS pair
OPTIONAL MATCH (model:Model {id: pair[0]})
OPTIONAL MATCH (:Alias {id: pair[0]})-[:ALIAS_OF]->(renamed:Model)
CALL (pair) {
  MATCH (other:Model {idFolded: pair[1]})
  RETURN collect(other.id) AS alike
}
RETURN pair[0] AS name, coalesce(model.id, renamed.id) AS exact, alike
