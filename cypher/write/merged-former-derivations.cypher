// Let what formerly derived from one node have derived from another, which is the same model
// param pairs: list[Row]: pairs of the id of the node that goes and of the one that stays
UNWIND $pairs AS pair
MATCH (child:Model)-[old:FORMERLY_DERIVED_FROM]->(:Model {id: pair[0]})
MATCH (parent:Model {id: pair[1]})
WHERE child <> parent AND NOT EXISTS { (child)-[:DERIVED_FROM|FORMERLY_DERIVED_FROM]->(parent) }
CREATE (child)-[former:FORMERLY_DERIVED_FROM]->(parent)
SET former = properties(old)
