// Keep what a model stated under its old name
// param pairs: list[Row]: pairs of the id of the node that goes and of the one that stays
// param load: Load: the number of the load
UNWIND $pairs AS pair
MATCH (older:Model {id: pair[0]})-[old:DERIVED_FROM|FORMERLY_DERIVED_FROM]->(parent:Model)
MATCH (model:Model {id: pair[1]})
WHERE parent <> model
OPTIONAL MATCH (model)-[new:DERIVED_FROM]->(parent)
OPTIONAL MATCH (model)-[former:FORMERLY_DERIVED_FROM]->(parent)
SET new.intervals = CASE
  WHEN size(old.intervals) % 2 = 1 THEN old.intervals
  ELSE old.intervals + new.intervals
END
FOREACH (_ IN CASE WHEN new IS NULL AND former IS NULL THEN [1] END |
  CREATE (model)-[kept:FORMERLY_DERIVED_FROM]->(parent)
  SET kept = properties(old)
  SET kept.intervals = CASE WHEN size(old.intervals) % 2 = 1 THEN old.intervals + $load ELSE old.intervals END
)
