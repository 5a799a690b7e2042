// The parents of some models, those with most descendants first
// param models: list[Model]: the models
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param each: Integer = 0: give no more than so many of each model; 0 is all
// column child: the model that derives
// column parent: the model it derives from
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column witnesses: who names this parent: the card, the Hub, a tag
// column disputed: whether the witnesses disagree
// column descendants: how many models derive from the parent, near or far
// column downloads: its downloads in the month before it was read
// column state: whether it is listed, is gone, or was never seen as a model
// column next: how many parents it has itself
// column all: how many parents the model has that is asked about
UNWIND $models AS id
MATCH (start:Model {id: id})
CALL (start) {
  MATCH (start)-[derivation:DERIVED_FROM]->(next)
  WHERE derivation.relation IN $relation
  WITH derivation, next
  ORDER BY coalesce(next.descendants, 0) DESC, coalesce(next.downloads, -1) DESC, next.id
  WITH collect(derivation) AS derivations
  RETURN size(derivations) AS all, CASE WHEN $each = 0 THEN derivations ELSE derivations[..$each] END AS derivations
}
UNWIND derivations AS derivation
WITH all, derivation, startNode(derivation) AS child, endNode(derivation) AS parent, endNode(derivation) AS next
RETURN
  child.id AS child,
  parent.id AS parent,
  derivation.relation AS relation,
  derivation.witnesses AS witnesses,
  derivation.disputed AS disputed,
  coalesce(next.descendants, 0) AS descendants,
  next.downloads AS downloads,
  CASE WHEN next:Unseen THEN 'unseen' WHEN next:Gone THEN 'gone' ELSE 'listed' END AS state,
  COUNT { (next)-[onward:DERIVED_FROM WHERE onward.relation IN $relation]->() } AS next,
  all
