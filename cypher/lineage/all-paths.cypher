// Every derivation on any path by which one model derives from another
// param child: Model: the model that derives
// param parent: Model: the model it derives from
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth: Integer = 0: only paths of so many hops or fewer; 0 is all
// param avoid: list[Model] = []: only paths that do not lead over these models
// column child: a model that derives from the parent
// column parent: the model it derives from directly
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column witnesses: who names this parent: the card, the Hub, a tag
// column disputed: whether the witnesses disagree
// column declaredRelation: the relation the publisher declares
// column statements: what each witness says: the relation, and what it wrote where that is not the parent's id
// column distance: the fewest hops from the first model to this child
// column hops: how many hops the shortest path has that leads over this derivation
MATCH (start:Model {id: $child})
MATCH up = (start)-[steps:DERIVED_FROM*0..]->(model)
WHERE all(step IN steps WHERE step.relation IN $relation)
  AND none(passed IN nodes(up) WHERE passed.id IN $avoid)
WITH start, model, min(length(up)) AS distance
WITH start, collect(model) AS above, collect([model, distance]) AS distances
MATCH (end:Model {id: $parent})
MATCH down = (end)<-[steps:DERIVED_FROM*0..]-(model)
WHERE all(step IN steps WHERE step.relation IN $relation)
  AND all(passed IN nodes(down) WHERE passed IN above)
WITH distances, model, min(length(down)) AS rest
WITH distances, collect([model, rest]) AS between
UNWIND between AS lower
UNWIND [pair IN distances WHERE pair[0] = lower[0]] AS start
WITH between, lower[0] AS child, start[1] AS distance
MATCH (child)-[derivation:DERIVED_FROM]->(parent)
WHERE derivation.relation IN $relation
UNWIND [pair IN between WHERE pair[0] = parent] AS upper
WITH child, parent, derivation, distance, distance + 1 + upper[1] AS hops
WHERE $depth = 0 OR hops <= $depth
RETURN
  child.id AS child,
  parent.id AS parent,
  derivation.relation AS relation,
  derivation.witnesses AS witnesses,
  derivation.disputed AS disputed,
  derivation.declaredRelation AS declaredRelation,
  derivation.statements AS statements,
  distance,
  hops
ORDER BY distance, child, parent
