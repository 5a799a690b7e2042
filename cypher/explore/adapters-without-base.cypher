// Adapters whose base is gone or was never seen: without it they are of no use
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column child: an adapter
// column parent: its base
// column state: whether the base is gone, or was never seen as a model: private, renamed, misspelt, or gone before the first load
// column downloads: the adapter's downloads in the month before it was read
MATCH (parent:Unseen|Gone)<-[edge:DERIVED_FROM]-(child:Model)
WHERE edge.relation = 'adapter' AND NOT child:Gone
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(child) })
RETURN
  child.id AS child,
  parent.id AS parent,
  CASE WHEN parent:Gone THEN 'gone' ELSE 'unseen' END AS state,
  child.downloads AS downloads
ORDER BY coalesce(downloads, -1) DESC, child, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
