// Whether what is asked about a model goes beyond what a load followed
// param model: Model: the model
// column above: parents, near or far, that a load did not follow
// column below: the model itself and its descendants, where a load did not look for children
MATCH (model:Model {id: $model})
CALL (model) {
  MATCH (model)-[:DERIVED_FROM*1..]->(ancestor)
  WITH DISTINCT ancestor
  WHERE ancestor:Frontier AND ancestor:Unseen
  RETURN count(ancestor) AS above
}
CALL (model) {
  MATCH (model)<-[:DERIVED_FROM*0..]-(descendant)
  WITH DISTINCT descendant
  WHERE descendant:Frontier AND NOT descendant:Unseen
  RETURN count(descendant) AS below
}
RETURN above, below
