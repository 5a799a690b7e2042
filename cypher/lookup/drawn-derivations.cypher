// The derivations among models that are drawn
// param ids: list[Model]: the ids of the models
// param relation: list[Relation]: only these kinds of derivation
// param former: Boolean = false: those too that were withdrawn
// column child: the model that derives
// column parent: the model it derives from
// column relation: how
// column witnesses: who names this parent
// column disputed: whether the witnesses disagree
// column declaredRelation: the relation the publisher declares
// column statements: what each witness says: the relation, and what it wrote where that is not the parent's id
// column sha: the commit of the child at which this was read
// column state: whether it holds today or was withdrawn
UNWIND $ids AS id
MATCH (child:Model {id: id})-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM]->(parent:Model)
WHERE parent.id IN $ids AND derivation.relation IN $relation AND ($former OR derivation:DERIVED_FROM)
RETURN
  child.id AS child,
  parent.id AS parent,
  derivation.relation AS relation,
  derivation.witnesses AS witnesses,
  derivation.disputed AS disputed,
  derivation.declaredRelation AS declaredRelation,
  derivation.statements AS statements,
  derivation.sha AS sha,
  CASE type(derivation) WHEN 'DERIVED_FROM' THEN 'holds' ELSE 'withdrawn' END AS state
