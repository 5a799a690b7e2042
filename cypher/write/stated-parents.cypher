// Which parents these models state so far
// param children: list[Model]: ids of models
// column child: the model
// column parent: a parent it states
UNWIND $children AS id
MATCH (child:Model {id: id})-[:DERIVED_FROM]->(parent:Model)
RETURN child.id AS child, parent.id AS parent
