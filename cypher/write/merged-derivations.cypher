// Let what derives from one node derive from another, which is the same model
// param pairs: list[Row]: pairs of the id of the node that goes and of the one that stays
UNWIND $pairs AS pair
MATCH (child:Model)-[old:DERIVED_FROM]->(:Model {id: pair[0]})
MATCH (parent:Model {id: pair[1]})
WHERE child <> parent
// A statement without a name is of the parent under its id.
WITH child, parent, old, [statement IN old.statements |
  CASE WHEN size(split(statement, ': ')) > 2 THEN statement ELSE statement + ': ' + pair[0] END] AS statements
OPTIONAL MATCH (child)-[former:FORMERLY_DERIVED_FROM]->(parent)
DELETE former
MERGE (child)-[new:DERIVED_FROM]->(parent)
ON CREATE SET new = properties(old), new.statements = []
SET
  new.writtenOtherwise = true,
  new.statements = new.statements + [statement IN statements WHERE NOT statement IN new.statements],
  new.witnesses = new.witnesses + [witness IN old.witnesses WHERE NOT witness IN new.witnesses],
  new.parentHubId = coalesce(new.parentHubId, old.parentHubId),
  child:Unchecked,
  parent:Unchecked
DELETE old
