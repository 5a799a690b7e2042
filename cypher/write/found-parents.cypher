// Names of parents that were never seen, each with the model that it means by now
// column name: the name
// column model: the id of the model
MATCH (unseen:Unseen)
OPTIONAL MATCH (:Alias {id: unseen.id})-[:ALIAS_OF]->(renamed:Model)
CALL (unseen) {
  MATCH (same:Model {hubId: unseen.hubId})
  USING INDEX same:Model(hubId)
  WHERE NOT same:Unseen
  WITH
    collect(CASE WHEN NOT same:Gone THEN same.id END) AS listed,
    collect(CASE WHEN same:Gone THEN same.id END) AS gone
  RETURN CASE WHEN size(listed) > 0 THEN listed ELSE gone END AS same
}
CALL (unseen) {
  MATCH (other:Model {idFolded: unseen.idFolded})
  USING INDEX other:Model(idFolded)
  WHERE NOT other:Unseen
  RETURN collect(other.id) AS alike
}
WITH unseen, coalesce(
  CASE WHEN size(same) = 1 THEN same[0] END,
  CASE WHEN NOT renamed:Unseen THEN renamed.id END,
  CASE WHEN size(alike) = 1 THEN alike[0] END
) AS model
WHERE model IS NOT NULL
RETURN unseen.id AS name, model
