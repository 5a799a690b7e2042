// Which models of the graph a name may mean
// param names: list[Row]: pairs of a name and the same in lower case
// column name: the name
// column exact: the id of the model of that name
// column hubId: the Hub's own id of it
// column createdAt: when it was created
// column renamed: the id of the model that once had the name
// column alike: the ids of the models whose names differ from it in case only
UNWIND $names AS pair
OPTIONAL MATCH (model:Model {id: pair[0]}) WHERE NOT model:Unseen
OPTIONAL MATCH (:Alias {id: pair[0]})-[:ALIAS_OF]->(renamed:Model)
CALL (pair, model) {
  WITH pair WHERE model IS NULL
  MATCH (other:Model {idFolded: pair[1]}) WHERE NOT other:Unseen
  RETURN collect(other.id) AS alike
}
RETURN pair[0] AS name, model.id AS exact, model.hubId AS hubId, model.createdAt AS createdAt, renamed.id AS renamed, alike
