// The shortest derivations of one model from another, hop by hop
// param child: Model: the model that derives
// param parent: Model: the model it derives from
// param relation: list[Relation] = ["finetune", "adapter", "merge", "quantized", "unknown"]: follow only these kinds of derivation
// param depth: Integer = 0: give no path of more hops; 0 is any
// param avoid: list[Model] = []: give no path over these models
// param shortest: Integer = 1: give so many paths, the shortest first
// column path: the number of the path
// column hop: the number of the hop in it, from the child up
// column child: the model that derives
// column parent: the model it derives from directly
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column witnesses: who names this parent: the card, the Hub, a tag
// column disputed: whether the witnesses disagree
// column declaredRelation: the relation the publisher declares
// column statements: what each witness says: the relation, and what it wrote where that is not the parent's id
// column several: whether there are more paths than these, as short or longer
MATCH (start:Model {id: $child}), (end:Model {id: $parent})
MATCH found = SHORTEST 10000
  (start) (()-[step:DERIVED_FROM WHERE step.relation IN $relation]->(next WHERE NOT next.id IN $avoid))+ (end)
WHERE ($depth = 0 OR length(found) <= $depth)
  AND all(model IN nodes(found) WHERE single(same IN nodes(found) WHERE same = model))
// Some more than are asked for, so that of paths that are equally short mostly the same ones are given.
WITH found LIMIT $shortest + 10
WITH found ORDER BY length(found), [model IN nodes(found) | model.id]
WITH collect(found) AS found
WITH found[..$shortest] AS paths, size(found) > $shortest AS several
UNWIND range(0, size(paths) - 1) AS number
WITH number, nodes(paths[number]) AS models, relationships(paths[number]) AS derivations, several
UNWIND range(0, size(derivations) - 1) AS place
WITH number, place, models, derivations[place] AS derivation, several
RETURN
  number + 1 AS path,
  place + 1 AS hop,
  models[place].id AS child,
  models[place + 1].id AS parent,
  derivation.relation AS relation,
  derivation.witnesses AS witnesses,
  derivation.disputed AS disputed,
  derivation.declaredRelation AS declaredRelation,
  derivation.statements AS statements,
  several
ORDER BY path, hop
