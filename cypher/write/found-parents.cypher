// The children of parents that were never seen, where by now one model has that name but for case
// column child: such a child
// column parent: the parent as it was named
MATCH (unseen:Unseen)
CALL (unseen) {
  MATCH (model:Model {idFolded: unseen.idFolded}) WHERE NOT model:Unseen
  RETURN count(model) AS alike
}
WITH unseen WHERE alike = 1
MATCH (child:Model)-[:DERIVED_FROM]->(unseen)
RETURN child.id AS child, unseen.id AS parent
