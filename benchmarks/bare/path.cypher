MATCH path = SHORTEST 1 (a:Model {id: $child})-[:DERIVED_FROM]->+(b:Model {id: $parent})
UNWIND relationships(path) AS step
RETURN startNode(step).id, endNode(step).id, step.relation, step.witnesses
