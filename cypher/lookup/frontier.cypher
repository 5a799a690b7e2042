// Whether what is asked about a model goes beyond what a load followed
// param model: the model
// column above: parents, near or far, that a load did not follow
// column below: the model itself and its descendants, where a load did not look for children
MATCH (model:Model {id: $model})
CALL (model) {
  MATCH (model)-[:DERIVED_FROM*1..]->(ancestor:Frontier&Unseen)
  RETURN count(DISTINCT ancestor) AS above
}
CALL (model) {
  MATCH (model)<-[:DERIVED_FROM*0..]-(descendant:Frontier)
  WHERE NOT descendant:Unseen
  RETURN count(DISTINCT descendant) AS below
}
RETURN above, below
