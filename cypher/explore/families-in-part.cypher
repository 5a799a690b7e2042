// Models whose families were loaded in part, so that answers about them may lack models
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column model: a model at the edge of what was loaded
// column missing: what a load did not look for: the children of the model, or what the model itself is and derives from
// column children: how many models are known to derive from it directly
// column descendants: how many are known to derive from it, near or far
// column downloads: its downloads in the month before it was read
MATCH (model:Frontier)
WHERE $publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(model) }
RETURN
  model.id AS model,
  CASE WHEN model:Unseen THEN 'the model itself' ELSE 'its children' END AS missing,
  COUNT { (model)<-[:DERIVED_FROM]-() } AS children,
  coalesce(model.descendants, 0) AS descendants,
  model.downloads AS downloads
ORDER BY children DESC, coalesce(downloads, -1) DESC, model
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
