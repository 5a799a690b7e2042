// Derivations that were stated once and are withdrawn, latest first
// param publisher: Publisher = "": only those of models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column child: the model that was said to derive
// column parent: the model it no longer names
// column relation: how it was said to derive
// column witnesses: who named this parent last: the card, the Hub, a tag
// column load: the number of the load that no longer found it
// column parents: how many parents the child names today
MATCH (child:Model)-[former:FORMERLY_DERIVED_FROM]->(parent:Model)
WHERE $publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(child) }
RETURN
  child.id AS child,
  parent.id AS parent,
  former.relation AS relation,
  former.witnesses AS witnesses,
  former.intervals[-1] AS load,
  COUNT { (child)-[:DERIVED_FROM]->() } AS parents
ORDER BY load DESC, parents, child, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
