// The models of an answer, and the derivations among them
// param answer: Cypher: the query that gives the answer
// param ids: Cypher: the columns of the answer that hold ids, as a list
// param asked: Cypher: the ids of the models that are asked about
// param kinds: Cypher: the types of derivations, those that hold or those too that were withdrawn
// param relation: Cypher: only these kinds of derivation
// param most: Cypher: no more than so many rows of it
// column model: a model
// column derivation: a derivation of it from another that is drawn
// column parent: the other
CALL () {
  CALL () {
    $answer
  }
  WITH * LIMIT $most
  UNWIND $ids AS id
  RETURN collect(DISTINCT id) AS found
}
WITH $asked + found AS ids
MATCH (model:Model) WHERE model.id IN ids
OPTIONAL MATCH (model)-[derivation:$kinds]->(parent:Model)
WHERE parent.id IN ids AND derivation.relation IN $relation
RETURN model, derivation, parent
