// Models that declare another licence than the model they derive from, most downloaded first
// param loosened: Boolean = false: only those that went from a licence that is not permissive to one that is
// param permissive: list[Text] = ["apache-2.0", "mit", "bsd", "bsd-2-clause", "bsd-3-clause", "bsl-1.0", "cc0-1.0", "isc", "unlicense", "wtfpl", "zlib", "cc-by-4.0"]: the licences that count as permissive
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: only these kinds of derivation
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column child: the model that derives
// column parent: the model it derives from
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column license: the licence that the child's repository declares; whether it may, nobody has looked into
// column parentLicense: the licence that the parent's repository declares
// column downloads: the child's downloads in the month before it was read
MATCH (child:Model)-[edge:DERIVED_FROM]->(parent:Model)
WHERE edge.relation IN $relation
  AND child.license <> parent.license
  AND (
    NOT $loosened
    OR all(license IN split(child.license, ', ') WHERE license IN $permissive)
    AND NOT all(license IN split(parent.license, ', ') WHERE license IN $permissive)
  )
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(child) })
RETURN
  child.id AS child,
  parent.id AS parent,
  edge.relation AS relation,
  child.license AS license,
  parent.license AS parentLicense,
  child.downloads AS downloads
ORDER BY coalesce(downloads, -1) DESC, child, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
