// Let likely derivations of and from a node be those of the model that it is, with the evidence of files and weights
// param pairs: list[Row]: pairs of the id of the node that goes and of the one that stays
UNWIND $pairs AS pair
MATCH (older:Model {id: pair[0]})
MATCH (model:Model {id: pair[1]})
CALL (older, model) {
  MATCH (child:Model)-[old:LIKELY_DERIVED_FROM]->(older)
  WHERE child <> model
  MERGE (child)-[new:LIKELY_DERIVED_FROM]->(model)
  ON CREATE SET new = properties(old), new.evidence = []
  SET new.evidence = new.evidence + [line IN old.evidence WHERE NOT line IN new.evidence], child:Unchecked
  UNION ALL
  MATCH (older)-[old:LIKELY_DERIVED_FROM]->(parent:Model)
  WHERE parent <> model
  MERGE (model)-[new:LIKELY_DERIVED_FROM]->(parent)
  ON CREATE SET new = properties(old), new.evidence = []
  SET new.evidence = new.evidence + [line IN old.evidence WHERE NOT line IN new.evidence]
}
