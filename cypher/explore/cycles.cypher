// Models that derive from themselves by way of others: each cycle once
// param limit: Integer = 100: give no more than so many derivations; 0 is all
// column cycle: the number of the cycle; cycles that share a model are one
// column models: how many models are in it
// column child: the model that derives
// column parent: the model it derives from
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column witnesses: who names this parent: the card, the Hub, a tag
MATCH (model:Model)
WHERE EXISTS { (model)-[:DERIVED_FROM]->() } AND EXISTS { (model)<-[:DERIVED_FROM]-() }
CALL (model) {
  MATCH (model)-[:DERIVED_FROM*1..]->(ancestor)
  RETURN DISTINCT ancestor
}
WITH model, ancestor
WHERE ancestor = model
WITH collect(model) AS knotted
UNWIND knotted AS model
CALL (model, knotted) {
  MATCH (model)-[:DERIVED_FROM*1..]->(ancestor)
  WITH DISTINCT ancestor
  WHERE ancestor IN knotted
  ORDER BY ancestor.id
  RETURN collect(ancestor.id) AS reached
}
// Those that reach the same ones reach one another.
WITH reached, model ORDER BY model.id
WITH reached, collect(model) AS members
WITH members ORDER BY size(members) DESC, members[0].id
WITH collect(members) AS cycles
UNWIND range(1, size(cycles)) AS cycle
WITH cycle, cycles[cycle - 1] AS members
CALL (members) {
  WITH members, members[0] AS first
  MATCH path = (first)-[:DERIVED_FROM*0..]->(child)
  WHERE child IN members
  WITH members, child, min(length(path)) AS distance
  MATCH (child)-[edge:DERIVED_FROM]->(parent:Model)
  WHERE parent IN members
  RETURN child, edge, parent, distance
}
RETURN
  cycle,
  size(members) AS models,
  child.id AS child,
  parent.id AS parent,
  edge.relation AS relation,
  edge.witnesses AS witnesses
ORDER BY cycle, distance, child, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
