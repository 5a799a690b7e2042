// The derivations of a model and from it, with each witness's word
// param model: Model: the model
// param direction: Text = "both": "parents" or "children" for one side only
// column child: the model that derives
// column parent: the model it derives from
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column card: what the card says: the relation that the publisher declares; "named" where it states none; nothing where it does not name the parent
// column hub: what the Hub says, likewise
// column tag: what a tag says, likewise
// column disputed: whether the witnesses disagree
// column writtenAs: the names that witnesses wrote, where they are not the parent's id
// column readBy: for each of these, the rules by which it was read, and the name that they read
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
  CASE WHEN 'card' IN edge.witnesses THEN coalesce(edge.declaredRelation, 'named') END AS card,
  CASE WHEN 'hub' IN edge.witnesses THEN coalesce(edge.hubRelation, 'named') END AS hub,
  CASE WHEN 'tag' IN edge.witnesses THEN coalesce(edge.tagRelation, 'named') END AS tag,
  edge.disputed AS disputed,
  edge.writtenAs AS writtenAs,
  edge.readBy AS readBy,
  edge.sha AS sha,
  CASE type(edge) WHEN 'DERIVED_FROM' THEN 'holds' ELSE 'withdrawn' END AS state
ORDER BY child <> model, state, child, parent
