// The derivations of a model and from it, with each witness's word
// param model: Model: the model
// param direction: Text = "both": "parents" or "children" for one side only
// column child: the model that derives
// column parent: the model it derives from
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column statements: what each witness says: the relation, and what it wrote where that is not the parent's id
// column disputed: whether the witnesses disagree
// column sha: the commit of the child at which this was read
// column state: whether it holds today or was withdrawn
MATCH (model:Model {id: $model})
CALL (model) {
  MATCH (model)-[edge:DERIVED_FROM|FORMERLY_DERIVED_FROM]->(:Model)
  WHERE $direction IN ['both', 'parents']
  RETURN edge
  UNION
  MATCH (model)<-[edge:DERIVED_FROM|FORMERLY_DERIVED_FROM]-(:Model)
  WHERE $direction IN ['both', 'children']
  RETURN edge
}
WITH model, edge, startNode(edge) AS child, endNode(edge) AS parent
RETURN
  child.id AS child,
  parent.id AS parent,
  edge.relation AS relation,
  edge.statements AS statements,
  edge.disputed AS disputed,
  edge.sha AS sha,
  CASE type(edge) WHEN 'DERIVED_FROM' THEN 'holds' ELSE 'withdrawn' END AS state
ORDER BY child <> model, state, child, parent
