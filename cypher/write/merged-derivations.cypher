// Let what derives from one node derive from another, which is the same model
// param pairs: list[Row]: pairs of the id of the node that goes and of the one that stays
UNWIND $pairs AS pair
MATCH (child:Model)-[old:DERIVED_FROM]->(:Model {id: pair[0]})
MATCH (parent:Model {id: pair[1]})
WHERE child <> parent
WITH child, parent, old, coalesce(old.writtenAs, []) +
  [witness IN old.witnesses
    WHERE none(entry IN coalesce(old.writtenAs, []) WHERE entry STARTS WITH witness + ': ')
    | witness + ': ' + pair[0]] AS written
OPTIONAL MATCH (child)-[former:FORMERLY_DERIVED_FROM]->(parent)
DELETE former
MERGE (child)-[new:DERIVED_FROM]->(parent)
ON CREATE SET new = properties(old), new.writtenAs = null
SET
  new.writtenOtherwise = true,
  new.writtenAs = coalesce(new.writtenAs, []) + [entry IN written WHERE NOT entry IN coalesce(new.writtenAs, [])],
  new.witnesses = [witness IN ['card', 'hub', 'tag'] WHERE witness IN new.witnesses OR witness IN old.witnesses],
  new.hubRelation = coalesce(new.hubRelation, old.hubRelation),
  new.parentHubId = coalesce(new.parentHubId, old.parentHubId),
  new.tagRelation = coalesce(new.tagRelation, old.tagRelation)
DELETE old
