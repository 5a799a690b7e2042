// Derivations whose relation was another before, latest change first
// param publisher: Publisher = "": only those of models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column child: the model that derives
// column parent: the model it derives from
// column relation: how, as it is stated today
// column formerly: how it was stated before, oldest first
// column load: the number of the load that found the latest change
MATCH (child:Model)-[edge:DERIVED_FROM]->(parent:Model)
WHERE edge.formerRelations IS NOT NULL
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(child) })
RETURN
  child.id AS child,
  parent.id AS parent,
  edge.relation AS relation,
  edge.formerRelations AS formerly,
  edge.relationChanges[-1] AS load
ORDER BY load DESC, child, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
