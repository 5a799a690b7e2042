// The derivations of an answer
// param answer: Cypher: the query that gives the answer, with a child and a parent in each row
// param asked: Cypher: the ids of the models that are asked about
// param most: Cypher: no more than so many derivations
// column model: a model
// column derivation: its derivation from another
// column other: the other
CALL () {
    $answer
}
WITH child, parent LIMIT $most
MATCH (model:Model {id: child})-[derivation:DERIVED_FROM|FORMERLY_DERIVED_FROM]->(other:Model {id: parent})
RETURN model, derivation, other
UNION
MATCH (model:Model) WHERE model.id IN $asked
RETURN model, null AS derivation, null AS other
