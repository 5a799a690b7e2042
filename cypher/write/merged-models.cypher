// Make one node of two that are the same model; the name of the one that goes stays known
// param pairs: list[Row]: rows of the id of the node that goes, of the one that stays, and whether the former is an old name
UNWIND $pairs AS pair
MATCH (older:Model {id: pair[0]})
MATCH (model:Model {id: pair[1]})
FOREACH (_ IN CASE
  WHEN older.hubId IS NOT NULL
    AND (model.hubId IS NULL OR (model.hubIdStated AND older.hubIdStated AND model.hubId < older.hubId))
    AND (
      NOT older:Unseen
      OR model.createdAt IS NULL
      OR older.createdAt IS NULL
      OR abs(model.createdAt.epochSeconds - older.createdAt.epochSeconds) <= 60
      OR (model.createdAt.epochSeconds = 1646263744 AND older.createdAt.epochSeconds <= 1646263744)
    )
  THEN [1]
END | SET model.hubId = older.hubId, model.hubIdStated = older.hubIdStated)
SET model:Unchecked
SET model.intervals = CASE
  WHEN older:Unseen THEN model.intervals
  WHEN size(older.intervals) % 2 = 1 THEN older.intervals
  WHEN older.intervals[-1] >= model.intervals[0] THEN older.intervals[..-1] + model.intervals[1..]
  ELSE older.intervals + model.intervals
END
WITH older, model, pair
CALL (older, model) {
  MATCH (alias:Alias)-[of:ALIAS_OF]->(older)
  CREATE (alias)-[:ALIAS_OF]->(model)
  DELETE of
}
CALL (older) {
  MATCH (namesake:Model {stem: older.stem})
  SET namesake:Unchecked
}
CALL (pair, model) {
  WITH pair, model WHERE pair[2]
  MERGE (alias:Alias {id: pair[0]})
  WITH alias, model WHERE NOT EXISTS { (alias)-[:ALIAS_OF]->() }
  CREATE (alias)-[:ALIAS_OF]->(model)
}
DETACH DELETE older
