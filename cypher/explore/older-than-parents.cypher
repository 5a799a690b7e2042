// Models created before the model they are said to derive from, the oldest beside it first
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: only these kinds of derivation
// param least: Integer = 0: only those at least so many days older
// param publisher: Publisher = "": only models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column child: the model that derives
// column parent: the model it derives from
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column created: when the child's repository was created
// column parentCreated: when the parent's was; of one that was uploaded anew, the time of that
// column days: by how many days the child is older
MATCH (child:Model)-[edge:DERIVED_FROM]->(parent:Model)
WHERE edge.relation IN $relation
  AND child.createdAt < parent.createdAt - duration({days: $least})
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(child) })
RETURN
  child.id AS child,
  parent.id AS parent,
  edge.relation AS relation,
  child.createdAt AS created,
  parent.createdAt AS parentCreated,
  round(duration.inSeconds(child.createdAt, parent.createdAt).seconds / 86400.0, 1) AS days
ORDER BY days DESC, child, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
