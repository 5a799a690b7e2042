// Derivations on which the card, the Hub and the tags do not agree, and on what
// param publisher: Publisher = "": only those of models of this publisher
// param limit: Integer = 100: give no more than so many; 0 is all
// column child: the model that derives
// column parent: the model it derives from
// column relation: how, as the publisher declares it, else as the Hub, else as the tags say
// column statements: what each witness says: the relation, and what it wrote where that is not the parent's id
// column disagreement: on what they do not agree
MATCH (child:Model)-[edge:DERIVED_FROM]->(parent:Model)
WITH child, edge, parent,
  (child.libraryName = 'gguf' OR child.idFolded ENDS WITH '-gguf') AND edge.relation = 'finetune' AS isQuantized,
  [word IN [statement IN edge.statements | split(split(statement, ': ')[1], ' (')[0]]
    WHERE NOT word IN ['named', edge.relation]] AS others
WHERE (edge.disputed OR isQuantized)
  AND ($publisher = '' OR EXISTS { (:Publisher {name: $publisher})-[:PUBLISHED]->(child) })
WITH child, edge, parent, isQuantized, others,
  COLLECT { MATCH (child)-[all:DERIVED_FROM]->() UNWIND all.witnesses AS witness RETURN DISTINCT witness ORDER BY witness } AS speaking
WITH child, edge, parent,
  [witness IN speaking WHERE NOT witness IN edge.witnesses] AS silent,
  isQuantized, others
RETURN
  child.id AS child,
  parent.id AS parent,
  edge.relation AS relation,
  edge.statements AS statements,
  [said IN [
    CASE WHEN size(others) > 0 AND edge.declaredRelation IS NOT NULL THEN 'declared against inferred relation' END,
    CASE WHEN size(others) > 0 AND edge.declaredRelation IS NULL THEN 'the relation' END,
    CASE WHEN size(silent) > 0 THEN 'this parent is not named by: ' + reduce(all = silent[0], each IN silent[1..] | all + ', ' + each) END,
    CASE WHEN isQuantized THEN 'a GGUF repository labelled finetune' END
  ] WHERE said IS NOT NULL] AS disagreement
ORDER BY child, parent
LIMIT CASE WHEN $limit = 0 THEN 9223372036854775807 ELSE $limit END
