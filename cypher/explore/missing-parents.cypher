// Parents that are gone or were never seen, those with most children first
// param publisher: Publisher = "": only those in this publisher's namespace
// param limit: Integer = 100: give no more than so many; 0 is all
// column parent: a model that others derive from and that nobody can look at
// column state: whether it is gone, or was never seen as a model: private, renamed, misspelt, or gone before the first load
// column children: how many models derive from it directly
// column descendants: how many derive from it, near or far
// column examinedAt: when the Hub was asked about it and showed nothing
MATCH (parent:Unseen|Gone)
WHERE $publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(parent) }
WITH parent, COUNT { (parent)<-[:DERIVED_FROM]-() } AS children
WHERE children > 0
RETURN
  parent.id AS parent,
  CASE WHEN parent:Gone THEN 'gone' ELSE 'unseen' END AS state,
  children,
  coalesce(parent.descendants, 0) AS descendants,
  parent.examinedAt AS examinedAt
ORDER BY children DESC, descendants DESC, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
