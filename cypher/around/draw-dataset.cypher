// The models of an answer, the derivations among them, and the dataset they are about
// param answer: Cypher: the query that gives the answer
// param ids: Cypher: the columns of the answer that hold ids, as a list
// param dataset: Cypher: the id of the dataset
// param kinds: Cypher: the types of derivations, those that hold or those too that were withdrawn
// param relation: Cypher: only these kinds of derivation
// param most: Cypher: no more than so many rows of it
// column model: a model
// column statement: its derivation from another that is drawn, or that it was trained on the dataset
// column other: the other, or the dataset
CALL () {
  CALL () {
    $answer
  }
  WITH * LIMIT $most
  UNWIND $ids AS id
  RETURN collect(DISTINCT id) AS ids
}
MATCH (model:Model) WHERE model.id IN ids
OPTIONAL MATCH (model)-[statement:$kinds|TRAINED_ON]->(other)
WHERE other.id = $dataset OR (other.id IN ids AND statement.relation IN $relation)
RETURN model, statement, other
