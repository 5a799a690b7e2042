// The shortest derivation of one model from another, hop by hop
// param child: the model that derives
// param parent: the model it derives from
// param relation = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth = 0: give no path of more hops; 0 is any
// column hop: the number of the hop, from the child up
// column child: the model that derives
// column parent: the model it derives from directly
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column witnesses: who names this parent: the card, the Hub, a tag
// column disputed: whether the witnesses disagree
// column declaredRelation: the relation the publisher declares
// column hubRelation: the relation the Hub states
// column tagRelation: the relation a tag states
// column several: whether there are other paths, as short or longer
MATCH (start:Model {id: $child}), (end:Model {id: $parent})
MATCH found = SHORTEST 2 (start)-[step:DERIVED_FROM WHERE step.relation IN $relation]->+(end)
WITH collect(found) AS paths
WITH paths[0] AS path, size(paths) > 1 AS several
WHERE path IS NOT NULL AND ($depth = 0 OR length(path) <= $depth)
UNWIND range(0, length(path) - 1) AS position
WITH position, nodes(path) AS models, relationships(path)[position] AS derivation, several
RETURN
  position + 1 AS hop,
  models[position].id AS child,
  models[position + 1].id AS parent,
  derivation.relation AS relation,
  derivation.witnesses AS witnesses,
  derivation.disputed AS disputed,
  derivation.declaredRelation AS declaredRelation,
  derivation.hubRelation AS hubRelation,
  derivation.tagRelation AS tagRelation,
  several
ORDER BY hop
