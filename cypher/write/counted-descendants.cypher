// Note how many models derive from each, near or far
MATCH (model:Model)
WHERE EXISTS { (model)<-[:DERIVED_FROM]-() }
CALL (model) {
  MATCH (model)<-[:DERIVED_FROM*1..]-(descendant)
  WHERE descendant <> model
  RETURN count(DISTINCT descendant) AS descendants
}
WITH model, descendants
WHERE coalesce(model.descendants, 0) <> descendants
SET model.descendants = descendants
