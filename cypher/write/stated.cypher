// What these models state so far
// param children: list[Model]: ids of models
// column child: the model
// column lastModified: when it was modified last
// column parent: a parent it states
// column derivation: the properties of the derivation
UNWIND $children AS id
MATCH (child:Model {id: id})-[derivation:DERIVED_FROM]->(parent:Model)
RETURN
  child.id AS child,
  child.lastModified AS lastModified,
  parent.id AS parent,
  properties(derivation) AS derivation
