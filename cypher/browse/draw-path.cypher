// How one model derives from another
// param child: the model that derives
// param parent: the model it derives from
// column path: the models and derivations of the shortest path
MATCH path = SHORTEST 1 (:Model {id: $child})-[:DERIVED_FROM]->+(:Model {id: $parent})
RETURN path
