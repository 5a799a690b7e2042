// Quantizations of models that are quantizations themselves
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column child: the quantization of a quantization
// column parent: the quantization it was made from
// column ancestor: what that was made from
// column downloads: the child's downloads in the month before it was read
MATCH (child:Model)-[edge:DERIVED_FROM]->(parent:Model)-[earlier:DERIVED_FROM]->(ancestor:Model)
WHERE edge.relation = 'quantized' AND earlier.relation = 'quantized'
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(child) })
RETURN child.id AS child, parent.id AS parent, ancestor.id AS ancestor, child.downloads AS downloads
ORDER BY coalesce(downloads, -1) DESC, child, parent, ancestor
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
